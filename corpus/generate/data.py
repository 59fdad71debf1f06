"""What invented reports are made of, read from corpus/data/generate: quantities, statements, outlines, names.

Takes nothing, gives frozen values. Raises BadData (from models.loading) or KeyError for a data file that is wrong;
`statements()` expands those that are written once for every item or stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from models.loading import load_data

_FOLDER = "corpus.data.generate"
_STAGES = (
    {"s": "p", "stage": "primary", "段": "小学"},
    {"s": "j", "stage": "junior", "段": "初中"},
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How a quantity is labelled and said. `say` are measure words, one of which is drawn; `digits` are decimals."""

    indicator: str
    unit: str
    say: tuple[str, ...] = ("",)
    kind: str = "level"
    stage: str = ""
    area: str = ""
    criterion: str = ""
    bound: str = "exact"
    status: str = ""
    digits: int | None = None
    absurd: int | None = None
    """Factor that makes the value impossible for this indicator; None where no factor is safe."""
    share: bool = False
    """True for a part of a whole: above 100 % it is an error."""
    of_others: bool = False
    """True for a figure of somebody else than the county or its schools: what civil servants earn."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence in several wordings with placeholders, and what holds between its quantities.

    `relations` are lines such as `sum whole part part`, as in the labelled files. `grim`, `trend`, `threshold` and
    `future` name the quantities in which a mistake can be planted that no relation shows; `table` those that a reader
    can compute from the report's tables. `not_with` names statements whose figures are told apart by a word only.
    """

    id: str
    topic: str
    wordings: tuple[str, ...]
    relations: tuple[tuple[str, ...], ...] = ()
    status: str = "actual"
    when: tuple[str, ...] = ()
    grim: tuple[str, ...] = ()
    trend: dict[str, list[str]] = field(default_factory=dict)
    threshold: tuple[str, ...] = ()
    table: dict[str, str] = field(default_factory=dict)
    future: bool = False
    not_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a kind of document: headings to draw from, topics, and how many statements of each it takes."""

    heads: tuple[str, ...]
    topics: tuple[str, ...]
    take: tuple[int, int]
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its titles, opening and closing lines and sections."""

    id: str
    titles: tuple[str, ...]
    openings: tuple[str, ...]
    address: tuple[str, ...]
    signers: tuple[str, ...]
    sections: tuple[Section, ...]


def items() -> list[dict[str, Any]]:
    """The seven resource items as rows."""
    return list(load_data("items.yaml", _FOLDER))


def names() -> dict[str, list[str]]:
    """Lists of invented names."""
    return dict(load_data("names.yaml", _FOLDER))


@cache
def phrasing() -> dict[str, Any]:
    """Words of bound, period words, fillers and explanations of findings."""
    return dict(load_data("phrasing.yaml", _FOLDER))


@cache
def kinds() -> dict[str, Kind]:
    """Kinds of document by id."""
    rows = load_data("kinds.yaml", _FOLDER)
    return {key: _kind(key, row) for key, row in rows.items()}


@cache
def quantities() -> dict[str, Quantity]:
    """Quantities by name. `x_1` is `x` one year earlier and is not listed unless its label differs."""
    found: dict[str, Quantity] = {}
    for family in _families():
        for name, row in family.get("quantities", {}).items():
            found.update({n: Quantity(**_tuples(r)) for n, r in _expand(name, row)})
    return found


def quantity(name: str) -> Quantity:
    """The quantity of that name, or of the name without its `_N` of years."""
    known = quantities()
    return known[name] if name in known else known[name.rsplit("_", 1)[0]]


@cache
def statements() -> tuple[Statement, ...]:
    """All statements, in the order of the files."""
    rows = [row for family in _families() for row in family.get("statements", [])]
    return tuple(_statement(name, dict(r)) for row in rows for name, r in _expand(row["id"], row))


def _families() -> list[dict[str, Any]]:
    found = sorted(p.name for p in files(_FOLDER).iterdir() if p.name.startswith("family_"))
    return [load_data(name, _FOLDER) for name in found]


def _statement(name: str, row: dict[str, Any]) -> Statement:
    row["relations"] = tuple(tuple(line.split()) for line in row.get("relations", []))
    return Statement(**{**_tuples(row), "id": name})


def _kind(key: str, row: dict[str, Any]) -> Kind:
    sections = tuple(Section(**_tuples(section)) for section in row.pop("sections"))
    return Kind(id=key, sections=sections, **_tuples(row))


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items() if key != "each"}


def _expand(name: str, row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """`row` once for every item and stage where it has `$` words of them; `$item` and the like are filled in."""
    each = row.get("each", [])
    stages: tuple[dict[str, str], ...] = _STAGES if "stage" in each else ({},)
    rows: list[dict[str, Any]] = items() if "item" in each else [{}]
    for words in ({**stage, **_item_words(item, stage)} for item in rows for stage in stages):
        filled = _fill(row, words)
        yield (_fill(name, words) if "$" in name else ".".join([name, *_suffix(words)])), filled


def _item_words(item: dict[str, Any], stage: dict[str, str]) -> dict[str, str]:
    if not item:
        return {}
    words = {"item": item["id"], "resource": item["resource"], "name": item["name"], "unit": item["unit"]}
    return {**words, "say": item["say"]}


def _suffix(words: dict[str, str]) -> list[str]:
    return [words[key] for key in ("item", "s") if key in words]


def _fill(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, str):
        for word in sorted(words, key=len, reverse=True):
            value = value.replace("$" + word, words[word])
        return value
    if isinstance(value, list):
        return [_fill(v, words) for v in value]
    if isinstance(value, dict):
        return {_fill(k, words): _fill(v, words) for k, v in value.items()}
    return value
