"""Figures whose number was left out: 投入亿元, 占比%, 共有所学校, 教职工人. Looked for only in documents that leave blanks.

Takes folded text and the spans found in it; gives the spans with the blanks added. A blank's evidence is its unit. The
words are in masked.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.spans import Span, lists_units
from extractor.wordlists import one_of
from models.loading import load_data

_NUMERAL = "0-9零〇一二三四五六七八九十百千万亿两几数半多余每各这那某整第xX×*_.．"
"""What a number, or a word in place of one, may end in (within the brackets of a pattern)."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """masked.yaml, compiled. The group `unit` of the patterns is the unit that a blank left behind."""

    evident: re.Pattern[str]
    always: re.Pattern[str]
    counted: re.Pattern[str]
    at_head: re.Pattern[str]
    not_blank: re.Pattern[str]
    """Of the text up to a unit's end and on, at that end: the unit lacks nothing."""


def leaves_blanks(text: str) -> bool:
    """True where a document evidently has numbers left out: a share or an amount without its digits, XX人, **%."""
    return _rules().evident.search(text) is not None


def add_missing(text: str, spans: list[Span]) -> list[Span]:
    """`spans` and a masked span for each unit that stands without its number, in the order of the text."""
    kept = list(spans)
    for start, end in sorted(_blanks(text)):
        if not any(s.start < end and start < s.end for s in kept):
            kept.append(Span(start, end, "masked", "number_missing", (start, start), (start, end)))
    return sorted(kept, key=lambda s: s.start)


def _blanks(text: str) -> set[tuple[int, int]]:
    """The spans of the units that look as if their number were missing."""
    rules = _rules()
    always = {m.span("unit") for m in rules.always.finditer(text) if not _is_heading_unit(text, m.start())}
    counted = {m.span("unit") for m in rules.counted.finditer(text) if not rules.not_blank.match(text, m.end("unit"))}
    return always | counted | {m.span("unit") for m in rules.at_head.finditer(text)}


def _is_heading_unit(text: str, start: int) -> bool:
    """(万元), 单位：万元 and 单位：人、万元 name a unit and lack nothing."""
    return text[start - 1 : start] in ("(", "（", "：", ":", "/") or lists_units(text, start)


@cache
def _rules() -> _Rules:
    data = load_data("masked.yaml", "extractor")
    always = one_of(data["always"])
    return _Rules(
        evident=_evident(data["evident"]),
        always=re.compile(rf"(?<![{_NUMERAL}分])(?P<unit>{always}|[百千]?[万亿]元)(?!\d)"),
        counted=re.compile(rf"{one_of(data['before'])}(?P<unit>{one_of(data['units'])})(?={one_of(data['behind'])}|$)"),
        at_head=re.compile(rf"(?<=[,，；;。、])(?P<unit>{one_of(data['head_units'])})(?={one_of(data['behind_head'])})"),
        not_blank=_not_blank(data["not_blank"], data["not_blank_at_start"]),
    )


def _evident(words: dict[str, list[str]]) -> re.Pattern[str]:
    unit = rf"(?<![\d零一二三四五六七八九十百千两几数xX×*.．%]){one_of(words['units'])}"
    masks = rf"[\u4e00-\u9fff](?:[xX]{{2,}}|\*{{2,}}|×{{2,}})(?={one_of(words['behind_masks'])})"
    return re.compile(f"{unit}|{masks}|{one_of(words['counting'])}{one_of(words['behind_counting'])}")


def _not_blank(words: dict[str, list[str]], at_start: list[str]) -> re.Pattern[str]:
    forms = [rf"(?<={re.escape(word)})" + (f"(?!{one_of(unless)})" if unless else "") for word, unless in words.items()]
    forms += [rf"(?<=^{re.escape(word)})" for word in at_start]
    return re.compile("|".join(forms))
