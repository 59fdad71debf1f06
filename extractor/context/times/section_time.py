"""The time of a section's figures: the one that its first paragraph opens with, or gives for its data.

Fed paragraph by paragraph. 截至2023年9月，全县教师3042人。⏎1.学历结构：本科以上2592人: the counts and measures in the other paragraphs
are of that time. 七项指标以2023年9月教育事业统计为准: and so is all that names no other. The words are in documents.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.context.state import DataTime
from extractor.documents import document_words
from extractor.periods import period_of
from extractor.sentences import Reading
from extractor.wordlists import one_of

_TOP = 0
"""The rank of a heading without a number."""
_HEADING = r"\s*(?:(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、)[^。；;，,：:\d]{2,16}[。：:])?\s*"


class SectionTime:
    """The state of reading sections: whether the first paragraph of one is still to come, and what time each has told."""

    def __init__(self) -> None:
        self._told: dict[int, DataTime] = {}
        self._opening: int | None = None
        """The rank of the section whose first paragraph is still to come."""

    @property
    def told(self) -> DataTime | None:
        """The time that the section told last, or else the one that holds it, opens with."""
        return self._told[max(self._told)] if self._told else None

    @property
    def opening(self) -> bool:
        """The first paragraph of a section is still to come, or has just begun."""
        return self._opening is not None

    def enter(self, rank: int | None) -> None:
        """A section begins under a heading of `rank`."""
        rank = _TOP if rank is None else rank
        self._told = {old: time for old, time in self._told.items() if old < rank}
        self._opening = rank

    def leave(self, reading: Reading, year: int | None) -> None:
        """The first paragraph of the section, more than a heading, has been read."""
        rank, self._opening = self._opening, None
        code = _time_behind(_begins().match(reading.folded.text), reading, year)
        if rank is not None and code is not None and "/" not in code:
            self._told[rank] = DataTime(code, of_all=False, of_section=True)


def stated_at_opening(reading: Reading, year: int | None) -> str | None:
    """办学条件数据以2022年10月的统计为准: the time that the first sentence of a section gives for its data, and for no other."""
    text = reading.folded.text
    told = _statement().match(text)
    stop = told and text.find("。", told.end())
    end = len(text) if stop in (None, -1) else stop
    times = [s for s in reading.spans if s.kind == "period" and told and told.start("basis") <= s.start < end]
    return _time_behind(told, reading, year) if len(times) == 1 else None


def _time_behind(told: re.Match[str] | None, reading: Reading, year: int | None) -> str | None:
    """The time written right behind what has been matched."""
    text = reading.folded.text
    times = (s for s in reading.spans if told and s.kind == "period" and s.start == told.end())
    return next((period_of(text[s.start : s.end], year) for s in times), None)


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"{_HEADING}(?:截[至止]到?)?(?=20\d\d)")


@cache
def _statement() -> re.Pattern[str]:
    words = document_words()["data_basis"]
    others = one_of(words["of_money"])
    told, bases = one_of(words["told_here"]), one_of(words["all"])
    return re.compile(
        rf"{_HEADING}(?![^。；;，,\d]*?{others})[^。；;，,：:\d]{{0,14}}?{told}[^。；;，,：:\d]{{0,6}}?[，,]?{bases}?"
        rf"(?P<basis>{one_of([*words['until'], *words['by']])})(?=20\d\d[^。；;，,]{{0,24}}?{one_of(words['given_as'])})"
    )
