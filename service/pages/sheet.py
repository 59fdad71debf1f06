"""The document at the left of the review: PDF pages with boxes over their numbers, anything else as marked text.

The text itself comes from service/output/marks.py, the same for the page and for the HTML export.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.ingested import StoredReport
from corpus.store.reviews import ReviewedFact
from models.fact import LedgerEntry, Place
from service.exits import Lang
from service.labels import indicator_name, label
from service.output.figures import value_text

_ROOM = 1.5
"""Points around a figure, so that its box does not touch it."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a number stands on its page, in points from the top left, and what it is: a figure, or a mark of the ledger."""

    title: str
    x: float
    y: float
    width: float
    height: float
    fact: str | None = None
    mark: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PageSheet:
    """A page of a PDF; `state` says whether its text could be read."""

    number: int
    state: str
    width: float
    height: float
    boxes: tuple[Box, ...]


def has_pictures(report: StoredReport) -> bool:
    return report.format == "pdf" and bool(report.pages)


def page_sheets(
    report: StoredReport, facts: Sequence[ReviewedFact], ledger: Sequence[LedgerEntry], places: Sequence[Sequence[Place]], lang: Lang
) -> tuple[PageSheet, ...]:
    """Every page with the boxes of all its numbers. `places`: of each entry of the ledger; none at all for an old result."""
    boxes: dict[int, list[Box]] = {}
    for number, (entry, on_pages) in enumerate(zip(ledger, places, strict=False)):
        for place in on_pages:
            box = box_around(place.box, label("ledger_kind", entry.kind, lang))
            boxes.setdefault(place.page, []).append(replace(box, mark=number, kind=entry.kind))
    for known in facts:
        title = f"{indicator_name(known.fact.indicator, lang)} {value_text(known.fact, lang)}"
        for place in known.row.fact.evidence.places:
            boxes.setdefault(place.page, []).append(replace(box_around(place.box, title), fact=known.row.fact.id))
    return tuple(PageSheet(page.number, page.state, page.width, page.height, tuple(boxes.get(page.number, ()))) for page in report.pages)


def box_around(corners: tuple[float, float, float, float], title: str) -> Box:
    """`corners`: x0, top, x1, bottom."""
    x0, top, x1, bottom = corners
    left, high = round(x0 - _ROOM, 1), round(top - _ROOM, 1)
    return Box(title, left, high, round(x1 - x0 + 2 * _ROOM, 1), round(bottom - top + 2 * _ROOM, 1))
