"""Attained: how many schools of the document's own table reach a norm, against the number that the text gives.

对照2.4间的国家标准，五所初中里有5所达到要求: only where the table surely has these schools and one column for the norm.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from models.checks.computing import rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.limits import Limit
from models.checks.sameness import ATTAINED, SCHOOLS
from models.checks.standard.claimed.scheme import limit_of
from models.checks.tabled.all_items import check_all_items
from models.checks.tabled.coefficients import PREFIX, SchoolColumn, are_all_schools, school_columns
from models.checks.wordings import NUMERALS, last_clause, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER


def check_attained(desk: Desk) -> Tally:
    """table_mismatch for each number of schools at a norm of its sentence that the school table surely does not give."""
    tally = Tally("attained")
    columns = school_columns(desk)
    check_all_items(desk, tally)
    for sentence in (s for s in desk.prose if columns and any(f.unit == "school" for f in s.facts)):
        claim = _claim(sentence) or _counted(sentence)
        if claim is not None:
            told, norm, met = claim
            meant = [c for c in columns if _is_meant(c, told, norm)]
            if len(meant) != 1 or not _all_there(desk, sentence, meant[0]):
                tally.skip("no_school_table")
            else:
                tally.check(_mismatch(told, norm, meant[0], met=met))
        for told in _of_items(sentence) if claim is None else ():
            _check_item(desk, tally, told, columns)
    return tally


def _of_items(sentence: Sentence) -> list[Fact]:
    """体育运动场馆面积达标的小学8所: the numbers of a stage's schools that reach an item of the standard, whose norm is not written."""
    told = [f for f in sentence.facts if f.indicator == ATTAINED and f.criterion is not None and f.unit == "school"]
    return [f for f in told if is_plain(f) and f.bound == "exact" and f.area is None and f.entity is None]


def _check_item(desk: Desk, tally: Tally, told: Fact, columns: list[SchoolColumn]) -> None:
    meant = [c for c in columns if (c.item, c.stage) == (told.criterion, told.stage)]
    limit = limit_of(desk, meant[0].values[0]) if len(meant) == 1 else None
    if limit is None or not are_all_schools(desk, meant[0].stage, len(meant[0].values)):
        tally.skip("no_school_table")
    else:
        tally.check(_mismatch(told, limit, meant[0], met=True))


Claim = tuple[Fact, Fact, bool]
"""How many schools, the norm, and whether they are said to reach it."""


def _claim(sentence: Sentence) -> Claim | None:
    """The number of schools that are said to reach the one norm that the sentence writes."""
    told = [f for f in sentence.facts if f.indicator == ATTAINED and f.unit == "school" and is_plain(f) and f.bound == "exact"]
    norms = [f for f in sentence.facts if is_plain(f, ("standard",))]
    return (told[0], norms[0], True) if len(told) == len(norms) == 1 else None


def _counted(sentence: Sentence) -> Claim | None:
    """生均体育场馆面积达不到7.5平方米的有3所: the number right behind a norm, and what is said of these schools."""
    for norm, told in pairwise(sentence.placed):
        number = told.fact.unit == "school" and is_plain(told.fact) and told.fact.bound == "exact"
        counted = number and says("so_many_schools", sentence.text[norm.end : told.start])
        if not counted or not is_plain(norm.fact, ("actual", "standard")):
            continue
        head = last_clause(sentence.text[: norm.start])
        if says("norm_missed_by", head) or says("norm_reached_by", head):
            return told.fact, norm.fact, not says("norm_missed_by", head)
    return None


def _is_meant(column: SchoolColumn, told: Fact, norm: Fact) -> bool:
    return told.stage in (None, "compulsory", column.stage) and norm.indicator in (OTHER, f"{PREFIX}{column.item}")


def _all_there(desk: Desk, sentence: Sentence, column: SchoolColumn) -> bool:
    """The table has a row for each of the schools that the paragraph, up to the claim, speaks of."""
    near = (s for s in desk.blocks.get(sentence.block, [sentence]) if s.start <= sentence.start)
    number = len(column.values)
    if any(f.unit == "school" and f.value == number and f.stage == column.stage for f in sentence.facts):
        return True  # 13所初中面积达到10.2平方米的有11所, whatever the thirteen are called
    return any(_counted_as(s.text, number) or any(f.indicator == SCHOOLS and f.value == number for f in s.facts) for s in near)


def _counted_as(text: str, number: int) -> bool:
    """六校之中: the schools as a numeral and 校 count them."""
    return any(NUMERALS.get(m["count"]) == number for m in pattern(claims()["so_many_named"]).finditer(text))


def _mismatch(told: Fact, norm: Fact | Limit, column: SchoolColumn, *, met: bool) -> Finding | None:
    """`norm`: as the sentence writes it, or as the standard has it."""
    limit = norm if isinstance(norm, Limit) else Limit("at_least", Fraction(norm.value or 0))
    intervals = [rounded_or_cut(f) for f in column.values]
    surely, perhaps = sum(map(limit.met_by, intervals)), len(intervals) - sum(map(limit.missed_by, intervals))
    if not met:
        surely, perhaps = len(column.values) - perhaps, len(column.values) - surely
    if surely <= (told.value or 0) <= perhaps:
        return None
    return make_finding(
        "table_mismatch",
        [told, *([norm] if isinstance(norm, Fact) else []), *column.values],
        variant="attained" if met else "not_attained",
        claimed=exact_text(Fraction(told.value or 0)),
        computed=str(surely),
        correction=smallest([(told, Fraction(surely))]),
        figure=told.evidence.text,
        norm=norm.evidence.text if isinstance(norm, Fact) else exact_text(norm.value),
        shown=surely,
        table=(column.values[0].evidence.table or 0) + 1,
    )
