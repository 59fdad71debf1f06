"""Rows that give a verdict (达标, 未达标), against the numbers of schools that the text says to attain or to miss.

Takes the rows of a table each of which gives one; counts them only against a sentence that surely speaks of all these rows: it
points at the table right before it, or counts as many schools as there are rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.checks.computing import apart, rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Sentence, Tally, is_exact, once
from models.checks.sameness import ATTAINED
from models.checks.wordings import STAGE_WORDS, is_of_last_year, row_verdict, says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval

_ROWS = 3
"""Rows that a table has at least; of fewer each is told for itself."""
_REACH = 3
"""Blocks between a table and a sentence that speaks of its rows without pointing at it, at most."""
RATE = "school.compliant_rate"
Rows = list[Sentence]


def check_verdicts(desk: Desk) -> Tally:
    """table_mismatch for each number or share of schools that rows with a verdict surely give otherwise."""
    tally = Tally("verdicts")
    tables = rows_with_verdict(desk)
    for sentence in desk.prose if tables else ():
        told = list(_told(desk, sentence))
        for fact, missed in told:
            rows = _meant(sentence, fact, tables)
            if not rows:
                tally.skip("no_school_table")
                continue
            number = _number(rows, missed=missed)
            tally.check(_mismatch(fact, number, rows, missed=missed) if fact.value != number else None)
        for rate in _rates(sentence) if not told else ():
            if rows := _meant(sentence, rate, tables):
                tally.check(_rate_mismatch(rate, rows))
    return tally


def _number(rows: Rows, *, missed: bool) -> int:
    return sum(row_verdict(row.text) is not missed for row in rows)


@once
def rows_with_verdict(desk: Desk) -> list[Rows]:
    """Of each table whose rows, those of totals and means left out, all give a verdict: these rows."""
    tables: dict[int, Rows] = {}
    for row in desk.sentences:
        if row.table is not None:
            tables.setdefault(row.table, []).append(row)
    found = [[row for row in rows if _gives_verdict(row) or not _sums_up(row)] for rows in tables.values() if _gives_verdict(rows[0])]
    return [rows for rows in found if len(rows) >= _ROWS and all(map(_gives_verdict, rows))]


def _gives_verdict(row: Sentence) -> bool:
    return row_verdict(row.text) is not None


def _sums_up(row: Sentence) -> bool:
    return row.facts[0].entity is None or any("total" in f.flags for f in row.facts)


def _told(desk: Desk, sentence: Sentence) -> Iterator[tuple[Fact, bool]]:
    """The numbers of schools that a sentence says to attain, and those that it says to miss (True); beside those that attain as a whole,
    those that do at all seven items (4所综合达标，七项全部达标的有2所) are others than what a row's verdict means."""
    end, of_whole = 0, says("attained_as_whole", sentence.text)
    for placed in sentence.placed:
        ahead, behind = sentence.text[end : placed.start], sentence.text[placed.end :]
        end = placed.end
        if of_whole and (says("all_items_attained", ahead) or says("all_items_behind", behind)):
            continue
        meant = placed.fact.unit == "school" and _is_of_all(placed.fact, ahead)
        if not meant or is_of_last_year(desk, placed.fact) or says("wishes", sentence.text[: placed.end]):
            continue
        attained = says("schools_attained_behind", behind)
        if says("schools_missed_behind", behind) or (not attained and says("schools_missed", ahead)):
            yield placed.fact, True
        elif attained or placed.fact.indicator == ATTAINED:
            yield placed.fact, False


def _rates(sentence: Sentence) -> Iterator[Fact]:
    """The shares of schools that attain."""
    for placed in sentence.placed:
        if placed.fact.indicator == RATE and _is_of_all(placed.fact, sentence.text[: placed.start]):
            yield placed.fact


def _is_of_all(fact: Fact, ahead: str) -> bool:
    """A plain figure of the county's schools, and of no single item of the standard."""
    return is_exact(fact) and not (fact.entity or fact.criterion or says("of_one_item", ahead) or says("of_the_others", ahead))


def _meant(sentence: Sentence, told: Fact, tables: list[Rows]) -> Rows:
    """The rows that the figure is of: those of its stage in the one table that the sentence speaks of; none where that is unsure."""
    whole = says("as_a_whole", sentence.text)
    pointed = says("sums_up_table", sentence.text) or says("points_at_rows", sentence.text)
    near = [rows for rows in tables if _is_near(rows, sentence, before=pointed)]
    meant = [_of_stage(sentence, rows, told) for rows in (near or (tables if whole else []))]
    if len(meant) != 1 or len(meant[0]) < _ROWS:
        return []
    same = [f for f in sentence.facts if f.unit == "school" and f.value == len(meant[0]) and f.area == told.area]
    counted = bool(same) and (whole or same != [told])
    return meant[0] if counted or (pointed and told.area is None) else []


def _is_near(rows: Rows, sentence: Sentence, *, before: bool) -> bool:
    steps = (sentence.block or 0) - (rows[0].block or 0)
    return 0 < steps <= _REACH if before else -_REACH <= steps <= _REACH


def _of_stage(sentence: Sentence, rows: Rows, told: Fact) -> Rows:
    """The rows of the figure's stage; all where the rows name one stage at most, or the figure is of all."""
    named = {f.stage for row in rows for f in row.facts}
    if told.stage in named and len(named) > 1:
        return [row for row in rows if told.stage in {f.stage for f in row.facts}]
    unsure = len(named) > 1 and any(word in sentence.text for word in STAGE_WORDS.values())  # 上表中小学达标1所
    return [] if unsure else rows


def _mismatch(told: Fact, number: int, rows: Rows, *, missed: bool) -> Finding:
    return make_finding(
        "table_mismatch", [told, *(f for row in rows for f in row.facts)], variant="verdicts_missed" if missed else "verdicts",
        claimed=exact_text(Fraction(told.value or 0)), computed=str(number), correction=smallest([(told, Fraction(number))]),
        figure=told.evidence.text, table=(rows[0].table or 0) + 1, shown=number,
    )  # fmt: skip


def _rate_mismatch(rate: Fact, rows: Rows) -> Finding | None:
    number = _number(rows, missed=False)
    computed = Fraction(100 * number, len(rows))
    if not apart(rounded_or_cut(rate), Interval.point(computed)):
        return None
    return make_finding(
        "table_mismatch", [rate, *(f for row in rows for f in row.facts)], variant="verdicts_rate",
        claimed=exact_text(Fraction(rate.value or 0)), computed=exact_text(computed), correction=smallest([(rate, computed)]),
        figure=rate.evidence.text, table=(rows[0].table or 0) + 1, rows=len(rows), shown=number,
    )  # fmt: skip
