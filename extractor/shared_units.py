"""Numbers without a unit that have the unit of a figure beside them: 46、26所, 在校生3.2万人（小学2.1万、初中1.1万）.

Takes a text, its spans and the figures read of them; gives the figures with those that such numbers make.
"""

from __future__ import annotations

import re

from extractor.figures import Figure, read_figure
from extractor.spans import Span

_SAME_UNIT = ("、", "和", "与", "及", "至", "到")
"""Between two numbers that have their unit in common."""
_BRACKET = re.compile(r"[(（][^()（）。；;]{4,160}[)）]")
_NAME = re.compile(r"[、，,]?(?:[其]中[，,：:]?)?(?![一-龥]*(?:率|系数|比|均|每|值|分|第|占|增|减|差))[一-龥]{2,8}")
"""Whose part it is, and nothing that is measured."""


def share_units(text: str, spans: list[Span], figures: list[Figure]) -> list[Figure]:
    """The figures in order, with those that have their unit from the end of their list or from the whole in front of their bracket."""
    return _in_brackets(text, spans, _in_lists(text, spans, figures))


def _in_lists(text: str, spans: list[Span], figures: list[Figure]) -> list[Figure]:
    """46、26所, 从45到50个: a bare number takes the unit of the figure that ends its list, or that it changes to."""
    have = {f.start for f in figures}
    for span, following in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=False):
        if span.kind != "bare" or span.start in have or text[span.end : following.start].strip() not in _SAME_UNIT:
            continue
        model = next((f for f in figures if f.start == following.start), None)
        if model is not None and _has_unit(model) and (figure := _with_unit_of(model, span, text)):
            figures.append(figure)
            have.add(figure.start)
    return sorted(figures, key=lambda f: f.start)


def _in_brackets(text: str, spans: list[Span], figures: list[Figure]) -> list[Figure]:
    """图书86万册（小学52万、初中34万）: parts in a bracket, each a name and a bare number, are counted as the whole in front of it."""
    found = {f.start: f for f in figures}
    for whole in figures:
        bracket = _BRACKET.match(text, whole.end)
        if bracket is None or not _has_unit(whole):
            continue
        parts = [s for s in spans if bracket.start() < s.start < bracket.end()]
        if _are_bare_parts(text, bracket, parts):
            made = [_with_unit_of(whole, span, text) for span in parts]
            if all(part is not None and _may_be_part(part, whole, text) for part in made):
                found |= {part.start: part for part in made if part is not None}
    return sorted(found.values(), key=lambda f: f.start)


def _are_bare_parts(text: str, bracket: re.Match[str], parts: list[Span]) -> bool:
    """The bracket lists two parts or more, and holds nothing but names and their numbers."""
    ends = [bracket.start() + 1, *(s.end for s in parts)]
    names = (_NAME.fullmatch(text, end, span.start) for end, span in zip(ends, parts, strict=False))
    bare = all(s.kind == "bare" and not s.upper[1] for s in parts)
    return len(parts) > 1 and bare and ends[-1] == bracket.end() - 1 and all(names)


def _may_be_part(part: Figure, whole: Figure, text: str) -> bool:
    """Not above the whole, and written in 万 where the whole is: 投入8600万元（中央5000、省级3600） leaves open what is meant."""
    scaled = [any(scale in text[f.start : f.end] for scale in "万亿") for f in (whole, part)]
    if (scaled[0] and not scaled[1]) or (whole.step == 0 and part.value != int(part.value or 0)):
        return False
    return part.value is not None and whole.value is not None and 0 < part.value <= whole.value


def _has_unit(figure: Figure) -> bool:
    return figure.span.unit[0] < figure.span.unit[1] and not figure.masked


def _with_unit_of(model: Figure, span: Span, text: str) -> Figure | None:
    return read_figure(text, Span(span.start, span.end, "figure", "shared_unit", span.number, model.span.unit))
