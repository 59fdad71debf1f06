"""The time that the paragraphs above hand on to the next: announced by a lead-in, a caption or a plan's heading, or broken off.

Fed paragraph by paragraph by the outline, which knows what a paragraph is and where a section begins; gives period codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.context.state import Context, Inspection
from extractor.context.times.inspected import inspection_in
from extractor.context.times.section_time import SectionTime, stated_at_opening
from extractor.context.times.year_of_deeds import time_of_lead, time_of_title
from extractor.documents import document_words
from extractor.lexicon import Hit
from extractor.periods import is_span_of_years, period_of, span_of_years
from extractor.sentences import Reading
from extractor.spans import find_spans
from extractor.wordlists import finder_of, one_of, words_of
from models.fact import Document

_LEADING_IN = ("：", ":", "如下")
"""What a text that a list follows ends in: 2023年各项指标如下。"""
_STOPS = "。！？!?"
_CLOSED = f"{_STOPS}：:…”』」）)】"
"""What a paragraph ends in that does not go on in the next."""
_WRAPPED = 25
"""Characters of a line that may have been broken for want of room."""
_NUMBER = r"表\s?([一二三四五六七八九十]|\d{1,2})"
_SUBTITLE = re.compile(r"\s*\(\s*20\d\d\s*年?\s*[-~—–－至到]+\s*20\d\d\s*年?\s*\)\s*")
"""The line below a plan's title: （2025—2027年）."""
_CAPTION = re.compile(rf"\s*{_NUMBER}")


class TimesAbove:
    """What has been settled of time above the paragraph that begins now."""

    def __init__(self, document: Document) -> None:
        self._year = document.year
        self.yearly = str(document.year) if document.year and document.kind == "statistics" else None
        """The year of which all is told that is told as it is: a statistical bulletin gives all its figures for its year."""
        self.deeds = time_of_title(document.title or "", document.kind)
        """The time of what is told as done."""
        self._begun = False
        self._counted = False
        """A figure has been read."""
        self._announced: str | None = None
        self._stated: str | None = None
        """The time that this section gives for its data: 以下各指标均为2023年数据."""
        self._rank: int | None = None
        """The rank of the heading under which that is told."""
        self._broken_off: str | None = None
        self._of_tables: dict[str, str | None] = {}
        """The times that captions name, by the number of their table."""
        self._read_off: str | None = None
        self._body = False
        self.section = SectionTime()
        self.inspection: Inspection | None = None
        """The first inspection told of."""
        self.span: str | None = None
        """The last span of years named."""
        self.past_plan = _plan_just_over(document.title or "", document.year)
        """The years of the five-year plan that the text has named and that ended with the year before the document's own."""
        self.programme = next(_spans_of_years(document.title or ""), None)
        """The years of the programme that the title, or the line below it, names: “十四五”教育发展规划."""

    @property
    def handed_on(self) -> str | None:
        """The period in which the paragraph entered last begins."""
        return self._read_off or self._broken_off or self._announced or self._stated

    def enter(self, text: str, *, rank: int | None, opens: bool, body: bool) -> None:
        """A paragraph begins. `opens`: it begins a section of `rank`, which no list runs into; `body`: it is more than a heading or a
        caption."""
        self._body = body
        self.deeds = self.deeds or (None if self._counted else time_of_lead(text))
        if told := (None if self._begun else _OF_A_YEAR.match(text)) or ("现将" in text and _made_known().search(text)):
            self.yearly = period_of(told["year"])
        self._begun = True
        self.past_plan = _plan_just_over(text, self._year) or self.past_plan
        self.inspection = self.inspection or inspection_in(text)
        if self.programme is None and _SUBTITLE.fullmatch(text):
            self.programme = span_of_years(text.strip(" \u3000()"))
        if opens:
            self.section.enter(rank)
            self._announced = None
            if self._rank is None or rank is None or rank <= self._rank:
                self._stated = None
            if self._stated is None:
                self._rank = rank
        if caption := _CAPTION.match(text):
            self._of_tables.setdefault(caption[1], named_time(text, (), self._year))
        told = _read_off().search(text)
        self._read_off = self._of_tables.get(told[1]) if told else None

    def leave(self, reading: Reading, context: Context) -> None:
        """The paragraph entered last has been read, and left in `context`."""
        text, stated = reading.folded.text, _stated_time(reading, self._year)
        if self._body and self.section.opening:
            stated = stated or stated_at_opening(reading, self._year)
            self.section.leave(reading, self._year)
        self._counted = self._counted or bool(reading.figures)
        if reading.sentences:
            period, self.span = context.period, context.span
        else:  # a text without figures has not been cut into sentences
            period, self.span = self._last_time(reading), _last_span(reading) or self.span
        if _leads_in(text):
            self._announced = period
        self._stated = stated or self._stated
        self._broken_off = period if self._body and _breaks_off(text) else None

    def _last_time(self, reading: Reading) -> str | None:
        """The time that the last sentence names first."""
        text = reading.folded.text
        begins = _last_sentence(text)
        times = (s for s in reading.spans if s.kind == "period" and s.start >= begins)
        return next((period_of(text[s.start : s.end], self._year) for s in times), None)


def _plan_just_over(text: str, year: int | None) -> str | None:
    """“十三五” in a report of 2021."""
    if year is None or "五" not in text:
        return None
    spans = (period_of(told[0]) for told in _FIVE_YEAR_PLAN.finditer(text))
    return next((span for span in spans if span and span.endswith(f"/{year - 1}")), None)


_FIVE_YEAR_PLAN = re.compile(r"十[一二三四]?五(?=[”\"]|期间|时期|规划|以来|工作|回顾|末|收官|教育)")
_OF_A_YEAR = re.compile(r"\s*(?P<year>20\d\d年(?:[上下]半年|前?[一二三四]个?季度)?)度?[，,]\D*$")
"""2022年，全县各校坚持…, 2023年上半年，我局…: a preface without a figure, with which a text without a title begins."""


@cache
def _made_known() -> re.Pattern[str]:
    """现将2022年教育经费执行情况公告如下."""
    words = document_words()["made_known"]
    return re.compile(rf"现将(?P<year>20\d\d)年度?[^。；;，,\d]*?{one_of(words['data'])}[^。；;，,\d]*?{one_of(words['verbs'])}如下")


def _last_sentence(text: str) -> int:
    """Where the last sentence of a text begins."""
    told = text.rstrip().rstrip(_STOPS)
    return max(told.rfind(stop) for stop in _STOPS) + 1


def _stated_time(reading: Reading, year: int | None) -> str | None:
    """以下各指标均为2023年数据, 本部分数据截至2023年9月底: what a section says once for what time its figures are."""
    text = reading.folded.text
    told = _statement().search(text) if "20" in text else None
    if told is None or not (told["data"] or _given_as().match(text, told.end())):
        return None
    return next((period_of(text[s.start : s.end], year) for s in reading.spans if s.kind == "period" and s.start == told.end()), None)


@cache
def _statement() -> re.Pattern[str]:
    words = document_words()["data_basis"]
    data, here, bases = one_of(words["told_here"]), one_of([*words["below"], *words["here"]]), one_of(words["all"])
    return re.compile(
        rf"(?:{here}[^。；;，,、：:\d]{{0,14}}?(?P<data>{data})?)(?:[，,]?除[^。；;，,\d]{{1,12}}外[，,]?)?[，,]?{bases}?"
        rf"{one_of([*words['until'], *words['by']])}(?=20\d\d)"
    )


@cache
def _given_as() -> re.Pattern[str]:
    return re.compile(rf"[^。；;，,]{{0,20}}?{one_of(document_words()['data_basis']['given_as'])}")


def _spans_of_years(text: str) -> Iterator[str]:
    written = (text[s.start : s.end] for s in find_spans(text) if s.kind == "period")
    return (code for time in written if is_span_of_years(code := period_of(time)) and code)


def _last_span(reading: Reading) -> str | None:
    written = [reading.folded.text[s.start : s.end] for s in reading.spans if s.kind == "period"]
    return next((span for text in reversed(written) if (span := span_of_years(text))), None)


def named_time(text: str, hits: Sequence[Hit], year: int | None) -> str | None:
    """The one time that a heading names: 2025年工作计划, 下半年安排. Of two times none is announced. `year` is the document's own."""
    written = [text[s.start : s.end] for s in find_spans(text) if s.kind == "period"]
    if len(written) == 1:
        return period_of(written[0], year)
    word = next((h.word for h in hits if h.word.period in ("part_of_year", "next_year")), None)
    if written or word is None or year is None:
        return None
    return str(year + 1) if word.period == "next_year" else period_of(word.text, year)


def _leads_in(text: str) -> bool:
    """A list follows the text; but not where it only opens the report itself: 现将2023年工作情况汇报如下。"""
    return text.rstrip("。，, \n\u3000").endswith(_LEADING_IN) and not finder_of("opening").search(text, _last_sentence(text))


def _breaks_off(text: str) -> bool:
    """A long line without an end: the paragraph goes on in the next, behind what a page put between them."""
    line = text.strip()
    return len(line) >= _WRAPPED and line[-1] not in _CLOSED


@cache
def _read_off() -> re.Pattern[str]:
    return re.compile(rf"{_NUMBER}[^。；;，,]{{0,6}}{one_of(words_of('read_off'))}")
