"""Units that several numbers share: 46、26所, 从45到50个, 51.8万平方米（小学20.6万、中学31.2万）, 补充教师286人（2014年81，2015年205）.

Takes a text with its spans and the figures read so far; gives the figures with those that are written without a unit of their own.
"""

from __future__ import annotations

import re

from extractor.figures import Figure, read_figure
from extractor.spans import Span

_JOINED = ("、", "和", "与", "及", "至", "到")
"""Between two numbers that have their unit in common."""
_FEWEST = 2
"""Parts of a whole, at least, of which one is written without a unit."""
_OPENS = re.compile(r"[(（:：]|[，,](?=其中|包括|含)")
_NAME = r"(?:(?:19|20)\d\d\s?年(?:秋季|春季|底)?\s*|(?![一-龥]*(?:率|系数|比|均|每|值|分|第|占|增|减|差))[一-龥]{1,12}\s*)"
"""Whose part it is or of when, and nothing that is measured."""
_FIRST = re.compile(rf"(?:其中[:：，,]?|包括|含)?\s*{_NAME}")
_NEXT = re.compile(rf"\s*(?:[、，,；;]|和|及)?\s*{_NAME}")
_CLOSES = re.compile(r"[)）。；;，,]|$")


def share_units(text: str, spans: list[Span], figures: list[Figure]) -> list[Figure]:
    """A bare number takes the unit of the figure that ends its list, or that it changes to, or whose part it is."""
    known = {f.start: f for f in figures}
    _from_behind(text, spans, known)
    places = {span.start: i for i, span in enumerate(spans)}
    for whole in figures:
        if _lends_unit(whole) and whole.unit != "%" and (opens := _OPENS.match(text, whole.end)):
            known |= _parts(text, spans[places[whole.start] + 1 :], opens.end(), whole, known)
    return [known[start] for start in sorted(known)]


def _from_behind(text: str, spans: list[Span], known: dict[int, Figure]) -> None:
    """46 of 46、26所, the last of a list first; what follows may have been read only now."""
    for span, following in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=False):
        if span.kind == "bare" and span.start not in known and text[span.end : following.start].strip() in _JOINED:
            model = known.get(following.start)
            if model is not None and _lends_unit(model) and (figure := _with_unit_of(model, span, text)):
                known[span.start] = figure


def _parts(text: str, spans: list[Span], at: int, whole: Figure, known: dict[int, Figure]) -> dict[int, Figure]:
    """The bare numbers of a bracket, or of a list that 其中 opens, each with the name of a part in front; nothing where one is no part."""
    found: dict[int, Figure] = {}
    parts = 0
    for span in spans:
        if span.kind == "period":  # 2014年81，2015年97: the name of a part
            continue
        if not (_NEXT if parts else _FIRST).fullmatch(text, at, span.start):
            break
        part = _with_unit_of(whole, span, text) if span.kind == "bare" else known.get(span.start)
        if part is None or part.unit_text != whole.unit_text or not _may_be_part(part, whole, text):
            break
        found |= {span.start: part}
        parts, at = parts + 1, span.end
    return found if parts >= _FEWEST and _CLOSES.match(text, at) else {}


def _may_be_part(part: Figure, whole: Figure, text: str) -> bool:
    """Not above the whole, and written in 万 where the whole is: 投入8600万元（中央5000、省级3600） leaves open what is meant."""
    if part.value is None or whole.value is None or not 0 <= part.value <= whole.value:
        return False
    scaled = [any(scale in text[f.start : f.end] for scale in "万亿") for f in (whole, part)]
    return scaled[0] <= scaled[1] and (whole.step != 0 or part.value == int(part.value))


def _lends_unit(figure: Figure) -> bool:
    return figure.span.unit[0] < figure.span.unit[1] and not figure.masked


def _with_unit_of(model: Figure, span: Span, text: str) -> Figure | None:
    return read_figure(text, Span(span.start, span.end, "figure", "shared_unit", span.number, model.span.unit))
