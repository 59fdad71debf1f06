"""Claims on each school of the table right before them, or on each part of the county or city that a table beside them lists: 三所小学
班额均符合标准, 各校最大班额都未超过45人, 各乡镇均已过线.

Takes a claim's words; gives the table's figures that they name, one a row, where they surely speak of all the rows: of each school,
or of as many as the table has. Compares nothing.
"""

from __future__ import annotations

import re

from models.checks.around import REACH, rows_beside
from models.checks.desk import Desk, Placed, Sentence, is_exact, is_plain
from models.checks.standard.claimed.norms import NormClaim
from models.checks.standard.claimed.scheme import UNNAMED, Limited, limit_of
from models.checks.standard.claimed.standing import Standing, is_named
from models.checks.standard.figures.single import claim_words
from models.checks.wordings import last_clause, names_indicator, says
from models.fact import Fact
from models.indicators import OTHER

_ROWS = 2


def told_in_rows(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """The figures of a claim without a number that the standard limits."""
    if standing.which or not (standing.of_all or says("all_of_them", last_clause(standing.segment))):
        return []
    figures = _figures_of_rows(desk, sentence, standing.start, standing.at)
    return [(f, limit) for f in figures if (limit := limit_of(desk, f))]


def held_in_rows(desk: Desk, sentence: Sentence, claim: NormClaim) -> list[Fact]:
    """The figures of a claim against a written norm that are of the norm's kind."""
    norm = claim.norm
    figures = _figures_of_rows(desk, sentence, claim.start, norm.start)
    return [f for f in figures if (f.indicator, f.unit) == (norm.fact.indicator, norm.fact.unit) and norm.fact.stage in (None, f.stage)]


def of_places(desk: Desk, sentence: Sentence, words: str, norm: Fact) -> list[Fact]:
    """各县（区）均已迈过这道线: the figures of what a norm measures in the rows of the table beside, each of a part of the county or city,
    where the words surely are on every part."""
    if not says("each_place", words) or not says("universal", words) or says("left_open", words) or says("of_the_others", words):
        return []
    for side in (1, -1):
        rows = [row for row in rows_beside(desk, sentence, side, REACH) if says("named_place", _first_cell(row))]
        told = [[f for f in row.facts if _is_of(norm, f, words)] for row in rows]
        if len(told) >= _ROWS and all(len(figures) == 1 for figures in told):
            return [figures[0] for figures in told]
    return []


def _first_cell(row: Sentence) -> str:
    return re.split(r"[\t|]", row.text.strip(" |"))[0].strip()


def _is_of(norm: Fact, fact: Fact, words: str) -> bool:
    """An exact figure of what the norm is for, or the claim's clause where it is not known of the norm; the schools of compulsory
    education are those of no stage."""
    stages = (norm.stage, "compulsory", None)
    same = norm.indicator != OTHER and (fact.indicator, fact.criterion) == (norm.indicator, norm.criterion)
    named = norm.indicator in UNNAMED and names_indicator(fact.indicator, last_clause(words))
    alike = fact.unit == norm.unit and (same or named)
    placed = fact.entity is None or says("named_place", fact.entity)  # 城关学区 is no school
    return alike and is_exact(fact) and placed and fact.stage in stages and norm.stage in (*stages[1:], fact.stage)


def _figures_of_rows(desk: Desk, sentence: Sentence, start: int, end: int) -> list[Fact]:
    """The figures that sentence.text[start:end] names, where it is said of each school of the table right before."""
    own = last_clause(sentence.text[start:end])
    counts = [p for p in sentence.placed if end - len(own) <= p.start < end]
    if says("of_the_others", sentence.text[:end]) or not (_one_count(counts) if counts else says("each_school", own)):
        return []
    rows = _rows_before(desk, sentence)
    if len(rows) < _ROWS or (counts and counts[0].fact.value != len(rows)):
        return []
    words = claim_words(sentence.text[start:end])
    return [f for row in rows for f in row.facts if is_plain(f) and f.bound == "exact" and is_named(f.indicator, words)]


def _one_count(counts: list[Placed]) -> bool:
    return len(counts) == 1 and counts[0].fact.unit == "school" and is_plain(counts[0].fact, ("actual", "standard"))


def _rows_before(desk: Desk, sentence: Sentence) -> list[Sentence]:
    """The rows, each of a school of its own, of the table right before."""
    rows = [row for row in rows_beside(desk, sentence, -1, REACH) if row.facts[0].entity is not None]
    return rows if len({row.facts[0].entity for row in rows}) == len(rows) else []
