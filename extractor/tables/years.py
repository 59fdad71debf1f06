"""Bare years that head the rows or columns of a table. Takes the texts of the table, gives the places of such years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.wordlists import one_of
from models.loading import load_data

_YEAR = re.compile(r"(?:19|20)\d\d")


def heading_years(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each year that is a header: 2021 below 年度 or 投用年份, or in the first row among words and years."""
    for column, (head, *body) in enumerate(zip(*rows, strict=True)):
        years = [row for row, text in enumerate(body, start=1) if _YEAR.fullmatch(text)]
        only_years = len(years) == sum(any(c.isdigit() for c in text) for text in body)
        if _header().match(head) or (only_years and (_kind_of_year().search(head) or (column == 0 and len(years) == len(body) > 1))):
            yield from ((row, column) for row in years)
    if rows and _is_row_of_years([text for text in rows[0][1:] if any(c.isdigit() for c in text)]):
        yield from ((0, column) for column, text in enumerate(rows[0]) if column and _YEAR.fullmatch(text))


def _is_row_of_years(numbers: Sequence[str]) -> bool:
    """All that has digits in the first row are years, each later than the one before."""
    return len(numbers) > 1 and all(_YEAR.fullmatch(n) for n in numbers) and list(numbers) == sorted(set(numbers))


@cache
def _header() -> re.Pattern[str]:
    return re.compile(rf"^{one_of(load_data('tables.yaml', 'extractor')['years'])}$")


@cache
def _kind_of_year() -> re.Pattern[str]:
    """投用年份, 建成时间, 启用年份（年）: of what the row is told, in a column that holds nothing but years."""
    return re.compile(rf"{one_of(load_data('tables.yaml', 'extractor')['years_end'])}(?:[（(][^（）()]*[)）])?$")
