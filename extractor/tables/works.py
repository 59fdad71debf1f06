"""Tables of building works: what a row builds, and whether it stands: 学生宿舍 | 2460 | 528 | 主体封顶.

Runs when the cells are bound; changes the status of what is not finished, and the kind of buildings that only the row names.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.blocks import Cell
from extractor.figures import Figure
from extractor.tables.grid import Grid
from extractor.tables.heads import Heads
from extractor.wordlists import finder, one_of
from models.loading import load_data

_BUILT_UNITS = frozenset(("m2", "CNY", "item", "class"))


def set_works(grid: Grid, heads: Heads, cell: Cell, figure: Figure) -> None:
    """Area and cost of works that are not finished are planned; dormitories and canteens are no classrooms."""
    if figure.indicator == "area.building" and (kind := _kind_of_building(grid, cell.row)):
        figure.indicator = kind
    if figure.status != "actual" or figure.kind != "level" or figure.unit not in _BUILT_UNITS:
        return
    if _is_unfinished(grid, heads, cell.row) and not _tells_done(heads.column(cell.column).joined):
        figure.status = "plan"


def _is_unfinished(grid: Grid, heads: Heads, row: int) -> bool:
    """A column of its own tells how far the works are, and here that they still go on."""
    states = (c for c in range(grid.columns) if _progress_header().fullmatch(heads.column(c).joined))
    told = [grid.text(cell) for c in states if (cell := grid.cells.get((row, c))) is not None and cell not in grid.numbers]
    return bool(told) and _under_way().search(told[0]) is not None


def _kind_of_building(grid: Grid, row: int) -> str | None:
    """What the words of a row name alone: 食堂, and not 教学楼及食堂; a name of a school tells nothing of it."""
    texts = [grid.text(cell) for column in range(grid.columns) if (cell := grid.cells.get((row, column))) is not None]
    named = {kind for text in texts for kind, words in _kinds().items() if words.search(text)}
    return named.pop() if len(named) == 1 and "area.building" not in named else None


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {kind: finder(words) for kind, words in load_data("tables.yaml", "extractor")["kinds_of_buildings"].items()}


@cache
def _progress_header() -> re.Pattern[str]:
    return re.compile(one_of(load_data("tables.yaml", "extractor")["progress"]))


@cache
def _under_way() -> re.Pattern[str]:
    """未完工, 主体封顶; but 装修完工 and 施工结束并交付 tell of what is finished."""
    words = load_data("tables.yaml", "extractor")
    begun = rf"(?!.*{one_of(words['finished'])}).*{one_of(words['under_way'])}"
    return re.compile(rf"^(?:.*{one_of(words['unfinished'])}|{begun})", re.DOTALL)


def _tells_done(header: str) -> bool:
    """已完成投资（万元）: spent, however far the works are."""
    return _spent().search(header) is not None


@cache
def _spent() -> re.Pattern[str]:
    return finder(load_data("tables.yaml", "extractor")["spent"])
