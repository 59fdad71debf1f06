"""What a paragraph is by its wording alone, for files that do not say: heading, caption, note or body.

Takes the text of one paragraph. Decides no heading levels: 一、 and （一） are ranked where the context is known.
"""

from __future__ import annotations

import re

from extractor.blocks import ParagraphKind

_LONGEST_HEADING = 40
_LONGEST_CAPTION = 60
_HEADING = re.compile(r"第[一二三四五六七八九十百\d]+[章节部篇]|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）]")
_CAPTION = re.compile(r"(?:续|附)?[表图]\s*[\d一二三四五六七八九十]+(?:[-－—.．]\d+)*")
_NOTE = re.compile(r"(?:备?注|说明|数据来源|资料来源)\s*[:：]")
_MID_OR_END = tuple("。！？；：，、!?;:,.")


def kind_by_look(text: str) -> ParagraphKind:
    """The kind of a paragraph with this stripped text."""
    if _NOTE.match(text):
        return "note"
    if text.endswith(_MID_OR_END) or "\n" in text or "。" in text:
        return "body"
    if len(text) <= _LONGEST_HEADING and _HEADING.match(text):
        return "heading"
    if len(text) <= _LONGEST_CAPTION and _CAPTION.match(text) and not re.search("[，。,]", text):
        return "caption"
    return "body"
