"""差异系数 and county means against the school table, and several documents of one county against each other."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.checks import check, compare
from models.checks.tabled.coefficients import weighted
from models.fact import Extraction
from models.finding import CheckReport
from tests.models.checks_builders import build

ITEM = "sports_area_per_student"
# A published worked example: books and pupils of five schools.
PUPILS, BOOKS = [45, 37, 89, 76, 55], [279, 137, 935, 160, 402]


def county(values: list[Decimal], pupils: list[int], claims: str, schools: int | None = None) -> Extraction:
    """A report with a school table of primary schools and a sentence of claims."""
    rows: list[Any] = [
        [f"第{i}小学", f"{{p{i}={p}|{p} person|student.count stage=primary entity=第{i}小学}}",
         f"{{v{i}={v}|{v} m2/person 0.01|resource.{ITEM} stage=primary entity=第{i}小学}}"]
        for i, (p, v) in enumerate(zip(pupils, values, strict=True))
    ]  # fmt: skip
    count = len(pupils) if schools is None else schools
    text = [f"小学共{{s={count}所|{count} school|school.count stage=primary}}。", *rows, claims]
    return build(text)


def claim(value: Decimal) -> str:
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    figure = f"c={value}|{value} number {step}|cv.item stage=primary criterion={ITEM}"
    return f"小学生均体育运动场馆面积差异系数为{{{figure}}}。"


def codes(report: CheckReport) -> list[str]:
    return [finding.code for finding in report.findings]


def test_weighted_as_in_the_published_example() -> None:
    mean, deviation = weighted([Fraction(b, p) for b, p in zip(BOOKS, PUPILS, strict=True)], [Fraction(p) for p in PUPILS])
    assert round(float(mean), 6) == 6.334437
    assert round(float(deviation / mean), 6) == 0.515257


VALUES = [Decimal(v) for v in ("6.20", "3.70", "10.51", "2.11", "7.31")]


@pytest.mark.parametrize("written", ["0.515", "0.514", "0.516", "0.52", "0.51", "0.5"])
def test_a_right_coefficient_is_left_alone(written: str) -> None:
    assert codes(check(county(VALUES, PUPILS, claim(Decimal(written))))) == []


@pytest.mark.parametrize("written", ["0.489", "0.547", "0.50", "0.53", "0.4", "0.6"])
def test_a_wrong_coefficient_is_found(written: str) -> None:
    assert codes(check(county(VALUES, PUPILS, claim(Decimal(written))))) == ["cv_mismatch"]


def test_an_unweighted_coefficient_is_named_as_such() -> None:
    finding = check(county(VALUES, PUPILS, claim(Decimal("0.489")))).findings[0]
    assert "未按学生数加权" in finding.message
    assert finding.changes_verdict is True
    assert finding.correction is not None and finding.correction.to == "0.515"
    assert finding.facts[0] == "c" and len(finding.facts) == 11


def test_a_table_that_may_lack_schools_is_not_used() -> None:
    report = check(county(VALUES, PUPILS, claim(Decimal("0.489")), schools=9))
    assert codes(report) == []
    counts = next(f for f in report.families if f.family == "coefficients")
    assert counts.reasons == {"school_table_may_be_incomplete": 1}


def test_the_county_mean_is_weighted() -> None:
    plain_mean = f"小学生均体育运动场馆面积为{{m=5.97㎡|5.97 m2/person 0.01|resource.{ITEM} stage=primary}}。"
    right_mean = f"小学生均体育运动场馆面积为{{m=6.34㎡|6.34 m2/person 0.01|resource.{ITEM} stage=primary}}。"
    assert codes(check(county(VALUES, PUPILS, plain_mean))) == ["table_mismatch"]
    assert codes(check(county(VALUES, PUPILS, right_mean))) == []


SCHOOLS = st.lists(st.tuples(st.integers(51, 3000), st.integers(5_000, 400_000)), min_size=3, max_size=12)


@given(SCHOOLS, st.booleans(), st.booleans(), st.sampled_from([2, 3, 4]))
def test_true_coefficients_give_no_alarm(schools: list[tuple[int, int]], cut: bool, cut_claim: bool, places: int) -> None:
    """Values of 0.5 to 40 with four places, written with two; the coefficient of the unrounded values is claimed."""
    true = [Fraction(v, 10_000) for _, v in schools]
    mean, deviation = weighted(true, [Fraction(p) for p, _ in schools])
    written = [(Decimal(v) / 10_000).quantize(Decimal("0.01"), ROUND_DOWN if cut else ROUND_HALF_UP) for _, v in schools]
    value = (Decimal((deviation / mean).numerator) / Decimal((deviation / mean).denominator)).quantize(
        Decimal(1).scaleb(-places), ROUND_DOWN if cut_claim else ROUND_HALF_UP
    )
    assume(value <= 4)  # more is no county's, and told as implausible
    assert codes(check(county(written, [p for p, _ in schools], claim(value)))) == []


# --- several documents ----------------------------------------------------------------------------------------------


def one(words: str, value: str, unit: str = "person", year: int = 2023) -> Extraction:
    made = build([f"2023年全县义务教育专任教师{{a={words}|{value} {unit}|teacher.count stage=compulsory period=2023}}。"], year=year)
    return made.model_copy(update={"document": made.document.model_copy(update={"id": f"sha256:{words}"})})


def test_documents_that_agree_and_that_contradict() -> None:
    same, other, rough = one("580人", "580"), one("620人", "620"), one("0.06万人", "600", "person 100")
    results = [c.result for c in compare([one("580人", "580"), same])]
    assert results == ["same"]
    conflict = compare([same, other])[0]
    assert conflict.result == "contradicts" and conflict.finding is not None
    assert conflict.finding.code == "document_conflict" and "580人" in conflict.finding.message
    assert [c.result for c in compare([same, rough])] == ["other_precision"]


def test_every_pair_of_documents_is_compared() -> None:
    assert len(compare([one("580人", "580"), one("581人", "581"), one("582人", "582")])) == 3


@pytest.mark.parametrize(("year", "results"), [(2023, ["contradicts"]), (2024, [])])
def test_figures_without_a_time_are_compared_within_a_year(year: int, results: list[str]) -> None:
    first = build(["目前，全县义务教育教师缺编{a=193名|193 person|teacher.gap stage=compulsory}。"], year=2023)
    second = build(["目前，全县义务教育教师缺编{a=226人|226 person|teacher.gap stage=compulsory}。"], year=year)
    assert [c.result for c in compare([first, second])] == results


DIVISIONS = (
    "全县辖{{a={towns}个|{towns} item|society.division}}镇、{{b=9个|9 item|society.division}}乡、"
    "{{c=137个|137 item|society.division}}行政村。"
)
TOILETS = "全年新建改建乡村学校卫生厕所{{a={n}座|{n} item|period=2023}}。"


@pytest.mark.parametrize(
    ("first", "second", "results"),
    [
        # what an indicator covers several of is told apart by the noun behind the figure
        (DIVISIONS.format(towns=12), DIVISIONS.format(towns=12), ["same"] * 3),
        (DIVISIONS.format(towns=12), DIVISIONS.format(towns=14), ["contradicts", "same", "same"]),
        # what no indicator names is told apart by the words of its clause
        (TOILETS.format(n=60), TOILETS.format(n=70), ["contradicts"]),
        (TOILETS.format(n=60), "全年改造学校食堂{a=70座|70 item|period=2023}。", []),
        (TOILETS.format(n=60), "{a=70座|70 item|period=2023}。", []),
    ],
)
def test_quantities_are_told_apart_by_their_words(first: str, second: str, results: list[str]) -> None:
    assert [c.result for c in compare([build([first]), build([second])])] == results


def test_a_single_document_has_nothing_to_compare() -> None:
    assert compare([one("580人", "580")]) == ()


# --- what is said of a finding --------------------------------------------------------------------------------------


def test_a_correction_makes_the_figures_meet() -> None:
    """Eight of twelve schools would be 66.7%: only another rate can be meant."""
    text = "{b=12所|12 school}中{a=7所|7 school}达标，占{r=68.3%|68.3 % 0.1}。"
    correction = check(build([text], ["ratio a b r"])).findings[0].correction
    assert correction is not None and (correction.fact, correction.to) == ("r", "58.3")


def test_the_smallest_correction_is_offered() -> None:
    text = "近三年补充{a=318人|318 person}，其中{b=96人|96 person}、{c=107人|107 person}、{d=105人|105 person}。"
    correction = check(build([text], ["sum a b c d"])).findings[0].correction
    assert correction is not None and (correction.fact, correction.to) == ("a", "308")


def test_a_point_that_was_lost_is_put_back() -> None:
    correction = check(build(["教师平均年龄{a=386岁|386 year 1|teacher.age}。"])).findings[0].correction
    assert correction is not None and correction.to == "38.6"


@pytest.mark.parametrize(("rate", "verdict"), [("9.4", True), ("10.4", False)])
def test_whether_the_verdict_changes(rate: str, verdict: bool) -> None:
    """符合条件100人, 交流11人: the limit is 10 %."""
    text = [f"符合条件{{w=100人|100 person}}，交流{{p=11人|11 person}}，占{{r={rate}%|{rate} % 0.1|teacher.exchange_rate}}。"]
    assert check(build(text, ["ratio p w r"])).findings[0].changes_verdict is verdict


def test_amounts_are_told_in_the_scale_of_the_text() -> None:
    text = (
        "共{a=五亿八千万元|580000000 CNY 10000000}，其中{b=9600万元|96000000 CNY 10000}、{c=1.24亿元|124000000 CNY 1000000}、"
        "{d=2.9亿元|290000000 CNY 10000000}、{e=5000万元|50000000 CNY 10000}。"
    )
    finding = check(build([text], ["sum a b c d e"])).findings[0]
    assert "合计为5.6亿元" in finding.message and "相差0.2亿元" in finding.message
    assert (finding.claimed, finding.computed, finding.interval) == ("580000000", "560000000", ("554490000", "565510000"))
