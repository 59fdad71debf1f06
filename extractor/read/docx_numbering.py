"""Automatic numbering: the label (`一、`, `（二）`, `1.1`) that Word prints in front of a paragraph.

Takes the root of word/numbering.xml and then the paragraphs' list and level, one after the other in document order.
Bullets have no label: they say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.read.docx_numerals import render_count
from extractor.read.docx_styles import Styles
from extractor.read.docx_xml import FALLBACK, Element, as_int, child_value, switched_on, w

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CLOSED = tuple("、）)．：。")
"""After these a label needs no space; after `1.` it does, or `1.` and `2021年` would read 1.2021."""


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    number_format: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restart: int | None = None
    """Number (from 1) of the level whose use restarts this one; 0 never; None: any level above."""
    all_decimal: bool = False
    style: str | None = None


@dataclass(slots=True)
class Numbering:
    """Lists by id (`levels`, `abstract`, `overrides`) and how far each has counted (`counts`, `begun`)."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, num_id: str, num_level: str | None, style_id: str | None, inherited: str | None) -> str:
        """Count one paragraph of list `num_id` and give its label with the space after it; "" for no list.

        Without a `num_level` of its own, the paragraph has the level that the list ties to its style, else the one
        its style inherits.
        """
        if num_id not in self.levels:
            return ""
        levels = self.levels[num_id]
        tied = None if num_level is not None else _level_of_style(levels, style_id)
        level = as_int(num_level or inherited, 0, 0, _LEVELS - 1) if tied is None else tied
        if level not in levels:
            return ""
        self._count(num_id, level)
        return _render(levels, level, self.counts[self.abstract[num_id]])

    def _count(self, num_id: str, level: int) -> None:
        """Lists that share an abstract list go on counting together, until one states where it starts."""
        levels = self.levels[num_id]
        counts = self.counts.setdefault(self.abstract[num_id], [None] * _LEVELS)
        override = self.overrides[num_id].get(level)
        before = counts[level]
        if override is not None and (num_id, level) not in self.begun:
            counts[level] = override
        else:
            counts[level] = levels[level].start if before is None else before + 1
        self.begun.add((num_id, level))
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                counts[deeper] = None


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of a document; an absent part gives none."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {node.get(w("abstractNumId")): node for node in root.iterfind(w("abstractNum"))}
    nums = {node.get(w("numId")): node for node in root.iterfind(w("num"))}
    for num_id, node in nums.items():
        abstract_id = child_value(node, "abstractNumId")
        abstract = abstracts.get(abstract_id)
        if num_id is None or abstract_id is None or abstract is None:
            continue
        abstract = _linked(abstract, abstracts, nums, styles)
        numbering.abstract[num_id] = abstract_id
        numbering.levels[num_id] = _levels(abstract) | _override_levels(node)
        numbering.overrides[num_id] = _start_overrides(node)
    return numbering


def _linked(
    abstract: Element,
    abstracts: dict[str | None, Element],
    nums: dict[str | None, Element],
    styles: Styles,
) -> Element:
    """The abstract list itself, or the one behind the numbering style that it only links to."""
    link = child_value(abstract, "numStyleLink")
    if link is None:
        return abstract
    num = nums.get(styles.linked(link).num_id)
    return abstracts.get(child_value(num, "abstractNumId"), abstract)


def _levels(node: Element) -> dict[int, Level]:
    return {as_int(n.get(w("ilvl")), 0, 0, _LEVELS - 1): _read_level(n) for n in node.iterfind(w("lvl"))}


def _override_levels(num: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for override in num.iterfind(w("lvlOverride")):
        found |= _levels(override)
    return found


def _start_overrides(num: Element) -> dict[int, int]:
    return {
        as_int(override.get(w("ilvl")), 0, 0, _LEVELS - 1): as_int(start, 1)
        for override in num.iterfind(w("lvlOverride"))
        if (start := child_value(override, "startOverride")) is not None
    }


def _read_level(node: Element) -> Level:
    restart = child_value(node, "lvlRestart")
    return Level(
        start=as_int(child_value(node, "start"), 1),
        number_format=_number_format(node),
        pattern=child_value(node, "lvlText") or "",
        suffix=child_value(node, "suff") or "tab",
        restart=None if restart is None else as_int(restart, 0),
        all_decimal=switched_on(node, "isLgl") is True,
        style=child_value(node, "pStyle"),
    )


def _number_format(level: Element) -> str:
    stated = child_value(level, "numFmt")
    if stated is None:
        # Newer formats stand in an AlternateContent whose Fallback names one that every reader knows.
        fallback = level.find(f".//{FALLBACK}/{w('numFmt')}")
        stated = None if fallback is None else fallback.get(w("val"))
    return stated or "decimal"


def _level_of_style(levels: dict[int, Level], style_id: str | None) -> int | None:
    return next((i for i, level in levels.items() if style_id is not None and level.style == style_id), None)


def _render(levels: dict[int, Level], level: int, counts: list[int | None]) -> str:
    shown = levels[level]
    if shown.number_format == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = levels.get(index, Level())
        count = counts[index]
        number_format = "decimal" if shown.all_decimal else other.number_format
        return render_count(other.start if count is None else count, number_format)

    label = _PLACE.sub(number, shown.pattern).strip()
    joined = shown.suffix == "nothing" and not label[-1:].isascii()
    spaced = label and not joined and not label.endswith(_CLOSED)
    return f"{label} " if spaced else label
