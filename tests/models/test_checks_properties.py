"""True amounts, written at any precision, rounded or cut off, never give an error; an amount outside its interval does."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from models.checks import check
from models.checks.bounds import check_range, check_share, range_of
from models.checks.changes import check_change
from models.checks.computing import SCALES, rounded_or_cut
from models.checks.limits import identities
from models.checks.ratios import check_possible, check_ratio
from models.checks.sums import check_sum
from models.fact import Document, Extraction, Fact
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
    reach = step + sum((s for _, s in parts), Decimal(0)) + more
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
    low, high = Decimal(str(entry["low"])), Decimal(str(entry["high"]))
    value = data.draw(st.decimals(low, high, places=2))
    fact = plain("x", value, entry["unit"], Decimal("0.01"), indicator=entry["indicator"])
    found = range_of(fact)
    assert found is not None and check_range(fact, found) is None
    beyond = plain("x", high + 1, entry["unit"], Decimal(0), indicator=entry["indicator"])
    assert check_range(beyond, found) is not None


@given(st.integers(0, 1000), RATE_STEPS, CUT)
def test_a_true_share_is_never_above(true: int, step: Decimal, cut: bool) -> None:
    assert check_share(plain("x", write(Fraction(true, 10), step, cut), "%", step)) is None


@given(st.integers(6, 60), st.integers(6, 40), st.integers(200, 3000), st.integers(30, 54), st.integers(8, 22))
def test_a_consistent_county_is_silent(primary: int, junior: int, per_school: int, per_class: int, per_teacher: int) -> None:
    pupils = {"primary": primary * per_school, "junior": junior * per_school}
    text = [
        f"小学{{a={primary}所|{primary} school|school.count stage=primary}}、初中{{b={junior}所|{junior} school|school.count stage=junior}}。",
        *(
            f"{name}在校生{{{i}1={n}人|{n} person|student.count stage={stage}}}，教学班{{{i}2={n // per_class}个|{n // per_class} class|class.count stage={stage}}}，"
            f"专任教师{{{i}3={n // per_teacher}人|{n // per_teacher} person|teacher.count stage={stage}}}，平均班额{{{i}4={per_class}人|{per_class} person|class.size stage={stage}}}。"
            for i, name, (stage, n) in zip("pj", ("小学", "初中"), pupils.items(), strict=True)
        ),
    ]  # fmt: skip
    assert check(build(text)).findings == ()


@given(st.permutations(range(6)))
def test_the_order_of_the_facts_does_not_matter(order: list[int]) -> None:
    base = build(["共{a=25所|25 school}，小学{b=18所|18 school}、初中{c=6所|6 school}。", "完成率为{d=112%|112 % 1}，平均年龄{e=386岁|386 year 1|teacher.age}，{f=1人|1 person}。"], ["sum a b c"])  # fmt: skip
    facts: tuple[Fact, ...] = tuple(base.facts[i] for i in order)
    shuffled = Extraction(document=Document(id="sha256:0", name="t", format="txt"), facts=facts, relations=base.relations)
    assert [f.id for f in check(shuffled).findings] == ["sum_mismatch-a", "rate_over_100-d", "implausible-e"]
