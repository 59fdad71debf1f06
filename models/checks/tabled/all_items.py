"""Schools that reach all seven items (七项指标全部达到标准的有9所), counted in the document's own table of schools.

Only where the sentence points at the table, or the text counts as many schools of the stage as the table has rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from models.checks.computing import rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.limits import ITEMS
from models.checks.standard.claimed.scheme import limit_of
from models.checks.tabled.coefficients import SchoolColumn, are_all_schools, school_columns
from models.checks.wordings import pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, make_finding

_BOTH = ("primary", "junior")


def check_all_items(desk: Desk, tally: Tally) -> None:
    """table_mismatch for each number of schools at all items that the rows of the table surely do not give."""
    columns = school_columns(desk)
    for sentence in desk.prose if columns else ():
        for told in _told(sentence):
            stages = (told.stage,) if told.stage in _BOTH else _BOTH
            rows = [row for stage in stages for row in _rows(columns, stage)]
            if rows and (says("points_at_table", sentence.text) or _are_all(desk, columns, stages)):
                tally.check(_mismatch(desk, told, rows))


def _told(sentence: Sentence) -> Iterator[Fact]:
    for placed in sentence.placed:
        fact = placed.fact
        counted = fact.unit == "school" and is_plain(fact) and fact.bound == "exact" and fact.area is None and fact.entity is None
        if counted and pattern(claims()["all_items_attained"]).search(sentence.text[: placed.start]):
            yield fact


def _rows(columns: list[SchoolColumn], stage: str | None) -> list[tuple[Fact, ...]]:
    """The seven values of each school of a stage; none where the table lacks one of the items."""
    items = [column for column in columns if column.stage == stage]
    return list(zip(*(column.values for column in items), strict=True)) if len(items) == ITEMS else []


def _are_all(desk: Desk, columns: list[SchoolColumn], stages: tuple[str | None, ...]) -> bool:
    sizes = {column.stage: len(column.values) for column in columns}
    return all(are_all_schools(desk, stage, sizes.get(stage or "", 0)) for stage in stages)


def _mismatch(desk: Desk, told: Fact, rows: list[tuple[Fact, ...]]) -> Finding | None:
    limited = [[(rounded_or_cut(f), limit_of(desk, f)) for f in row] for row in rows]
    surely = sum(all(limit is not None and limit.met_by(value) for value, limit in row) for row in limited)
    perhaps = sum(not any(limit is not None and limit.missed_by(value) for value, limit in row) for row in limited)
    value = told.value or Decimal(0)
    if surely <= value <= perhaps:
        return None
    computed = Decimal(surely if value < surely else perhaps)
    return make_finding(
        "table_mismatch", [told, *(f for row in rows for f in row)], variant="all_items", claimed=str(value), computed=str(computed),
        correction=smallest([(told, Fraction(computed))]), figure=told.evidence.text, shown=str(computed),
        table=(rows[0][0].evidence.table or 0) + 1,
    )  # fmt: skip
