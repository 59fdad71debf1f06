"""The outward forms by which a line is known: numbered heading, caption, note. Judges single texts, not layout."""

from __future__ import annotations

import re

_CHINESE = "一二三四五六七八九十百"
_ORDINALS = (
    rf"第[{_CHINESE}零〇\d]+[编章节条]",
    rf"[{_CHINESE}]+\s*[、.．]",
    rf"[（(][{_CHINESE}]+[）)]",
    r"[（(]\d{1,2}[）)]",
    r"\d{1,2}(?:[.．]\d{1,2}){1,3}(?=\s*[^\d\s.．%])",
    r"\d{1,2}\s*[、.．](?!\d)",
    r"[①-⑳]",
)
_NUMBERED = re.compile("|".join(_ORDINALS))
_HEADING_NUMBER = re.compile("|".join(_ORDINALS[:6]))
_CAPTION = re.compile(rf"续?[表图]\s*[\d{_CHINESE}]+(?:[-－—.．]\d+)*(?!\d)[^。；]*$")
_NOTE = re.compile(r"(?:注|备注|说明|数据来源|资料来源)\s*\d?\s*[:：]")
_FOOTNOTE = re.compile(r"[①-⑳]|\[\d+\]|〔\d+〕|\d{1,2}\s*(?=[^\d\s.．、%年月日所人个])")
_CONTINUED = re.compile(r"续\s*表|.*[（(]\s*续(?:表|上页)?\s*\d*\s*[）)]\s*$")
_SENTENCE_END = "。；;！？!?：:"
_HEADING_LENGTH = 40
_CAPTION_LENGTH = 60


def is_numbered(text: str) -> bool:
    return bool(_NUMBERED.match(text))


def is_numbered_heading(text: str) -> bool:
    """`二、资源配置情况` is; `（一）经费投入。2021年…` is a paragraph that begins with its heading."""
    return bool(_HEADING_NUMBER.match(text)) and is_short_title(text)


def is_short_title(text: str) -> bool:
    return len(text) <= _HEADING_LENGTH and not ends_sentence(text) and not any(c in text for c in "。；")


def ends_sentence(text: str) -> bool:
    return text[-1:] in tuple(_SENTENCE_END)


def is_caption(text: str) -> bool:
    return len(text) <= _CAPTION_LENGTH and bool(_CAPTION.match(text))


def is_note(text: str) -> bool:
    return bool(_NOTE.match(text))


def is_footnote(text: str) -> bool:
    return bool(_FOOTNOTE.match(text))


def is_continuation_mark(text: str) -> bool:
    """`续表1`, `（续表）`, `表2 各校指标（续）`: the table above goes on."""
    return len(text) <= _CAPTION_LENGTH and bool(_CONTINUED.match(text))
