"""What a docx's styles say about a paragraph or run: heading level, role, numbering, hidden or not.

Takes the root of word/styles.xml; gives Style values with the basedOn chain already followed. Knows no formatting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractor.blocks import ParagraphKind
from extractor.read.docx_properties import paragraph_properties
from extractor.read.docx_xml import Element, child_value, switched_on, w

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])\b", re.I)
_TITLE_NAMES = {"title", "subtitle", "标题", "副标题"}
_CAPTION_NAMES = {"caption", "题注"}
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*\d", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """`level` counts from 1. `num_id` and `num_level` are strings as in the file, None where not given."""

    kind: ParagraphKind | None = None
    level: int | None = None
    num_id: str | None = None
    num_level: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class Styles:
    """Styles by id, resolved when they are asked for."""

    nodes: dict[str, Element] = field(default_factory=dict)
    default: str | None = None
    known: dict[str, Style] = field(default_factory=dict)

    def of(self, style_id: str | None) -> Style:
        """The style `style_id`; the default paragraph style for None or an id that the file does not define."""
        wanted = style_id if style_id in self.nodes else self.default
        return _PLAIN if wanted is None else self._resolve(wanted)

    def linked(self, style_id: str | None) -> Style:
        """The character or numbering style `style_id`; these have no default."""
        return self._resolve(style_id) if style_id in self.nodes and style_id is not None else _PLAIN

    def _resolve(self, style_id: str) -> Style:
        if style_id not in self.known:
            chain = _chain(style_id, self.nodes)
            style = _PLAIN
            for node in reversed(chain):
                style = _refined(style, node)
            self.known[style_id] = style
        return self.known[style_id]


_PLAIN = Style()


def read_styles(root: Element | None) -> Styles:
    """Index of the styles; an absent part gives an empty one."""
    styles = Styles()
    for node in root.iterfind(w("style")) if root is not None else ():
        style_id = node.get(w("styleId"))
        if style_id is None:
            continue
        styles.nodes[style_id] = node
        if node.get(w("type")) == "paragraph" and node.get(w("default")) in ("1", "true", "on"):
            styles.default = style_id
    return styles


def _chain(style_id: str, nodes: dict[str, Element]) -> list[Element]:
    """The style and those it is based on, nearest first; a circle ends where it closes."""
    chain: list[Element] = []
    seen: set[str] = set()
    current: str | None = style_id
    while current in nodes and current is not None and current not in seen:
        seen.add(current)
        chain.append(nodes[current])
        current = child_value(nodes[current], "basedOn")
    return chain


def _refined(style: Style, node: Element) -> Style:
    """`style`, changed by what the derived style `node` says itself."""
    stated = paragraph_properties(node)
    style = _named(style, child_value(node, "name") or "")
    if stated.outline is not None:
        style = replace(style, level=stated.outline or None, kind="heading" if stated.outline else None)
    hidden = switched_on(node.find(w("rPr")), "vanish")
    return replace(
        style,
        num_id=stated.num_id or style.num_id,
        num_level=stated.num_level or style.num_level,
        hidden=style.hidden if hidden is None else hidden,
    )


def _named(style: Style, name: str) -> Style:
    """`style`, changed by what its name stands for: Word knows the built-in styles by name, not by id."""
    name = name.strip()
    if heading := _HEADING_NAME.match(name):
        return replace(style, kind="heading", level=int(heading[1]))
    if name.lower() in _TITLE_NAMES:
        return replace(style, kind="heading")
    if name.lower() in _CAPTION_NAMES:
        return replace(style, kind="caption")
    if _CONTENTS_NAME.match(name):
        return replace(style, kind="furniture", level=None)
    return style
