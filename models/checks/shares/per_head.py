"""Amounts per head against what they are reckoned of, where the three stand apart: 在校生23184人。专任教师1564人。生师比为16.8:1。

Only where the document tells the amount and the heads of the rate's stage and time once. Of figures in one paragraph any
difference counts; further apart the heads may be counted otherwise (without teaching points), and only a slip of the pen does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from models.checks.desk import Desk, Measure, Tally, once
from models.checks.limits import identities
from models.checks.sameness import is_whole_county, may_be_of_one_year, of_whole_county
from models.checks.shares.quotient import check_ratio, gives
from models.checks.shares.ratios import is_far
from models.checks.slips import miswritten
from models.checks.tabled.tables import all_columns
from models.checks.wordings import clause, pattern
from models.fact import Fact


def check_per_head(desk: Desk) -> Tally:
    tally = Tally("per_head")
    known = {relation.rate for _, relation in desk.ratios}
    for entry in identities()["per_head"]:
        if not all((entry[member], entry[f"{member}_unit"]) in desk.by_measure for member in ("amount", "heads")):
            continue
        for rate in desk.by_measure.get((entry["rate"], entry["unit"]), ()):
            if rate.id not in known and is_whole_county(rate) and rate.value and _is_mean(desk, rate, entry):
                _check(desk, tally, rate, entry)
    return tally


def _check(desk: Desk, tally: Tally, rate: Fact, entry: dict[str, Any]) -> None:
    amount = _told_once(desk, rate, entry["amount"], entry["amount_unit"], identities()["added_amounts"])
    heads = _told_once(desk, rate, entry["heads"], entry["heads_unit"], identities()["some_heads"])
    if amount is None or heads is None:
        tally.skip("members_missing")
        return
    _, finding = check_ratio(None, amount, heads, _as_mean(rate))
    if finding and any(gives(amount, staff, rate) for staff in _staff(desk)):
        tally.skip("another_reading_holds")
        return
    if finding and (is_far(finding) or not (_in_one_block(desk, amount, heads, rate) or _is_slip(rate, finding.computed))):
        tally.skip("far_apart")
    else:
        tally.check(finding)


def _is_mean(desk: Desk, rate: Fact, entry: dict[str, Any]) -> bool:
    """平均班额45.2人, but not 最大班额58人, nor what the province has or some of the schools."""
    words = clause(desk, rate)
    return pattern(entry.get("words", "")).search(words) is not None and not pattern(identities()["no_own_mean"]).search(words)


def _as_mean(rate: Fact) -> Fact:
    """平均班额45人 is rounded, though people are counted to the last one."""
    return rate.model_copy(update={"step": Decimal(1)}) if rate.step == 0 else rate


def _told_once(desk: Desk, rate: Fact, indicator: str, unit: str, some: str) -> Fact | None:
    """The one amount of an indicator that is of the rate's stage and time; None where the document tells several, or none."""
    own = of_whole_county(desk).get((indicator, unit), ())
    alike = [fact for fact in own if _of_one_stage(fact, rate) and not _takes_in_more(desk, fact, rate) and may_be_of_one_year(fact, rate)]
    told = [fact for fact in alike if fact.area is None and fact.criterion is None and not pattern(some).search(clause(desk, fact))]
    if not alike:
        told = alike = _of_table(desk, rate, indicator, unit, some)
    others = (fact for fact in alike if fact not in told and fact.area is None)
    if len({fact.value for fact in told}) != 1 or not all(rate.unit == "person" and _is_of_staff(desk, fact) for fact in others):
        return None
    return told[0]


def _is_of_staff(desk: Desk, fact: Fact) -> bool:
    """教职工2510人，其中专任教师2344人: those who do not teach are no heads of a ratio of pupils."""
    return fact.indicator == "teacher.count" and pattern(identities()["staff"]).search(clause(desk, fact)) is not None


def _staff(desk: Desk) -> list[Fact]:
    return [f for f in of_whole_county(desk).get(("teacher.count", "person"), ()) if _is_of_staff(desk, f)]


def _of_table(desk: Desk, rate: Fact, indicator: str, unit: str, some: str) -> list[Fact]:
    """The cells of a table that give it for the whole county, where no sentence does."""
    cells = _cells_of_county(desk).get((indicator, unit), ())
    named = (f for f in cells if not pattern(some).search(f"{f.subject or ''} {f.evidence.sentence.split(_CELLS)[0]}"))
    return [f for f in named if _of_one_stage(f, rate) and may_be_of_one_year(f, rate)]


_CELLS = "\t"


@once
def _cells_of_county(desk: Desk) -> dict[Measure, list[Fact]]:
    """The single cells that give a measure for the whole county, and not by an item of the standard."""
    found: dict[Measure, list[Fact]] = {}
    for column in all_columns(desk):
        cell, (area, criterion) = column.cells[0], column.key[3:5]
        if column.rows == 0 and area is None and criterion is None:
            found.setdefault((cell.indicator, cell.unit), []).append(cell)
    return found


def _of_one_stage(fact: Fact, rate: Fact) -> bool:
    return (fact.stage or "compulsory") == (rate.stage or "compulsory")


def _takes_in_more(desk: Desk, fact: Fact, rate: Fact) -> bool:
    """在校生84310人，其中小学…、初中…、普通高中…: more than what a rate of 义务教育 is of."""
    beside = (f.stage for f in desk.sentence_of[fact.id].facts if (f.indicator, f.unit) == (fact.indicator, fact.unit))
    return rate.stage == "compulsory" and fact.stage is None and not _BEYOND.isdisjoint(beside)


_BEYOND = {"preschool", "senior"}


def _in_one_block(desk: Desk, *facts: Fact) -> bool:
    return len({desk.sentence_of[fact.id].block for fact in facts}) == 1


def _is_slip(rate: Fact, computed: str | None) -> bool:
    """9.12 for 8.12: as many digits, of which one is another or two stand the other way round."""
    if rate.value is None or computed is None:
        return False
    places = -min(0, int(rate.value.as_tuple().exponent))
    return miswritten(rate.value, round(Decimal(computed), places))
