"""The text of one Word paragraph as it would be printed, with tracked changes accepted.

Takes a `w:p`, gives its text and what hangs on it: text boxes and notes. Knows nothing of numbering and of blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.read.docx_styles import Styles
from extractor.read.docx_symbols import symbol
from extractor.read.docx_xml import ALTERNATE, Element, chosen, is_on, m, w

NoteKey = tuple[str, str]
"""("footnote" or "endnote", its id)."""


@dataclass(slots=True)
class Inline:
    """Text in `pieces`; `boxes` are the text boxes' contents (`w:txbxContent`), in order."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[NoteKey] = field(default_factory=list)
    in_code: list[bool] = field(default_factory=list)
    """For each complex field that is open here: whether its code is still running, so that text is not printed."""

    def add(self, text: str) -> None:
        if not any(self.in_code):
            self.pieces.append(text)

    @property
    def text(self) -> str:
        return "".join(self.pieces).replace("\u00ad", "").strip()


def read_inline(paragraph: Element, style_id: str | None, styles: Styles, into: Inline | None = None) -> Inline:
    """What `paragraph` prints, appended to `into`: the paragraph before, if that lost its end mark."""
    inline = into or Inline()
    hidden = styles.of(style_id).hidden
    _content(paragraph, inline, styles, hidden)
    # A field may run over several paragraphs; its code never does in a sound file, and in a broken one an open
    # code must not swallow the rest of the document.
    inline.in_code.clear()
    return inline


def _content(node: Element, inline: Inline, styles: Styles, hidden: bool) -> None:
    for child in node:
        tag = child.tag
        if tag == _RUN:
            if not _is_hidden(child, styles, hidden):
                _content(child, inline, styles, hidden)
        elif tag == _TEXT:
            inline.add(_one_line(child.text))
        elif tag in _SKIPPED:
            continue
        elif tag in _SIGNS:
            inline.add(_SIGNS[tag])
        elif tag in _SPECIAL:
            _SPECIAL[tag](child, inline, styles, hidden)
        else:
            _content(child, inline, styles, hidden)


def _is_hidden(run: Element, styles: Styles, inherited: bool) -> bool:
    properties = run.find(_RUN_PROPERTIES)
    if properties is None:
        return inherited
    hidden = inherited
    for child in properties:
        if child.tag == _VANISH:
            return is_on(child)
        if child.tag == _RUN_STYLE:
            hidden = hidden or styles.linked(child.get(_VALUE)).hidden
    return hidden


def _one_line(text: str | None) -> str:
    """A line break inside `w:t` is white space of the XML, not a break on paper."""
    if text and ("\n" in text or "\r" in text):
        return text.replace("\r", " ").replace("\n", " ")
    return text or ""


def _field_sign(node: Element, inline: Inline, styles: Styles, hidden: bool) -> None:
    kind = node.get(w("fldCharType"))
    if kind == "begin":
        inline.in_code.append(True)
    elif kind == "separate" and inline.in_code:
        inline.in_code[-1] = False
    elif kind == "end" and inline.in_code:
        inline.in_code.pop()


def _note(node: Element, inline: Inline, styles: Styles, hidden: bool) -> None:
    kind = "footnote" if node.tag == w("footnoteReference") else "endnote"
    inline.notes.append((kind, node.get(w("id"), "")))


def _symbol(node: Element, inline: Inline, styles: Styles, hidden: bool) -> None:
    inline.add(symbol(node.get(w("font")), node.get(w("char"))))


def _alternate(node: Element, inline: Inline, styles: Styles, hidden: bool) -> None:
    branch = chosen(node)
    if branch is not None:
        _content(branch, inline, styles, hidden)


def _fraction(node: Element, inline: Inline, styles: Styles, hidden: bool) -> None:
    """A built-up fraction; without the stroke, one half would read 12."""
    for sign, part in (("", "num"), ("/", "den")):
        inline.add(sign)
        for child in node.iterfind(m(part)):
            _content(child, inline, styles, hidden)


def _box(node: Element, inline: Inline, styles: Styles, hidden: bool) -> None:
    inline.boxes.append(node)


_RUN, _TEXT = w("r"), w("t")
_RUN_PROPERTIES, _RUN_STYLE, _VANISH, _VALUE = w("rPr"), w("rStyle"), w("vanish"), w("val")

_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_SKIPPED = {
    _RUN_PROPERTIES,
    *map(w, ("pPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "softHyphen", "rt")),
    *map(w, ("sdtPr", "sdtEndPr", "ffData", "smartTagPr", "customXmlPr", "fldData", "lastRenderedPageBreak")),
}
_SPECIAL: dict[str, Callable[[Element, Inline, Styles, bool], None]] = {
    w("fldChar"): _field_sign,
    w("footnoteReference"): _note,
    w("endnoteReference"): _note,
    w("sym"): _symbol,
    w("txbxContent"): _box,
    m("t"): lambda node, inline, styles, hidden: inline.add(_one_line(node.text)),
    m("f"): _fraction,
    ALTERNATE: _alternate,
}
