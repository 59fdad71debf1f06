"""Large classes that the text tells as gone (2023年大班额全部消除), against the rows of that time in a table, which still count some.

Takes cells of numbers and shares of large classes; silent where the claim's time is not the cell's, or is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Sentence, Tally, is_exact
from models.checks.standard.claimed.norms import segment_start
from models.checks.wordings import last_clause, pattern, says, stages_named
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, make_finding

_LARGE = ("class.large", "class.large_rate")
_REACHED = re.compile(r"[降升增减]到20\d\d年")
_YEARS_END = re.compile(r"20\d\d年?[底末]")
_VERY_LARGE = re.compile("超大|6[56]人")


def check_cleared(desk: Desk) -> Tally:
    """table_mismatch for each cell with large classes of a time for which the text says that there are none."""
    tally = Tally("cleared")
    cells = [f for f in desk.in_tables if f.indicator in _LARGE and is_exact(f, _TOLD) and not says("cleared_counted", _heads(f))]
    for sentence in desk.running_claims.having(pattern(claims()["no_large_classes"])) if cells else ():
        for said, left in _left(desk, sentence, cells):
            tally.check(_finding(said, left[0]) if left else None)
    return tally


_TOLD = ("actual", "plan", "baseline")
"""The year of a row may be told as that of a plan by its heading; the claim says that it has come."""


def _heads(cell: Fact) -> str:
    """The words over a cell and in front of it."""
    return (cell.subject or "") + cell.evidence.sentence.split("\t")[0]


def _left(desk: Desk, sentence: Sentence, cells: list[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """What each claim of a sentence says, and the cells that surely tell of large classes in spite of it."""
    for match in pattern(claims()["no_large_classes"]).finditer(sentence.text):
        start = segment_start(sentence.text, match.start())
        words = sentence.text[start : match.end()]
        clause = last_clause(sentence.text[: match.start()]) + match.group()
        year = _year(desk, words)
        past = any(told["first"] for told in pattern(claims()["time_told"]).finditer(words))
        wished = says("wishes", _REACHED.sub("", words))
        if year is None or past or wished or says("some_schools", clause) or says("left_open", clause):
            continue
        stages, very = stages_named(clause), _VERY_LARGE.search(match.group()) is not None
        meant = [f for f in cells if f.year == year and (not stages or f.stage in stages)]
        meant = [f for f in meant if not very or _VERY_LARGE.search(f.subject or "")]
        if _YEARS_END.search(words):
            meant = [f for f in meant if _YEARS_END.search(_heads(f))]  # a year's classes are counted in autumn
        yield clause.strip(), [f for f in meant if (rounded_or_cut(f).low or 0) > 0]


def _year(desk: Desk, words: str) -> int | None:
    """The last year that the claim's words name, or else the document's own."""
    named = pattern(claims()["year_of_claim"]).findall(words)
    return int(named[-1]) if named else desk.year


def _finding(said: str, cell: Fact) -> Finding:
    return make_finding(
        "table_mismatch", [cell], variant="cleared", claimed="0", computed=str(cell.value), said=said,
        table=(cell.evidence.table or 0) + 1, time=cell.year, shown=cell.evidence.text,
    )  # fmt: skip
