"""What a report may speak of: the indicators as concepts, and stage, area, criterion, status and bound as dimensions.

Ids and words come from the catalogue of indicators and from the labels; XML is made of them in taxonomy.py and linkbases.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from models.indicators import load_indicators
from models.loading import load_data

NAMESPACE = "urn:junheng:taxonomy:1"
PREFIX = "jh"
HYPERCUBE, INDICATORS = "Table", "Indicators"
"""The elements that hold the dimensions, and the concepts, together."""

_DEFAULTS = {"stage": None, "area": None, "criterion": None, "status": "actual", "bound": "exact"}
"""The columns that are dimensions, and what holds where a fact names no member; None stands for a member of its own."""


@dataclass(frozen=True, slots=True)
class Item:
    """An element of the taxonomy with its labels by language, and what it covers where the catalogue says so."""

    name: str
    labels: dict[str, str]
    means: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension by the column it comes from. `default` is the member that a fact never names; `members` has it first."""

    column: str
    item: Item
    default: str
    members: tuple[Item, ...]

    def member(self, value: str | None) -> str | None:
        """The element that a fact names for the column's value; None where the default holds."""
        name = self.default if value is None else member_name(self.column, value)
        return None if name == self.default else name


@dataclass(frozen=True, slots=True)
class Vocabulary:
    concepts: tuple[Item, ...]
    axes: tuple[Axis, ...]

    def items(self) -> Iterable[Item]:
        """Every element that has a label."""
        yield from self.concepts
        for axis in self.axes:
            yield axis.item
            yield from axis.members


def member_name(column: str, value: str) -> str:
    """Capital first, so that no member is ever called as an indicator is.

    >>> member_name("stage", "primary")
    'Stage.primary'
    """
    return f"{column.capitalize()}.{value}"


def vocabulary(facts: pa.Table) -> Vocabulary:
    """All indicators and labels, and whatever else the facts carry, such as the id of an indicator that is no longer listed."""
    known = {indicator.id: Item(indicator.id, {"zh": indicator.name, "en": indicator.id}, indicator.means) for indicator in
             load_indicators().values()}  # fmt: skip
    strange = {id: Item(id, {"zh": id, "en": id}) for id in _values(facts, "indicator") if id not in known}
    return Vocabulary((*known.values(), *strange.values()), tuple(_axis(column, facts) for column in _DEFAULTS))


def _axis(column: str, facts: pa.Table) -> Axis:
    labels = load_data("labels.yaml")
    values = dict.fromkeys([*labels[column], *_values(facts, column)])
    members = [Item(member_name(column, v), labels[column].get(v, {"zh": v, "en": v})) for v in values]
    default = _DEFAULTS[column]
    if default is None:
        members.insert(0, Item(f"{column.capitalize()}.unspecified", load_data("words.yaml", "corpus.data.export")["unspecified"][column]))
    name = member_name(column, default or "unspecified")
    ordered = sorted(members, key=lambda item: item.name != name)
    return Axis(column, Item(f"{column.capitalize()}Axis", labels["field"][column]), name, tuple(ordered))


def _values(facts: pa.Table, column: str) -> list[str]:
    return sorted(value for value in pc.unique(facts.column(column)).to_pylist() if value is not None)
