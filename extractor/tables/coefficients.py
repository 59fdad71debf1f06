"""Which cells of a table are coefficients: told by a header of theirs, by their size, or by the caption of a table of nothing else.

In a table of the seven items a column of coefficients may stand beside those of the standard and of the means: 标准 | 均值 | 差异系数.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from extractor.tables.header_words import ITEMS, header_words, says

if TYPE_CHECKING:
    from extractor.tables.heads import Head, Heads

_BELOW_ONE = re.compile(r"0\.\d+")


class Coefficients:
    """The coefficients of one table, told by its headers."""

    def __init__(self, heads: Heads) -> None:
        self._heads = heads

    def at(self, row: int, column: int) -> bool:
        """The cell is a coefficient, whatever unit another header writes (生均运动场馆面积（㎡） | 0.463)."""
        told = {_tells(self._heads.column(column)), _tells(self._heads.row(row))} - {None}
        if told:
            return True in told
        if self._all or column in self._limits:
            return True
        return not self.among_others and says("coefficient", self._heads.caption.joined)

    @cached_property
    def among_others(self) -> bool:
        """Columns or rows of coefficients stand beside those of what they are coefficients of."""
        return bool(self._columns or self._rows) and not self._all

    @cached_property
    def _all(self) -> bool:
        """All its numbers are decimals below one, where the caption speaks of coefficients, or the items are listed and no share is named.

        As amounts per head they could not be so small.
        """
        told = says("coefficient", self._heads.caption.joined)
        numbers = [n for column in self._heads.body_columns for n in self._heads.numbers(column)]
        if not (told or self._heads.lists_items) or len(numbers) < ITEMS or not _below_one(numbers):
            return False
        names = (self._heads.caption.joined, *self._heads.column_names, *self._heads.row_names)
        return told or not any(says("percent", name) for name in names)

    @cached_property
    def _columns(self) -> set[int]:
        return {c for c in self._heads.body_columns if _of_items(self._heads.column(c))}

    @cached_property
    def _rows(self) -> set[int]:
        return {r for r in self._heads.body_rows if _of_items(self._heads.row(r))}

    @cached_property
    def _limits(self) -> set[int]:
        """差异系数 | 限值: columns of the highest that a coefficient may be, beside those of the coefficients."""
        norms = (c for c in self._heads.body_columns if says("standard", self._heads.column(c).joined))
        return {c for c in norms if c - 1 in self._columns and _below_one(self._heads.numbers(c))}


def _tells(head: Head) -> bool | None:
    """差异系数 tells of coefficients, 均值 of amounts: the innermost of the headers that says either; None where none does."""
    for text in reversed(head.texts):
        if says("coefficient", text):
            return True
        if says("mean", text):
            return False
    return None


def _of_items(head: Head) -> bool:
    """The headers name a coefficient of each item: a last line of 综合差异系数 stands below coefficients too."""
    return bool(_tells(head)) and header_words().composite not in head.joined


def _below_one(numbers: Iterable[str]) -> bool:
    return all(_BELOW_ONE.fullmatch(n) for n in numbers)
