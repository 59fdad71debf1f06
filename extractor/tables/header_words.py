"""The words of tables.yaml that a header is searched for: what its column or row gives, counts, sums or plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from extractor.wordlists import finder, one_of
from models.loading import load_data
from models.quantity import Bound

if TYPE_CHECKING:
    from extractor.tables.heads import Head

ITEMS = 4
"""Of the seven items a table lists at least so many, if it is one of them."""


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """tables.yaml, compiled: patterns to search a header for, but `total`, and words to find in it."""

    bounds: dict[str, Bound]
    """What a sign or word before a number, or behind it, tells."""
    total: re.Pattern[str]
    """Found in a header that it makes up as a whole."""
    subtotal: re.Pattern[str]
    percent: re.Pattern[str]
    per_head: re.Pattern[str]
    not_per_head: re.Pattern[str]
    items: re.Pattern[str]
    matters: re.Pattern[str]
    """Found in the header of a column that tells what the row is about."""
    class_mean: re.Pattern[str]
    part: re.Pattern[str]
    standard: re.Pattern[str]
    plan: re.Pattern[str]
    planning: re.Pattern[str]
    """Found in the caption of a table of what is to be done."""
    as_it_is: re.Pattern[str]
    done: re.Pattern[str]
    old: re.Pattern[str]
    change: re.Pattern[str]
    less: re.Pattern[str]
    statistics: re.Pattern[str]
    entities: tuple[str, ...]
    coefficient: re.Pattern[str]
    mean: re.Pattern[str]
    deviation: re.Pattern[str]
    composite: str


def in_full(headers: Sequence[Sequence[str]]) -> dict[str, str]:
    """高学历 | 骨干 | 体艺 | 用房(㎡): what headers stand for that call the standard's items in short, as lists of them do.

    `headers`: the texts of each column, or of each row. Gives 教学及辅助用房(㎡) by 用房(㎡); nothing where fewer than ITEMS are named.
    """
    found = {
        text: (name, match) for texts in headers for text in texts for name, short in _short_names() if (match := short.fullmatch(text))
    }
    if len({name for name, _ in found.values()}) < ITEMS:
        return {}
    return {text: f"{match['before']}{name}{match['unit']}" for text, (name, match) in found.items()}


@cache
def _short_names() -> list[tuple[str, re.Pattern[str]]]:
    words = load_data("tables.yaml", "extractor")["items_in_short"]
    before, behind = one_of(["", *words["before"]]), one_of(["", *words["behind"]])
    return [
        (name, re.compile(rf"\s*(?P<before>{before}){one_of([name, *short])}{behind}(?P<unit>\s*(?:[(（][^()（）]*[)）])?)\s*"))
        for name, short in words["names"].items()
    ]


def is_total(head: Head) -> bool:
    """合计, 小计, 全县: the row or column sums the others."""
    return any(says("total", t) for t in head.texts)


def is_subtotal(head: Head) -> bool:
    """小计: the row sums those since the last total alone."""
    return any(says("subtotal", t) for t in head.texts)


def is_within(head: Head) -> bool:
    """其中：村小: the row is a part of the one above it."""
    return any(says("part", t) for t in head.texts)


_NORM = re.compile(r"\d+(?:\.\d+)?[%％]")


def without_norms(header: str) -> str:
    """六项达标且余项不低于标准85%: a norm that a header writes gives no unit to what stands below it."""
    return _NORM.sub("", header)


@lru_cache(maxsize=4096)
def says(what: str, text: str) -> bool:
    """The words `what` of tables.yaml stand in `text`."""
    pattern: re.Pattern[str] = getattr(header_words(), what)
    return pattern.search(text) is not None


@cache
def header_words() -> HeaderWords:
    """tables.yaml, read once."""
    data: dict[str, Any] = load_data("tables.yaml", "extractor")
    units = ("percent", "per_head", "not_per_head", "items", "class_mean")
    names = (*units, "part", "as_it_is", "done", "old", "change", "less", "statistics", "coefficient", "mean", "deviation", "matters")
    return HeaderWords(
        bounds={**data["bounds"], **data["bounds_behind"]},
        total=_total_header(data["before_total"], data["totals"], data["sums"]),
        subtotal=_total_header([], data["subtotals"], data["subtotals"]),
        standard=finder(data["standard"], but_not=data["not_standard"]),
        plan=finder(data["plan"], but_not=data["not_plan"]),
        planning=re.compile(rf"{one_of(data['planning'])}(?!.*{one_of(data['done'])})"),
        entities=tuple(data["entities"]),
        composite=data["composite"],
        **{name: finder(data[name]) for name in names},
    )  # fmt: skip


def _total_header(before: list[str], totals: list[str], with_unit: list[str]) -> re.Pattern[str]:
    """A whole header of one of `totals`, whatever its spaces; a unit in brackets may stand behind those `with_unit`."""
    unit = r"\s*[（(][^（）()]*[)）]"
    words = rf"(?:{one_of(before)})?(?:{one_of(totals)}|{one_of(with_unit)}{unit})".replace(r"\ ", r"\s*")
    return re.compile(rf"^\s*{words}\s*$")
