"""What `junheng dataset show` found, as a table for a terminal, as JSON, or as CSV: the same rows in all three.

JSON and CSV have every field under its fixed English name; the table shows what fits, in the words of the language.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

import typer
from rich.table import Table
from rich.text import Text

from corpus.dataset.dictionary import wide_entry
from corpus.dataset.wording import choice
from models.fact import Evidence
from models.plain import plain_line
from models.quantity import Quantity
from service.comparison.selected import Selection
from service.comparison.standings import estimate
from service.comparison.table import value_text
from service.exits import Lang, sentence
from service.labels import label, word
from service.output.console import stdout_console
from service.output.csv import cell_text
from service.output.figures import number_text, place_of, with_unit
from service.words import say

Row = dict[str, Any]
Cell = Callable[[Row, Lang], str]
SCHEMA = 1
"""Counted up whenever a field changes its name, type or meaning."""
_BY_INDICATOR = ("profile", "ranking")
_WIDTHS = {
    "value": 14, "rank": 9, "distance": 9, "robust_z": 6, "median": 8, "per_year": 8, "counties_compared": 9, "least": 6, "most": 6,
    "outliers": 6,
}  # fmt: skip
"""The columns of numbers, and how wide each is at least: so the tables of several indicators stand under each other."""


def to_json(found: Selection) -> bytes:
    """UTF-8; numbers of the reports and what is computed of them as exact strings."""
    told = {"schema": SCHEMA, "view": found.view, "year": found.year, "rows": found.rows}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def to_csv(found: Selection) -> bytes:
    """UTF-8 with a byte order mark, as Excel wants it; without rows nothing but the mark."""
    out = io.StringIO(newline="")
    if found.rows:
        writer = csv.DictWriter(out, list(found.rows[0]))
        writer.writeheader()
        writer.writerows({name: cell_text(value) for name, value in row.items()} for row in found.rows)
    return out.getvalue().encode("utf-8-sig")


def print_table(found: Selection, lang: Lang) -> None:
    """One sentence on what is shown, and the rows."""
    if not found.rows:
        typer.echo(sentence("show_nothing", lang))
        return
    about = {"year": found.year, "n": len(found.rows), "county": found.rows[0].get("county")}
    typer.echo(sentence(f"show_{found.view}", lang, **about))
    if found.view == "copies":
        _print_copies(found, lang)
    else:
        _print_grid(found, lang)


def _print_grid(found: Selection, lang: Lang) -> None:
    """In one table, or in one for each indicator under its name."""
    console = stdout_console()
    if found.view not in _BY_INDICATOR:
        console.print(_grid(found.rows, found.view, lang))
        return
    for _, rows in groupby(found.rows, key=lambda row: row["column"]):
        told = list(rows)
        console.print()
        console.print(Text(_head(told, lang), style="bold"))
        console.print(_grid(told, found.view, lang))


def _grid(rows: Iterable[Row], view: str, lang: Lang) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for name in _COLUMNS[view]:
        is_number = name in _WIDTHS
        justify: Literal["left", "right"] = "right" if is_number else "left"
        table.add_column(say(name, lang), justify=justify, no_wrap=is_number, overflow="fold", min_width=_WIDTHS.get(name))
    for row in rows:
        table.add_row(*(Text(plain_line(_CELLS[name](row, lang))) for name in _COLUMNS[view]))
    return table


def _head(rows: Sequence[Row], lang: Lang) -> str:
    """The name of an indicator and its column; its line, and its change per year, where all rows have the same."""
    told = [f"{_name(rows[0], lang)} ({rows[0]['column']})"]
    for name, text in (("the_line", _line), ("per_year", _slope)):
        found = {text(row, lang) for row in rows} - {""}
        told += [f"{say(name, lang)} {found.pop()}"] if len(found) == 1 else []
    return plain_line(" · ".join(told))


def _print_copies(found: Selection, lang: Lang) -> None:
    console = stdout_console()
    for _, rows in groupby(found.rows, key=lambda row: row["question"]):
        told = list(rows)
        first = told[0]
        console.print(Text(f"{first['question']}. [{say('copied_' + first['kind'], lang)}] {plain_line(first['said'])}"))
        for place in dict.fromkeys(f"    {row['county'] or row['county_id']} {row['year'] or ''} {_source(row, lang)}" for row in told):
            console.print(Text(plain_line(place)))


def _value(row: Row, lang: Lang) -> str:
    if row["value"] is None:
        return word("masked_value", lang)
    value = Decimal(row["value"])
    # A computed value has as many decimals as the column holds, a stated one those that were written.
    number = value_text(Quantity(value, row["unit"])) if row["formula"] else number_text(value)
    doubts = [choice()["doubts"][doubt] for doubt in row["flags"].split()]
    grave = "、".join(doubt[lang] for doubt in doubts if doubt["grave"])
    text = f"{label('bound_sign', row['bound'], lang)}{with_unit(number, row['unit'], lang)}"
    return f"{text} [{grave}]" if grave else text


def _rank(row: Row, lang: Lang) -> str:
    return "" if row["rank"] is None else f"{row['rank']} / {row['of']}"


def _distance(row: Row, lang: Lang) -> str:
    distance = None if row["distance"] is None else Decimal(row["distance"])
    return "" if distance is None else f"{'+' if distance > 0 else ''}{number_text(distance)}"


def _z(row: Row, lang: Lang) -> str:
    """Of an outlier alone: of the others it says nothing."""
    return estimate(Fraction(row["z"]), True) if row["outlier"] else ""


def _slope(row: Row, lang: Lang) -> str:
    if row["slope"] is None:
        return ""
    years = say("slope_years", lang, first=row["slope_first"], last=row["slope_last"], n=row["slope_years"])
    return f"{estimate(Fraction(row['slope']), True)} ({years})"


def _line(row: Row, lang: Lang) -> str:
    sign = {"at_least": "≥", "at_most": "≤", "less_than": "<", None: ""}[row["direction"]]
    return f"{sign} {row['line']}" if sign else ""


def _source(row: Row, lang: Lang) -> str:
    """The document and the place in it; of a computed figure its formula."""
    if row.get("formula"):
        return str(row["formula"])
    at = Evidence(text="", start=0, end=0, **{name.removeprefix("at_"): row[name] for name in row if name.startswith("at_")})
    return f"{row['document_name']} {place_of(at, lang)}"


def _name(row: Row, lang: Lang) -> str:
    entry = wide_entry(row["column"])
    return entry.zh if lang == "zh" else entry.en


def _computed(name: str) -> Cell:
    return lambda row, lang: "" if row[name] is None else estimate(Fraction(row[name]))


def _plain(name: str) -> Cell:
    return lambda row, lang: str(row[name])


_CELLS: dict[str, Cell] = {
    "indicator": _name, "column_id": _plain("column"), "county": lambda row, lang: row["county"] or row["county_id"],
    "year": _plain("year"), "value": _value, "the_line": _line, "distance": _distance, "rank": _rank, "robust_z": _z,
    "per_year": _slope, "source": _source,
    "median": _computed("median"), "least": _computed("least"), "most": _computed("most"), "outliers": _plain("outliers"),
    "counties_compared": lambda row, lang: f"{row['compared']} / {row['counties']}",
}  # fmt: skip
"""Each by the word that stands at its head."""
_COLUMNS: dict[str, tuple[str, ...]] = {
    "columns": ("indicator", "column_id", "counties_compared", "least", "median", "most", "the_line", "outliers"),
    "profile": ("year", "value", "distance", "rank", "robust_z", "source"),
    "ranking": ("rank", "county", "value", "distance", "robust_z", "per_year", "source"),
    "outliers": ("county", "indicator", "value", "median", "robust_z", "source"),
}  # fmt: skip
