"""Small tables right behind a claim or before it: what a sentence counts, against the rows of a table that another of its counts
comes out of.

全县86所学校中84所达标，分类情况见表: the first column adds up to 86, so the second should add up to 84. What rows give as a verdict is
counted in verdicts.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.checks.arithmetic.bounds import COUNTED
from models.checks.around import rows_beside
from models.checks.computing import far_apart
from models.checks.desk import Desk, Sentence, Tally, is_exact
from models.checks.tabled.columns import Cells, called_so, count_columns, is_headed, is_of_a_part, sum_of
from models.checks.tabled.recomputed import added_up
from models.checks.wordings import indicator_words, last_clause, pattern, says
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER

_REACH = 3
"""Blocks from a sentence's own in which its table stands: a caption and a line of units may part them."""
_ROWS = 3
_SEVERAL = 2
"""Counts of a sentence, at least: by one of them it is known that the sentence is on the table."""
_TOLD = ("actual", "baseline")


def check_beside(desk: Desk) -> Tally:
    """table_mismatch for each count of a sentence that the table right behind it surely gives otherwise."""
    tally = Tally("tables_beside")
    if not desk.in_tables:
        return tally
    beside: dict[int | None, list[tuple[int, list[Cells]]]] = {}
    for sentence in desk.prose:
        counts = [f for f in sentence.facts if f.unit in COUNTED and is_exact(f, _TOLD) and f.entity is None]
        if len(counts) < _SEVERAL:
            continue
        if sentence.block not in beside:
            beside[sentence.block] = _columns_beside(desk, sentence)
        counts = [f for f in counts if not is_of_a_part(desk, f)] if beside[sentence.block] else []
        for side, columns in beside[sentence.block] if len(counts) >= _SEVERAL else ():
            for told, cells in _meant(desk, counts, columns, side):
                tally.check(added_up(told, cells) if told.value != sum_of(cells) else None)
    return tally


def _columns_beside(desk: Desk, sentence: Sentence) -> list[tuple[int, list[Cells]]]:
    """The tables beside a sentence's paragraph: on which side, and their columns of counts."""
    sides = ((side, _columns(desk, sentence, side)) for side in (1, -1))
    return [(side, columns) for side, columns in sides if columns]


def _columns(desk: Desk, sentence: Sentence, side: int) -> list[Cells]:
    """The columns of counts of the table on one side of a sentence, if they are long enough to tell."""
    return [cells for cells in count_columns(rows_beside(desk, sentence, side, _REACH), _TOLD) if len(cells) >= _ROWS]


def _meant(desk: Desk, counts: list[Fact], columns: list[Cells], side: int) -> Iterator[tuple[Fact, Cells]]:
    """A count and the one column that measures it, where another count of the sentence is the total of another column, or that of the rows;
    behind the table, which announces nothing, one of the same time."""
    measured = {told.id: _own(desk, told, columns) for told in counts}
    for told in (f for f in counts if f.id in measured):
        own = measured[told.id]
        if len(own) != 1 or not _of_their_stage(told, own[0]) or (side < 0 and not _of_one_group(own[0][0], told)):
            continue
        if not _is_largest(told, [f for f in counts if measured.get(f.id, own) in (own, [])]):
            continue
        if far_apart(Fraction(told.value or 0), sum_of(own[0])):
            continue
        others = [c for c in columns if c is not own[0]]
        beside = [f for f in counts if f is not told and (side > 0 or f.period == told.period)]
        if any(c[0].indicator == told.indicator != OTHER and sum_of(c) == told.value for c in others):
            continue  # 乘车学生幼儿2246人，其中幼儿1244人: a column of the same that gives just this is the one that is meant
        if any(_is_total(f, c) for c in others for f in beside) or _are_of_the_rows(desk, told, beside, own[0], side):
            yield told, own[0]


def _own(desk: Desk, told: Fact, columns: list[Cells]) -> list[Cells]:
    """The columns of what a count measures; of several, told apart by their heads, those that the words in front of it call so."""
    alike = [c for c in columns if (c[0].indicator, c[0].status) == (told.indicator, told.status) and _counted_alike(c[0], told)]
    if told.indicator == OTHER:
        return [c for c in alike if is_headed(c[0], last_clause(desk.sentence_of[told.id].text[: desk.placed[told.id].start]))]
    if len({frozenset(f.stage for f in c) for c in alike}) > 1:
        alike = [c for c in alike if {f.stage for f in c} == {told.stage}]  # columns of 小学 and of 初中
    if len(alike) < 2:
        return alike
    return called_so(alike, last_clause(desk.sentence_of[told.id].text[: desk.placed[told.id].start]))


def _are_of_the_rows(desk: Desk, told: Fact, beside: list[Fact], cells: Cells, side: int) -> bool:
    """抽取5所学校逐项测量（见附表），专任教师共421人: all that the schools have that the sentence counts and finds in the table.

    A column of one stage behind which it is told is held against it by the totals of tables.py.
    """
    text = desk.sentence_of[told.id].text
    counted = any(f.unit == "school" and f.value == len(cells) and f.evidence.start < told.evidence.start for f in beside)
    words = last_clause(text[: desk.placed[told.id].start])
    rows = pattern(claims()["rows_named"]).search(words)
    pointed = counted and (says("points_at_table", text) or rows is not None) and (side > 0 or rows or len({f.stage for f in cells}) > 1)
    summed = pointed and _names_nothing_else(told.indicator, words[rows.end() :] if rows else words)
    return bool(summed) and _of_one_group(cells[0], told) and all(f.entity is not None for f in cells)


def _names_nothing_else(indicator: str, words: str) -> bool:
    """专任教师共: what is counted and that it is all, and not 全县专任教师 or 抽测学生."""
    if not says("rows_added", words) or says("own_county", words):
        return False
    for name in sorted(indicator_words(indicator), key=len, reverse=True):
        words = words.replace(name, "")
    words = pattern(claims()["rows_added"]).sub("", pattern(claims()["names_no_subject"]).sub("", words))
    return not pattern(claims()["not_narrower"]).sub("", words)


def _is_largest(told: Fact, counts: list[Fact]) -> bool:
    """教学班33个，其中小学24个、初中9个: of what a sentence counts several times only the largest can be all that the rows have."""
    same = (f for f in counts if (f.indicator, f.status) == (told.indicator, told.status))
    alike = [f for f in same if f.period == told.period or None in (f.period, told.period)]
    return all(f is told or (f.value or 0) < (told.value or 0) for f in alike)


def _is_total(fact: Fact, cells: Cells) -> bool:
    """Whether a count comes out of a column, and measures what that does."""
    same = fact.indicator == cells[0].indicator or OTHER in (fact.indicator, cells[0].indicator)
    return same and sum_of(cells) == fact.value and _counted_alike(cells[0], fact)


def _of_their_stage(told: Fact, cells: Cells) -> bool:
    """Whether no row is of another stage than the text tells of."""
    return told.stage in (None, "compulsory") or all(cell.stage in (None, told.stage) for cell in cells)


def _of_one_group(cell: Fact, told: Fact) -> bool:
    """Whether the text tells of no area or time of its own: 其中农村教师620人."""
    timed = None in (cell.period, told.period) or cell.period == told.period
    return timed and told.area in (None, cell.area)


def _counted_alike(cell: Fact, told: Fact) -> bool:
    """In one unit; schools and teaching points, which a table counts together, also in 个."""
    return cell.unit == told.unit or (cell.indicator == told.indicator != OTHER and {cell.unit, told.unit} == {"school", "item"})
