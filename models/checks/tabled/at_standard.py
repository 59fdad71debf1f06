"""How many of a table's schools reach the standard in one item, where the words give no number of it: 8所学校的体育场馆在标准以上的有6所.

Takes a sentence beside a table; counts the cells of the one column that it speaks of, each against the standard of its own stage.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fractions import Fraction

from models.checks.around import REACH, rows_beside
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Placed, Sentence, is_exact
from models.checks.standard.claimed.scheme import Limited, limit_of
from models.checks.tabled.coefficients import PREFIX, are_all_schools
from models.checks.tabled.recomputed import recomputed
from models.checks.wordings import indicator_words, last_clause, number_of, pattern, says, stages_named
from models.claims import claims
from models.finding import Finding
from models.quantity import Interval


def miscounted_at_standard(desk: Desk, sentence: Sentence) -> Iterator[Finding | None]:
    """The finding of each number of schools at the standard that the rows surely do not give; None for one that holds."""
    for placed in sentence.placed:
        if placed.fact.unit != "school" or not is_exact(placed.fact):
            continue
        ahead = _BRACKET.sub("", sentence.text[: placed.start])  # 低于国家标准（小学7.5㎡、初中10.2㎡）的有2所
        clause = pattern(claims()["rows_counted"]).sub("", last_clause(ahead))
        told = None if _SOME.search(clause) else pattern(claims()["rows_at_standard"]).search(clause)
        columns = list(_columns(desk, sentence, placed, told["item"])) if told else []
        if told and len(columns) == 1:
            yield _miscounted(placed, columns[0], missed=bool(told["missed"]))


_BRACKET = re.compile("[（(][^（()）]*[)）]")
_SOME = re.compile("[\\d两三四五六七八九](?:所|校)")
"""2所小学面积达标的: of other schools than all that the rows are."""


def _columns(desk: Desk, sentence: Sentence, placed: Placed, item: str) -> Iterator[Limited]:
    """The columns of the item, and of the sentence's account, with one limited value in each of as many rows as it counts schools."""
    rows = [row for row in rows_beside(desk, sentence, -1, REACH) if not any("total" in f.flags for f in row.facts)]
    if placed.fact.criterion is not None and are_all_schools(desk, placed.fact.stage, len(rows)):
        return  # a number of an item's own is held against the table of all schools in attained.py
    if not (_are_counted(sentence.text[: placed.start], len(rows)) or _are_pointed_at(desk, sentence, placed)):
        return
    stages = stages_named(item)
    told = [f for row in rows for f in row.facts if f.indicator.startswith(PREFIX) and is_exact(f) and (not stages or f.stage in stages)]
    meant = [f for f in told if f.indicator == _named_best({f.indicator for f in told}, item)]
    account = _account(sentence.text[: placed.start])
    for place in sorted({f.evidence.column or 0 for f in meant}):
        cells = [(f, limit) for f in meant if f.evidence.column == place and f.entity and (limit := limit_of(desk, f))]
        one = len({f.indicator for f, _ in cells}) == 1 and len({f.evidence.row for f, _ in cells}) == len(cells) == len(rows)
        if one and _account(cells[0][0].subject or "") in (account, None):
            yield cells


def _named_best(indicators: Collection[str], item: str) -> str | None:
    """The one indicator of whose words the longest stands in `item`: 生均 and 面积 are of several."""
    longest = {i: max((len(word) for word in indicator_words(i) if word in item), default=0) for i in indicators}
    best = [i for i, length in longest.items() if length == max(longest.values()) > 2]
    return best[0] if len(best) == 1 else None


def _are_counted(ahead: str, rows: int) -> bool:
    """这8所学校, 表中五所: the rows are what the sentence counts in front of the number."""
    return any(_number(match["count"]) == rows for match in pattern(claims()["rows_counted"]).finditer(ahead))


def _are_pointed_at(desk: Desk, sentence: Sentence, placed: Placed) -> bool:
    """表1所列学校在校生合计9682人。…低于标准的有2所: the sentence, or one before it in the paragraph, speaks of the table's schools, and no
    other schools are named in front of the number."""
    ahead = sentence.text[: placed.start]
    if says("other_than_rows", ahead):
        return False
    earlier = (s.text for s in desk.blocks.get(sentence.block, []) if s.start < sentence.start)
    return any(says("rows_pointed_at", text) for text in (ahead, *earlier))


def _number(numeral: str) -> int | None:
    return number_of(numeral) if numeral.isdecimal() or len(numeral) == 1 else None


def _account(text: str) -> str | None:
    """Whether words are of what was reported or of what was checked (复核); None where they say neither."""
    told = list(pattern(claims()["account_told"]).finditer(text))
    return told[-1].lastgroup if told else None


def _miscounted(placed: Placed, cells: Limited, *, missed: bool) -> Finding | None:
    surely = sum(limit.met_by(rounded_or_cut(f)) for f, limit in cells)
    perhaps = sum(not limit.missed_by(rounded_or_cut(f)) for f, limit in cells)
    if missed:
        surely, perhaps = len(cells) - perhaps, len(cells) - surely
    if surely <= (placed.fact.value or 0) <= perhaps:
        return None
    count, values = Fraction(surely), [f for f, _ in cells]
    return recomputed(
        "table_mismatch", placed.fact, values, count, Interval.point(count), variant="counted", shown=f"{surely}所", rows=len(cells)
    )
