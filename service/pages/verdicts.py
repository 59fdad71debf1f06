"""The verdicts of an assessment for a page: its requirements by part, each with the figures that it was judged from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.audit import Assessed
from models.schools.outcome import Verdict
from service.exits import Lang
from service.output.figures import value_text
from service.paper.charts import figures
from service.paper.drawing import Figure
from service.paper.fonts import chart_font
from service.paper.verdicts import ConclusionRow, VerdictRow, about_assessment, conclusions, verdict_rows


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement, and the ids of the figures that it was judged from with their values."""

    row: VerdictRow
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the standard, its conclusion, its requirements, and how many of them have each verdict."""

    name: str
    conclusion: ConclusionRow | None
    judged: tuple[Judged, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Verdicts:
    about: tuple[tuple[str, str], ...]
    county: ConclusionRow
    parts: tuple[Part, ...]
    counts: dict[str, int]


_MOST_USED = 12
_COUNTED: tuple[Verdict, ...] = ("met", "not_met", "depends_on_rounding", "insufficient", "not_applicable")


def verdicts(assessed: Assessed, lang: Lang) -> Verdicts:
    """In the order of the standard."""
    *of_parts, county = conclusions(assessed, lang)
    by_name = {conclusion.name: conclusion for conclusion in of_parts}
    known = {fact.id: fact for fact in assessed.audit.extraction.facts}
    judged: dict[str, list[Judged]] = {}
    for row, result in zip(verdict_rows(assessed, lang), assessed.assessment.results, strict=True):
        used = tuple((id, value_text(known[id], lang)) for id in dict.fromkeys(result.facts) if id in known)
        judged.setdefault(row.part, []).append(Judged(row, used[:_MOST_USED]))
    parts = tuple(Part(name, by_name.get(name), tuple(rows), _counts(rows)) for name, rows in judged.items())
    return Verdicts(tuple(about_assessment(assessed, lang)), county, parts, _counts([j for rows in judged.values() for j in rows]))


def _counts(judged: list[Judged]) -> dict[str, int]:
    found = Counter(j.row.verdict for j in judged)
    return {verdict: found[verdict] for verdict in _COUNTED}


def charts(assessed: Assessed, lang: Lang) -> tuple[Figure, ...]:
    """For a browser, whose own fonts draw the labels."""
    return figures(assessed, lang, chart_font())
