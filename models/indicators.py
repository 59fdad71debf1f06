"""The indicators as data: ids, units, and the wordings by which they are recognised. Reads data/indicators.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from models.errors import BadData
from models.loading import load_data
from models.units import load_units

OTHER = "other"
Side = Literal["both", "left", "right", "never"]


@dataclass(frozen=True, slots=True)
class Group:
    """Words of which one must stand near the figure: anywhere around, only before or behind it, or nowhere (`never`)."""

    words: tuple[str, ...]
    side: Side = "both"


@dataclass(frozen=True, slots=True)
class Wording:
    """Groups that must all be met. `weight` lifts a wording that says more than its words count (符合交流条件)."""

    groups: tuple[Group, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `units` are the base units that its figures may carry, its own first."""

    id: str
    name: str
    units: tuple[str, ...]
    rate: str | None
    """The indicator of its share."""
    growth: str | None
    """The indicator of its growth in per cent, where that is one of its own."""
    per_head: str | None
    """The indicator of the same amount per student."""
    flow: bool
    """Counts who is moved or taken on: a part of them is counted so too, whatever else it is."""
    default_for: tuple[str, ...]
    """Base or written units that by themselves tell this indicator."""
    means: str
    wordings: tuple[Wording, ...]

    @property
    def unit(self) -> str:
        return self.units[0]


@cache
def load_indicators() -> dict[str, Indicator]:
    """All indicators by id. Raises BadData where one is incomplete, doubled, or names an unknown unit or concept."""
    data = load_data("indicators.yaml")
    concepts: dict[str, list[str]] = data["concepts"]
    found: dict[str, Indicator] = {}
    for entry in data["indicators"]:
        indicator = _indicator(entry, concepts)
        if indicator.id in found:
            raise BadData("item_doubled", name="indicators.yaml", item=indicator.id)
        found[indicator.id] = indicator
    for indicator in found.values():
        for other in (indicator.rate, indicator.growth, indicator.per_head):
            if other and other not in found:
                raise BadData("item_unknown", name="indicators.yaml", item=indicator.id, unknown=other)
    return found


def _indicator(entry: dict[str, Any], concepts: dict[str, list[str]]) -> Indicator:
    if missing := {"id", "name", "unit"} - entry.keys():
        raise BadData("item_incomplete", name="indicators.yaml", item=str(entry.get("id")), missing="、".join(sorted(missing)))
    units = (entry["unit"], *entry.get("extra_units", ()))
    for unit in units:
        if unit not in load_units().base_units and unit != "any":
            raise BadData("unit_unknown", name="indicators.yaml", item=entry["id"], unit=unit)
    wordings = tuple(_wording(text, entry["id"], concepts) for text in entry.get("wordings", ()))
    return Indicator(
        id=entry["id"], name=entry["name"], units=units, rate=entry.get("rate"), growth=entry.get("growth"),
        per_head=entry.get("per_head"), flow=entry.get("flow", False), default_for=tuple(entry.get("default_for", ())),
        means=entry.get("means", ""), wordings=wordings,
    )  # fmt: skip


def _wording(text: str, item: str, concepts: dict[str, list[str]]) -> Wording:
    words, _, weight = text.partition("^")
    return Wording(tuple(_group(part, item, concepts) for part in words.split("&")), float(weight or 1))


def _group(text: str, item: str, concepts: dict[str, list[str]]) -> Group:
    side: Side = {"<": "left", ">": "right", "!": "never"}.get(text[0], "both")  # type: ignore[assignment]
    words: list[str] = []
    for word in text.lstrip("<>!").split("|"):
        if not word.startswith("{"):
            words.append(word)
        elif word[1:-1] in concepts:
            words += concepts[word[1:-1]]
        else:
            raise BadData("item_unknown", name="indicators.yaml", item=item, unknown=word)
    return Group(tuple(dict.fromkeys(words)), side)
