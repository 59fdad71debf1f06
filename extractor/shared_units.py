"""Units written once for several numbers: 46、26所, 从45到50个, 66.3万平方米（小学24.3万、中学42万）.

Takes the spans of a text and the figures read from them; gives the figures with those whose unit stands elsewhere.
"""

from __future__ import annotations

import re

from extractor.figures import Figure, read_figure
from extractor.spans import Span

_SAME_UNIT = ("、", "和", "与", "及", "至", "到")
"""Between two numbers that have their unit in common."""


def share_units(text: str, spans: list[Span], figures: list[Figure]) -> list[Figure]:
    """The figures in order, the numbers that share the unit of another among them."""
    by_start = {f.start: f for f in figures}
    _from_behind(text, spans, by_start)
    _from_whole(text, spans, by_start)
    return [by_start[start] for start in sorted(by_start)]


def _from_behind(text: str, spans: list[Span], by_start: dict[int, Figure]) -> None:
    """46、26所, 从45到50个: a bare number takes the unit of the figure that ends its list, or that it changes to."""
    for span, following in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=False):
        if span.kind == "bare" and span.start not in by_start and text[span.end : following.start].strip() in _SAME_UNIT:
            _give_unit(text, span, by_start.get(following.start), by_start)


def _from_whole(text: str, spans: list[Span], by_start: dict[int, Figure]) -> None:
    """66.3万平方米（幼儿园6.4万、小学24.3万、中学35.6万）: two or more numbers of one scale that divide the amount in front of them."""
    for i, span in enumerate(spans):
        whole = by_start.get(span.start)
        scale = _SCALE.search(text, span.start, span.unit[0]) if span.kind == "figure" and whole is not None else None
        if scale is None:
            continue
        run: list[Span] = []
        before = span
        for part in spans[i + 1 :]:
            gap = (_NEXT if run else _FIRST).fullmatch(text, before.end, part.start)
            if gap is None or not (_is_bare(text, part, scale[0]) or _is_written_out(part, whole, by_start)):
                break
            run.append(part)
            before = part
        for part in (p for p in run if p.kind == "bare" and len(run) > 1):
            _give_unit(text, part, whole, by_start)


def _is_bare(text: str, span: Span, scale: str) -> bool:
    return span.kind == "bare" and text[span.end - 1] == scale


def _is_written_out(span: Span, whole: Figure | None, by_start: dict[int, Figure]) -> bool:
    """（小学7.4万，初中5.2万平方米）: the last of them may have the unit as well."""
    figure = by_start.get(span.start)
    return figure is not None and whole is not None and figure.unit_text == whole.unit_text


_SCALE = re.compile(r"[万亿](?=\s?$)")
_NAMES = r"[^\d，,、。；;：:（）()]{1,10}"
_FIRST = re.compile(rf"(?:[(（](?:其中[：:，,]?)?|[，,。；;]?其中[：:，,]?){_NAMES}")
_NEXT = re.compile(rf"[、，,；;]{_NAMES}")
"""What stands in front of the first part, and of each further one."""


def _give_unit(text: str, span: Span, model: Figure | None, by_start: dict[int, Figure]) -> None:
    """Read a bare number with the unit of `model`, if this has one of its own."""
    if model is None or model.span.unit[0] == model.span.unit[1] or model.masked:
        return
    written = Span(span.start, span.end, "figure", "shared_unit", span.number, model.span.unit)
    if figure := read_figure(text, written):
        by_start[span.start] = figure
