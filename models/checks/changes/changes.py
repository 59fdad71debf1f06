"""Changes: to − from is the claimed change, absolutely or in percent of from; percent told from percentage points."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from models.checks.amounts import amount
from models.checks.changes.bare_growth import bare_growths
from models.checks.changes.earlier_told import earlier_told, is_of_another_year, surely_of_time
from models.checks.changes.points_of_counts import points_of_counts
from models.checks.changes.told_apart import changes_told_apart
from models.checks.changes.year_before import year_before
from models.checks.changes.yearly import check_yearly, is_yearly, years_between
from models.checks.computing import Judgement, Reading, is_open, judge, middle, rounded, rounded_or_cut
from models.checks.corrections import Need, smallest
from models.checks.desk import Desk, Tally
from models.checks.shares.ratios import is_far
from models.checks.wordings import before, says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval

POINTS = ("pp", "%")


def check_changes(desk: Desk) -> Tally:
    """change_mismatch for each change that does not hold; two changes of one figure are held against each other."""
    tally = Tally("changes")
    lone: dict[str, list[tuple[int, Fact]]] = {}
    for index, relation in desk.changes:
        start, end, delta = (desk.fact(i) for i in (relation.from_, relation.to, relation.delta))
        if end is None or delta is None:
            tally.skip("no_change_claimed" if relation.delta is None else "members_missing")
        elif relation.from_ is None or (start is not None and is_of_another_year(desk, start, end, delta)):
            lone.setdefault(end.id, []).append((index, delta))
        elif start is None or len({start.id, end.id, delta.id}) < 3:
            tally.skip("members_missing")
        else:
            _check_one(desk, tally, index, start, end, delta)
    for end_id, deltas in lone.items():
        end = desk.by_id[end_id]
        found = [(index, delta, start) for index, delta in deltas if (start := _earlier(desk, end, delta)) is not None]
        for index, delta, start in found:
            _check_one(desk, tally, index, start, end, delta, fetched=not surely_of_time(desk, start, end, delta))
        if len(deltas) > 1 or not found:
            _check_pair(desk, tally, end, deltas)
    for start, end, delta, named, others in bare_growths(desk):
        elsewhere = any(_holds(other, end, delta) for other in others)  # 较上年, but reckoned from the year before that
        if named or elsewhere:
            _check_one(desk, tally, None, start, end, delta, fetched=not elsewhere)
    for told in changes_told_apart(desk):
        tally.check(check_change(None, *told))
    for finding in points_of_counts(desk):
        tally.check(finding)
    return tally


def _earlier(desk: Desk, end: Fact, delta: Fact) -> Fact | None:
    """The figure that a change is from, where no relation names it."""
    return year_before(desk, end, delta) or earlier_told(desk, end, delta)


def _check_one(desk: Desk, tally: Tally, index: int | None, start: Fact, end: Fact, delta: Fact, *, fetched: bool = False) -> None:
    """`fetched`: the words do not join the earlier figure to the change, so that one far off is another matter."""
    if reason := _obstacle(start, end, delta):
        tally.skip(reason)
    elif any(is_open(rounded(f)) for f in (start, end)) or (is_open(rounded(delta)) and not _is_least(delta)):
        tally.cannot_fail("open_bound")
    elif is_yearly(desk, delta):
        _check_yearly(tally, index, start, end, delta)
    else:
        finding = check_change(index, start, end, delta, said=_said(desk, delta))
        if finding and fetched and is_far(finding) and not _holds_from_earlier(desk, start, end, delta):
            tally.skip("far_apart")
        elif finding and _another_reading(desk, start, end, delta):
            tally.skip("another_reading_holds")
        else:
            tally.check(finding)


def _said(desk: Desk, delta: Fact) -> str | None:
    """How the words right before a number of times mean it, where they leave no doubt: 是2020年的2.5倍, 增长1.5倍."""
    if delta.unit != "times":
        return None
    ahead = before(desk, delta)
    return next((way for way, words in (("times", "as_much"), ("times_more", "more_by_times")) if says(words, ahead)), None)


def _holds(start: Fact, end: Fact, delta: Fact) -> bool:
    plain = _obstacle(start, end, delta) is None and not any(is_open(rounded(f)) for f in (start, end, delta))
    return plain and check_change(None, start, end, delta) is None


def _holds_from_earlier(desk: Desk, start: Fact, end: Fact, delta: Fact) -> bool:
    """比上年增长7.0%, of 2020年2580人、2021年2690人、2022年2760人: whether the change is from a year before that which it names."""
    told = (
        f
        for f in desk.sentence_of[start.id].facts
        if (f.indicator, f.unit, f.stage, f.kind) == (start.indicator, start.unit, start.stage, "level")
    )
    earlier = [f for f in told if f.year is not None and start.year is not None and f.year < start.year]
    return any(_holds(f, end, delta) for f in earlier)


def _another_reading(desk: Desk, start: Fact, end: Fact, delta: Fact) -> bool:
    """招聘86名，退休52名。次年招聘112名，比上年增加26名: whether the change holds for other figures of these times before it."""
    starts, ends = ([f for f in desk.sentence_of[told.id].facts if _is_told_alike(f, told, delta)] for told in (start, end))
    pairs = [(a, b) for a in starts for b in ends if {a.id, b.id} != {start.id, end.id} and a is not b and _obstacle(a, b, delta) is None]
    return any(check_change(None, a, b, delta) is None for a, b in pairs)


def _is_told_alike(fact: Fact, told: Fact, delta: Fact) -> bool:
    alike = fact.unit == told.unit and fact.kind == "level" and fact.period == told.period and fact.value is not None
    alike = alike and ("/" not in told.unit or fact.indicator == told.indicator)  # 生均用房4.12㎡ is no other reading of 生均场馆5.34㎡
    return fact is told or (alike and fact.evidence.start < delta.evidence.start)


def _is_least(delta: Fact) -> bool:
    """翻了一番多: a change that may be larger, and no less."""
    return delta.bound == "at_least" and delta.unit in ("%", "times")


def _check_yearly(tally: Tally, index: int | None, start: Fact, end: Fact, delta: Fact) -> None:
    years = years_between(start, end)
    if years is None or delta.unit == "times" or is_open(rounded(delta)):
        tally.skip("years_unknown")
    else:
        tally.check(check_yearly(index, start, end, delta, years))


def _obstacle(start: Fact, end: Fact, delta: Fact) -> str | None:
    if any(f.value is None for f in (start, end, delta)):
        return "masked"
    if start.unit != end.unit or (delta.unit == "pp" and end.unit not in POINTS):
        return "units_differ"
    if delta.unit not in (*POINTS, "times", end.unit):
        return "units_differ"
    if any(f.value_max is not None for f in (start, end, delta)):
        return "not_plain_amounts"
    low = rounded(start).low
    if delta.unit in ("%", "times") and (low is None or low <= 0):
        return "from_not_positive"
    of_two_stages = start.stage != end.stage and delta.stage in (start.stage, "compulsory")  # 初中比小学高1.6平方米
    if (delta.stage not in (None, end.stage) and not of_two_stages) or delta.entity not in (None, end.entity):
        return "subjects_differ"
    of_no_time = delta.unit == "times" or "番" in delta.evidence.text  # 翻了两番 says of the two amounts how they are to each other
    if delta.year and end.year and delta.year not in (start.year, end.year) and not of_no_time:
        return "other_time"
    return None


def check_change(index: int | None, start: Fact, end: Fact, delta: Fact, *, said: str | None = None) -> Finding | None:
    """The finding of one change of figures with values, or None where it holds. `said`: what the words mean by a number of times."""
    ways = [said] if said == "times" else _ways(end, delta)
    judged = [judge(delta, partial(_compute, start, end, way)) for way in ways]
    verdicts = [j.verdict != "inconsistent" for j in judged]
    if said == "times" and _comes_out_otherwise(start, end, delta):
        return _mismatch(index, start, end, delta, judged[0], "plain")
    if said == "times_more" and verdicts == [False, True]:
        return _mismatch(index, start, end, delta, judged[0], "as_much_for_more")
    if delta.unit == "%" and end.unit == "%":
        return _between_rates(index, start, end, delta, any(verdicts))
    return None if any(verdicts) else _mismatch(index, start, end, delta, judged[0], "plain")


def _comes_out_otherwise(start: Fact, end: Fact, delta: Fact) -> bool:
    """860万元, 2580万元, 是2020年的2倍: three times to the last digit is not cut off to two, though amounts of money are rounded."""
    times = Fraction(end.value or 0) / Fraction(start.value or 1)
    return (
        delta.bound == "exact" and delta.value is not None and times.denominator == 1 and times != Fraction(delta.value) and delta.step == 1
    )


def _between_rates(index: int | None, start: Fact, end: Fact, delta: Fact, holds: bool) -> Finding | None:
    """A change in % between two rates. Near 100 % percent and points come out alike: points are then what is meant."""
    points = judge(delta, lambda read: read(end) - read(start))
    if holds:
        return _mismatch(index, start, end, delta, points, "either") if points.verdict == "consistent" else None
    return _mismatch(index, start, end, delta, points, "points" if points.verdict != "inconsistent" else "plain")


def _ways(end: Fact, delta: Fact) -> list[str]:
    """How a change may be meant: 增长2倍 is said of three times and, wrongly, of twice as much."""
    if delta.unit == "%":
        return ["percent"]
    if delta.unit == "times" and end.unit != "times":
        return ["times_more", "times"]
    return ["difference"]


def _compute(start: Fact, end: Fact, way: str, read: Reading) -> Interval:
    if way == "difference":
        return read(end) - read(start)
    quotient = read(end).divided_by(read(start))
    if way == "times":
        return quotient
    more = quotient - Interval.point(1)
    return more.scaled(100) if way == "percent" else more


def _mismatch(index: int | None, start: Fact, end: Fact, delta: Fact, judged: Judgement, variant: str) -> Finding:
    assert start.value is not None and end.value is not None and delta.value is not None
    computed, claimed = middle(judged.computed), Fraction(delta.value)
    needs: list[Need] = []
    if variant in ("plain", "as_much_for_more"):
        needs = [(delta, computed)]
    if variant == "plain" and delta.unit != "times" and not (delta.unit == "%" and end.unit == "%"):
        needs += _needs(Fraction(start.value), Fraction(end.value), claimed, start, end, delta.unit == "%")
    return make_finding(
        "change_mismatch",
        [start, end, delta],
        variant="rates" if variant == "plain" and end.unit == "%" else variant,
        severity="warning" if variant in ("either", "as_much_for_more") else "error",
        relation=index,
        claimed=exact_text(claimed),
        computed=exact_text(computed),
        interval=judged.computed,
        correction=smallest(needs),
        start=start.evidence.text,
        end=end.evidence.text,
        delta=delta.evidence.text,
        shown=_words(computed, delta, end),
    )


def _needs(old: Fraction, new: Fraction, claimed: Fraction, start: Fact, end: Fact, relative: bool) -> list[Need]:
    if not relative:
        return [(end, old + claimed), (start, new - claimed)]
    factor = 1 + claimed / 100
    return [(end, old * factor), *([(start, new / factor)] if factor > 0 else [])]


def _words(computed: Fraction, delta: Fact, end: Fact) -> str:
    """The computed change as the message writes it: between rates in points, else in the unit of the claim."""
    return exact_text(round(computed, 2)) if end.unit == "%" or delta.unit == "times" else amount(computed, delta)


# --- two changes of one figure --------------------------------------------------------------------------------------


def _check_pair(desk: Desk, tally: Tally, end: Fact, deltas: list[tuple[int, Fact]]) -> None:
    """招生5693人，比上年增加214人，增长4.9%: the earlier figure follows from one change and gives the other."""
    amounts = [(i, d) for i, d in deltas if d.unit == end.unit and d.value is not None and d.unit != "%"]
    shares = [(i, d) for i, d in deltas if d.unit == "%" and d.value is not None]
    if end.value is None or len(amounts) != 1 or len(shares) != 1 or end.unit in POINTS:
        for _ in deltas:
            tally.skip("from_missing")
        return
    (_, amount), (index, share) = amounts[0], shares[0]
    low = (rounded_or_cut(end) - rounded_or_cut(amount)).low
    if any(is_open(rounded(f)) for f in (end, amount, share)) or low is None or low <= 0:
        tally.cannot_fail("open_bound")
        return
    judged = judge(share, lambda read: _growth(end, amount, read))
    wrong = judged.verdict == "inconsistent"
    if wrong and _holds_from(desk, end, amount, share):
        tally.skip("another_reading_holds")
    else:
        tally.check(_pair_mismatch(index, end, amount, share, judged) if wrong else None)


def _holds_from(desk: Desk, start: Fact, amount: Fact, share: Fact) -> bool:
    """2019年只有514人，三年间增加89人，增长17.3%: behind a span of years the figure may be what the change is from, where that holds."""
    if not says("span_of_change", before(desk, amount)):
        return False
    return judge(share, lambda read: read(amount).divided_by(read(start)).scaled(100)).verdict != "inconsistent"


def _growth(end: Fact, amount: Fact, read: Reading) -> Interval:
    """Growth in percent: amount / (end − amount)."""
    return (read(end).divided_by(read(end) - read(amount)) - Interval.point(1)).scaled(100)


def _pair_mismatch(index: int, end: Fact, amount: Fact, share: Fact, judged: Judgement) -> Finding:
    assert end.value is not None and amount.value is not None and share.value is not None
    old = Fraction(end.value) - Fraction(amount.value)
    computed = Fraction(amount.value) / old * 100
    return make_finding(
        "change_mismatch",
        [end, amount, share],
        variant="pair",
        relation=index,
        claimed=exact_text(Fraction(share.value)),
        computed=exact_text(computed),
        interval=judged.computed,
        correction=smallest([(share, computed), (amount, old * Fraction(share.value) / 100)]),
        end=end.evidence.text,
        delta=amount.evidence.text,
        rate=share.evidence.text,
        shown=exact_text(round(computed, 2)),
    )
