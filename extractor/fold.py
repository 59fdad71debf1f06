"""Fold and repair a paragraph before anything is matched in it, always with a map back to the raw text.

Folding replaces characters one for one (full width to half width, Traditional to Simplified). Repairing deletes or
replaces what damage put into a number: line breaks, page marks, spaces, OCR's letters for digits, a lost decimal point.
The raw text itself is never changed: evidence is cut out of it by the map. The units behind a damaged number are in
repairs.yaml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from extractor.wordlists import one_of
from models.loading import load_data

_WIDE = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in ",;!?'\"<>[]"}
_ONE_TO_ONE = (
    _WIDE
    | dict.fromkeys("∶﹕ː꞉", ":")
    | dict.fromkeys("〜∼˜", "~")
    | dict.fromkeys("–―─－−‐‑", "-")
    | dict.fromkeys("\u00a0\u3000\u2002\u2003\u2009\u202f\t", " ")
    | {"﹪": "%", "㎡": "㎡", "●": "○", "﹒": "."}
)
_TO_FOLD = re.compile(f"[{re.escape(''.join(_ONE_TO_ONE))}]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u0002]")
_ROMANIZATION = re.compile(r"\((?<=[㐀-鿿豈-﫿]\()[a-zà-ÿ\u0101-\u01dc]{1,6}\)")
_TRADITIONAL = re.compile(
    "[來報時關產問費貧義務發學縣區師萬億個實資達為東業與類團齊標準補職員額間處數縮據認檢總體檔勞優質設購"
    "別隨遷兒級種餘護衛樓館場積幾裝備圖書電腦網齡離鄉鎮黨]"
)
_LINE_BREAK = re.compile(r"[ \r\n](?:(?<=\n)|[ \r]*\n)[ ]*")
"""A line end with the spaces around it, which begins with one set of characters: such places are found at once."""
_BLANK = r"[^\S\r\n]*"
PAGE_FOOT = rf"[—–－-]{{1,2}}{_BLANK}\d{{1,4}}{_BLANK}[—–－-]{{1,2}}"
"""The foot of a page on a line of its own: — 3 —, as it is typed and as it is folded."""
_MEASURES = "万亿元个人名所平亩年公米倍分间台册套岁"
_MEASURED = rf"[{_MEASURES}](?<!人(?=[员事均才数大民]))(?<!个(?=[别体人]))(?<!名(?=[师校单称]))(?<!所(?=[有在属]))(?<!年(?=[级度龄均]))" + (
    "(?<!公(?=[^里顷斤]))(?<!分(?=[层类工析级管步解布配担]))(?<!台(?=账))(?<!平(?=[安均台衡]))"
)
"""What is counted, and no noun that a title may begin with: 46.5 岁, but 1.2 人员配备."""
_ITEM_NUMBER = rf"\d{{1,2}}(?: ?[、.．)）](?!\d)|(?:\.\d{{1,2}}){{1,3}} (?![{_MEASURES}]))"
_TYPED_BLANK = re.compile(
    rf" (?:(?<=[一-龥，,；;：:、（(] )(?<!\d[,、] )(?<![一二三四五六七八九十]、 )(?=\d)(?!{_ITEM_NUMBER})"
    r"|(?<=[\d%] )(?<!^\d )(?<!^\d\d )(?<!\.\d )(?<!\.\d\d )(?=[一-龥])"
    rf"|(?<=\d\.\d )(?<!^\d\.\d )(?<!^\d\d\.\d )(?={_MEASURED})|(?<=\.\d\d )(?<!^\d\.\d\d )(?<!^\d\d\.\d\d )(?={_MEASURED})"
    r"|(?<=[一-龥\d%] )(?=[，,；;、。）)])|(?<=[，；、（(] )(?=[一-龥]))"
)
"""A blank that a typist put between words, figures and marks: 共有 12 所学校 。 Those beside the number of an item stay."""
_ROW = re.compile(r"\d \d")
"""Figures beside figures: the line may be a row of columns, whose blanks part its cells."""
_LEAD_MARK = re.compile(rf"(\d{{1,3}})[ ]?[、.]|{PAGE_FOOT}")

_PLAIN_NUMBER = re.compile(r"[0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]+)?%?")
"""Most table cells: nothing to fold or repair."""
_BEHIND_DIGIT = r"\.?[OIlo]|[ ]?\.[ ]\d|[ ]\.?\d|[、.,][ ]?\.|[、。·•，'][ ]?\d|,[ ]?\d"
_BEHIND_LETTER = r"[\dOIlo.|]"
_DIGIT_DAMAGE = re.compile(rf"[\dOIlo](?:(?<=\d)(?:{_BEHIND_DIGIT})|(?<=[OIlo]){_BEHIND_LETTER})")
"""What each repair has in it: where this is not found, and it seldom is, none need be tried."""
_LETTERS = str.maketrans("OoIl|", "00111")
_Repair = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


class Folded(NamedTuple):
    """A paragraph as it is matched. `text[i]` stands for raw[offsets[i]:offsets[i + 1]], of the whole document."""

    text: str
    start: int
    offsets: Sequence[int]
    repaired: tuple[tuple[int, int], ...] = ()
    """Spans of `text` that repair has touched, in order and apart from each other."""

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of text[start:end]: from its first to behind its last character, whatever was cut out between."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]

    def is_repaired(self, start: int, end: int) -> bool:
        before = bisect_left(self.repaired, (end, end))  # those that begin before the end
        return before > 0 and start < self.repaired[before - 1][1]

    def position(self, raw_offset: int) -> int:
        """Where a raw offset stands in the folded text."""
        return bisect_left(self.offsets, raw_offset)


def fold(raw: str, start: int, end: int, page_marks: frozenset[int] = frozenset()) -> Folded:
    """Fold raw[start:end]. `page_marks` are raw offsets at which a web library's page number was put into the text."""
    text = raw[start:end]
    if _PLAIN_NUMBER.fullmatch(text):
        return Folded(text, start, range(start, end + 1))
    text = _TO_FOLD.sub(lambda m: _ONE_TO_ONE[m[0]], text)  # few characters need it: translate() would look each one up
    editor = _Editor(text, start)
    if "\n" in text:
        editor.apply(_LINE_BREAK, lambda m: "", damage=False)
        editor.drop_marks(page_marks)
    if not text.isascii():
        if _INVISIBLE.search(text):
            editor.apply(_INVISIBLE, lambda m: "", damage=False)
        if _TRADITIONAL.search(editor.text):
            editor.apply(_ROMANIZATION, lambda m: "", damage=False)
            editor.text = simplified(editor.text)
    if _DIGIT_DAMAGE.search(editor.text):
        for pattern, repair in _repairs():
            editor.apply(pattern, repair, damage=True)
    if " " in editor.text and not _ROW.search(editor.text):
        editor.apply(_TYPED_BLANK, lambda m: "", damage=False)
    return editor.folded(start, end)


@cache
def _repairs() -> tuple[_Repair, ...]:
    """What is mended, in this order: the pattern of the damage and what takes its place."""
    data = load_data("repairs.yaml", "extractor")
    ahead = rf"(?=[ ]?(?:[百千]?[万亿]|{one_of(data['units'])}))"
    decimal_ahead = rf"(?=[ ]?(?:[万亿]|{one_of(data['decimal_units'])}))"
    area_ahead = rf"(?=[ ]?(?:[万亿]元|{one_of(data['area_units'])}))"
    stop_ahead = rf"(?=[ ]?(?:[万亿]?{one_of(data['stop_units'])}))"
    points = (*_point_repairs(decimal_ahead, area_ahead, stop_ahead), *_lost_points(data))
    return (*_letter_repairs(ahead), *points, *_gap_repairs(ahead))


def _letter_repairs(ahead: str) -> tuple[_Repair, ...]:
    """IOO, l2, 1O3, O.05: letters that OCR put for digits."""
    return (
        (
            re.compile(rf"(?<![A-Za-z0-9.])(?=[OoIl0-9]*[OoIl])[0-9OoIl|]{{2,}}(?:\.[0-9OoIl]+)?{ahead}"),
            lambda m: m[0].translate(_LETTERS),
        ),
        (re.compile(r"(?<![A-Za-z0-9.])[Oo](?=\.\d)"), lambda m: "0"),
        (re.compile(rf"(?<=\d\.)[OoIl0-9]*[OoIl][OoIl0-9]*{ahead}"), lambda m: m[0].translate(_LETTERS)),
    )


def _point_repairs(decimal_ahead: str, area_ahead: str, stop_ahead: str) -> tuple[_Repair, ...]:
    """A decimal point with a space or a mark beside it, or another mark in its place."""
    return (
        # 0. 50, 12 .5: a space at the decimal point; 2、.1 and 3..5: a mark beside it
        (re.compile(r"(?<=\d)[ ]?\.[ ](?=\d)|(?<=\d)[ ]\.(?=\d)|(?<=\d)[、.,][ ]?\.(?=\d)"), lambda m: "."),
        # 83、9% or 83。9%: another mark for the decimal point; 15、20% is a list and stays
        (re.compile(rf"(?<![\d.])(\d{{1,3}})[、。·•，'][ ]?(\d){decimal_ahead}"), lambda m: f"{m[1]}.{m[2]}"),
        (re.compile(rf"(?<![\d.])(\d{{1,3}})[。·•，'][ ]?(\d{{1,2}}){decimal_ahead}"), lambda m: f"{m[1]}.{m[2]}"),
        (re.compile(rf"(?<![\d.])(\d)、(\d{{2}}){area_ahead}"), lambda m: f"{m[1]}.{m[2]}"),
        # 136。66平方公里; 1,2亿元: no thousands comma has a single digit behind it
        (re.compile(rf"(?<![\d.])(\d{{1,4}})。(\d{{1,2}})(?!\d){stop_ahead}"), lambda m: f"{m[1]}.{m[2]}"),
        (re.compile(rf"(?<![\d.,])(\d{{1,3}}),(\d){decimal_ahead}"), lambda m: f"{m[1]}.{m[2]}"),
        (re.compile(r"(?<![\d.])0[、。·•，'][ ]?(\d{2,4})(?!\d)"), lambda m: f"0.{m[1]}"),
    )


def _lost_points(data: dict[str, list[str]]) -> tuple[_Repair, ...]:
    """A blank where the decimal point was: as one number the digits would be no share, no number of 万 and no area."""
    measured = rf"(?=[ ]?(?:{one_of(data['land_units'])}))"
    begin = r"(?<![\d.表图件第年月])(?!(?:19|20)\d\d[ ])"
    return (
        # 26 5%, 99 85%; but 10 0% and 8 8% are numbers torn in two
        (re.compile(rf"{begin}(?!10[ ]0(?!\d))(\d{{2}})[ ](\d{{1,2}})(?=[ ]?%)"), lambda m: f"{m[1]}.{m[2]}"),
        # 46 94万人
        (re.compile(rf"{begin}(\d{{2,3}})[ ](\d{{2}})(?=[万亿])"), lambda m: f"{m[1]}.{m[2]}"),
        # 1326 57平方公里
        (re.compile(rf"{begin}(\d{{3,4}})[ ](\d{{1,2}}){measured}"), lambda m: f"{m[1]}.{m[2]}"),
    )


def _gap_repairs(ahead: str) -> tuple[_Repair, ...]:
    """A number torn in two by a space, or by a thousands comma that is full-width or has a space behind it."""
    begin = r"(?<![\d.表图件第年月])"
    return (
        # 28 640人, 1 2个, 8 8.4%
        (re.compile(rf"{begin}(\d{{1,3}})[ ](\d{{3}}(?:\.\d+)?)(?!\d){ahead}"), lambda m: m[1] + m[2]),
        (re.compile(rf"{begin}(\d{{1,2}})[ ](\d{{1,2}}(?:\.\d+)?)(?![\d年.]|[ ]?月|[ ]?日){ahead}"), lambda m: m[1] + m[2]),
        # 小学7 960，初中3 880）: behind a word, with nothing to count it by
        (re.compile(r"(?<=[一-龥])(?<![表图件第年月号])(\d{1,3})[ ](\d{3})(?=[ ]?[，,；;。）)])"), lambda m: m[1] + m[2]),
        # 28，640人
        (re.compile(rf"(?<![\d.,，])(\d{{1,3}})(?:，|,[ ])(\d{{3}})(?!\d){ahead}"), lambda m: f"{m[1]},{m[2]}"),
    )


class _Editor:
    """Text with the raw offset of each of its characters, edited from left to right by one pattern at a time."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.offsets: Sequence[int] = range(start, start + len(text))
        self.touched: list[tuple[int, int]] = []  # raw spans

    def apply(self, pattern: re.Pattern[str], repair: Callable[[re.Match[str]], str], damage: bool) -> None:
        pieces: list[str] = []
        offsets: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = repair(match)
            if new == match[0]:
                continue
            a, b = match.span()
            pieces += [self.text[done:a], new]
            offsets += self.offsets[done:a]
            offsets += _spread(self.offsets[a:b], match[0], new)
            done = b
            if damage:
                self.touched.append((self.offsets[a], self.offsets[b - 1] + 1))
        if done:
            self.text = "".join(pieces) + self.text[done:]
            offsets += self.offsets[done:]
            self.offsets = offsets

    def drop_marks(self, page_marks: frozenset[int]) -> None:
        """Cut the page marks out; a number that one of them had split is one again, and counts as repaired."""
        for mark in sorted(page_marks, reverse=True):
            at = bisect_left(self.offsets, mark)
            if at < len(self.offsets) and self.offsets[at] == mark and (match := _LEAD_MARK.match(self.text, at)):
                a, b = match.span()
                if a and b < len(self.text) and self.text[a - 1] in "0123456789OIl" and self.text[b] in "0123456789.OIlM、":
                    self.touched.append((self.offsets[a], self.offsets[b - 1] + 1))
                self.text = self.text[:a] + self.text[b:]
                self.offsets = [*self.offsets[:a], *self.offsets[b:]]

    def folded(self, start: int, end: int) -> Folded:
        offsets: Sequence[int] = self.offsets
        offsets = range(start, end + 1) if isinstance(offsets, range) else [*offsets, end]
        spans: list[tuple[int, int]] = []
        for a, b in sorted(self.touched):
            low, high = bisect_left(offsets, a), bisect_left(offsets, b)
            low, high = (max(low - 1, 0), high + 1) if low == high else (low, high)
            if spans and low <= spans[-1][1]:
                low, high = spans[-1][0], max(spans.pop()[1], high)
            spans.append((low, high))
        return Folded(self.text, start, offsets, tuple(spans))


def _spread(old: Sequence[int], before: str, after: str) -> list[int]:
    """Raw offsets for the characters of a repaired piece: each keeps its own where it is kept, in order."""
    if len(before) == len(after):
        return list(old)
    found: list[int] = []
    at = 0
    for char in after:
        hit = before.find(char, at)
        if hit < 0:
            hit = min(at, len(before) - 1)
        found.append(old[hit])
        at = hit + 1
    return found


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def simplified(text: str) -> str:
    """A text in Traditional characters in Simplified ones, one for one: a conversion by phrases could change the length. Any other text
    stays as it is."""
    if not _TRADITIONAL.search(text):
        return text
    table: dict[str, str | int | None] = {c: s for c in set(text) if c > "\u3400" and len(s := _converter()(c)) == 1 and s != c}
    return text.translate(str.maketrans(table))


def page_marks(raw: str) -> frozenset[int]:
    """Offsets of the page numbers that stand in the text of a file: a page's foot (— 3 —) on a line of its own, and those that web
    libraries put at the head of a page: `2、`, `3 .`, counting up line by line.

    A number at the head counts only as part of a run from 2 upward of which at least half break into a sentence; a numbered list
    begins its items after a full stop and is left alone.
    """
    expected, found, broken = 1, [], 0
    for match in re.finditer(r"(?:\A|\n)[ ]*(\d{1,3})[ ]?[、.．]", raw):
        if int(match[1]) == expected:
            found.append(match.start(1))
            before = raw[: match.start()].rstrip()
            broken += bool(before) and before[-1] not in "。！？；：!?;:…\n"
            expected += 1
    feet = (match.start(1) for match in re.finditer(rf"(?:\A|\n){_BLANK}({PAGE_FOOT}){_BLANK}\r?(?=\n|\Z)", raw))
    return frozenset((*feet, *(found if len(found) >= 3 and broken * 2 >= len(found) - 1 else ())))
