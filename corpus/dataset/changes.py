"""What can differ between two snapshots of a dataset: a changed cell, its two sides, and why, as values and as JSON.

Finds nothing (diff.py for what the reports state, diff_derived.py for what follows from it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from models.quantity import decimal_text

Kind = Literal["added", "removed", "changed", "flags"]
Why = Literal["new_document", "document_removed", "review", "engine", "catalogue", "county", "inputs", "rules", "other"]
REASONS: tuple[Why, ...] = ("new_document", "document_removed", "review", "engine", "catalogue", "county", "inputs", "rules", "other")
"""The first that holds of a cell is told; `inputs` is the reason of derived cells alone."""


@dataclass(frozen=True, slots=True)
class Side:
    """What a cell says in one snapshot, and where that is written. `value` is None for a blank.

    A derived cell is written nowhere: it has no document and no quote.
    """

    value: Decimal | None
    unit: str
    doubts: str
    document: str | None = None
    document_name: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs. `flags`: the value is the same, the doubts about it are not.

    `because`: of a derived cell the columns of the figures that it follows from or is laid beside, and that differ themselves.
    """

    county_id: str
    county_name: str
    year: int
    column: str
    kind: Kind
    why: Why
    before: Side | None
    after: Side | None
    because: tuple[str, ...] = ()


def kind_of(before: Side | None, after: Side | None) -> Kind:
    """What happened to a cell that differs."""
    if before is None or after is None:
        return "added" if before is None else "removed"
    return "flags" if (before.value, before.unit) == (after.value, after.unit) else "changed"


def as_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Each change as plain values; numbers as exact strings."""
    return [
        {"county_id": c.county_id, "county": c.county_name, "year": c.year, "column": c.column, "kind": c.kind, "why": c.why,
         "because": list(c.because), "before": _side_json(c.before), "after": _side_json(c.after)}
        for c in changes
    ]  # fmt: skip


def counts(changes: Sequence[Change]) -> dict[tuple[Kind, Why], int]:
    """How many changes there are of each kind and reason."""
    found: dict[tuple[Kind, Why], int] = {}
    for change in changes:
        found[change.kind, change.why] = found.get((change.kind, change.why), 0) + 1
    return dict(sorted(found.items(), key=lambda item: (item[0][0], REASONS.index(item[0][1]))))


def shown(value: Decimal) -> str:
    """Without the zeros that only the column adds: 6038, 0.423."""
    text = decimal_text(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _side_json(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "value": None if side.value is None else shown(side.value), "unit": side.unit, "flags": side.doubts.split(),
        "document": side.document, "document_name": side.document_name, "quote": side.quote,
    }  # fmt: skip
