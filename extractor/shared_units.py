"""Units that several numbers share: 46、26所, 从45到50个, 66.3万平方米（小学24.3万、中学42万）, 在校生3200人（小学2100、初中1100）.

Takes a text with its spans and the figures read so far; gives the figures with those that are written without a unit of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.figures import Figure, read_figure
from extractor.spans import Span

_JOINED = ("、", "和", "与", "及", "至", "到")
"""Between two numbers that have their unit in common."""
_FEWEST = 2
"""Parts that a bracket tells without a unit, at least."""
_OPENS = re.compile(r"[(（]|[，,](?=其中|包括|含)")
_FIRST = re.compile(r"(?:其中[:：，,]?|包括|含)?\s*[一-龥]{1,12}\s*")
_NEXT = re.compile(r"\s*(?:[、，,；;]|和|及)\s*[一-龥]{1,12}\s*")
"""What stands in front of the number of a part: whose it is."""
_CLOSES = re.compile(r"[)）。；;，,]|$")


def share_units(text: str, spans: list[Span], figures: list[Figure]) -> list[Figure]:
    """A bare number takes the unit of the figure that ends its list, or that it changes to, or whose part it is."""
    known = {f.start: f for f in figures}
    for span, unit in (*_before_unit(text, spans, known), *_parts(text, spans, figures)):
        written = Span(span.start, span.end, "figure", "shared_unit", span.number, unit)
        if figure := read_figure(text, written):
            known[span.start] = figure
    return [known[start] for start in sorted(known)]


def _before_unit(text: str, spans: list[Span], known: dict[int, Figure]) -> Iterator[tuple[Span, tuple[int, int]]]:
    """46 of 46、26所, the last of a list first; what follows may have been read only now."""
    for span, following in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=False):
        if span.kind == "bare" and span.start not in known and text[span.end : following.start].strip() in _JOINED:
            model = known.get(following.start)
            if model is not None and _lends_unit(model):
                yield span, model.span.unit


def _parts(text: str, spans: list[Span], figures: list[Figure]) -> Iterator[tuple[Span, tuple[int, int]]]:
    """The bare numbers of a bracket, or of a list that 其中 opens, each with the name of a part in front, none larger than the whole."""
    places = {span.start: i for i, span in enumerate(spans)}
    for whole in figures:
        opens = _OPENS.match(text, whole.end) if _lends_unit(whole) and whole.unit != "%" else None
        if opens is None:
            continue
        parts: list[Span] = []
        at = opens.end()
        for span in spans[places[whole.start] + 1 :]:
            if span.kind != "bare" or not (_NEXT if parts else _FIRST).fullmatch(text, at, span.start):
                break
            parts.append(span)
            at = span.end
        if len(parts) >= _FEWEST and _CLOSES.match(text, at):
            yield from ((part, whole.span.unit) for part in parts)


def _lends_unit(figure: Figure) -> bool:
    return figure.span.unit[0] < figure.span.unit[1] and not figure.masked
