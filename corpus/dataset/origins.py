"""Where the figure of a cell is written: its document, place and sentence, what was laid aside for it, and what it was derived from.

Takes rows of the long and the derived table by their numbers. Words it for nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, laid_aside
from corpus.dataset.formulas import Formula, formulas
from models.fact import Evidence
from models.quantity import Quantity

_PLACE = ("text", "start", "end", "paragraph", "page", "table", "row", "column")


@dataclass(frozen=True, slots=True)
class Origin:
    """One mention of a figure. `document` is the sha256 of its bytes, `fact` its id there; `set_aside`: why it was not chosen."""

    row: int
    document: str
    document_name: str
    document_kind: str
    fact: str
    indicator: str
    stage: str | None
    figure: Quantity | None
    period: str | None
    status: str
    review: str
    quote: str
    evidence: Evidence
    set_aside: str | None


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a derived cell follows from. `stated`: the figure that the reports themselves give for it."""

    formula: Formula
    over: Origin
    under: Origin
    stated: Origin | None


def origin(dataset: Dataset, row: int) -> Origin:
    """What a row of the long table tells."""
    told: Mapping[str, Any] = dataset.long.slice(row, 1).to_pylist()[0]
    names = [name for name in Origin.__slots__ if name not in ("row", "figure", "evidence")]
    figure = None if told["value"] is None else Quantity(told["value"], told["unit"], told["step"], told["bound"], told["value_max"])
    return Origin(row=row, figure=figure, evidence=Evidence(**{name: told[name] for name in _PLACE}), **{n: told[n] for n in names})


def origins(dataset: Dataset, cell: Cell) -> tuple[Origin, ...]:
    """Of a stated cell: the chosen mention first, then the others of the same thing."""
    return tuple(origin(dataset, row) for row in (cell.source, *laid_aside(dataset.long, cell.source)))


def derivation(dataset: Dataset, cell: Cell) -> Derivation:
    """Of a derived cell."""
    told = dataset.derived.slice(cell.source, 1).to_pylist()[0]
    stated = None if told["stated"] is None else origin(dataset, told["stated"])
    return Derivation(formulas()[told["formula"]], origin(dataset, told["over"]), origin(dataset, told["under"]), stated)
