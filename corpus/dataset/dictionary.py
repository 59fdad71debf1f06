"""What each column of the dataset is called and holds, in Chinese and English, and the notes on its comparability.

For the long and the derived table from corpus/data/dataset/columns.yaml; for the wide table made from the parts of the name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from corpus.dataset.formulas import PREFIX, formulas
from corpus.dataset.wording import PACKAGE
from models.indicators import load_indicators
from models.loading import load_data

_FAMILIES = ("stage", "area", "criterion")


@dataclass(frozen=True, slots=True)
class Entry:
    """A column in both languages. `unit` is empty for what has none; `notes_…` say what to mind when counties are compared."""

    name: str
    zh: str
    en: str
    means_zh: str
    means_en: str
    unit: str = ""
    notes_zh: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()


@cache
def long_entry(column: str) -> Entry:
    """A column of the long table or of that of derived cells. Raises KeyError."""
    told = {entry["id"]: entry for entry in load_data("columns.yaml", PACKAGE)["columns"]}[column]
    return Entry(column, told["zh"], told["en"], told["means_zh"], told["means_en"])


@cache
def wide_entry(column: str) -> Entry:
    """A column of the wide table by its name: indicator[.stage][.area][.criterion], or derived.ID[.stage][.area]. Raises KeyError."""
    base, parts = _parted(column)
    entry = _derived(base) if base.startswith(f"{PREFIX}.") else _stated(base)
    zh, en = ("，".join([entry.zh, *(p["zh"] for p in parts)]), ", ".join([entry.en, *(p["en"] for p in parts)]))
    return replace(entry, name=column, zh=zh, en=en)


def _stated(indicator_id: str) -> Entry:
    indicator = load_indicators()[indicator_id]
    notes = _notes(indicator_id)
    return Entry(indicator_id, indicator.name, indicator_id, indicator.name, indicator.means, indicator.unit, *_by_language(notes))


def _derived(base: str) -> Entry:
    formula = formulas()[base.removeprefix(f"{PREFIX}.")]
    over, under = (load_indicators()[id].name for id in (formula.over, formula.under))
    shown = f"{over} ÷ {under}" + (f" × {formula.times}" if formula.times != 1 else "")
    notes = [*_notes(formula.over), *_notes(formula.under)]
    return Entry(base, formula.zh, formula.en, shown, formula.shown, formula.unit, *_by_language(notes))


def _by_language(notes: list[dict[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(note["zh"] for note in notes), tuple(note["en"] for note in notes)


def _notes(indicator: str) -> list[dict[str, str]]:
    """The notes on an indicator itself, and on a family, whose name ends with a point."""
    notes: list[dict[str, str]] = load_data("notes.yaml", PACKAGE)["notes"]
    return [note for note in notes if note["of"] == indicator or (note["of"].endswith(".") and indicator.startswith(note["of"]))]


def _parted(column: str) -> tuple[str, list[dict[str, Any]]]:
    """The indicator or formula, and the labels of what stands behind it. Raises KeyError."""
    known = {f"{PREFIX}.{id}" for id in formulas()} | load_indicators().keys()
    words = column.split(".")
    base = ".".join(words[:2])
    if base not in known:
        raise KeyError(column)
    labels = load_data("labels.yaml")
    return base, [next(labels[family][word] for family in _FAMILIES if word in labels[family]) for word in words[2:]]
