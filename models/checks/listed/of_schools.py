"""What is said of each of several schools that the text or a table lists with two figures: every one has a music room for 12 classes, every
one sets 5% of its operating funds aside for training.

Takes a sentence that claims so of all; gives the schools of the nearest place of which both figures are known and surely go against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from models.checks.around import outward
from models.checks.desk import Desk, Sentence, Tally, is_exact, is_plain
from models.checks.limits import Limit, identities, limit_of_requirement
from models.checks.listed.lists import has, listed_data
from models.checks.standard.claimed.scheme import scheme_of
from models.checks.standard.contradictions import reckoned
from models.checks.standard.figures.derived import Derived
from models.checks.wordings import first_part, last_part, last_piece, pattern
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


class Told(NamedTuple):
    """A figure of a school and the words that say what it is of: those in front of it, or the heads of its column."""

    fact: Fact
    words: str


School = list[Told]
_SCHOOLS = 2


def check_of_schools(desk: Desk) -> Tally:
    """threshold_contradiction for each listed school that surely misses what is claimed of all of them."""
    tally = Tally("of_schools")
    for sentence in desk.running_prose.having(pattern(listed_data()["of_each_school"])):
        for finding in (*_short_of_rooms(desk, sentence), *_short_of_shares(desk, sentence)):
            tally.check(finding)
    return tally


def _short_of_rooms(desk: Desk, sentence: Sentence) -> Iterator[Finding]:
    """每12个班级配备音乐、美术专用教室各1间以上, of schools with their classes and rooms; a part of 12 classes asks for no further room."""
    for norm in pattern(listed_data()["rooms_of_classes"]).finditer(sentence.text):
        if int(norm["classes"]) == 0 or not _is_claimed(sentence, norm.start(), norm.end()):
            continue
        kinds = [kind for kind in listed_data()["room_kinds"] if kind in norm.group()]
        for school in _schools(desk, sentence, norm.start()):
            classes = _one(school, "class", "")
            due = int((classes.value or 0) if classes else 0) // int(norm["classes"])
            for kind in kinds:
                rooms = _one(school, "item", kind)
                if classes and rooms and (rooms.value or 0) < due:
                    yield _few_rooms(classes, rooms, kind, norm["classes"], due)


def _few_rooms(classes: Fact, rooms: Fact, kind: str, per: str, due: int) -> Finding:
    return make_finding(
        "threshold_contradiction", [classes, rooms], variant="rooms", claimed=str(due), changes_verdict=True,
        computed=exact_text(Fraction(rooms.value or 0)), due=due, per=per, kind=kind,
        classes=classes.evidence.text, rooms=rooms.evidence.text,
    )  # fmt: skip


def _short_of_shares(desk: Desk, sentence: Sentence) -> Iterator[Finding]:
    """均按不低于公用经费5%的比例安排, of schools with both amounts, of which the words of one school at least say what they are."""
    for placed in sentence.placed:
        norm, clause = placed.fact, re.split("[，,。；;]", sentence.text[: placed.start])[-1]
        entry = _entry(desk, norm, clause) if norm.unit == "%" and norm.status == "standard" else None
        if entry is None or not _is_claimed(sentence, placed.start, placed.end):
            continue
        pairs = [pair for school in _schools(desk, sentence, placed.start) if (pair := _amounts(school, entry))]
        if len(pairs) >= _SCHOOLS and any(pattern(entry["whole"]).search(whole.words) for _, whole in pairs):
            for part, whole in pairs:
                found = reckoned(Derived((part.fact,), whole.fact, Limit("at_least", Fraction(norm.value or 0))), said_met=True)
                if found is not None:
                    yield found


def _entry(desk: Desk, norm: Fact, clause: str) -> dict[str, Any] | None:
    """The rate of which the standard demands just this, and that the words name by its whole or itself."""
    scheme = scheme_of(desk)
    for entry in identities()["derived_rates"].get(scheme, ()):
        limit = limit_of_requirement(entry["requirement"], None, desk.year, scheme)
        named = any(pattern(entry[words]).search(clause) for words in ("claim", "whole"))
        if limit is not None and limit.value == norm.value and named:
            return dict(entry)
    return None


def _amounts(school: School, entry: dict[str, Any]) -> tuple[Told, Told] | None:
    """The part and, in front of it, the whole: a school's only two figures of the part's unit."""
    part = next((t for t in school if pattern(entry["part"]).search(t.words) and is_exact(t.fact)), None)
    alike = [t for t in school if part is not None and t.fact.unit == part.fact.unit]
    if part is None or len(alike) != 2 or alike[1] is not part or not is_exact(alike[0].fact):
        return None
    return (part, alike[0]) if 0 < (part.fact.value or 0) < (alike[0].fact.value or 0) else None


def _one(school: School, unit: str, kind: str) -> Fact | None:
    """The one exact figure of a unit that a school's words call so."""
    told = [t.fact for t in school if t.fact.unit == unit and kind in t.words and is_plain(t.fact)]
    return told[0] if len(told) == 1 and is_exact(told[0]) else None


def _is_claimed(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the norm's part of the sentence says of all that they meet it, and neither demands nor wishes it, or leaves one out."""
    part = last_part(sentence.text[:start]) + first_part(sentence.text[start:])
    return has("of_each_school", part) and not has("of_each_not", part)


def _schools(desk: Desk, sentence: Sentence, until: int) -> list[School]:
    """The schools of the nearest place that tells two figures and more of two and more of them."""
    for view in outward(desk, sentence):
        groups: dict[tuple[object, ...], School] = {}
        own, since = _parts(view.sentence.text[: view.shift + until]), 0
        for placed in view.sentence.placed:
            told, between, since = placed.fact, view.sentence.text[since : placed.start], placed.end
            part = _parts(view.sentence.text[: placed.start])
            if told.evidence.table is not None:
                groups.setdefault((told.evidence.table, told.evidence.row), []).append(Told(told, told.subject or ""))
            elif part != own:
                groups.setdefault((part,), []).append(Told(told, last_piece(between)))
        schools = [_behind_name(told) for told in groups.values()]
        if sum(len(school) > 1 for school in schools) >= _SCHOOLS:
            return schools
    return []


def _behind_name(told: School) -> School:
    """抽查4所学校：城关中学公用经费186万元: what is told from the school's name on; nothing, where no school or a total is told."""
    at = next((i for i, t in enumerate(told) if t.fact.entity), len(told))
    return [] if any("total" in t.fact.flags for t in told) else told[at:]


def _parts(text: str) -> int:
    return len(_PART.findall(text))


_PART = re.compile("[。；;\n]")
