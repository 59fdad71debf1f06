"""Reader for Word files (docx, transitional and Strict; written by Word or WPS).

Takes bytes, gives a Report: paragraphs with their automatic numbers, tables with spans, text boxes and notes after the
block they hang on, headers and footers at the end. Tracked changes are read as accepted. Reads no pictures, charts
and embedded files; a Notice counts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from extractor.blocks import Notice, ParagraphKind, Report
from extractor.read.docx_columns import with_typed_tables
from extractor.read.docx_flow import PARAGRAPH, TABLE, Grid, Slot, blocks_of, read_grid
from extractor.read.docx_numbering import Numbering, read_numbering
from extractor.read.docx_package import Package, open_package
from extractor.read.docx_properties import ParagraphProperties, paragraph_properties
from extractor.read.docx_styles import Styles, read_styles
from extractor.read.docx_text import Inline, NoteKey, read_inline
from extractor.read.docx_xml import RELATION_ID, Element, w
from extractor.read.draft import Draft, Field
from extractor.read.looks import kind_by_look
from models.errors import UnreadableInput

_LONGEST_HEADING = 100
_NOT_READ = {
    "image": "docx_pictures",
    "chart": "docx_charts",
    "diagramData": "docx_diagrams",
    "aFChunk": "docx_embedded",
    "oleObject": "docx_embedded",
    "package": "docx_embedded",
}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(frozen=True, slots=True)
class _Source:
    styles: Styles
    numbering: Numbering
    notes: dict[NoteKey, Element]
    """Notes that were not printed yet: each is taken out when it is."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed paragraph: what it states of itself, its number label and its content."""

    stated: ParagraphProperties
    label: str
    inline: Inline


@dataclass(slots=True)
class _Hanging:
    """What is printed after the block that holds it."""

    boxes: list[Element] = field(default_factory=list)
    notes: list[NoteKey] = field(default_factory=list)
    tables: list[Element] = field(default_factory=list)

    def take(self, inline: Inline) -> None:
        self.boxes += inline.boxes
        self.notes += inline.notes


def read_docx(data: bytes, name: str) -> Report:
    """Raises UnreadableInput: `damaged`, `encrypted`, `zip_bomb`, `xml_entities`, `too_large`, `empty`, `no_text`."""
    package = open_package(data)
    main = package.part(package.main)
    assert main is not None
    source = _source(package)
    draft = Draft()
    _write_container(main, source, draft, None)
    if not draft.blocks:
        raise UnreadableInput("no_text" if package.count("image") else "empty")
    _write_margins(main, package, source, draft)
    text = draft.text
    return Report(name, "docx", sha256(data).hexdigest(), text, with_typed_tables(text, draft.blocks), notices=_notices(package))


def _source(package: Package) -> _Source:
    styles = read_styles(package.of_type("styles"))
    notes = {
        (kind, node.get(w("id"), "")): node
        for kind in ("footnote", "endnote")
        if (root := package.of_type(f"{kind}s")) is not None
        for node in root.iterfind(w(kind))
        if node.get(w("type")) not in _SEPARATORS
    }
    return _Source(styles, read_numbering(package.of_type("numbering"), styles), notes)


def _notices(package: Package) -> list[Notice]:
    counts: dict[str, int] = {}
    for link in package.links:
        if code := _NOT_READ.get(link.type):
            counts[code] = counts.get(code, 0) + 1
    return [Notice(code, {"count": count}) for code, count in counts.items()]


def _write_container(container: Element, source: _Source, draft: Draft, kind: ParagraphKind | None) -> None:
    """Write all blocks of a body, text box, note or frame; `kind` None lets each paragraph say what it is."""
    for item in _lines(container, source):
        hanging = _Hanging()
        if isinstance(item, _Line):
            text = item.inline.text
            if text:
                draft.paragraph(item.label + text, *_paragraph_kind(item, source.styles, kind))
            hanging.take(item.inline)
        else:
            grid = read_grid(item)
            frame = grid.single()
            if frame is not None:
                # A table of one cell is a frame around text; as paragraphs its sentences are read as such.
                _write_container(frame, source, draft, kind or "textbox")
            else:
                _write_table(grid, source, draft, hanging)
        _write_hanging(hanging, source, draft, kind)


def _lines(container: Element, source: _Source) -> Iterator[_Line | Element]:
    """Printed paragraphs and `w:tbl` elements in order; paragraphs whose end mark was deleted run into the next."""
    carried: _Line | None = None
    for node in blocks_of(container):
        if node.tag == TABLE:
            if carried is not None:
                yield carried
                carried = None
            yield node
            continue
        stated = paragraph_properties(node)
        inline = read_inline(node, stated.style, source.styles, carried.inline if carried else None)
        carried = _Line(stated, "" if stated.ends_open else _label(stated, source), inline)
        if not stated.ends_open:
            yield carried
            carried = None
    if carried is not None:
        yield carried


def _label(stated: ParagraphProperties, source: _Source) -> str:
    style = source.styles.of(stated.style)
    num_id = stated.num_id or style.num_id
    if num_id is None:
        return ""
    return source.numbering.label(num_id, stated.num_level, stated.style, style.num_level)


def _paragraph_kind(line: _Line, styles: Styles, kind: ParagraphKind | None) -> tuple[ParagraphKind, int | None]:
    if kind is not None:
        return kind, None
    style = styles.of(line.stated.style)
    text = line.label + line.inline.text
    outline = line.stated.outline
    level = style.level if outline is None else outline or None
    # Authors give whole paragraphs a heading style for its looks; such a paragraph is text.
    if (level or style.kind == "heading") and outline != 0 and len(text) <= _LONGEST_HEADING:
        return "heading", level
    if style.kind in ("caption", "furniture"):
        return style.kind, None
    return kind_by_look(text), None


def _write_table(grid: Grid, source: _Source, draft: Draft, hanging: _Hanging) -> None:
    rows = [([Field(_cell_text(s, source, hanging), s.column, s.row_span, s.col_span) for s in row.slots], row.width) for row in grid.rows]
    draft.table(rows, grid.header_rows)


def _cell_text(slot: Slot, source: _Source, hanging: _Hanging) -> str:
    """The paragraphs of a cell, a line each; nested tables, text boxes and notes go to `hanging`."""
    lines: list[str] = []
    for item in _lines(slot.cell, source):
        if isinstance(item, _Line):
            # Here a number alone is printed text: it fills the 序号 column.
            lines.append((item.label + item.inline.text).strip())
            hanging.take(item.inline)
        else:
            hanging.tables.append(item)
    return "\n".join(line for line in lines if line)


def _write_hanging(hanging: _Hanging, source: _Source, draft: Draft, kind: ParagraphKind | None) -> None:
    for table in hanging.tables:
        _write_nested(table, source, draft, kind)
    for box in hanging.boxes:
        _write_container(box, source, draft, kind or "textbox")
    for key in hanging.notes:
        note = source.notes.pop(key, None)
        if note is not None:
            _write_container(note, source, draft, "footnote")


def _write_nested(table: Element, source: _Source, draft: Draft, kind: ParagraphKind | None) -> None:
    hanging = _Hanging()
    _write_table(read_grid(table), source, draft, hanging)
    _write_hanging(hanging, source, draft, kind)


def _write_margins(main: Element, package: Package, source: _Source, draft: Draft) -> None:
    """Headers and footers, each wording once; those that only number the pages say nothing."""
    seen: set[str] = set()
    for reference in main.iter(w("headerReference"), w("footerReference")):
        link_id = reference.get(RELATION_ID)
        if link_id is None or link_id in seen:
            continue
        seen.add(link_id)
        root = package.by_id(link_id)
        for paragraph in root.iter(PARAGRAPH) if root is not None else ():
            text = read_inline(paragraph, None, source.styles).text
            if text not in seen and any(c.isalnum() for c in text):
                seen.add(text)
                draft.paragraph(text, "furniture")
