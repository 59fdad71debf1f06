"""What a Word paragraph and a table cell state about themselves, read in one pass over `w:pPr` and `w:tcPr`.

Takes the elements, gives values. One pass, because a report has thousands of cells and each look-up costs as much.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.read.docx_xml import Element, as_int, child_value, w

MAX_COLUMNS = 63
"""Word allows no more columns in a table; a larger number is a fault or an attack."""
BODY_LEVEL = 9
"""`w:outlineLvl` 9 means body text; 0 to 8 are the heading levels 1 to 9."""

_VALUE = w("val")
_PARAGRAPH_PROPERTIES, _CELL_PROPERTIES = w("pPr"), w("tcPr")
_STYLE, _NUMBERING, _OUTLINE, _MARK = w("pStyle"), w("numPr"), w("outlineLvl"), w("rPr")
_GRID_SPAN, _V_MERGE, _H_MERGE, _DELETED = w("gridSpan"), w("vMerge"), w("hMerge"), w("cellDel")
_MARK_GONE = (w("del"), w("moveFrom"), w("specVanish"))


@dataclass(slots=True)
class ParagraphProperties:
    """Ids and levels as the file writes them; None where it says nothing.

    `outline`: heading level 1 to 9, 0 for stated body text. `ends_open`: the end mark was deleted (or is a style
    separator), so that the next paragraph goes on in its line.
    """

    style: str | None = None
    num_id: str | None = None
    num_level: str | None = None
    outline: int | None = None
    ends_open: bool = False


@dataclass(slots=True)
class CellProperties:
    """`v_merge` and `h_merge` are "restart", "continue" or None for a cell that is not merged."""

    span: int = 1
    v_merge: str | None = None
    h_merge: str | None = None
    deleted: bool = False


def paragraph_properties(owner: Element) -> ParagraphProperties:
    """Properties of a `w:p` or a paragraph `w:style`."""
    stated = ParagraphProperties()
    node = owner.find(_PARAGRAPH_PROPERTIES)
    for child in node if node is not None else ():
        tag = child.tag
        if tag == _STYLE:
            stated.style = child.get(_VALUE)
        elif tag == _NUMBERING:
            stated.num_id, stated.num_level = child_value(child, "numId"), child_value(child, "ilvl")
        elif tag == _OUTLINE:
            level = as_int(child.get(_VALUE), BODY_LEVEL)
            stated.outline = level + 1 if level < BODY_LEVEL else 0
        elif tag == _MARK:
            stated.ends_open = any(sign.tag in _MARK_GONE for sign in child)
    return stated


def cell_properties(cell: Element) -> CellProperties:
    """Properties of a `w:tc`."""
    stated = CellProperties()
    node = cell.find(_CELL_PROPERTIES)
    for child in node if node is not None else ():
        tag = child.tag
        if tag == _GRID_SPAN:
            stated.span = as_int(child.get(_VALUE), 1, 1, MAX_COLUMNS)
        elif tag == _V_MERGE:
            # A merge without a value goes on with the one above.
            stated.v_merge = child.get(_VALUE, "continue")
        elif tag == _H_MERGE:
            stated.h_merge = child.get(_VALUE, "continue")
        elif tag == _DELETED:
            stated.deleted = True
    return stated
