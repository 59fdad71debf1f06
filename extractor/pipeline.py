"""The whole way from a Report to an Extraction, step by step. Read this first.

What the document is (describe.py, its blanks by masked.py, the time of its data by basis.py), then for each of its blocks in order:
  1. fold.py       characters folded and damage repaired, with a map back to the raw text
  2. outline/      the headings above, what they settle, and what is no text of the report
  3. sentences.py  the paragraph read: numbers (spans.py, masked.py), their values and units (figures.py, numerals.py,
                   units/shared.py),
                   words (lexicon.py), tokens (tokens.py) and the forms of a sentence (forms.py, form_patterns.py); sentences that only go
                   on with the figures before are clauses of one (run_on.py)
  4. bind/         which indicator each figure is of, and whose part it is (units by units/)
  5. context/      stage, area, period, bound and status, handed on from sentence to sentence (periods.py, entities.py)
     tables/       steps 1 and 3 to 5 for the cells of a table, with its headers for words
and for the whole document:
  6. relations/    sums, ratios and changes between the figures
  7. resolve.py    facts with their evidence, the account of every number (ledger.py), claims without figures (statements.py)
Words are data: the .yaml files beside these modules, and models/data. Each says at its top how a line is added.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.basis import data_time
from extractor.bind import bind_sentence
from extractor.bind.voices import voices_before
from extractor.blocks import Paragraph, Report, Table
from extractor.context import resolve_sentence
from extractor.context.plans.planned import is_of_plan
from extractor.describe import describe
from extractor.figures import Figure
from extractor.fold import fold, page_marks
from extractor.lexicon import Lexicon, load_lexicon
from extractor.masked import leaves_blanks
from extractor.outline import Outline
from extractor.outline.own_school import stage_of_own_school
from extractor.outline.web import is_web_furniture
from extractor.progress import tell
from extractor.relations import Link, find_far, find_mended, relate, settle_wholes
from extractor.resolve import Passage, to_extraction
from extractor.sections import section_numbers
from extractor.sentences import Reading, Sentence, read_text
from extractor.tables import read_table
from models.collector import collector_paused
from models.fact import Extraction


@dataclass(slots=True)
class _Progress:
    """What has been read of one document so far."""

    report: Report
    lexicon: Lexicon
    outline: Outline
    marks: frozenset[int]
    masks: bool
    sections: dict[int, int]
    """Where the number of a section ends that a block begins with, counted from the block's start."""
    passages: list[Passage] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    paragraphs: list[list[Sentence]] = field(default_factory=list)
    sentence: Sentence | None = None
    """The last sentence that held a figure."""
    links: list[Link] = field(default_factory=list)


def extract(report: Report) -> Extraction:
    """All facts, relations and the ledger of a report."""
    with collector_paused():
        return _extract(report)


def _extract(report: Report) -> Extraction:
    lexicon = load_lexicon()
    document = describe(report)
    marks = page_marks(report.text) if report.format == "txt" else frozenset[int]()
    sections = section_numbers(report.text[b.start : b.end] if isinstance(b, Paragraph) else "" for b in report.blocks)
    outline = Outline(document, lexicon, data_time(report), stage_of_own_school(report, document.title or ""))
    progress = _Progress(report, lexicon, outline, marks, leaves_blanks(report.text), sections)
    tables = 0
    for number, block in enumerate(report.blocks):
        tell("blocks", number, len(report.blocks))
        if isinstance(block, Table):
            _read_table(progress, block, number, tables)
            tables += 1
        else:
            _read_paragraph(progress, block, number)
    links = relate(progress.paragraphs, progress.figures) + progress.links
    settle_wholes(links, progress.figures)
    links = find_mended([p.reading for p in progress.passages if p.table is None and not p.furniture], links)
    links += find_far(progress.paragraphs, progress.figures, links)
    return to_extraction(report, document, progress.passages, links, marks)


def _read_paragraph(progress: _Progress, block: Paragraph, number: int) -> None:
    """Steps 1 to 5 for a paragraph, which is block `number` of the report; furniture goes to the ledger only."""
    folded = fold(progress.report.text, block.start, block.end, progress.marks)
    furniture = block.kind == "furniture" or is_web_furniture(folded.text)
    section = folded.position(block.start + progress.sections.get(number, 0))
    reading = read_text(folded, progress.lexicon, progress.masks, section)
    if not furniture:
        progress.outline.enter(folded.text, block, reading.figures[0].start if reading.figures else None)
    planned = not furniture and is_of_plan(progress.outline.context())
    progress.passages.append(Passage(number, reading, furniture=furniture, planned=planned))
    if not furniture:
        _bind(progress, reading)


def _bind(progress: _Progress, reading: Reading) -> None:
    """Steps 4 and 5 for a paragraph that has been read."""
    for order, figure in enumerate(reading.figures, start=len(progress.figures)):
        figure.order = order
    context, above = progress.outline.context(), voices_before(progress.outline.terms(), progress.outline.lead_terms())
    for sentence in reading.sentences:
        bind_sentence(sentence, progress.lexicon, above, progress.sentence)
        context = resolve_sentence(sentence, context)
        if sentence.figures:
            progress.sentence = sentence
    progress.outline.leave(reading, context)
    progress.paragraphs.append(reading.sentences)
    progress.figures += reading.figures


def _read_table(progress: _Progress, table: Table, number: int, index: int) -> None:
    """Read a table, which is block `number` of the report and its table `index`."""
    outline = progress.outline
    reading = read_table(progress.report, table, number, index, progress.lexicon, outline.context(), outline.caption, len(progress.figures))
    progress.passages += reading.passages
    progress.links += reading.links
    progress.figures += reading.figures
    outline.leave_table(reading.figures)
