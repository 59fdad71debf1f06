"""Wholes told with several measures, and parts with the same ones: 学校52所，在校生38460人。其中初中12所，在校生9120人；小学40所，在校生….

Each measure is a column that adds up like the others. Asks arithmetic: one column must come out, whatever the words are.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.figures import Figure
from extractor.relations.links import Link
from extractor.relations.slips import slipped
from extractor.relations.sums.parts import CHANCE, adds_up, near, summable, written_alike

_MEASURES = (4, 3, 2)
"""How many measures a whole is told with."""
_MOST = 16
"""Parts at most."""
_FEWEST = 3
"""Groups at least: a whole and two parts."""
_SENTENCES = 2
"""Sentences behind the first group in which the others may stand."""
_MEAN = "class.size"
"""Told beside the counts of classes and pupils that it is made of: 36个班1620人，班均45人，其中七年级12个班540人."""
Group = list[Figure]


def find_rows(figures: list[Figure], links: list[Link]) -> list[Link]:
    """The sums of such columns in a paragraph that `links` do not hold yet."""
    wholes = {id(link.members[0]) for link in links if link.type == "sum"}
    taken: set[int] = set()
    found: list[Link] = []
    counted = [f for f in figures if f.indicator != _MEAN]
    for i in range(len(counted)):
        for columns in _tables_at(counted, i):
            new = [Link("sum", tuple(column)) for column in columns if id(column[0]) not in wholes | taken]
            if new and not any(id(f) in taken for column in columns for f in column):
                found += new
                taken |= {id(f) for column in columns for f in column}
                break
    return found + _by_clauses(figures, wholes | taken, taken)


def _tables_at(figures: list[Figure], i: int) -> Iterator[list[Group]]:
    """The columns, each a whole and its parts, of the groups that begin with number `i`; the whole stands first, or last."""
    for width in _MEASURES:
        groups = _groups(figures, i, width) if i + _FEWEST * width <= len(figures) else []
        for count in range(len(groups), _FEWEST - 1, -1):
            for whole, parts in ((groups[0], groups[1:count]), (groups[count - 1], groups[: count - 1])):
                columns = [[whole[k], *(part[k] for part in parts)] for k in range(width)]
                if _divide(columns):
                    yield [column for column in columns if _meant(column)]


def _groups(figures: list[Figure], i: int, width: int) -> list[Group]:
    """Runs of `width` figures one behind the other, each in the units of the first and told within a few sentences."""
    first = figures[i : i + width]
    groups: list[Group] = []
    for at in range(i, min(len(figures), i + width * (_MOST + 1)), width):
        group = figures[at : at + width]
        if group[-1].sentence > first[0].sentence + _SENTENCES or group[0].sentence != group[-1].sentence or len(group) < width:
            break
        if not all(summable(a, b) and written_alike(a, b) for a, b in zip(group, first, strict=True)):
            break
        groups.append(group)
    return groups


def _divide(columns: list[Group]) -> bool:
    """All columns come out; or one does, and the others, of one indicator each, come near."""
    if len({column[0].status for column in columns} | {f.status for column in columns for f in column}) > 1:
        return False
    out = [adds_up(column[0], column[1:]) and (column[0].value or 0) >= CHANCE for column in columns]
    apart = len({column[0].unit_text for column in columns}) == len(columns)
    return all(out) or (apart and any(out))


def _meant(column: Group) -> bool:
    """A column that comes out, or that counts one thing and misses its whole by little."""
    whole, *parts = column
    counts_one = {f.indicator for f in column} == {whole.indicator}
    return adds_up(whole, parts) or (counts_one and (near(whole, parts) or slipped(whole, parts)))


def _by_clauses(figures: list[Figure], wholes: set[int], taken: set[int]) -> list[Link]:
    """学校58所，学生31200人。其中城区9所，大班额46个；农村49所，…: what 其中 and each semicolon open, where it makes up the whole."""
    found = []
    for i, first in enumerate(figures):
        if "AMONG" not in first.tags or id(first) in taken:
            continue
        heads = [f for f in figures[i + 1 : i + _MOST * 4] if f.sentence == first.sentence and "SEMI" in f.tags and written_alike(f, first)]
        told = (f for f in reversed(figures[max(i - 4, 0) : i]) if summable(f, first) and written_alike(f, first))
        whole = next(told, None)
        if whole is None or id(whole) in wholes or first.sentence > whole.sentence + 1 or (whole.value or 0) < CHANCE:
            continue
        parts = [first, *(f for f in heads if summable(f, whole) and f.value is not None)]
        if len(parts) > 1 and adds_up(whole, parts):
            found.append(Link("sum", (whole, *parts)))
    return found
