"""The caption of a table, or the sentence that leads to it: the last such line above."""

from __future__ import annotations

import re

from extractor.blocks import Paragraph

_LONGEST_CAPTION = 70
_UNITS_ALONE = re.compile(r"\s*[(（]?\s*(?:计量)?单位\s*[:：]")
_LEADING_ON = r"(?:[:：]|(?:[见如]下表|见表\s?\d{0,2}|[下附]表所示|如下)[。:：])\s*$"
_LEADS_ON = re.compile(_LEADING_ON)
_LONGEST_ENDING = 6
"""见表 12。: characters of such an ending at most."""
_LEAD_IN = re.compile(rf"[^。；;]{{4,{_LONGEST_CAPTION}}}{_LEADING_ON}")
"""The sentence that leads to a table below it: …。校际差异系数经复核，结果如下："""


class Captions:
    """The state of looking for captions, paragraph by paragraph."""

    def __init__(self) -> None:
        self.told = ""
        """The last short line before a table: 表1 …（单位：万元）."""
        self._was_one = False
        """Whether the paragraph entered last was such a line."""

    def enter(self, text: str, block: Paragraph) -> None:
        """Keep what may be the caption of the table that follows, or the sentence that leads to it; a line that tells but its units goes
        on with the line before."""
        short = block.kind == "caption" or (len(text) < _LONGEST_CAPTION and text[-1:] not in "。；;，,")
        lead_in = _lead_in(text)
        if lead_in is not None or (short and block.kind != "note"):
            told = lead_in or text
            self.told = f"{self.told} {told}" if self._was_one and _UNITS_ALONE.match(told) else told
        self._was_one = short or lead_in is not None


def _lead_in(text: str) -> str | None:
    if not _LEADS_ON.search(text.rstrip()[-_LONGEST_ENDING:]):
        return None  # most lines: without looking from each place of them
    found = _LEAD_IN.search(text, max(0, len(text) - _LONGEST_CAPTION))
    return found[0] if found and not _OPENS_REPORT.search(found[0]) else None


_OPENS_REPORT = re.compile("现[将就把][^。；;]{2,30}(?:报告|汇报|反馈|通报|总结|说明|介绍|公布)[^。；;，,]{0,4}如下")
"""复查组抽取了8个乡镇的19所学校，现将复查情况报告如下：leads to the whole report, and to no table in it."""
