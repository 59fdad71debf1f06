"""The sheet that recomputes every claim by formulas over the written figures, and says by formula whether it agrees.

Beside each figure stands how far below and above it the true value may lie, it being rounded or cut off at its last
digit: the program's own comparison allows the same. Each formula carries its result, for programs that show a workbook
without computing it. Only cells are named in formulas; no text of a report ever is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from corpus.export.cells import CellWriter, set_print
from corpus.workings import Working, bounds, holds, is_bounded, value_of
from models.assess.trace import as_decimal
from models.checks.computing import round_to, rounded_or_cut
from models.fact import Fact
from service.exits import Lang
from service.labels import indicator_name, label, word
from service.output.figures import place_text

_HEADS = (
    "finding", "way", "indicator", "source", "as_written", "claimed", "unit", "may_be_less", "may_be_more", "formula",
    "formula_rounded", "difference", "low", "high", "agrees",
)  # fmt: skip
_WIDTHS = (6, 22, 34, 16, 16, 15, 10, 9, 9, 15, 15, 13, 15, 15, 11)
_CLAIM, _UNIT, _LESS, _MORE, _RESULT, _ROUNDED, _OFF, _LOW, _HIGH, _AGREES = range(5, 15)
_FIRST = 15
"""Column of the first operand; beside each stands how far below and above it the true value may lie."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Names of the cells of one row: value, lowest and highest value of operand i."""

    row: int
    count: int

    def value(self, i: int) -> str:
        return str(xl_rowcol_to_cell(self.row, _FIRST + 3 * i))

    def low(self, i: int) -> str:
        return f"({self.value(i)}-{xl_rowcol_to_cell(self.row, _FIRST + 3 * i + 1)})"

    def high(self, i: int) -> str:
        return f"({self.value(i)}+{xl_rowcol_to_cell(self.row, _FIRST + 3 * i + 2)})"


def add_recompute(book: Any, cells: CellWriter, found: Sequence[Working], numbers: dict[str, int], lang: Lang) -> None:
    """One row for each working that is a formula. `numbers`: the number of each finding by its id."""
    shown = [w for w in found if w.way not in ("given", "weighted") and is_bounded(w)]
    sheet = book.add_worksheet(word("recompute", lang))
    most = max((len(w.operands) for w in shown), default=2)
    _add_head(sheet, cells, most, lang)
    for row, working in enumerate(shown, start=1):
        _add_row(sheet, cells, row, working, numbers, lang)
    last = len(shown) + 1
    for text, good in ((word("disagree", lang), False), (word("agree", lang), True)):
        colour = book.add_format({"font_color": "#1D6B2A"} if good else {"font_color": "#A11212", "bold": True, "bg_color": "#FDECEB"})
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": colour}
        sheet.conditional_format(1, _AGREES, last, _AGREES, rule)
    sheet.write_string(last + 1, 2, word("recompute_note", lang), cells.text)
    sheet.freeze_panes(1, 3)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last + 1, _AGREES)
    set_print(sheet)


def _add_head(sheet: Any, cells: CellWriter, most: int, lang: Lang) -> None:
    fields = {"indicator": "indicator_name", "unit": "unit", "as_written": "text"}
    heads = [label("field", fields[name], lang) if name in fields else word(name, lang) for name in _HEADS]
    for i in range(most):
        heads += [word("operand", lang, n=i + 1), word("may_be_less", lang), word("may_be_more", lang)]
    for column, text in enumerate(heads):
        beside = 15 if (column - _FIRST) % 3 == 0 else 9
        sheet.set_column(column, column, _WIDTHS[column] if column < len(_WIDTHS) else beside)
        sheet.write_string(0, column, text, cells.head)
    sheet.set_row(0, 30)


def _add_row(sheet: Any, cells: CellWriter, row: int, working: Working, numbers: dict[str, int], lang: Lang) -> None:
    claim = working.claim
    about = " ".join(filter(None, (label("stage", claim.stage, lang), indicator_name(claim.indicator, lang), claim.period)))
    number = numbers.get(working.finding.id) if working.finding else None
    for column, value in enumerate((number, label("way", working.way, lang), about, place_text(claim, lang), claim.evidence.text)):
        cells.write(sheet, row, column, value)
    _add_figure(sheet, cells, row, (_CLAIM, _LESS, _MORE), claim)
    cells.write(sheet, row, _UNIT, label("unit", claim.unit, lang))
    for i, operand in enumerate(working.operands):
        at = _FIRST + 3 * i
        _add_figure(sheet, cells, row, (at, at + 1, at + 2), operand)
    _add_formulas(sheet, cells, row, working, lang)


def _add_figure(sheet: Any, cells: CellWriter, row: int, columns: tuple[int, int, int], fact: Fact) -> None:
    """The written value, and how far below and above it the true one may lie."""
    value, reach = Fraction(fact.value or 0), rounded_or_cut(fact)
    low, high = value - (reach.low or Fraction(0)), (reach.high or Fraction(0)) - value
    for column, number in zip(columns, (fact.value, as_decimal(low), as_decimal(high)), strict=True):
        cells.write(sheet, row, column, number)


def _add_formulas(sheet: Any, cells: CellWriter, row: int, working: Working, lang: Lang) -> None:
    claim, less, more, result, low, high = (f"{xl_col_to_name(c)}{row + 1}" for c in (_CLAIM, _LESS, _MORE, _RESULT, _LOW, _HIGH))
    digits = _decimals(working.claim)
    shown = cells.decimals(max(digits, 0) if working.way in ("sum", "same") else max(digits, 4))
    value = value_of(working)
    known = [float(end or 0) for end in (value, *bounds(working))]
    for column, formula, number in zip(
        (_RESULT, _LOW, _HIGH), formulas_of(working, _Cells(row, len(working.operands))), known, strict=True
    ):
        sheet.write_formula(row, column, f"={formula}", shown, number)
    sheet.write_formula(row, _ROUNDED, f"=ROUND({result},{digits})", cells.decimals(max(digits, 0)), _rounded(value, digits))
    sheet.write_formula(row, _OFF, f"={claim}-{result}", shown, float(Fraction(working.claim.value or 0) - value))
    words = [word(name, lang) for name in ("agree", "disagree")]
    formula = f'=IF({_meets(working, claim, less, more, low, high)},"{words[0]}","{words[1]}")'
    sheet.write_formula(row, _AGREES, formula, cells.text, words[0] if holds(working) else words[1])


def _rounded(value: Fraction, digits: int) -> float:
    return float(round_to(value, Fraction(10) ** -digits))


def _meets(working: Working, claim: str, less: str, more: str, low: str, high: str) -> str:
    """The two intervals meet. A hair is allowed for, since binary sums of decimals are off by one; an upper end that a
    last digit gives is left out, since the next digit begins there."""
    hair = f"1E-9*MAX(1,ABS({low}))"
    of_claim, operands = rounded_or_cut(working.claim), [rounded_or_cut(o) for o in working.operands if working.way in ("sum", "same")]
    open_above = of_claim.open_high or any(o.open_low for o in operands)
    open_below = of_claim.open_low or any(o.open_high for o in operands)
    begins = f"{claim}+{more}>{low}+{hair}" if open_above else f"{claim}+{more}>={low}-{hair}"
    ends = f"{claim}-{less}<{high}-{hair}" if open_below else f"{claim}-{less}<={high}+{hair}"
    return f"AND({begins},{ends})"


def _decimals(claim: Fact) -> int:
    """Places of the claim; below zero for 万 and 亿."""
    if not claim.step:
        return 0
    exponent = claim.step.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def formulas_of(working: Working, at: _Cells) -> tuple[str, str, str]:
    """The value, the lowest and the highest that it may be, as Excel formulas over the row's cells."""
    if working.way == "sum":
        lists = [[read(i) for i in range(at.count)] for read in (at.value, at.low, at.high)]
        return tuple(f"SUM({','.join(names)})" for names in lists)  # type: ignore[return-value]
    a, low_a, high_a = at.value(0), at.low(0), at.high(0)
    if working.way == "same":
        return a, low_a, high_a
    b, low_b, high_b = at.value(1), at.low(1), at.high(1)
    scale = f"*{working.scale}" if working.scale != 1 else ""
    ways = {
        "ratio": (f"{a}/{b}{scale}", f"{low_a}/{high_b}{scale}", f"{high_a}/{low_b}{scale}"),
        "difference": (f"{b}-{a}", f"{low_b}-{high_a}", f"{high_b}-{low_a}"),
        "growth": (f"({b}-{a})/{a}{scale}", f"({low_b}/{high_a}-1){scale}", f"({high_b}/{low_a}-1){scale}"),
        "times_more": (f"({b}-{a})/{a}", f"{low_b}/{high_a}-1", f"{high_b}/{low_a}-1"),
        "times": (f"{b}/{a}", f"{low_b}/{high_a}", f"{high_b}/{low_a}"),
        "growth_of": (f"{b}/({a}-{b}){scale}", f"{low_b}/({high_a}-{low_b}){scale}", f"{high_b}/({low_a}-{high_b}){scale}"),
    }
    return ways[working.way]
