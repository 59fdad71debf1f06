"""Bounds: shares above 100 %, negative counts, and values that an indicator cannot have (ranges in identities.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from models.checks.arithmetic.class_means import LEAST, MOST, class_means
from models.checks.computing import rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Measure, Tally, once
from models.checks.limits import identities
from models.checks.wordings import before, clause, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

COUNTED = ("person", "person_time", "school", "class", "item")


def is_count(fact: Fact) -> bool:
    """Whether a figure counts what there is: no mean class (平均班额42人), which parts of the county may be above."""
    return fact.unit in COUNTED and fact.indicator not in identities()["means"]


SLIPS = tuple(Fraction(slip) for slip in ("1/10", "1/100", "1/1000", "1/10000", "10", "100", "10000"))
"""What a slip of the point or of 万元 for 元 makes of a value, the likeliest first."""


def check_shares(desk: Desk) -> Tally:
    """rate_over_100 for each share that is surely above 100 %, and for each count below zero."""
    tally = Tally("shares")
    for (_, unit), facts in desk.by_measure.items():
        for fact in facts if unit in ("%", *COUNTED) else ():
            if fact.kind != "level" or fact.status == "standard":
                continue
            if fact.value is None:
                tally.skip("masked")
            elif unit == "%" and not _is_share(desk, fact):
                tally.skip("not_surely_a_share")
            else:
                tally.check(check_share(fact))
    return tally


def _is_share(desk: Desk, fact: Fact) -> bool:
    if fact.indicator in identities()["may_exceed_100"]:
        return False
    words, heads = before(desk, fact), _heads(desk, fact)
    if any(says("not_share", text) for text in (words, *heads)) or _is_of_plan(desk, fact, words, heads):
        return False
    if says("pay_compared", desk.sentence_of[fact.id].text):
        return False
    return fact.indicator != OTHER or says("share", words + "".join(heads[:1]))


def _is_of_plan(desk: Desk, fact: Fact, words: str, heads: tuple[str, ...]) -> bool:
    """A head 完成率（%）, or 计划培训800人，实训860人，完成率107.5%: what was done of a plan may be more than that."""
    if heads:
        return any(says("not_share_head", head) for head in heads)
    return says("not_share_head", words) and says("plan_told", desk.sentence_of[fact.id].text[: desk.placed[fact.id].start])


def _heads(desk: Desk, fact: Fact) -> tuple[str, ...]:
    """What the column of a table's cell is called, and 完成率（%）, which its row opens with; none in the text."""
    if fact.evidence.table is None:
        return ()
    return fact.subject or "", _CELL_END.split(desk.sentence_of[fact.id].text)[0]


_CELL_END = re.compile(r"[\t|]")


def check_share(fact: Fact) -> Finding | None:
    """The finding of one share or count with a value."""
    assert fact.value is not None
    if fact.value_max is None and fact.value >= 0 and (fact.unit != "%" or fact.value <= 100):
        return None  # whatever its precision and bound: no interval is needed for the usual figure
    interval = rounded_or_cut(fact)
    if fact.unit == "%" and interval.low is not None and interval.low > 100:
        variant, needs = "plain", [(fact, Fraction(fact.value) / 10)]
    elif interval.high is not None and interval.high < 0:
        variant, needs = "negative", []
    else:
        return None
    return make_finding(
        "rate_over_100",
        [fact],
        variant=variant,
        claimed=exact_text(Fraction(fact.value)),
        correction=smallest(needs) if fact.value > 999 else None,
        figure=fact.evidence.text,
    )


def check_ranges(desk: Desk) -> Tally:
    """implausible for each value outside what its indicator can be. Negative counts are told by check_shares."""
    tally = Tally("ranges")
    for measure, facts in desk.by_measure.items():
        if (possible := range_of(measure)) is None:
            continue
        wider = _may_be_wider(desk, measure[1])
        for fact in facts:
            if fact.kind != "level" or (fact.value is not None and fact.value < 0):
                continue
            if reason := _range_obstacle(desk, fact) or ("of_more_than_a_county" if wider else None):
                tally.skip(reason)
            else:
                tally.check(check_range(fact, possible))
    for classes, pupils, mean in class_means(desk):
        tally.check(None if LEAST <= mean <= MOST else _no_class(classes, pupils, mean))
    return tally


def is_impossible(desk: Desk, fact: Fact) -> bool:
    """Whether check_ranges tells a figure as one that its indicator cannot have."""
    possible = range_of((fact.indicator, fact.unit))
    if possible is None or fact.kind != "level" or (fact.value is not None and fact.value < 0):
        return False
    told = _range_obstacle(desk, fact) is None and not _may_be_wider(desk, fact.unit)
    return told and check_range(fact, possible) is not None


_PER_HEAD = ("/person", "/100person")


def _is_per_head(desk: Desk, fact: Fact) -> bool:
    """Its clause says so, or what stands between it and the figure before it (生均设备值校际差别明显，城关小学为3215元), or that figure
    of its list: 初中生均教学用房面积4.27平方米、体育运动场馆面积8.64平方米."""
    if says("per_head", _words(desk, fact)):
        return True
    placed = desk.sentence_of[fact.id].placed
    at = next(i for i, p in enumerate(placed) if p.fact.id == fact.id)
    ahead = placed[at - 1] if at else None
    between = desk.sentence_of[fact.id].text[ahead.end if ahead else 0 : placed[at].start]
    if says("per_head_named", between):
        return True
    listed = ahead is not None and ahead.fact.unit.endswith(_PER_HEAD) and says("per_head_next", between)
    return ahead is not None and listed and _is_per_head(desk, ahead.fact)


def _range_obstacle(desk: Desk, fact: Fact) -> str | None:
    """Why a figure may not be held against the range of its indicator."""
    if fact.value is None:
        return "masked"
    if fact.unit == "m2" and not says("unit_of_land", fact.evidence.text):
        return "not_in_a_unit_of_land"  # 75088万平方米 may be those of the whole state
    if fact.evidence.table is not None:
        return None
    if fact.unit.endswith(_PER_HEAD) and not _is_per_head(desk, fact):
        return "not_surely_per_head"
    if fact.unit == "CNY/day" and not says("per_day", _words(desk, fact) + fact.evidence.text):
        return "not_surely_per_day"
    return None


def _may_be_wider(desk: Desk, unit: str) -> bool:
    """Whether an amount of the unit may be that of a region larger than a county."""
    return (unit in (*COUNTED, "m2") and _beyond_county(desk)) or (unit == "CNY" and _of_the_state(desk))


def _words(desk: Desk, fact: Fact) -> str:
    return clause(desk, fact) + before(desk, fact, _CLAUSE)


_CLAUSE = 30
"""Characters before a figure in which 每百名学生拥有体育、艺术教师 may stand."""


def _no_class(classes: Fact, pupils: Fact, mean: Fraction) -> Finding:
    value = Fraction(pupils.value or 0)
    low, high = (Fraction(classes.value or 0) * end for end in (LEAST, MOST))
    return make_finding(
        "implausible", [classes, pupils], variant="class_mean", claimed=exact_text(value), computed=exact_text(mean),
        correction=smallest(_slips(pupils, low, high)), classes=classes.evidence.text, pupils=pupils.evidence.text,
        shown=exact_text(round(mean, 1)),
    )  # fmt: skip


@once
def _beyond_county(desk: Desk) -> bool:
    """全国共有小学16.70万所: the document gives figures of a region larger than a county."""
    return any(desk.running.having(pattern(claims()["beyond_county"])))


@once
def _of_the_state(desk: Desk) -> bool:
    """中央财政累计安排1591亿元: the document may speak of the money of a region larger than a county."""
    return _beyond_county(desk) or any(desk.running.having(pattern(claims()["of_the_state"])))


@dataclass(frozen=True, slots=True)
class Range:
    """What an indicator can be in its base unit: for one school or place, and as the value of a whole county."""

    low: Decimal
    high: Decimal
    county_high: Decimal


def range_of(measure: Measure) -> Range | None:
    """The range of an indicator in a unit, or of whatever has this unit; None where none is given."""
    return _ranges().get(measure) or _ranges().get(("*", measure[1]))


@cache
def _ranges() -> dict[tuple[str, str], Range]:
    found = {}
    for entry in identities()["ranges"]:
        low, high, county_high = (Decimal(str(end)) for end in (entry["low"], entry["high"], entry.get("county_high", entry["high"])))
        found[entry["indicator"], entry["unit"]] = Range(low, high, county_high)
    return found


def check_range(fact: Fact, possible: Range) -> Finding | None:
    """The finding of one figure with a value that lies outside `possible`."""
    of_county = fact.entity is None and fact.evidence.table is None
    highest = possible.county_high if of_county else possible.high
    assert fact.value is not None
    if possible.low <= fact.value <= highest:
        return None
    low, high, value = Fraction(possible.low), Fraction(highest), Fraction(fact.value)
    return make_finding(
        "implausible",
        [fact],
        claimed=exact_text(value),
        correction=smallest(_slips(fact, low, high)),
        figure=fact.evidence.text,
        low=exact_text(low),
        high=exact_text(high),
    )


def _slips(fact: Fact, low: Fraction, high: Fraction) -> list[tuple[Fact, Fraction]]:
    """The value with its point moved by the fewest places that make it possible: 386岁 is 38.6."""
    value = Fraction(fact.value or 0)
    likeliest = (Fraction(1, 10000),) if "万" in fact.evidence.text else ()
    possible = [value * slip for slip in (*likeliest, *SLIPS) if low <= value * slip <= high]
    return [(_finer(fact, value, possible[0]), possible[0])] if possible else []


def _finer(fact: Fact, old: Fraction, new: Fraction) -> Fact:
    """The figure with its last digit moved along with its point, so that no digit is lost in writing it."""
    step = fact.step or Decimal(1)
    return fact.model_copy(update={"step": step if new > old else step / int(old / new)})
