"""The sheet that recomputes county means and 差异系数 from schools by formulas, weighted by pupils (SUMPRODUCT)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from corpus.audit import Assessed
from corpus.export.cells import CellWriter, set_print
from corpus.workings import Working
from models.assess.trace import as_decimal
from models.schools import Measure, dispersion
from service.exits import Lang
from service.labels import indicator_name, label, word
from service.paper.verdicts import short_name

_PLACES = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator of the schools of a block. `claim`: the figure that is held against the mean or 差异系数."""

    name: str
    values: tuple[Decimal | None, ...]
    limit: Decimal | None = None
    claimed_mean: Decimal | None = None
    claimed_cv: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """The schools of one stage, their pupils, and their indicators."""

    title: str
    schools: tuple[str, ...]
    pupils: tuple[Decimal, ...]
    columns: tuple[Column, ...]


def blocks_of_assessment(assessed: Assessed, lang: Lang) -> list[Block]:
    """A block for each stage with all indicators."""
    blocks = []
    for stage in ("primary", "junior"):
        schools = [s for s in assessed.assessment.schools if s.stage == stage]
        if schools:
            names = [c.criterion for c in schools[0].criteria]
            columns = tuple(_column(assessed, stage, name, [s.criteria[i].value for s in schools], lang) for i, name in enumerate(names))
            pupils = tuple(Decimal(s.students) for s in schools)
            blocks.append(Block(label("stage", stage, lang), tuple(s.school for s in schools), pupils, columns))
    return blocks


def _column(assessed: Assessed, stage: str, criterion: str, values: Sequence[Decimal | None], lang: Lang) -> Column:
    rules = [r for r in assessed.standard.requirements if r.table == "cv"]
    limits = [r.threshold(stage) for r in rules]
    limit = next((line for line in limits if isinstance(line, Decimal)), None)
    return Column(short_name(criterion, assessed, lang), tuple(values), limit)


def blocks_of_workings(found: Sequence[Working], lang: Lang) -> list[Block]:
    """A block for each finding that was computed from a table of the report."""
    blocks = []
    for working in found:
        if working.way == "weighted":
            is_cv = working.claim.indicator.startswith("cv.")
            values = tuple(o.value for o in working.operands)
            name = indicator_name(working.operands[0].indicator, lang)
            claim = {"claimed_cv" if is_cv else "claimed_mean": working.claim.value}
            column = Column(name, values, **claim)
            schools = tuple(o.entity or "—" for o in working.operands)
            pupils = tuple(w.value or Decimal(0) for w in working.weights)
            blocks.append(Block(working.claim.evidence.text, schools, pupils, (column,)))
    return blocks


def add_weighted(book: Any, cells: CellWriter, blocks: Sequence[Block], lang: Lang) -> None:
    """All blocks under each other; no sheet where there is none."""
    if not blocks:
        return
    sheet = book.add_worksheet(word("weighted_sheet", lang))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 20, 14)
    row = 0
    for block in blocks:
        row = _add_block(sheet, cells, row, block, lang) + 2
    set_print(sheet)


def _add_block(sheet: Any, cells: CellWriter, top: int, block: Block, lang: Lang) -> int:
    """The row after the block."""
    for column, text in enumerate((f"{word('school', lang)}（{block.title}）", word("students", lang), *(c.name for c in block.columns))):
        sheet.write_string(top, column, text, cells.head)
    first = top + 1
    for offset, (school, pupils) in enumerate(zip(block.schools, block.pupils, strict=True)):
        cells.write(sheet, first + offset, 0, school)
        cells.write(sheet, first + offset, 1, pupils)
        for number, indicator in enumerate(block.columns):
            value = indicator.values[offset]
            cells.write(sheet, first + offset, 2 + number, None if value is None else _storable(value))
    last = first + len(block.schools) - 1
    for number, indicator in enumerate(block.columns):
        _add_results(sheet, cells, block, first, 2 + number, indicator, lang)
    names = ["mean", "deviation", "cv"]
    names += ["limit", "within"] if any(c.limit is not None for c in block.columns) else []
    names += ["claimed", "difference"] if any(c.claimed_mean is not None or c.claimed_cv is not None for c in block.columns) else []
    for offset, name in enumerate(names, start=1):
        sheet.write_string(last + offset, 0, word(name, lang), cells.head)
    return last + len(names)


def _storable(value: Decimal) -> Decimal:
    """To the digits that a cell can hold."""
    return as_decimal(Decimal(f"{value:.15g}"))


def _add_results(sheet: Any, cells: CellWriter, block: Block, first: int, at: int, column: Column, lang: Lang) -> None:
    """Mean, deviation and coefficient, each with its result; where a school has no value there is none of them."""
    last = first + len(block.schools) - 1
    letter = chr(ord("A") + at)
    pupils, values = f"$B${first + 1}:$B${last + 1}", f"{letter}{first + 1}:{letter}{last + 1}"
    found = dispersion([(int(n), Measure(Fraction(v))) for n, v in zip(block.pupils, column.values, strict=True) if v is not None])
    if None in column.values or found is None:
        return
    mean, deviation, cv = (f"{letter}{last + offset}" for offset in (2, 3, 4))
    results = (float(found.mean.value), float(found.cv) * float(found.mean.value), float(found.cv))
    shown = cells.decimals(_PLACES)
    sheet.write_formula(last + 1, at, f"=SUMPRODUCT({pupils},{values})/SUM({pupils})", shown, results[0])
    sheet.write_formula(last + 2, at, f"=SQRT(SUMPRODUCT({pupils},({values}-{mean})^2)/SUM({pupils}))", shown, results[1])
    sheet.write_formula(last + 3, at, f"={deviation}/{mean}", shown, results[2])
    below = f"{letter}{last + 5}"
    if column.limit is not None:
        words = [word(name, lang) for name in ("passed", "missed")]
        cells.write(sheet, last + 4, at, column.limit)
        sheet.write_formula(last + 5, at, f'=IF({cv}<={below},"{words[0]}","{words[1]}")', cells.text, words[found.cv > column.limit])
    elif (claim := column.claimed_cv or column.claimed_mean) is not None:
        against, result = (cv, results[2]) if column.claimed_cv is not None else (mean, results[0])
        cells.write(sheet, last + 4, at, claim)
        sheet.write_formula(last + 5, at, f"={below}-{against}", shown, float(claim) - result)
