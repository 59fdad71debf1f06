"""Lines of print to paragraphs, over columns and pages. Takes pages in order without furniture; keeps tables in place.

A line begins a paragraph by its indent, its size, its number, the room left on the line before, or a gap above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.blocks import ParagraphKind
from extractor.read.pdf import forms
from extractor.read.pdf.grids import Grid
from extractor.read.pdf.layout import PageLayout
from extractor.read.pdf.lines import Line, read_on
from extractor.read.pdf.margins import Measure, measure
from extractor.read.pdf.piece import Piece

_FIRST_WORD = re.compile(
    r"[（(《〈“‘「『【〔\[]*(?:(?:[A-Za-z0-9À-ʯ.,%/:+~∙·\-–—²㎡]|\([A-Za-zÀ-ʯ]+\))+|.)[，。、；：！？）》〉”’」』】〕,.;:!?)\]%*×]*",
    re.DOTALL,
)
_OTHER_SIZE = 0.08
_INDENTED = 1.2
_DEEP_INDENT = 3.0
_CENTRED = 2.4
_LARGER = 1.12
_WIDER_GAP = 1.3
_UNFINISHED = 12
_TORN, _TORN_INDENTED = 0.12, 0.27
"""Characters that a torn line has at least, and shares of the measure that it leaves free at most."""
_SMALL_PRINT = 0.92
"""Share of the text's size below which a numbered line at the foot of a page is a footnote."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph on its way into the Report. `last` is its last line's page, `first` its first line's."""

    piece: Piece
    kind: ParagraphKind
    first: int
    last: int

    @property
    def text(self) -> str:
        return self.piece.text


def flow(layouts: Sequence[PageLayout]) -> list[Passage | Grid]:
    """Paragraphs and tables of the document in reading order."""
    lines = [i for layout in layouts for i in layout.items if isinstance(i, Line)]
    if not lines:
        return [i for layout in layouts for i in layout.items if isinstance(i, Grid)]
    usual = measure(lines, {layout.page.number: layout.measure for layout in layouts})
    held: list[list[Line]] = []
    found: list[Passage | Grid] = []
    for item in _runs(layouts, usual, held):
        found.append(item if isinstance(item, Grid) else _passage(item, usual))
        if held:
            found += [_footnote(note) for note in held]
            held.clear()
    return found + [_footnote(note) for note in held]


def _runs(layouts: Sequence[PageLayout], usual: Measure, held: list[list[Line]]) -> Iterator[list[Line] | Grid]:
    """Tables, and the lines of each paragraph. Footnotes go to `held`, so that no sentence is cut by them."""
    run: list[Line] = []
    for layout in layouts:
        items, notes = _without_footnotes(layout.items, usual)
        for item in items:
            if run and (isinstance(item, Grid) or _begins(run, item, usual)):
                yield run
                run = []
            if isinstance(item, Grid):
                yield item
            else:
                run.append(item)
        held += notes
    if run:
        yield run


def _begins(run: Sequence[Line], line: Line, usual: Measure) -> bool:
    """Whether `line` begins a paragraph after the lines of `run`."""
    before = run[-1]
    if abs(line.size - before.size) > _OTHER_SIZE * max(line.size, before.size):
        return True
    if _centred(before, usual) or _centred(line, usual):
        return not _title_goes_on(before, line, usual)
    if _gap_above(before, line, usual):
        return True
    if usual.slack(before) > _first_word(line) + 1:
        return not _torn_early(run, line, usual)
    indent = usual.indent(line)
    if indent >= _INDENTED:
        return indent < _DEEP_INDENT or abs(line.x0 - before.x0) > 0.3 * line.size
    if forms.is_numbered(line.text) and forms.ends_sentence(before.text):
        return not usual.indents
    return len(run) == 1 and forms.is_caption(before.text) and _apart(before, line)


def _torn_early(run: Sequence[Line], line: Line, usual: Measure) -> bool:
    """A line broken well before the margin in the middle of a sentence, as word processors do before long words.

    Where paragraphs are indented, a line at the margin under an unfinished sentence can hardly be anything else;
    elsewhere a title may stand there, so less is taken for torn.
    """
    before = run[-1]
    if usual.indent(line) > 0.5 or forms.is_numbered(line.text) or forms.is_caption(line.text):
        return False
    unfinished = not forms.ends_sentence(before.text) and len(before.text) >= _UNFINISHED
    indented = usual.indents and usual.indent(run[0]) >= _INDENTED
    if not indented and len(run) == 1 and not before.text[-1].isdigit():
        return False  # as likely a title
    width = (usual.of(before).right - usual.of(before).left) / before.size
    return unfinished and usual.slack(before) < (_TORN_INDENTED if indented else _TORN) * width


def _centred(line: Line, usual: Measure) -> bool:
    left, right = usual.indent(line), usual.slack(line)
    return left > _CENTRED and right > _CENTRED and abs(left - right) < 1.5


def _title_goes_on(before: Line, line: Line, usual: Measure) -> bool:
    """A title set over two centred lines; a line in brackets or after a dash is a subtitle."""
    full = usual.slack(before) < _CENTRED and usual.indent(before) < _CENTRED
    if not ((full or _centred(before, usual)) and _centred(line, usual)) or before.size < _LARGER * usual.size:
        return False
    wide = before.x1 - before.x0 > 0.5 * (usual.of(before).right - usual.of(before).left)
    return wide and line.text[0] not in "（(—-" and not _gap_above(before, line, usual)


def _gap_above(before: Line, line: Line, usual: Measure) -> bool:
    if (before.page, before.column) != (line.page, line.column):
        return False
    return (line.base - before.base) / line.size > _WIDER_GAP * usual.usual_pitch(line)


def _apart(before: Line, line: Line) -> bool:
    return before.bold != line.bold


def _first_word(line: Line) -> float:
    """Ems of what could not be parted from the line's first character: a figure, a word, closing marks."""
    match = _FIRST_WORD.match(line.text)
    word = match.group() if match else ""
    return sum(0.55 if c.isascii() else 1.0 for c in word)


def _without_footnotes(items: Sequence[Line | Grid], usual: Measure) -> tuple[list[Line | Grid], list[list[Line]]]:
    """The page without the small print at its foot, and that print, one list a footnote."""
    foot = len(items)
    while foot and _is_small(items[foot - 1], usual):
        foot -= 1
    notes: list[list[Line]] = []
    for item in items[foot:]:
        if isinstance(item, Line) and forms.is_footnote(item.text) and not forms.is_note(item.text):
            notes.append([item])
        elif isinstance(item, Line) and notes:
            notes[-1].append(item)
        else:
            return list(items), []
    return list(items[:foot]), notes


def _is_small(item: Line | Grid, usual: Measure) -> bool:
    return isinstance(item, Line) and item.size < _SMALL_PRINT * usual.size and not forms.is_caption(item.text)


def _footnote(lines: Sequence[Line]) -> Passage:
    return Passage(read_on(lines), "footnote", lines[0].page, lines[-1].page)


def _passage(lines: Sequence[Line], usual: Measure) -> Passage:
    piece = read_on(lines)
    return Passage(piece, _kind(lines, piece.text, usual), lines[0].page, lines[-1].page)


def _kind(lines: Sequence[Line], text: str, usual: Measure) -> ParagraphKind:
    if forms.is_caption(text):
        return "caption"
    if forms.is_note(text):
        return "note"
    if len(lines) > 3 or not forms.is_short_title(text):
        return "body"
    stands_out = lines[0].size >= _LARGER * usual.size or all(line.bold for line in lines)
    return "heading" if stands_out or forms.is_numbered_heading(text) else "body"
