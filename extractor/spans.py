"""Find every number of a folded text and say at once what it can be: a figure, or one of the forms of nonfacts.yaml.

Takes folded text, gives Spans in order, never overlapping, that together cover every run of digits and every
written-out Chinese number. Says nothing about meaning: indicator, period and the like are bound later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from models.loading import load_data
from models.units import load_units

CHINESE = "零〇○一二三四五六七八九十百千万亿两"
MASK = r"(?:[xX×]{1,8}|\*{1,8}|_{2,8}|…{1,3}|○{2,6}|□{1,6})"
_HEDGE = "余多几来"


class Span(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The words of nonfacts.yaml that decide by what stands beside a number whether it is one."""

    one_after: tuple[str, ...]
    round_after: tuple[str, ...]
    unit_after: tuple[str, ...]
    names_behind_masks: frozenset[str]


def find_spans(text: str, section: int = 0) -> list[Span]:
    """All numbers of `text`, left to right. `section`: where the number of a section ends that the text begins with."""
    master, forms = _master()
    quoted = _quoted_numerals(text)
    spans = [Span(0, section, "ordinal", "section")] if section else []
    at, end = section, len(text)
    while match := master.search(text, at, end):
        span = _span(match, forms, quoted)
        if span.end == span.start:
            at = match.start() + 1
            continue
        spans.append(span)
        at = span.end
    return spans


def _span(match: re.Match[str], forms: dict[str, tuple[str, str]], quoted: set[int]) -> Span:
    """The span of a match of the master pattern, by the group that has matched; `forms` are kind and name by group."""
    group = match.lastgroup or ""
    start, end = match.span()
    if group in forms:
        kind, name = forms[group]
        return Span(start, end, kind, name)
    if group == "figure":
        return _figure(match, quoted)
    if group == "from":
        return _parted(match, group, (0, 0))
    if group in ("between", "up_to"):
        return _parted(match, group, match.span(f"{group}_high"))
    if group == "decimals":
        return _decimals(match)
    if group in ("share", "tenths", "doubling", "ratio"):
        return Span(start, end, "figure", group, (start, end), (end, end))
    if group == "masked":
        return Span(start, end, "masked", "mask", match.span("mask"), match.span("mask_unit"))
    if group in ("bare", "zero"):
        return Span(start, end, "bare", group, (start, end), (end, end))
    return Span(start, end, "idiom", "word")


def _figure(match: re.Match[str], quoted: set[int]) -> Span:
    """A number with its unit, if what stands around it does not make it a name, an article or a phrase."""
    start, end = match.span()
    low = match["low"]
    if start in quoted and low[0] in CHINESE:
        return Span(start, end, "name", "quoted")
    words = _surroundings()
    if not low.strip("百千万亿") and match["unit"] != "兆" and not match.string.endswith(words.round_after, 0, start):
        return _without_number(match)
    if low == "一" and match.string.endswith(words.one_after, 0, start):
        return Span(start, end, "idiom", "one")
    upper = match.span("high") if match["high"] else (0, 0)
    return Span(start, end, "figure", "figure", match.span("low"), match.span("unit"), upper)


def _parted(match: re.Match[str], group: str, upper: tuple[int, int]) -> Span:
    """A range by its groups, or with `upper` (0, 0) its first number alone; bare where it has no unit."""
    start, end = match.span()
    unit = match.span(f"{group}_unit")
    kind, unit = ("figure", unit) if unit[0] < unit[1] else ("bare", (end, end))
    return Span(start, end, kind, kind, match.span(f"{group}_low"), unit, upper)


def _decimals(match: re.Match[str]) -> Span:
    """0.18-0.43 is a range; of 0.47-0.21 each is a figure of its own."""
    low, high = match.span("decimals_low"), match.span("decimals_high")
    if float(match["decimals_low"]) < float(match["decimals_high"]):
        return Span(match.start(), match.end(), "bare", "bare", low, (match.end(), match.end()), high)
    return Span(*low, "bare", "bare", low, (low[1], low[1]))


def _without_number(match: re.Match[str]) -> Span:
    """亿元 behind a verb has lost its number and is masked; 千名 as such is a phrase."""
    start, end = match.span()
    named = match.string.endswith(_surroundings().unit_after, 0, start) or lists_units(match.string, start)
    if match["unit"] != "元" or not start or named:
        return Span(start, end, "idiom", "round_word")
    return Span(start, end, "masked", "number_missing", (start, start), (start, end))


def lists_units(text: str, start: int) -> bool:
    """（单位：人、万元）: what begins at `start` is one of a list of units, and lacks no number."""
    return text[start - 1 : start] in _LISTING and _units_before().search(text, max(start - _LONGEST_LIST, 0), start) is not None


_LISTING = frozenset("、，,；;/／ \u3000")
_LONGEST_LIST = 40


@cache
def _units_before() -> re.Pattern[str]:
    return re.compile(rf"(?:[(（]|单位\s*[:：为是])\s*(?:[十百千]?[万亿]?{unit_pattern()}(?:\s*[、，,；;/／]\s*|\s+))+$")


_OPENING_QUOTE = re.compile(r"[“‘「『《]")
_QUOTED = re.compile(r"[“‘「『]([^“”‘’「」『』]{1,11})[”’」』]|《([^《》]{1,40})》")


def _quoted_numerals(text: str) -> set[int]:
    """Places inside short quotation marks and titles: a Chinese numeral there belongs to a name (“三个课堂”)."""
    found: set[int] = set()
    if not _OPENING_QUOTE.search(text):  # most texts have none, and this is found at once
        return found
    for match in _QUOTED.finditer(text):
        found.update(range(match.start(), match.end()))
    return found


@cache
def _surroundings() -> _Surroundings:
    words = load_data("nonfacts.yaml", "extractor")["surroundings"]
    one, scale, unit = (tuple(words[key]) for key in ("one_after", "round_after", "unit_after"))
    return _Surroundings(one, scale, unit, frozenset(words["names_behind_masks"]))


@cache
def _master() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """One pattern for all that a number can be, the forms of nonfacts.yaml first, and kind and name of each form's group.

    The group that names a part stands empty behind it: a part that began with its group would be entered before its
    first character is looked at, and there are seventy parts to try at each number.
    """
    data = load_data("nonfacts.yaml", "extractor")
    macros = dict(data["macros"])
    macros["Y"] = macros["Y"].format(**macros)
    forms = {f"form{i}": (entry["kind"], entry["name"]) for i, entry in enumerate(data["forms"])}
    patterns = {f"form{i}": entry["form"].format(**macros) for i, entry in enumerate(data["forms"])} | _figure_patterns()
    begin = rf"(?=[0-9{CHINESE}几数xX×*_…□\[〔【（(〖“\"‘hw每翻])"
    any_part = "|".join(f"(?:{pattern})(?P<{group}>)" for group, pattern in patterns.items())
    return re.compile(f"{begin}(?:{any_part})"), forms


def _figure_patterns() -> dict[str, str]:
    """What is tried where no form of nonfacts.yaml matches, by the name of its group."""
    number, unit = number_pattern(), unit_pattern()
    masked_unit = unit_pattern(without=_surroundings().names_behind_masks)
    decimal = r"[0-9]{1,2}\.[0-9]+"
    return {
        **_range_patterns(),
        "share": rf"(?:百|千|{_cn()})分之(?:[0-9]+(?:\.[0-9]+)?|{_cn()}(?:点{_cn()})?)[{_HEDGE}]?(?![0-9])"
        r"|(?<![0-9/.])[1-9]/[2-9](?![0-9/])(?=[多强弱]|以[上下]|左右|的(?!比例尺)|[，,。；;、）)]|$)",
        "tenths": r"[两一二三四五六七八九]成[一二三四五六七八九半](?![0-9十百千万亿个名所])",
        "doubling": r"翻了?[一两二三四五0-9]番",
        "ratio": r"(?<![0-9.])(?:(?<!:)|(?<=比:))[0-9]+(?:\.[0-9]+)?(?:\s?:\s?[0-9]+(?:\.[0-9]+)?)+(?![0-9.:])"
        r"|(?<![0-9.:])(?:1\s?比\s?[0-9]+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?\s?比\s?1)(?![0-9.:])",
        "figure": rf"(?P<low>{number})(?:\s?(?:{unit})?\s?[-~—～至]+\s?(?P<high>{number}))?\s?(?P<unit>{unit})",
        "masked": rf"(?P<mask>{MASK})\s?(?P<mask_unit>[百千]?[万亿]?(?:{masked_unit}))",
        "zero": r"(?<=[为是至到达在率])[0零](?=[，,。；;、）)”的和与或以]|$)",
        "decimals": rf"(?<![从由自0-9.])(?P<decimals_low>{decimal})\s?[-~—～至]\s?(?P<decimals_high>{decimal})(?![0-9.])",
        "bare": rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?:[{_HEDGE}]?[百千]?[{_HEDGE}]?[万亿])?",
        "word": _cn(),
    }


def _range_patterns() -> dict[str, str]:
    """What the figure's own pattern does not see of ranges: 45到50人, 0.21至0.47之间; and 从45至50个, which is none."""
    number, unit = number_pattern(), unit_pattern()
    to = rf"\s?(?:{unit})?\s?[到至~-]\s?"
    # Few numbers have another behind them: a look at the characters spares the rest the long patterns.
    ahead = rf"(?=[0-9.,{CHINESE}几]++[^0-9，。；、,]{{0,5}}?[到至~-])"
    staff = r"(?![^，。；,;]{0,12}(?:组成|构成))"  # 由3至5名专家组成
    return {
        "from": rf"(?<=[从由自])(?P<from_low>{number})(?:\s?(?P<from_unit>{unit}))?(?=\s?[至到]\s?[0-9]){staff}",
        "between": rf"(?<![从由自]){ahead}(?P<between_low>{number}){to}(?P<between_high>{number})"
        rf"(?:\s?(?P<between_unit>{unit}))?(?=之间|不等)",
        "up_to": rf"(?<![从由自增减加少高低升降]){ahead}(?P<up_to_low>{number})到(?P<up_to_high>{number})\s?(?P<up_to_unit>{unit})",
    }


def _cn() -> str:
    """A run of Chinese numerals."""
    return f"[{CHINESE}]+"


def number_pattern() -> str:
    """One number as written: Arabic, Chinese or mixed, with its scale word and a 余 or 多 inside it."""
    arabic = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
    scale = rf"[{_HEDGE}]?\s?(?:[十百千]?[{_HEDGE}]?[万亿]+|[百千])"
    chinese = rf"(?:(?:[几数](?=[十百千万亿]))?{_cn()}(?:点{_cn()})?(?:[{_HEDGE}][十百千万亿]*)?)"
    lower = rf"(?:[0-9]+(?:\.[0-9]+)?[十百千]?万|[0-9{CHINESE}]*[千百十]|[0-9]{{3,4}}(?![0-9]))"  # 1亿2千万, 3万2千, 3万2000
    return rf"(?:{arabic}(?:\s?{scale}{lower}?)?[{_HEDGE}]?|{chinese})"


@cache
def unit_pattern(without: frozenset[str] = frozenset()) -> str:
    """All written units, longest first, each with what must not follow it (元 before 旦 is no money).

    Grouped by their first characters, which are looked at together before any unit is tried: most numbers are tried with
    units at several places, at most of which stands none.
    """
    units = load_units().units
    endings: dict[str, list[str]] = {}
    for text in sorted(units.keys() - without, key=lambda t: (-len(t), t)):
        after = units[text].not_before
        endings.setdefault(text[0], []).append(re.escape(text[1:]) + (f"(?![{after}])" if after else ""))
    groups = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in endings.items())
    return f"(?=[{re.escape(''.join(endings))}])(?:{'|'.join(groups)})"
