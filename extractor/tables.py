"""Figures of a table: each number cell with its row and column headers as its words, the unit out of the header.

Takes a Table and the context above it; gives a Passage a cell and the relations inside the table. School-table semantics
(which school, which stage counts where) are not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractor.bind import BEFORE, OWN, Voice, bind_sentence, score_voices
from extractor.blocks import Cell, Report, Table
from extractor.context import Context, resolve_sentence
from extractor.figures import Figure, read_figure
from extractor.fold import Folded, fold
from extractor.lexicon import Hit, Lexicon
from extractor.perhead import adapt_unit
from extractor.periods import period_of, years_of
from extractor.relations.links import Link
from extractor.resolve import Passage
from extractor.sentences import Reading, read_text
from extractor.spans import Span, find_spans, number_pattern, unit_pattern
from models.indicators import OTHER

_SIGNS = {"约": "about", "近": "about", "≥": "at_least", ">": "at_least", "≤": "at_most", "<": "at_most"}
_NUMBER_CELL = re.compile(rf"\s*(?P<sign>[约近≥≤><])?\s*[-+]?\s*(?P<number>{number_pattern()})\s*(?P<unit>{unit_pattern()})?\s*(?:以上|以下|左右|[*↑↓])?\s*$")
_ARABIC = re.compile(r"[0-9]")
_HEADER_UNIT = re.compile(rf"[(（]\s*(?:单位\s*[:：]?\s*)?(?P<scale>[十百千]?[万亿]?)(?P<unit>{unit_pattern()})\s*[)）]|单位\s*[:：]\s*(?P<scale2>[十百千]?[万亿]?)(?P<unit2>{unit_pattern()})|[、,，]\s?(?P<scale3>[万亿]?)(?P<unit3>元|人|所|平方米|㎡)$")
_ORDINAL_HEADER = re.compile(r"^(?:序号|编号|行次|排名|名次|代码|学校代码|位次|No\.?)$")
_UNIT_BY_NAME = re.compile(r"系数|率|比例|占比|比重|校数|增幅|排名")
_TOTAL = re.compile(r"^\s*(?:合\s*计|总\s*计|小\s*计|全[县区市]合?计?|全[县区市]总计|总数|累计)\s*$")
_STANDARD = re.compile(r"标准(?!化|班|差)|国标|规定值|规定标准|要求|限值|基准|上限|下限|底线|门槛")
_PLAN = re.compile(r"目标|计划|规划|拟|预计|预算")
_OLD = re.compile(r"整改前|上年|反馈时|创建前|基期|原值|期初|督导时|整治前|实施前")


@dataclass(slots=True)
class _Grid:
    """A table as a grid: the cell that covers each place, its folded text, and where headers end."""

    cells: dict[tuple[int, int], Cell]
    folded: dict[Cell, Folded]
    rows: int
    columns: int
    head: int
    stub: int


@dataclass(slots=True)
class TableReading:
    """What was read of a table: a passage a cell, and the relations between its figures."""

    passages: list[Passage]
    links: list[Link] = field(default_factory=list)

    @property
    def figures(self) -> list[Figure]:
        return [f for p in self.passages for f in p.reading.figures]


def read_table(
    report: Report, table: Table, block: int, index: int, lexicon: Lexicon, context: Context, caption: str, order: int
) -> TableReading:
    """Read every cell. `order` is the number of figures read before in the document."""
    grid = _grid(report, table)
    reading = TableReading([])
    for cell in table.cells:
        passage = _read_cell(grid, cell, block, index, lexicon, context, caption)
        for figure in passage.reading.figures:
            figure.order = order
            figure.row, figure.column = cell.row, cell.column
            figure.flags.add("table")
            order += 1
        reading.passages.append(passage)
    _name_totals(reading)
    reading.links = [*_column_sums(grid, reading), *_year_steps(grid, reading)]
    return reading


def _name_totals(reading: TableReading) -> None:
    """A 合计 cell measures what the cells above it measure."""
    for figure in reading.figures:
        if "total" in figure.flags and figure.indicator == OTHER:
            model = next((f for f in reading.figures if f.column == figure.column and f.indicator != OTHER), None)
            if model is not None:
                figure.indicator, figure.unit, figure.score = model.indicator, model.unit, model.score


# --- the grid ------------------------------------------------------------------------------------------------------


def _grid(report: Report, table: Table) -> _Grid:
    cells: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.col_span):
                cells.setdefault((row, column), cell)
    folded = {c: fold(report.text, c.start, c.end) for c in table.cells}
    grid = _Grid(cells, folded, table.rows, table.columns, 0, 0)
    grid.head = _header_rows(grid, table)
    grid.stub = _stub_columns(grid)
    return grid


def _header_rows(grid: _Grid, table: Table) -> int:
    """Rows above the first row that holds a number cell; what the file marks as header is believed."""
    for row in range(grid.rows):
        numbers = sum(_is_number(grid, row, column) for column in range(grid.columns))
        if numbers and not _is_count_row(grid, row):
            return max(row, table.header_rows or 0) if row else min(table.header_rows or 0, grid.rows - 1)
    return min(1, grid.rows)


def _is_count_row(grid: _Grid, row: int) -> bool:
    """A row 1 2 3 4 … or L1 L2 … that numbers the columns of a form."""
    texts = [grid.folded[c].text.strip() for column in range(grid.columns) if (c := grid.cells.get((row, column)))]
    return len(texts) > 3 and texts == [str(i) for i in range(1, len(texts) + 1)]


def _stub_columns(grid: _Grid) -> int:
    """Columns at the left in which less than half of the body's cells are numbers; a column of serial numbers is one."""
    for column in range(grid.columns):
        if _ORDINAL_HEADER.match(_header_text(grid, column)):
            continue
        body = [_is_number(grid, row, column) for row in range(grid.head, grid.rows) if (row, column) in grid.cells]
        if body and sum(body) * 2 >= len(body):
            return column
    return 1


def _is_number(grid: _Grid, row: int, column: int) -> bool:
    cell = grid.cells.get((row, column))
    if cell is None:
        return False
    text = grid.folded[cell].text
    return bool(_ARABIC.search(text)) and _NUMBER_CELL.match(text) is not None and not text.strip().endswith("年")


def _header_text(grid: _Grid, column: int) -> str:
    return "".join(_column_headers(grid, column)).strip()


def _column_headers(grid: _Grid, column: int) -> list[str]:
    """The header cells above a column, from the top, each once."""
    seen: list[Cell] = []
    for row in range(grid.head):
        cell = grid.cells.get((row, column))
        if cell is not None and cell not in seen:
            seen.append(cell)
    return [grid.folded[c].text.strip() for c in seen]


def _row_headers(grid: _Grid, row: int) -> list[str]:
    seen: list[Cell] = []
    for column in range(grid.stub):
        cell = grid.cells.get((row, column))
        if cell is not None and cell not in seen and not _ORDINAL_HEADER.match(_header_text(grid, column)):
            seen.append(cell)
    return [grid.folded[c].text.strip() for c in seen]


# --- one cell ------------------------------------------------------------------------------------------------------


def _read_cell(grid: _Grid, cell: Cell, block: int, index: int, lexicon: Lexicon, context: Context, caption: str) -> Passage:
    folded = grid.folded[cell]
    text = folded.text
    in_body = cell.row >= grid.head and cell.column >= grid.stub
    if not in_body:
        return Passage(block, Reading(folded, [_named(s) for s in find_spans(text)], [], []), index)
    match = _NUMBER_CELL.match(text)
    if match is None or not _ARABIC.search(text):
        return _read_prose(grid, cell, block, index, lexicon, context)
    figure = _number_figure(grid, cell, text, match, caption)
    if figure is None:
        return Passage(block, Reading(folded, find_spans(text), [], []), index)
    if match["sign"]:
        figure.bound = _SIGNS[match["sign"]]  # type: ignore[assignment]
    _bind_cell(grid, cell, figure, lexicon, context, caption)
    return Passage(block, Reading(folded, [figure.span], [figure], []), index)


def _named(span: Span) -> Span:
    """A number in a header belongs to the header's wording, unless it is a time or an ordinal."""
    return replace(span, kind="name") if span.kind in ("figure", "bare", "masked") else span


def _read_prose(grid: _Grid, cell: Cell, block: int, index: int, lexicon: Lexicon, context: Context) -> Passage:
    reading = read_text(grid.folded[cell], lexicon)
    headers = [*_row_headers(grid, cell.row), *_column_headers(grid, cell.column)]
    terms = [h for text in headers for h in lexicon.terms(text, lexicon.tokens(text))]
    for sentence in reading.sentences:
        bind_sentence(sentence, lexicon, terms)
        context = resolve_sentence(sentence, context)
    return Passage(block, reading, index)


def _number_figure(grid: _Grid, cell: Cell, text: str, match: re.Match[str], caption: str) -> Figure | None:
    start, end = match.span("number")
    if match["unit"]:
        span = Span(start, match.end("unit"), "figure", "cell", (start, end), match.span("unit"))
        return read_figure(text, span)
    written = _header_unit(_column_headers(grid, cell.column), _row_headers(grid, cell.row), caption)
    span = Span(start, end, "figure", "cell", (start, end), (end, end))
    if written is None:
        return _unitless(text, span)
    scale = written["scale"] or written["scale2"] or written["scale3"] or ""
    unit = written["unit"] or written["unit2"] or written["unit3"]
    probe = text[start:end] + scale + unit
    figure = read_figure(probe, Span(0, len(probe), "figure", "cell", (0, end - start + len(scale)), (len(probe) - len(unit), len(probe))))
    if figure is not None:
        figure.start, figure.end, figure.span = start, end, span
    return figure


def _header_unit(columns: list[str], rows: list[str], caption: str) -> re.Match[str] | None:
    """The unit that a header writes: the column's first; the row's or the caption's only where the column names no other."""
    own = next((m for h in reversed(columns) if (m := _HEADER_UNIT.search(h))), None)
    if "系数" in caption and not own and "均值" not in "".join(columns):
        return None
    if own or _UNIT_BY_NAME.search("".join(columns)):
        return own
    return next((m for h in (*reversed(rows), caption) if (m := _HEADER_UNIT.search(h))), None)


def _unitless(text: str, span: Span) -> Figure | None:
    probe = text[slice(*span.number)] + "个"
    figure = read_figure(probe, Span(0, len(probe), "figure", "cell", (0, len(probe) - 1), (len(probe) - 1, len(probe))))
    if figure is not None:
        figure.start, figure.end, figure.span, figure.unit, figure.unit_text = span.start, span.end, span, "", ""
    return figure


def _bind_cell(grid: _Grid, cell: Cell, figure: Figure, lexicon: Lexicon, context: Context, caption: str) -> None:
    columns, rows = _column_headers(grid, cell.column), _row_headers(grid, cell.row)
    headers = [*rows, *columns]
    joined = "，".join(headers)
    by_column = score_voices(_voices(columns, lexicon, OWN, own=True), figure.unit, lexicon) if figure.unit else {}
    told = max(by_column.values(), default=0.0) >= 1
    voices = [*_voices(columns if told else headers, lexicon, OWN, own=True), *_voices([caption], lexicon, BEFORE, own=False)]
    if figure.unit:
        if figure.unit == "item" and re.search(r"班级|教学班|班数|班额", joined):
            figure.unit = "class"
        adapt_header_unit(figure, joined, caption)
        scores = score_voices(voices, figure.unit, lexicon)
    else:
        scores = _infer_unit(figure, voices, f"{caption}，{joined}" if "系数" in caption and "均值" not in joined else joined, lexicon)
    if scores:
        figure.indicator, figure.score = max(scores.items(), key=lambda s: s[1])
    _cell_context(figure, columns, rows, lexicon, context, caption)


def adapt_header_unit(figure: Figure, headers: str, caption: str) -> None:
    """生均…(㎡) and 每百名学生…(人) in a header: the unit is per head."""
    for words in (headers, caption):
        probe = replace(figure, start=len(words), end=len(words))
        adapt_unit(words, probe, 0, None)
        if probe.unit != figure.unit:
            figure.unit = probe.unit
            return


def _voices(texts: list[str], lexicon: Lexicon, weight: float, own: bool) -> list[Voice]:
    return [Voice(h, weight, True, own) for text in texts for h in lexicon.terms(text, lexicon.tokens(text))]


_PER_HEAD_UNITS = ("m2/person", "person/100person", "item/100person", "CNY/person", "item/person")
_UNITS_TO_TRY = ("person", "school", "class", "item", "%", "number", "m2", "CNY", "ratio", "hour", "year")


def _infer_unit(figure: Figure, voices: list[Voice], headers: str, lexicon: Lexicon) -> dict[str, float]:
    """Without a written unit, the unit is that of the indicator for which the headers speak most clearly."""
    figure.unit = "number"
    best: dict[str, float] = {}
    for unit in _possible_units(figure, headers):
        scores = score_voices(voices, unit, lexicon)
        scores.pop(OTHER, None)
        if scores and max(scores.values()) > max(best.values(), default=0.0) + (0.0 if not best else 0.05):
            best, figure.unit = scores, unit
    return best


def _possible_units(figure: Figure, headers: str) -> tuple[str, ...]:
    if "系数" in headers:
        return ("number",)
    if re.search(r"率|比例|占比|%|比重|增幅", headers):
        return ("%",)
    if re.search(r"生均|每百名|每百生|百人|人均", headers) and not re.search(r"校数|学校数", headers):
        return _PER_HEAD_UNITS
    whole = figure.value is not None and figure.value == figure.value.to_integral_value()
    return tuple(u for u in _UNITS_TO_TRY if whole or u not in ("person", "school", "class", "item"))


def _cell_context(figure: Figure, columns: list[str], rows: list[str], lexicon: Lexicon, context: Context, caption: str) -> None:
    headers = [caption, *rows, *columns]
    hits: list[Hit] = [h for text in headers for h in lexicon.tokens(text)]
    stages = [h.word.stage for h in hits if h.word.stage]
    areas = [h.word.area for h in hits if h.word.area]
    criteria = [h.word.criterion for text in (*rows, *columns) for h in lexicon.tokens(text) if h.word.criterion]
    figure.stage = _stage([h.word.stage for text in (*rows, *columns) for h in lexicon.tokens(text) if h.word.stage], stages) or context.stage
    figure.area = areas[-1] if areas else None
    periods = [p for text in headers for p in _periods(text, context.year)]
    figure.period = periods[-1] if periods else context.period
    head = "".join(columns) + "".join(rows)
    if figure.unit == "number" and "系数" in head + caption:
        figure.indicator = "cv.composite" if "综合" in head or not criteria else "cv.item"
    if figure.indicator in ("cv.item", "school.compliant", "school.compliant_rate"):
        figure.criterion = criteria[-1] if criteria else None
    if _STANDARD.search("".join(columns)) or any(_STANDARD.search(r) and len(r) < 12 for r in rows):
        figure.status = "standard"
    elif _PLAN.search("".join(columns)) or (years_of(figure.period) and context.year and years_of(figure.period)[0] > context.year):  # type: ignore[index]
        figure.status = "plan"
    elif _OLD.search(head):
        figure.status = "baseline"
    if any(_TOTAL.match(r) for r in (*rows, *columns)):
        figure.flags.add("total")
    figure.subject = "".join(columns) or "".join(rows) or None
    names = [r for r in rows if re.search(r"(?:学校|小学|中学|初中|学区|校区|镇|乡|街道|部)$", r) and len(r) > 3]
    figure.entity = names[-1] if names else None


def _stage(near: list[str], all_named: list[str]) -> str | None:
    """The nearest header's stage; 中小学 is none; a caption that names both says nothing of a cell."""
    named = [n for n in near if n != "mixed"] or ([] if near else [n for n in all_named if n != "mixed"])
    kinds = set(named)
    if not named:
        return None
    if {"primary", "junior"} <= kinds and not near:
        return "compulsory"
    return named[-1]


def _periods(text: str, year: int | None) -> Iterator[str]:
    for span in find_spans(text):
        if span.kind == "period" and (code := period_of(text[span.start : span.end], year)):
            yield code


# --- relations inside the table ------------------------------------------------------------------------------------


def _column_sums(grid: _Grid, reading: TableReading) -> list[Link]:
    """合计 rows: in each column the figures above (since the total before) make the total, if they are counts or money."""
    by_place = {(f.row, f.column): f for f in reading.figures}
    links = []
    for row in range(grid.head, grid.rows):
        if not any(_TOTAL.match(r) for r in _row_headers(grid, row)):
            continue
        for column in range(grid.stub, grid.columns):
            whole = by_place.get((row, column))
            parts = [f for r in range(grid.head, row) if (f := by_place.get((r, column))) and "total" not in f.flags]
            if whole and len(parts) >= 2 and whole.unit in ("CNY", "person", "school", "class", "item", "m2", "person_time"):
                links.append(Link("sum", (whole, *parts)))
    return links


def _year_steps(grid: _Grid, reading: TableReading) -> list[Link]:
    """Columns that are consecutive years of the same thing: a change a step in each row."""
    links = []
    for row in range(grid.head, grid.rows):
        run = sorted((f for f in reading.figures if f.row == row), key=lambda f: f.column or 0)
        for a, b in zip(run, run[1:], strict=False):
            ya, yb = years_of(a.period), years_of(b.period)
            alike = a.unit == b.unit and a.indicator == b.indicator and a.stage == b.stage
            if alike and ya and yb and ya[0] == ya[1] and yb[0] == ya[0] + 1:
                links.append(Link("change", (a, b, None)))
    return links
