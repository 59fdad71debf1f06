"""What several counties say alike, in words: who shares how much, each figure and sentence with all its places. Questions only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import County, counties
from corpus.dataset.copies import Alike, Kind, Question
from corpus.dataset.origins import origin
from models.indicators import load_indicators
from models.plain import plain_line
from service.comparison.origins import At, Told, told_of
from service.comparison.table import county_text
from service.exits import Lang
from service.labels import indicator_name

MOST_GROUPS, MOST_QUESTIONS, MOST_PLACES = 40, 12, 8
"""Of one page; `junheng dataset show --copies` has them all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure or sentence that stands in several counties' reports; `more` places have no room."""

    kind: Kind
    said: str
    told: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Group:
    """Some counties, and what these and no others say alike."""

    counties: tuple[County, ...]
    figures: int
    passages: int
    questions: tuple[Asked, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Copies:
    """The counties that share most come first."""

    groups: tuple[Group, ...]
    more: int


def copies(dataset: Dataset, found: Sequence[Alike], lang: Lang, at: At) -> Copies:
    """`at` gives the address of a mention in its document."""
    shown = tuple(_group(dataset, group, lang, at) for group in found[:MOST_GROUPS])
    return Copies(shown, len(found) - len(shown))


def _group(dataset: Dataset, group: Alike, lang: Lang, at: At) -> Group:
    figures = sum(question.kind == "figure" for question in group.questions)
    shown = tuple(_asked(dataset, question, lang, at) for question in group.questions[:MOST_QUESTIONS])
    of_group = counties(dataset.long.take(_first_rows(dataset, group)))
    return Group(tuple(of_group), figures, len(group.questions) - figures, shown, len(group.questions) - len(shown))


def _first_rows(dataset: Dataset, group: Alike) -> list[int]:
    """A row of each county, by which it is named."""
    ids = dataset.long["county_id"]
    rows = {ids[row].as_py(): row for row in group.questions[0].rows}
    return [rows[county] for county in group.counties]


def _asked(dataset: Dataset, question: Question, lang: Lang, at: At) -> Asked:
    told = []
    places = _places(dataset, question)
    rows = places[:MOST_PLACES]
    for county, row in zip(counties(dataset.long.take(rows)), rows, strict=True):
        year = dataset.long["year"][row].as_py()
        told.append(told_of(origin(dataset, row), f"{county_text(county, lang)} {year or ''}".strip(), lang, at))
    return Asked(question.kind, _said(dataset, question, lang), tuple(told), len(places) - len(rows))


def _places(dataset: Dataset, question: Question) -> list[int]:
    """A sentence stands in a document once, however many of its figures are rows."""
    if question.kind == "figure":
        return list(question.rows)
    documents = dataset.long["document"].take(list(question.rows)).to_pylist()
    firsts = dict(zip(reversed(documents), reversed(question.rows), strict=True))
    return sorted(firsts.values())


def _said(dataset: Dataset, question: Question, lang: Lang) -> str:
    """The sentence; or the figure with the name of its indicator."""
    indicator = dataset.long["indicator"][question.rows[0]].as_py()
    is_named = question.kind == "figure" and indicator in load_indicators()
    return plain_line(f"{indicator_name(indicator, lang)} {question.said}" if is_named else question.said)
