"""The time that a heading or a lead-in announces for the paragraphs below it, and the spans of years that a text names.

Takes texts with what was found in them; gives period codes. What a paragraph is, and where its section ends, is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.lexicon import Hit
from extractor.periods import period_of, years_of
from extractor.spans import Span, find_spans
from extractor.wordlists import finder, words_of

_LEAD_IN = re.compile(r"(?:[：:]|如下[。，,]?)\s*$")
"""What a list follows: 2023年各项指标如下。"""
_LAST_SENTENCE = re.compile(r"[^。！？]*[。：:，,]?\s*$")
_ENDS = re.compile(r"[。！？!?；;：:…”』」）)】]\s*$")
_WRAPPED = 25
"""Characters of a line that may have been broken for want of room."""


_NUMBER = r"表\s?([一二三四五六七八九十]|\d{1,2})"
_CAPTION = re.compile(rf"\s*{_NUMBER}")
_READ_OFF = re.compile(rf"{_NUMBER}[^。；;，,]{{0,6}}(?:看出|看到|可知|可见|显示|表明|反映|算出|得出|得知)")


class TableTimes:
    """The times that the captions of tables name, for a paragraph that reads its figures off one: 从表2可以看出."""

    def __init__(self) -> None:
        self._times: dict[str, str | None] = {}
        self.spoken_of: str | None = None
        """The time of the table that the last paragraph entered speaks of."""

    def enter(self, text: str, year: int | None) -> None:
        """A paragraph with this text begins; `year` is the document's own."""
        self.spoken_of = None
        if caption := _CAPTION.match(text):
            self._times.setdefault(caption[1], named_time(text, (), year))
        if told := _READ_OFF.search(text):
            self.spoken_of = self._times.get(told[1])


def leads_in(text: str) -> bool:
    """A list follows the text; but not where it only opens the report itself: 现将2023年工作情况汇报如下。"""
    last = _LAST_SENTENCE.search(text)
    return _LEAD_IN.search(text) is not None and last is not None and not finder(words_of("opening")).search(last[0])


def breaks_off(text: str) -> bool:
    """A long line without an end: the paragraph goes on in the next, behind what a page put between them."""
    return len(text.strip()) >= _WRAPPED and _ENDS.search(text) is None


def named_time(text: str, hits: Sequence[Hit], year: int | None) -> str | None:
    """The one time that a heading names: 2025年工作计划, 下半年安排. Of two times none is announced."""
    written = [text[s.start : s.end] for s in find_spans(text) if s.kind == "period"]
    if len(written) == 1:
        return period_of(written[0], year)
    word = next((h.word for h in hits if h.word.period in ("part_of_year", "next_year")), None)
    if written or word is None or year is None:
        return None
    return str(year + 1) if word.period == "next_year" else period_of(word.text, year)


def last_time(text: str, spans: Sequence[Span], year: int | None) -> str | None:
    """The time that the last sentence of a text names first."""
    last = _LAST_SENTENCE.search(text)
    begins = last.start() if last else 0
    return next((period_of(text[s.start : s.end], year) for s in spans if s.kind == "period" and s.start >= begins), None)


def named_span(text: str, spans: Sequence[Span]) -> str | None:
    """The last span of years that a text names."""
    codes = [period_of(text[s.start : s.end]) for s in spans if s.kind == "period"]
    return next((code for code in reversed(codes) if is_span_of_years(code)), None)


def is_span_of_years(code: str | None) -> bool:
    years = years_of(code)
    return years is not None and years[0] < years[1] and "-" not in (code or "")
