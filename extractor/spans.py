"""Find every number of a folded text and say at once what it can be: a figure, or one of the forms of nonfacts.yaml.

Takes folded text, gives Spans in order, never overlapping, that together cover every run of digits and every
written-out Chinese number. Says nothing about meaning: indicator, period and the like are bound later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from models.loading import load_data
from models.units import load_units

CHINESE = "零〇○一二三四五六七八九十百千万亿两"
MASK = r"(?:[xX×]{1,8}|\*{1,8}|_{2,8}|…{1,3}|○{2,6}|□{1,6})"
_HEDGE = "余多几来"
_NOT_AFTER = {
    "分": "钟之别校布类开级层工管支享析解配流组担批期", "成": "立功长为效果员绩都熟才就人型套品", "元": "旦素宵件月", "M": "A-Za-z", "G": "A-Za-z",
    "年": "级制", "日": "常", "周": "边围", "天": "下", "班": "主子委", "部": "门队分", "本": "科书", "条": "例件", "面": "积", "期": "间",
    "户": "籍", "家": "长校庭", "类": "别", "人": "民口才大员", "批": "评", "节": "约", "门": "类", "场": "地馆", "处": "理", "项": "目",
    "片": "区", "组": "织", "位": "于", "名": "校优列师", "乡": "村镇", "所": "示有以在需属谓说述得",
}  # fmt: skip
"""Characters behind a unit that make it another word: 元旦, 人均, 分别."""


@dataclass(frozen=True, slots=True)
class Span:
    """A number in its surroundings: `kind` is a ledger kind, or `figure`, `bare` or `masked` for what may be a fact.

    `number` and `unit` are spans of a figure's number and unit; `upper` that of the second number of a range.
    """

    start: int
    end: int
    kind: str
    form: str
    number: tuple[int, int] = (0, 0)
    unit: tuple[int, int] = (0, 0)
    upper: tuple[int, int] = (0, 0)


def find_spans(text: str) -> list[Span]:
    """All numbers of `text`, left to right."""
    master, forms = _master()
    quoted = _quoted_numerals(text)
    spans: list[Span] = []
    at, end = 0, len(text)
    while match := master.search(text, at, end):
        span = _span(match, forms, quoted)
        if span is None or span.end == span.start:
            at = match.start() + 1
            continue
        spans.append(span)
        at = span.end
    return spans


def _span(match: re.Match[str], forms: dict[str, tuple[str, str]], quoted: set[int]) -> Span | None:
    group = match.lastgroup or ""
    start, end = match.span()
    if group in forms:
        kind, name = forms[group]
        return Span(start, end, kind, name)
    if group == "figure":
        return _figure(match, quoted)
    if group == "share":
        return Span(start, end, "figure", "share", (start, end), (end, end))
    if group == "doubling":
        return Span(start, end, "figure", "doubling", (start, end), (end, end))
    if group == "ratio":
        return Span(start, end, "figure", "ratio", (start, end), (end, end))
    if group == "masked":
        return Span(start, end, "masked", "mask", match.span("mask"), match.span("mask_unit"))
    if group == "bare":
        return Span(start, end, "bare", "bare", (start, end), (end, end))
    return Span(start, end, "idiom", "word")


def _figure(match: re.Match[str], quoted: set[int]) -> Span:
    start, end = match.span()
    low = match["low"]
    if start in quoted and low[0] in CHINESE:
        return Span(start, end, "name", "quoted")
    if low[0] in "百千万亿" and not low.strip("百千万亿") and match["unit"] != "兆" and match.string[start - 1 : start] not in _BEFORE_ROUND:
        return _without_number(match)
    if low == "一" and _ONE_AS_ARTICLE.search(match.string, max(start - 3, 0), start):
        return Span(start, end, "idiom", "one")
    upper = match.span("high") if match["high"] else (0, 0)
    return Span(start, end, "figure", "figure", match.span("low"), match.span("unit"), upper)


_BEFORE_ROUND = tuple("近约上数几超逾过成")
_ONE_AS_ARTICLE = re.compile(r"(?:是|没有|无|每|任何|同|另|这|某|让|多建|哪|第|唯|为|成为|作为|当作|到|一名|一位|万|从|落下|掉队|放弃)$")


def _without_number(match: re.Match[str]) -> Span:
    """亿元 behind a verb has lost its number and is masked; 千名 as such is a phrase."""
    start, end = match.span()
    if match["unit"] != "元" or match.string[start - 1 : start] in ("", "：", ":", "(", "（", "位", "以", "／", "/"):
        return Span(start, end, "idiom", "round_word")
    return Span(start, end, "masked", "number_missing", (start, start), (start, end))


def _quoted_numerals(text: str) -> set[int]:
    """Places inside short quotation marks and titles: a Chinese numeral there belongs to a name (“三个课堂”)."""
    found: set[int] = set()
    for match in re.finditer(r"[“‘「『]([^“”‘’「」『』]{1,11})[”’」』]|《([^《》]{1,40})》", text):
        found.update(range(match.start(), match.end()))
    return found


@cache
def _master() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    data = load_data("nonfacts.yaml", "extractor")
    macros = dict(data["macros"])
    macros["Y"] = macros["Y"].format(**macros)
    forms: dict[str, tuple[str, str]] = {}
    parts: list[str] = []
    for i, entry in enumerate(data["forms"]):
        forms[f"form{i}"] = (entry["kind"], entry["name"])
        parts.append(f"(?P<form{i}>{entry['form'].format(**macros)})")
    parts += _figure_parts()
    begin = rf"(?=[0-9{CHINESE}几数xX×*_…□\[〔【（(〖“\"‘hw每翻])"
    return re.compile(begin + "(?:" + "|".join(parts) + ")"), forms


def _figure_parts() -> list[str]:
    number, unit = number_pattern(), unit_pattern()
    masked_unit = unit_pattern(without=_PLACE_LIKE)
    return [
        rf"(?P<share>(?:百|千|{_cn()})分之(?:[0-9]+(?:\.[0-9]+)?|{_cn()}(?:点{_cn()})?)[{_HEDGE}]?(?![0-9]))",
        r"(?P<doubling>翻了?[一两二三四五0-9]番)",
        r"(?P<ratio>(?<![0-9.:])[0-9]+(?:\.[0-9]+)?(?:\s?:\s?[0-9]+(?:\.[0-9]+)?)+(?![0-9.:]))",
        rf"(?P<figure>(?P<low>{number})(?:\s?(?:{unit})?\s?[-~—～至]+\s?(?P<high>{number}))?\s?(?P<unit>{unit}))",
        rf"(?P<masked>(?P<mask>{MASK})\s?(?P<mask_unit>[百千]?[万亿]?(?:{masked_unit})))",
        r"(?P<bare>(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?:[百千]?[万亿])?)",
        rf"(?P<word>{_cn()})",
    ]


_PLACE_LIKE = frozenset(["年", "日", "村", "镇", "乡", "社区", "街道", "班", "M", "G", "分", "天", "周", "米", "成", "期", "届", "部", "本", "家", "学年", "节", "类"])
"""Units that behind XX belong to a name or a date: XX镇, XX年."""


def _cn() -> str:
    return f"[{CHINESE}]+"


def number_pattern() -> str:
    """One number as written: Arabic, Chinese or mixed, with its scale word and a 余 or 多 inside it."""
    arabic = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
    scale = rf"[{_HEDGE}]?\s?(?:[十百千]?[万亿]+|[百千])"
    chinese = rf"(?:[几数]?{_cn()}(?:点{_cn()})?(?:[{_HEDGE}][十百千万亿]*)?)"
    return rf"(?:{arabic}(?:\s?{scale}(?:[0-9{CHINESE}]*[千百十])?)?[{_HEDGE}]?|{chinese})"


@cache
def unit_pattern(without: frozenset[str] = frozenset()) -> str:
    """All written units, longest first, each with what must not follow it (元 before 旦 is no money)."""
    pieces = []
    for text in sorted(load_units().units.keys() - without, key=lambda t: (-len(t), t)):
        after = _NOT_AFTER.get(text, "")
        pieces.append(re.escape(text) + (f"(?![{after}])" if after else ""))
    return "(?:" + "|".join(pieces) + ")"

