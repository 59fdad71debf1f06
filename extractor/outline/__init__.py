"""Where in the document we are: headings above a paragraph, the tone they set, and what the web put around the text.

Fed paragraph by paragraph; gives the Context that a paragraph begins with and the terms that its headings name.
The time that paragraphs hand on to the next is read by context/times/announced.py.
The words are in documents.yaml.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extractor.blocks import Paragraph
from extractor.context import Context
from extractor.context.coefficients import told_of_brackets
from extractor.context.state import DataTime
from extractor.context.times.announced import TimesAbove
from extractor.documents import document_words
from extractor.figures import Figure
from extractor.lexicon import Hit, Lexicon
from extractor.outline.captions import Captions
from extractor.outline.headings import LABEL, RUN_IN, SECTION, Heading, lead_of, measures_taken, rank_of, read_heading
from extractor.outline.schools import school_label, stage_of_kindergartens, stage_of_school, stage_of_school_above
from extractor.sentences import Reading
from extractor.wordlists import finder, one_of
from models.fact import Document


class Outline:
    """The state of reading a document from top to bottom."""

    def __init__(self, document: Document, lexicon: Lexicon, data_time: DataTime | None = None, own_school: str | None = None) -> None:
        """`own_school`: the stage of the school that the document is on by what it says of itself."""
        self._document = document
        self._data_time = data_time
        self._lexicon = lexicon
        self._headings: dict[int, Heading] = {}
        self._lead: Heading | None = None
        self._stage = stage_of_school(document.title or "") or stage_of_kindergartens(document.title or "") or own_school
        self._begun = False
        self._times = TimesAbove(document)
        self._mended = finder(document_words()["mended"]["titles"]).search(document.title or "") is not None
        self._of_table: str | None = None
        """The stage of the school table right above, for a paragraph that goes on with it."""
        self._captions = Captions()
        self._bracketed: bool | None = None
        """Whether a note above says that brackets hold coefficients."""

    def enter(self, text: str, block: Paragraph, first: int | None = None) -> None:
        """A new paragraph begins; if it is a heading, or opens with one, it replaces those of its rank and below.

        `first`: where its first figure begins, if it has one.
        """
        if not self._begun:
            self._begun, self._stage = True, self._stage or stage_of_school_above(text, self._document.title or "")
        self._captions.enter(text, block)
        self._of_table = self._of_table if _sums_up().match(text) else None
        rank, label = rank_of(text), school_label(text, block)
        lead = text[: label.end] if label else lead_of(text, block, len(text) if first is None else first)
        self._lead = None
        opens = block.kind == "heading" or (rank is not None and rank <= SECTION)
        self._times.enter(text, rank=rank, opens=opens, body=block.kind == "body" and (lead != text or "。" in text))
        if opens:
            self._bracketed = None
        self._leave(0 if _ANNEX.match(text) else RUN_IN)
        if lead is None:
            return
        if rank is None:
            rank = 0 if block.kind == "heading" else LABEL if label else RUN_IN
        if len(lead) < len(text):  # a heading that runs into its text holds for this paragraph only
            rank = max(rank, RUN_IN)
        self._leave(rank)
        heading = read_heading(lead, self._lexicon, self._document.year, runs_in=len(lead) < len(text))
        if self._mended and measures_taken().match(lead):
            heading = replace(heading, tones=("past",))
        if label:  # 城关第一小学 is a name, and tells no area
            heading = replace(heading, school=label.name, area=None)
        self._headings[rank] = heading
        self._lead = heading if rank == RUN_IN else None

    def _leave(self, rank: int) -> None:
        """Forget the headings of `rank` and below."""
        for old in [r for r in self._headings if r >= rank]:
            del self._headings[old]

    def context(self) -> Context:
        """What the headings settle for the paragraph that begins now."""
        stage, area, criterion, section, period = self._stage, None, None, None, self._times.handed_on
        school, deeds = None, self._times.deeds
        for heading in self._nearest_last():
            school = heading.school or school
            stage, area, criterion = heading.stage or stage, heading.area or area, heading.criterion or criterion
            period, deeds = period or heading.period, heading.deeds or deeds
            if heading.tones:  # a heading with two tones has none
                section = heading.tones[0] if len(heading.tones) == 1 else None
        stage = self._of_table or stage
        period = period or (None if section == "plan" else self._times.yearly)
        return Context(
            year=self._document.year, dated=self._document.dated, period=period, earlier=True,
            span=self._times.span, programme=self._times.programme, past_plan=self._times.past_plan,
            stage=stage, area=area, entity=school, criterion=criterion, section=section,
            bracketed=self._bracketed, coefficients=any(h.coefficients for h in self._nearest_last()),
            plan_document=self._document.kind == "plan", data_time=self._times.section.told or self._data_time,
            inspection=self._times.inspection, deed_time=None if section == "plan" else deeds,
        )  # fmt: skip

    def leave(self, reading: Reading, context: Context) -> None:
        """The paragraph entered last has been read, and left in `context`."""
        self._times.leave(reading, context)
        told = told_of_brackets(reading.folded.text)
        self._bracketed = self._bracketed if told is None else told

    def leave_table(self, figures: list[Figure]) -> None:
        """A table has been read; what sums it up right below is of the stage of its schools, if they are of one."""
        stages = {f.stage for f in figures if f.entity is not None}
        self._of_table = next(iter(stages)) if len(stages) == 1 else None

    @property
    def caption(self) -> str:
        """The last short line before a table: 表1 …（单位：万元）."""
        return self._captions.told

    def terms(self) -> list[Hit]:
        """The terms of the headings above, the nearest rank last; not those of the paragraph's own lead."""
        return [hit for heading in self._nearest_last() if heading is not self._lead for hit in heading.terms]

    def lead_terms(self) -> list[Hit]:
        """The terms of the short sentence that the paragraph opens with: 5.生均体育运动场馆面积。小学…"""
        return self._lead.terms if self._lead is not None else []

    def _nearest_last(self) -> list[Heading]:
        return [self._headings[rank] for rank in sorted(self._headings)]


_ANNEX = re.compile(
    r"\s*附(?:[件表录]?\s?[\d一二三四五六七八九十]{0,3}\s*[:：.、]|[件表录]\s?[\d一二三四五六七八九十]{0,3}\s*[^，,。；;]{0,40}$)"
)
"""附件1：七项指标统计表, 附表2 学校基本情况: what is added to a report stands in none of its sections."""


@cache
def _sums_up() -> re.Pattern[str]:
    return re.compile(rf"\s*{one_of(document_words()['sums_up_table'])}")
