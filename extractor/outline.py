"""Where in the document we are: headings above a paragraph, the tone they set, and what the web put around the text.

Fed paragraph by paragraph; gives the Context that a paragraph begins with and the terms that its headings name.
The time that paragraphs hand on to the next is read by context/announced.py.
The words are in documents.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from extractor.blocks import Paragraph
from extractor.context import Context
from extractor.context.announced import TimesAbove, named_time
from extractor.context.coefficients import told_of_brackets
from extractor.context.state import DataTime
from extractor.entities import find_entities
from extractor.figures import Figure
from extractor.lexicon import Hit, Lexicon
from extractor.sentences import Reading, blank
from extractor.spans import find_spans
from extractor.wordlists import finder, finder_of, one_of
from models.fact import Document
from models.loading import load_data

_RANKS = tuple(
    re.compile(rf"\s*(?:{numbering})")
    for numbering in (
        r"第[一二三四五六七八九十]+[章部篇]",
        r"[一二三四五六七八九十]+、",
        r"\([一二三四五六七八九十]+\)",
        r"\d{1,2}[.、．](?!\d)",
        r"\(\d{1,2}\)",
    )
)
"""How headings are numbered, the highest rank first."""
_LABEL = len(_RANKS)
"""The rank of a line that is the name of a school and has no number: it holds for what stands below it."""
_RUN_IN = _LABEL + 1
"""The rank of a heading without a number, below all others: it holds for its own paragraph only."""

_SECTION = 2
"""Headings of this rank or a higher one end the list that a lead-in announced."""

_LONGEST_SCHOOL_TITLE = 40
"""A first line longer than this is a text, no title, and may begin with 全县各类学校486所."""
_LONGEST_CAPTION = 70
_UNITS_ALONE = re.compile(r"\s*[(（]?\s*(?:计量)?单位\s*[:：]")
_LEAD_IN = re.compile(rf"[^。；;]{{4,{_LONGEST_CAPTION}}}(?:[:：]|(?:[见如]下表|见表\s?\d{{0,2}}|[下附]表所示|如下)[。:：])\s*$")
"""The sentence that leads to a table below it: …。校际差异系数经复核，结果如下："""
_FIRST_SENTENCE = re.compile(r"[^。：:；;]{2,36}[。：:]")


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading names, and what it settles for the text below it."""

    terms: list[Hit]
    stage: str | None
    area: str | None
    criterion: str | None
    tones: tuple[str, ...]
    period: str | None
    """The time that it announces, where it announces what is to be done."""
    coefficients: bool = False
    """Whether it speaks of coefficients."""
    school: str | None = None
    """The school whose name it is."""


class Outline:
    """The state of reading a document from top to bottom."""

    def __init__(self, document: Document, lexicon: Lexicon, data_time: DataTime | None = None) -> None:
        self._document = document
        self._data_time = data_time
        self._lexicon = lexicon
        self._headings: dict[int, _Heading] = {}
        self._lead: _Heading | None = None
        self._stage = _stage_of_school(document.title or "")
        self._times = TimesAbove(document)
        self._mended = finder(document_words()["mended"]["titles"]).search(document.title or "") is not None
        self._of_table: str | None = None
        """The stage of the school table right above, for a paragraph that goes on with it."""
        self.caption = ""
        """The last short line before a table: 表1 …（单位：万元）."""
        self._bracketed: bool | None = None
        """Whether a note above says that brackets hold coefficients."""
        self._captioned = False
        """Whether the paragraph entered last was such a line."""

    def enter(self, text: str, block: Paragraph, first: int | None = None) -> None:
        """A new paragraph begins; if it is a heading, or opens with one, it replaces those of its rank and below.

        `first`: where its first figure begins, if it has one.
        """
        self._caption(text, block)
        self._of_table = self._of_table if _sums_up().match(text) else None
        rank, label = _rank(text), _school_label(text, block)
        lead = text[: label.end] if label else _lead(text, block, len(text) if first is None else first)
        self._lead = None
        opens = block.kind == "heading" or (rank is not None and rank <= _SECTION)
        self._times.enter(text, rank=rank, opens=opens, body=block.kind == "body" and (lead != text or "。" in text))
        if opens:
            self._bracketed = None
        self._leave(_RUN_IN)
        if lead is None:
            return
        if rank is None:
            rank = 0 if block.kind == "heading" else _LABEL if label else _RUN_IN
        if len(lead) < len(text):  # a heading that runs into its text holds for this paragraph only
            rank = max(rank, _RUN_IN)
        self._leave(rank)
        heading = _read_heading(lead, self._lexicon, self._document.year, runs_in=len(lead) < len(text))
        if self._mended and _measures_taken().match(lead):
            heading = replace(heading, tones=("past",))
        if label:  # 城关第一小学 is a name, and tells no area
            heading = replace(heading, school=label.name, area=None)
        self._headings[rank] = heading
        self._lead = heading if rank == _RUN_IN else None

    def _caption(self, text: str, block: Paragraph) -> None:
        """Keep what may be the caption of the table that follows, or the sentence that leads to it; a line that tells but its units goes
        on with the line before."""
        short = block.kind == "caption" or (len(text) < _LONGEST_CAPTION and text[-1:] not in "。；;，,")
        lead_in = _LEAD_IN.search(text, max(0, len(text) - _LONGEST_CAPTION))
        if lead_in is not None or (short and block.kind != "note"):
            told = text if lead_in is None else lead_in[0]
            self.caption = f"{self.caption} {told}" if self._captioned and _UNITS_ALONE.match(told) else told
        self._captioned = short or lead_in is not None

    def _leave(self, rank: int) -> None:
        """Forget the headings of `rank` and below."""
        for old in [r for r in self._headings if r >= rank]:
            del self._headings[old]

    def context(self) -> Context:
        """What the headings settle for the paragraph that begins now."""
        stage, area, criterion, section, period = self._stage, None, None, None, self._times.handed_on
        school = None
        for heading in self._nearest_last():
            school = heading.school or school
            stage, area, criterion = heading.stage or stage, heading.area or area, heading.criterion or criterion
            period = period or heading.period
            if heading.tones:  # a heading with two tones has none
                section = heading.tones[0] if len(heading.tones) == 1 else None
        stage = self._of_table or stage
        return Context(
            year=self._document.year, dated=self._document.dated, period=period, earlier=True,
            span=self._times.span, programme=self._times.programme,
            stage=stage, area=area, entity=school, criterion=criterion, section=section,
            bracketed=self._bracketed, coefficients=any(h.coefficients for h in self._nearest_last()),
            plan_document=self._document.kind == "plan", data_time=self._data_time,
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

    def terms(self) -> list[Hit]:
        """The terms of the headings above, the nearest rank last; not those of the paragraph's own lead."""
        return [hit for heading in self._nearest_last() if heading is not self._lead for hit in heading.terms]

    def lead_terms(self) -> list[Hit]:
        """The terms of the short sentence that the paragraph opens with: 5.生均体育运动场馆面积。小学…"""
        return self._lead.terms if self._lead is not None else []

    def _nearest_last(self) -> list[_Heading]:
        return [self._headings[rank] for rank in sorted(self._headings)]


def _read_heading(text: str, lexicon: Lexicon, year: int | None, runs_in: bool) -> _Heading:
    """`runs_in`: the text of the paragraph follows right behind it."""
    hits = lexicon.tokens(blank(text, [s for s in find_spans(text) if s.kind == "period"]))
    stages = [e.stage for e in find_entities(text) if e.stage][:1]
    stages += [h.word.stage for h in hits if h.word.stage not in (None, "mixed") and len(text) <= len(h.word.text) + 6]
    stages = stages or (_stage_at_head(text, hits) if runs_in else [])
    areas = {h.word.area for h in hits} - {None}
    criteria = [h.word.criterion for h in hits if h.word.criterion]
    tones = tuple(tone for tone, pattern in _tones().items() if pattern.search(text) and not (tone == "past" and _mends().search(text)))
    period = named_time(text, hits, year) if tones == ("plan",) else None
    stage, criterion = stages[-1] if stages else None, criteria[-1] if criteria else None
    return _Heading(lexicon.terms(hits), stage, _only(areas), criterion, tones, period, finder_of("coefficients").search(text) is not None)


def _stage_at_head(text: str, hits: list[Hit]) -> list[str]:
    """16.初中三年巩固率。2023年为…, 13.优质高中招生名额分配。: the stage that a numbered heading opens with, where it names no other."""
    rank, named = _rank(text), [h for h in hits if h.word.stage]
    if rank is None or not named or len({h.word.stage for h in named}) > 1:
        return []
    number = _RANKS[rank].match(text)
    opens = number is not None and _BEFORE_STAGE.fullmatch(text, number.end(), named[0].start) is not None
    return [stage for h in named[:1] if opens and (stage := h.word.stage) not in (None, "mixed", "compulsory")]


_BEFORE_STAGE = re.compile(r"(?:优质|普通|公办|民办|示范性?|县域|全县|全市|全区|农村|城区|乡村)*")


def _only(areas: set[str | None]) -> str | None:
    """The area of a heading that names one; 城乡 and 县城挤、乡村弱 name both."""
    return next(iter(areas)) if len(areas) == 1 else None


def _stage_of_school(title: str) -> str | None:
    """The stage of a document that reports on one school: all its figures are of it."""
    one_school, many_schools, compulsory = _school_titles()
    if len(title) > _LONGEST_SCHOOL_TITLE or not (one_school.search(title) or _begins_with_school(title)) or many_schools.search(title):
        return None
    if compulsory.search(title):
        return "compulsory"
    return next((stage for stage, words in document_words()["school"]["stages"].items() if any(w in title for w in words)), None)


def _begins_with_school(title: str) -> bool:
    """青石坝镇中心小学…: a name at the head of the title, not 家门口的好学校 in a headline."""
    return any(entity.start <= 3 and entity.stage is not None for entity in find_entities(title))


def _rank(text: str) -> int | None:
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.match(text)), None)


def _lead(text: str, block: Paragraph, figure: int) -> str | None:
    """The heading that a paragraph is or opens with: all of it, or its short first sentence, if that tells no figure itself."""
    if block.kind == "heading" or (len(text) <= 40 and text[-1:] not in "。；;，,：:" and _rank(text) is not None):
        return text
    first = _FIRST_SENTENCE.match(text)
    if first and first.end() <= figure and (_rank(text) is not None or len(first[0]) <= 24) and len(text) > len(first[0]):
        return first[0]
    return None


class _Label(NamedTuple):
    """The name of a school with which a paragraph is labelled, and where the label ends."""

    name: str
    end: int


def _school_label(text: str, block: Paragraph) -> _Label | None:
    """(二)县三中。, 县第三小学:, 2.城南小学(3个问题)。…: a line that is a school's name, or a paragraph that opens with one and a mark."""
    begins = number.end() if (number := _NUMBERING.match(text)) else 0
    names = ((e.name, e.end) for e in find_entities(text[: begins + _LONGEST_LABEL]) if e.start <= begins < e.end and not e.outside)
    senior = _FIRST_OF_COUNTY.match(text, begins)
    name, end = next(names, (senior[0], senior.end()) if senior else ("", begins))
    behind = _BEHIND_NAME.match(text, end) if name else None
    alone = _rank(text) is not None or block.kind == "heading"
    return _Label(name, behind.end()) if behind is not None and (behind[1] or alone) else None


_LONGEST_LABEL = 24
_NUMBERING = re.compile(rf"(?:{'|'.join(rank.pattern for rank in _RANKS)}|[○●■◆▪•·])?\s*")
_FIRST_OF_COUNTY = re.compile(r"[一-龥]{0,4}[县市区旗]一中")
"""What of all names is a school's for sure only as a label; its stage is not known."""
_BEHIND_NAME = re.compile(r"(?:[(（][^()（）]{1,20}[)）])?(?:(?:存在|主要|突出|整改|反馈|基本|的)*(?:问题|情况|概况))?\s*([。：:]|$)")


def is_web_furniture(text: str) -> bool:
    """A line that a web library printed around the report: two of its words, or a telling one in a short line."""
    if len(text) > 300:
        return False
    telling, usual = (len(set(p.findall(text))) for p in _web())
    return (telling + usual >= 2 and (telling > 0 or len(text) < 80)) or (telling == 1 and len(text) < 60)


@cache
def document_words() -> dict[str, Any]:
    """documents.yaml."""
    data: dict[str, Any] = load_data("documents.yaml", "extractor")
    return data


@cache
def _sums_up() -> re.Pattern[str]:
    return re.compile(rf"\s*{one_of(document_words()['sums_up_table'])}")


@cache
def _school_titles() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Titles of a report on one school, of one on many after all, and of one on a school of both stages."""
    school = document_words()["school"]
    one = rf"{one_of(school['titles'])}|{one_of(school['names'])}(?:[^\u4e00-\u9fff\d]|{one_of(school['followed_by'])})"
    many = rf"{one_of(school['of_county'])}|[{school['county_letters']}]{one_of(school['county_followed_by'])}"
    plain = rf"(?<=[^{school['plain']['not_behind']}]){school['plain']['word']}"
    return re.compile(one), re.compile(many), re.compile(rf"{one_of(school['stages']['compulsory'])}|{plain}")


@cache
def _tones() -> dict[str, re.Pattern[str]]:
    return {tone: finder(words) for tone, words in document_words()["tones"].items()}


@cache
def _measures_taken() -> re.Pattern[str]:
    """A label that is no more than that, and so not 下一步整改措施."""
    return re.compile(rf"(?:{_NUMBERING.pattern})?{one_of(document_words()['mended']['measures'])}[：:。]?\s*$")


@cache
def _mends() -> re.Pattern[str]:
    """补齐设施短板, 夯实队伍基础, 强化结果运用: an order what to do about it, and no word of how things are."""
    words = document_words()["mending"]
    return re.compile(rf"{one_of(words['verbs'])}[^，,。；;、：:]{{0,12}}{one_of(words['of'])}|{one_of(words['nouns'])}")


@cache
def _web() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = document_words()["web"]
    return finder(words["telling"]), finder(words["usual"])
