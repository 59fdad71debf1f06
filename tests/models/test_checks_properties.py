"""True amounts, written at any precision, rounded or cut off, never give an error; an amount outside its interval does."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from models.checks import check
from models.checks.arithmetic.bounds import check_range, check_share, range_of
from models.checks.arithmetic.sums import check_sum
from models.checks.changes.changes import check_change
from models.checks.computing import SCALES, rounded_or_cut
from models.checks.limits import identities
from models.checks.shares.possible import check_possible
from models.checks.shares.quotient import check_ratio
from models.checks.slips import digits_of, is_slip, slips_among
from models.fact import (
    ChangeRelation,
    Document,
    Evidence,
    Extraction,
    Fact,
    RatioRelation,
    Relation,
    SumRelation,
)
from tests.models.checks_builders import build, plain

COUNTS = st.integers(1, 100_000)
STEPS = st.sampled_from([Decimal("0"), Decimal("1"), Decimal("10"), Decimal("100"), Decimal("1000")])
RATE_STEPS = st.sampled_from([Decimal("1"), Decimal("0.1"), Decimal("0.01")])
CUT = st.booleans()


def write(true: Fraction, step: Decimal, cut: bool) -> Decimal:
    """The amount as a report writes it: rounded half up, or cut off towards zero, to a multiple of `step`."""
    if step == 0:
        return Decimal(true.numerator) / Decimal(true.denominator)
    units = abs(true) / Fraction(step) + (0 if cut else Fraction(1, 2))
    written = Decimal(units.numerator // units.denominator) * step
    return -written if true < 0 else written


@given(st.lists(st.tuples(COUNTS, STEPS, CUT), min_size=2, max_size=6), STEPS, CUT)
def test_true_sums_hold(parts: list[tuple[int, Decimal, bool]], step: Decimal, cut: bool) -> None:
    whole = plain("w", write(Fraction(sum(p for p, _, _ in parts)), step, cut), "person", step)
    written = [plain(f"p{i}", write(Fraction(p), s, c), "person", s) for i, (p, s, c) in enumerate(parts)]
    assert check_sum(0, whole, written) is None


@given(st.lists(st.tuples(COUNTS, STEPS), min_size=2, max_size=6), STEPS, st.integers(1, 10**6), st.booleans())
def test_a_whole_past_its_interval_is_found(parts: list[tuple[int, Decimal]], step: Decimal, more: int, up: bool) -> None:
    written = [plain(f"p{i}", write(Fraction(p), s, False), "person", s) for i, (p, s) in enumerate(parts)]
    reach = 2 * step + 2 * sum((s for _, s in parts), Decimal(0)) + more
    true = write(Fraction(sum(p for p, _ in parts)), step, False)
    finding = check_sum(0, plain("w", true + reach if up else true - reach, "person", step), written)
    assert finding is not None and finding.code == "sum_mismatch"


@given(COUNTS, COUNTS, STEPS, STEPS, RATE_STEPS, CUT, CUT, st.sampled_from(["%", "person/100person", "times"]))
def test_true_ratios_hold(
    part: int, whole: int, s1: Decimal, s2: Decimal, s3: Decimal, cut: bool, cut_rate: bool, unit: str
) -> None:  # fmt: skip
    assume(whole >= 2 * s2)
    rate = Fraction(part, whole) * SCALES.get(unit, 1)
    a, b = (plain(i, write(Fraction(v), s, cut), "person", s) for i, v, s in (("a", part, s1), ("b", whole, s2)))
    assert check_ratio(0, a, b, plain("r", write(rate, s3, cut_rate), unit, s3))[1] is None


@given(COUNTS, COUNTS, RATE_STEPS, st.integers(1, 1000), st.booleans())
def test_a_rate_past_its_interval_is_found(part: int, whole: int, step: Decimal, more: int, up: bool) -> None:
    rate = write(Fraction(100 * part, whole), step, False) + (1 if up else -1) * step * (1 + more)
    finding = check_ratio(0, plain("a", Decimal(part), "person", Decimal(0)), plain("b", Decimal(whole), "person", Decimal(0)),
                          plain("r", rate, "%", step))[1]  # fmt: skip
    assert finding is not None and finding.code == "ratio_mismatch"


@given(st.integers(1, 300), st.data(), RATE_STEPS, CUT)
def test_a_true_share_is_possible(whole: int, data: st.DataObject, step: Decimal, cut: bool) -> None:
    part = data.draw(st.integers(0, whole))
    rate = plain("r", write(Fraction(100 * part, whole), step, cut), "%", step)
    assert check_possible(plain("w", Decimal(whole), "school", Decimal(0)), rate) is None


@given(COUNTS, COUNTS, STEPS, STEPS, CUT, st.sampled_from(["percent", "difference"]), RATE_STEPS)
def test_true_changes_hold(old: int, new: int, s1: Decimal, s2: Decimal, cut: bool, way: str, rate_step: Decimal) -> None:
    assume(old >= 2 * s1)
    start, end = (plain(i, write(Fraction(v), s, cut), "CNY", s) for i, v, s in (("a", old, s1), ("b", new, s2)))
    true = Fraction(100 * (new - old), old) if way == "percent" else Fraction(new - old)
    step = rate_step if way == "percent" else s1
    delta = plain("d", write(true, step, cut), "%" if way == "percent" else "CNY", step, kind="change")
    assert check_change(0, start, end, delta) is None


@given(st.integers(0, 1000), st.integers(0, 1000), CUT)
def test_true_changes_in_points_hold(old: int, new: int, cut: bool) -> None:
    step = Decimal("0.1")
    start, end = (plain(i, write(Fraction(v, 10), step, cut), "%", step) for i, v in (("a", old), ("b", new)))
    delta = plain("d", write(Fraction(new - old, 10), step, cut), "pp", step, kind="change")
    assert check_change(0, start, end, delta) is None


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(4, 300), st.booleans())
def test_points_past_their_interval_are_found(old: int, new: int, more: int, up: bool) -> None:
    start, end = (plain(i, Decimal(v) / 10, "%", Decimal("0.1")) for i, v in (("a", old), ("b", new)))
    delta = plain("d", Decimal(new - old + (more if up else -more)) / 10, "pp", Decimal("0.1"), kind="change")
    finding = check_change(0, start, end, delta)
    assert finding is not None and finding.code == "change_mismatch"


@given(st.fractions(-1000, 1000), RATE_STEPS, CUT)
def test_what_was_written_stands_for_the_truth(true: Fraction, step: Decimal, cut: bool) -> None:
    assert true in rounded_or_cut(plain("x", write(true, step, cut), "pp", step, kind="change"))


@given(st.data())
def test_possible_values_are_not_called_implausible(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(identities()["ranges"]))
    school = data.draw(st.sampled_from([None, "县第一小学"]))
    top = "county_high" if school is None and "county_high" in entry else "high"
    low, high = Decimal(str(entry["low"])), Decimal(str(entry[top]))
    value = data.draw(st.decimals(low, high, places=2))
    fact = plain("x", value, entry["unit"], Decimal("0.01"), indicator=entry["indicator"], entity=school)
    found = range_of((fact.indicator, fact.unit))
    assert found is not None and check_range(fact, found) is None
    beyond = plain("x", high + 1, entry["unit"], Decimal(0), indicator=entry["indicator"], entity=school)
    assert check_range(beyond, found) is not None


@given(st.integers(0, 1000), RATE_STEPS, CUT)
def test_a_true_share_is_never_above(true: int, step: Decimal, cut: bool) -> None:
    assert check_share(plain("x", write(Fraction(true, 10), step, cut), "%", step)) is None


STAGES = (("p", "小学", "primary"), ("j", "初中", "junior"))


def stage_text(key: str, name: str, stage: str, schools: int, pupils: int, per_class: int, per_teacher: int) -> list[str]:
    classes, teachers = pupils // per_class, pupils // per_teacher
    mean = round(Fraction(pupils, classes))
    return [
        f"{name}共{{{key}0={schools}所|{schools} school|school.count stage={stage}}}。",
        f"{name}在校生{{{key}1={pupils}人|{pupils} person|student.count stage={stage}}}。",
        f"{name}教学班{{{key}2={classes}个|{classes} class|class.count stage={stage}}}。",
        f"{name}专任教师{{{key}3={teachers}人|{teachers} person|teacher.count stage={stage}}}。",
        f"{name}平均班额{{{key}4={mean}人|{mean} person|class.size stage={stage}}}。",
    ]


@given(st.integers(6, 60), st.integers(6, 40), st.integers(200, 3000), st.integers(30, 54), st.integers(8, 22))
def test_a_consistent_county_is_silent(primary: int, junior: int, each: int, per_class: int, per_teacher: int) -> None:
    sentences = [
        sentence
        for stage, schools in zip(STAGES, (primary, junior), strict=True)
        for sentence in stage_text(*stage, schools, schools * each, per_class, per_teacher)
    ]
    assert check(build(sentences)).findings == ()


@given(st.permutations(range(6)))
def test_the_order_of_the_facts_does_not_matter(order: list[int]) -> None:
    first = "共{a=25所|25 school}，小学{b=18所|18 school}、初中{c=6所|6 school}。"
    second = "完成率为{d=112%|112 % 1}，平均年龄{e=386岁|386 year 1|teacher.age}，{f=1人|1 person}。"
    base = build([first, second], ["sum a b c"])
    facts: tuple[Fact, ...] = tuple(base.facts[i] for i in order)
    shuffled = Extraction(document=Document(id="sha256:0", name="t", format="txt"), facts=facts, relations=base.relations)
    assert [f.id for f in check(shuffled).findings] == ["sum_mismatch-a", "rate_over_100-d", "implausible-e"]


@given(st.lists(st.sampled_from([123, 132, 128, 213, 1230, 1320, 99, 98]), max_size=12))
def test_slips_are_all_pairs_that_are_one(values: list[int]) -> None:
    facts = [plain(f"f{i}", Decimal(value), "person", Decimal(0)) for i, value in enumerate(values)]
    wanted = [(a, b) for a, b in combinations(facts, 2) if is_slip(digits_of(a), digits_of(b))]
    assert slips_among(facts) == wanted


UNITS = ("person", "school", "class", "item", "%", "pp", "CNY", "CNY/person", "m2/person", "number", "ratio", "times", "year")
INDICATORS = ("other", "student.count", "class.large_rate", "cv.item", "teacher.age", "resource.books", "school.compliant")
SENTENCES = (
    "{0}中，占{1}，逐年下降，达到不低于{2}的规定；{3}，均达到国家标准，{4}未达标。",
    "全县共有{0}，其中{1}、{2}，比{3}增长{4}。",
    "各项指标均未超过{0}、{1}，差异系数均达标{2}{3}{4}。",
)


@st.composite
def any_fact(draw: st.DrawFn, id: str) -> Fact:
    """A fact with any mixture of fields, sensible or not: what a reader of damaged text may give."""
    value = draw(st.none() | st.decimals(-1000, 10**6, places=2))
    sentence = draw(st.sampled_from(SENTENCES)).format(*(f"{n}个" for n in range(5)))
    table = draw(st.none() | st.just(0))
    row = None if table is None else draw(st.integers(0, 3))
    evidence = Evidence(
        text=f"{id[1:]}个", start=int(id[1:]) * 3, end=int(id[1:]) * 3 + 2, sentence=sentence, table=table, row=row, column=row
    )
    fields = {
        "unit": st.sampled_from(UNITS), "indicator": st.sampled_from(INDICATORS), "step": st.sampled_from(["0", "0.1", "100"]),
        "bound": st.sampled_from(["exact", "about", "at_least", "at_most"]), "kind": st.sampled_from(["level", "change"]),
        "status": st.sampled_from(["actual", "baseline", "plan", "standard"]), "entity": st.sampled_from([None, "第一小学"]),
        "stage": st.sampled_from([None, "primary", "junior", "compulsory"]),
        "period": st.sampled_from([None, "2021", "2016/2020", "2030-09"]),
        "flags": st.sampled_from([(), ("masked",), ("table", "total")]), "criterion": st.sampled_from([None, "books"]),
    }  # fmt: skip
    chosen = {name: draw(values) for name, values in fields.items()}
    top = None if value is None or draw(st.booleans()) else value + 1
    return Fact.model_validate({"id": id, "value": value, "value_max": top, "evidence": evidence, **chosen})


IDS = st.sampled_from(["f0", "f1", "f2", "f3", "f4", "f9"])
RELATIONS = st.one_of(
    st.builds(SumRelation, whole=IDS, parts=st.lists(IDS, max_size=4).map(tuple)),
    st.builds(RatioRelation, part=IDS, whole=IDS, rate=IDS),
    st.builds(lambda a, b, c: ChangeRelation.model_validate({"from": a, "to": b, "delta": c}), st.none() | IDS, IDS, st.none() | IDS),
)


@given(st.tuples(*(any_fact(f"f{n}") for n in range(5))), st.lists(RELATIONS, max_size=6), st.none() | st.integers(1990, 2030))
def test_nothing_that_was_read_makes_the_checks_fail(facts: tuple[Fact, ...], relations: list[Relation], year: int | None) -> None:
    document = Document(id="sha256:0", name="t", format="txt", year=year)
    report = check(Extraction(document=document, facts=facts, relations=tuple(relations)))
    assert all(family.found == family.checkable + family.not_checkable for family in report.families)
    assert len({finding.id for finding in report.findings}) == len(report.findings)
