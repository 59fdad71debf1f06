"""What the headers of a table say: each header row and column read once, for all the cells under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from extractor.bind.voices import Voice, score_voices
from extractor.bind.zones import BEFORE, CLAUSE, OWN
from extractor.blocks import Cell
from extractor.context import Context
from extractor.lexicon import Hit, Lexicon
from extractor.periods import period_of
from extractor.sentences import blank
from extractor.spans import find_spans
from extractor.tables.coefficients import Coefficients
from extractor.tables.grid import Grid
from extractor.tables.header_words import ITEMS, in_full, says
from extractor.wordlists import one_of
from models.indicators import OTHER
from models.loading import load_data


@dataclass(frozen=True, slots=True)
class Head:
    """The headers of one row or column: their texts from the outside in, and all that they name."""

    texts: tuple[str, ...]
    joined: str
    voices: tuple[Voice, ...]
    measuring: tuple[Voice, ...] = ()
    """Those of its texts that tell more than a time, a state or a place: 整改目标 measures no 整改, 河东街道 no 街道."""
    stages: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    school: str | None = None
    """Of a row: the cell below a header such as 学校名称."""


class Heads:
    """The headers of a table, read when first asked for."""

    def __init__(self, grid: Grid, lexicon: Lexicon, caption: str, context: Context) -> None:
        self._grid = grid
        self._lexicon = lexicon
        self._year = context.year
        self._rows: dict[int, Head] = {}
        self._columns: dict[int, Head] = {}
        self._told: dict[tuple[int, str], bool] = {}
        self._scores: dict[tuple[int | None, int, str], dict[str, float]] = {}
        self._in_full = in_full([[grid.text(c) for c in grid.above(n)] for n in range(grid.columns)]) or in_full(
            [[grid.text(c) for c in grid.beside(n)] for n in range(grid.rows)]
        )
        self.caption = self._head((caption,), BEFORE, own=False)
        self.coefficients = Coefficients(self)

    def row(self, row: int) -> Head:
        if row not in self._rows:
            beside = self._grid.beside(row)
            named = next((c for c in beside if self._names_schools(c.column)), None)
            head = self._head(tuple(self._grid.text(c) for c in beside), OWN, own=True)
            school = self._grid.text(named) if named is not None else None
            stages = self.column(named.column).stages if named is not None else ()  # 小学校名: all below it are of that stage
            # 甲小学 | 250 counts no schools; 甲小学 | 最大班额超标 | 52人 is of what was found there
            told = self._head(tuple(self._grid.text(c) for c in beside if self._names_matters(c.column)), OWN, own=True) if school else head
            self._rows[row] = replace(
                head, school=school or None, stages=(*stages, *head.stages), voices=told.voices, measuring=told.measuring
            )
        return self._rows[row]

    def _names_schools(self, column: int) -> bool:
        return any(school_header().match(self._grid.text(c)) for c in self._grid.above(column))

    def _names_matters(self, column: int) -> bool:
        return any(says("matters", self._grid.text(c)) for c in self._grid.above(column))

    def column(self, column: int) -> Head:
        if column not in self._columns:
            texts = tuple(self._grid.text(c) for c in self._grid.above(column))
            self._columns[column] = self._head((*self._continued(column, texts), *texts), OWN, own=True)
        return self._columns[column]

    def _continued(self, column: int, texts: tuple[str, ...]) -> tuple[str, ...]:
        """在校生（人） | 小学 | 初中: a header that is a stage alone goes on with the nearest at its left that names what is counted."""
        if column <= self._grid.stub or not _a_stage().fullmatch("".join(texts)):
            return ()
        left = self.column(column - 1)
        return left.texts[:1] if left.voices and _WITH_UNIT.search(left.texts[0] if left.texts else "") else ()

    @property
    def body_columns(self) -> range:
        """The columns of figures."""
        return range(self._grid.stub, self._grid.columns)

    @property
    def body_rows(self) -> range:
        """The rows of figures."""
        return range(self._grid.head, self._grid.rows)

    @cached_property
    def column_names(self) -> list[str]:
        """What the columns are headed by at the top, each once: 填报 and 复核 below 教学用房 are of one."""
        heads = (self.column(c) for c in self.body_columns)
        return list(dict.fromkeys(head.texts[0] for head in heads if head.texts))

    @cached_property
    def row_names(self) -> list[str]:
        heads = (self.row(r) for r in self.body_rows)
        return list(dict.fromkeys(head.texts[0] for head in heads if head.texts))

    @cached_property
    def lists_items(self) -> bool:
        """The columns, or the rows, are the standard's items one by one, so that each figure is one per head, said or not."""
        lines = ([self.column(c) for c in self.body_columns], [self.row(r) for r in self.body_rows])
        return any(len({c for head in heads for c in head.criteria}) >= ITEMS for heads in lines)

    def numbers(self, column: int) -> list[str]:
        """The numbers that stand below a column's header, those that write a unit left out."""
        return self._numbers(lambda cell: cell.column == column)

    def numbers_of_row(self, row: int) -> list[str]:
        """The numbers that stand behind a row's header, those that write a unit left out."""
        return self._numbers(lambda cell: cell.row == row)

    def _numbers(self, stands_there: Callable[[Cell], bool]) -> list[str]:
        body = ((c, m) for c, m in self._grid.numbers.items() if c.row >= self._grid.head and c.column >= self._grid.stub)
        return [m["number"] for c, m in body if not m["unit"] and stands_there(c)]

    def tells(self, column: int, unit: str) -> bool:
        """The column's header alone says clearly what is measured; the row's then only names who it is of."""
        key = (column, unit)
        if key not in self._told:
            scores = score_voices(list(self.column(column).measuring), unit, self._lexicon)
            named = (score for indicator, score in scores.items() if not indicator.endswith(OTHER))
            self._told[key] = max(named, default=0.0) >= 1
        return self._told[key]

    def scores(self, row: int, column: int, unit: str) -> dict[str, float]:
        """The score of each indicator of `unit` for a cell: by its column's header alone where that tells enough."""
        of_row = None if self.tells(column, unit) else row
        key = (of_row, column, unit)
        if key not in self._scores:
            heads = [self.column(column)] if of_row is None else [self.row(row), self.column(column)]
            own = _told(heads) or (self._of_caption() if self.tells_by_caption(row, column) else [])
            own = own or [v for head in heads for v in head.voices]
            self._scores[key] = score_voices([*own, *self.caption.voices], unit, self._lexicon)
        return self._scores[key]

    def scores_with_caption(self, row: int, column: int, unit: str) -> dict[str, float]:
        """The same; where no header tells what is measured, the caption does: 生均教学用房面积如下：| 面积（㎡/生）."""
        scores = self.scores(row, column, unit)
        if any(indicator != OTHER for indicator in scores):
            return scores
        return score_voices([*self.row(row).voices, *self.column(column).voices, *self._of_caption()], unit, self._lexicon) or scores

    def tells_by_caption(self, row: int, column: int) -> bool:
        """表2 大班额整改前后对照 | 整改前: the column tells a state and the row whose it is, so that the caption names the thing."""
        heads = [self.row(row), self.column(column)]
        return not _told(heads) and any(tells_time_or_state(text) for head in heads for text in head.texts)

    def _of_caption(self) -> list[Voice]:
        """The caption's voices as those of a header that the cell has not."""
        return [v._replace(own=True, weight=CLAUSE) for v in self.caption.voices]

    def _head(self, texts: tuple[str, ...], weight: float, own: bool) -> Head:
        voices: list[Voice] = []
        measuring: list[Voice] = []
        hits: list[Hit] = []
        periods: list[str] = []
        for text in (self._in_full.get(text, text) for text in texts):
            spans = [s for s in find_spans(text) if s.kind == "period"]
            tokens = self._lexicon.tokens(blank(text, spans))  # 2023年初中: no 年初
            hits += tokens
            said = [Voice(h, weight, True, own) for h in self._lexicon.terms(tokens)]
            voices += said
            measuring += [] if tells_time_or_state(text) or _place().search(text) else said
            periods += (p for s in spans if (p := period_of(text[s.start : s.end], self._year)))
            if not spans and self._year and (said_so := _YEAR_FROM_NOW.fullmatch(text)):
                periods.append(str(self._year - (said_so["last"] is not None)))
        return Head(
            texts, "".join(texts), tuple(voices), tuple(measuring),
            tuple(h.word.stage for h in hits if h.word.stage), tuple(h.word.area for h in hits if h.word.area),
            tuple(h.word.criterion for h in hits if h.word.criterion), tuple(periods),
        )  # fmt: skip


def tells_time_or_state(header: str) -> bool:
    """整改目标（2025年12月）, 督导时: the header tells when, or in what state, the thing was counted that another header names."""
    return _time_or_state().fullmatch(_BESIDE_WORDS.sub("", header)) is not None


def _told(heads: Sequence[Head]) -> list[Voice]:
    """What the headers say is measured; nothing where they name no more than a stage."""
    measuring = [v for head in heads for v in head.measuring]
    return measuring if any(not v.hit.word.scope for v in measuring) else []


_BESIDE_WORDS = re.compile(r"[（(][^（）()]*[)）]|(?:19|20)\d\d年(?:\d{1,2}月)?底?|\s")


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"[一-龥]{{2,}}{one_of(load_data('tables.yaml', 'extractor')['places'])}$")


@cache
def _time_or_state() -> re.Pattern[str]:
    words = load_data("tables.yaml", "extractor")["time_or_state"]
    occasion, value = one_of(words["occasions"]), one_of(words["values"])
    return re.compile(rf"{occasion}?{one_of(words['states'])}{value}?|{occasion}{one_of(words['found'])}")


_YEAR_FROM_NOW = re.compile(r"(?:(?P<last>去年|上年)|今年|本年)(?:同期|数|度|情况|人数|[（(][^（）()]*[)）])?")
_WITH_UNIT = re.compile(r"[（(].+[)）]$")


@cache
def _a_stage() -> re.Pattern[str]:
    return re.compile(one_of(load_data("tables.yaml", "extractor")["stages_alone"]))


@cache
def school_header() -> re.Pattern[str]:
    """The whole header of a column that names a school in each row."""
    return re.compile(rf"{one_of(load_data('tables.yaml', 'extractor')['schools'])}$")
