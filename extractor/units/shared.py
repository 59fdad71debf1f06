"""Units that several numbers share: 46、26所, 从45到50个, 51.8万平方米（小学20.6万、中学31.2万）, 高级86人，中级214，初级132人.

Takes a text with its spans and the figures read so far; gives the figures with those that are written without a unit of their own.
"""

from __future__ import annotations

import re

from extractor.figures import Figure, read_figure
from extractor.numerals import parse_number
from extractor.spans import Span
from models.loading import load_data

_JOINED = ("、", "和", "与", "及", "至", "到")
"""Between two numbers that have their unit in common."""
_NUMBERS = ("figure", "bare", "masked")
"""What may be counted, and is no year or grade in the name of a part: 2014年81人, 四年级118人."""
_MOST = 24
"""Numbers of a list at most."""
_FEWEST = 2
"""Parts of a whole, at least, of which one is written without a unit."""
_OPENS = re.compile(r"[(（:：]|[—-]{1,2}|[，,](?=其中|包括|含)")
_ONLY_BESIDE = re.compile(r"[，,；;]")
"""在校生3200人，小学2100，初中1100: parts that no word tells, which must then make up the whole."""
_PLAIN_NAME = r"(?![一-龥]*(?:率|系数|比|均|每|值|分|第|占|增|减|差))[一-龥]{1,12}"
"""Whose part it is, and nothing that is measured."""
_NAME = rf"(?:(?:19|20)\d\d年度?(?:{_PLAIN_NAME})?|{_PLAIN_NAME})\s*"
_FIRST = re.compile(rf"(?:其中[:：，,]?|包括|含)?\s*{_NAME}")
_NEXT = re.compile(rf"(?:\s*(?:[、，,；;/+]|和|及)\s*|\s+){_NAME}")
_GLUED = re.compile(_NAME)
"""小学468初中274人: the next name without a mark in front, in parts that must then make up the whole."""
_INNER = re.compile(r"[(（][^()（）]*[)）]")
"""The parts of a part."""
_YEAR = r"(?:(?:19|20)\d\d年|今年|去年|前年|上年|本学期|上学期)(?:只有|降到|降至|增到|增至|[有为是仅剩]){0,2}"
_OF_YEAR = re.compile(rf"{_YEAR}\s*$")
_NEXT_YEAR = re.compile(rf"\s*[、，,；;]?\s*{_YEAR}\s*")
_CLOSES = re.compile(r"[)）。；;，,]|$")
_LIST_OPENS = re.compile(rf"(?:[(（:：]|其中[:：，,]?|分别有?)\s*{_NAME}$")
_LIST_BEGINS = re.compile(rf"(?:^|[(（:：，,。；;\n]|其中|分别有?)\s*{_NAME}$")
"""In front of the first number of a list, up to it; the second of one that has more than two."""
_REACH = 30
"""Characters before it that are looked at."""


def share_units(text: str, spans: list[Span], figures: list[Figure]) -> list[Figure]:
    """A bare number takes the unit of the figure that ends its list, or that it changes to, or whose part it is."""
    known = {f.start: f for f in figures}
    if not any(span.kind == "bare" for span in spans):
        return figures
    _from_behind(text, spans, known)
    listed = [span for span in spans if span.kind in _NUMBERS]
    places = {span.start: i for i, span in enumerate(listed)}
    for whole in figures:
        if _lends_unit(whole) and whole.unit != "%":
            place = places[whole.start] + 1
            known |= _parts(text, listed[place : place + _MOST], whole, known)
    for first in figures:
        known |= _year_by_year(text, listed[places[first.start] + 1 :][:_MOST], first) if _lends_unit(first) else {}
    for last in figures:
        place = places[last.start]
        if place and listed[place - 1].kind == "bare" and _writes_unit(last) and last.unit != "%":
            known |= _led_to(text, listed[max(0, place - _MOST) : place], last, known)
    return [known[start] for start in sorted(known)]


def _from_behind(text: str, spans: list[Span], known: dict[int, Figure]) -> None:
    """46 of 46、26所, the last of a list first; what follows may have been read only now."""
    for span, following in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=False):
        plain = span.start not in known or known[span.start].unit == "number"  # 1.2、1.5亿元
        if span.kind == "bare" and plain and text[span.end : following.start].strip() in _JOINED:
            model = known.get(following.start)
            if model is not None and _lends_unit(model) and (figure := _with_unit_of(model, span, text)):
                known[span.start] = figure


def _parts(text: str, spans: list[Span], whole: Figure, known: dict[int, Figure]) -> dict[int, Figure]:
    """The bare numbers of a bracket, or of a list that 其中 opens, each with the name of a part in front; nothing where one is no part."""
    opens = _OPENS.match(text, whole.end)
    opening = opens or _ONLY_BESIDE.match(text, whole.end)
    if opening is None or not spans:
        return {}
    at = opening.end()
    found: dict[int, Figure] = {}
    parts: list[Figure] = []
    told = opens is not None
    for span in spans:
        if span.start < at:
            continue
        if not (_NEXT if parts else _FIRST).fullmatch(text, at, span.start):
            if not parts or not _GLUED.fullmatch(text, at, span.start):
                break
            told = False
        part = _with_unit_of(whole, span, text) if span.kind == "bare" else known.get(span.start)
        if part is None or part.unit_text != whole.unit_text or not _may_be_part(part, whole, text):
            break
        found |= {span.start: part}
        parts.append(part)
        at = span.end
        if inner := _INNER.match(text, at):  # 复式班19（三年级11，四年级8）、五年级9
            within = [s for s in spans if at <= s.start < inner.end()]
            found |= _parts(text, within, part, known)
            at = inner.end()
        if len(parts) >= _FEWEST and sum(p.value or 0 for p in parts) == whole.value:
            told = True
            break
    return found if told and len(parts) >= _FEWEST and _CLOSES.match(text, at) else {}


def _year_by_year(text: str, spans: list[Span], first: Figure) -> dict[int, Figure]:
    """2020年71人，2021年66，2022年68，今年52: the bare numbers of the years behind one that has its year and its unit."""
    if not _OF_YEAR.search(text, max(0, first.start - _REACH), first.start):
        return {}
    found: dict[int, Figure] = {}
    at = first.end
    for span in spans:
        if span.kind != "bare" or not _NEXT_YEAR.fullmatch(text, at, span.start) or not _CLOSES.match(text, span.end):
            break
        figure = _with_unit_of(first, span, text)
        if figure is None or not _written_like(figure, first, text):
            break
        found[span.start] = figure
        at = span.end
    return found


def _led_to(text: str, spans: list[Span], last: Figure, known: dict[int, Figure]) -> dict[int, Figure]:
    """副高86，中级214，初级132人: the bare numbers of a list that begins behind a colon or the like, or with a figure of the same unit,
    and ends with `last`; nothing where one of the names is of what is counted in another unit."""
    found: dict[int, Figure] = {}
    at = last.start
    for span in reversed(spans):
        if not (name := _NEXT.fullmatch(text, span.end, at)) or _counted_otherwise(name[0], last):
            break
        first = known.get(span.start)
        if span.kind == "figure" and first is not None:
            return found if first.unit_text == last.unit_text and first.unit == last.unit else {}
        part = _with_unit_of(last, span, text) if span.kind == "bare" else None
        if part is None or not _written_like(part, last, text):
            return {}
        found |= {span.start: part}
        at = span.start
    opens = (_LIST_BEGINS if len(found) >= _FEWEST else _LIST_OPENS).search(text, max(0, at - _REACH), at) if found else None
    return found if opens and not _counted_otherwise(opens[0], last) else {}


def _counted_otherwise(name: str, figure: Figure) -> bool:
    """教学班46，学生1126人: what is counted in classes is no part of a list of persons."""
    nouns = load_data("words.yaml", "extractor")["units_of_nouns"]
    counted = "person" if figure.unit == "person_time" else figure.unit
    return any(unit != counted and name.rstrip().endswith(tuple(words)) for unit, words in nouns.items())


def _written_like(part: Figure, other: Figure, text: str) -> bool:
    """Whole numbers in a list of whole numbers, 万 in one of 万: 小学20、初中31万 leaves open what is meant; 省级620、县级1960万元 not."""
    marks = "." if other.unit == "CNY" and _scaled(part, text) <= _scaled(other, text) else ".万亿"
    return all((mark in text[part.start : part.end]) == (mark in text[other.start : other.end]) for mark in marks)


def _may_be_part(part: Figure, whole: Figure, text: str) -> bool:
    """Not above the whole, and written in 万 where the whole is; but nobody adds yuan up to 8600万元（中央5000、省级3600）."""
    if part.value is None or whole.value is None or not 0 <= part.value <= whole.value:
        return False
    alike = whole.unit == "CNY" or _scaled(whole, text) <= _scaled(part, text)
    return alike and (whole.step != 0 or part.value == int(part.value))


def _scaled(figure: Figure, text: str) -> bool:
    return any(scale in text[figure.start : figure.end] for scale in "万亿")


def _writes_unit(figure: Figure) -> bool:
    return figure.span.unit[0] < figure.span.unit[1] and not figure.masked


def _lends_unit(figure: Figure) -> bool:
    return bool(figure.unit_text) and not figure.masked


def _with_unit_of(model: Figure, span: Span, text: str) -> Figure | None:
    """分别投入120、260万元: the unit, and what its number is multiplied by."""
    if model.span.unit[0] == model.span.unit[1]:  # 在校生5600，其中小学3200、初中2400: by the noun alone
        written = text[span.start : span.end].replace(",", "")
        if not written.isdigit():
            return None
        return Figure(span.start, span.end, span, parse_number(written).value, None, model.unit, model.step, model.unit_text)
    return read_figure(text, Span(span.start, span.end, "figure", "shared_unit", span.number, model.span.unit))
