"""Claims on each school of the table right before them: 三所小学班额均符合标准, 各校最大班额都未超过45人.

Takes a claim's words; gives the table's figures that they name, one a row, where they surely speak of all the rows: of each school,
or of as many as the table has. Compares nothing.
"""

from __future__ import annotations

from models.checks.around import REACH, rows_beside
from models.checks.desk import Desk, Placed, Sentence, is_plain
from models.checks.standard.norms import NormClaim
from models.checks.standard.single import claim_words
from models.checks.standard.standing import Limited, Standing, is_named, limit_of
from models.checks.wordings import last_clause, says
from models.fact import Fact

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
