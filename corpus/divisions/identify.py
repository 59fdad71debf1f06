"""From the clues of a document to the one division it is about, or to an honest word that it cannot be told.

Takes what describe gives, the file's path, what the user gave and the text's head; gives an Identity. Never guesses: a name
that several divisions bear stays ambiguous until something in the document, its path or the user says which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.divisions.clues import Clue, Kind, clues_of
from corpus.divisions.identity import Identity, State
from models.divisions.names import stem
from models.divisions.places import Named, called, places_in
from models.divisions.table import Division, history, lasting
from models.fact import Document

HEAD = 3000
"""Characters at the head of a text that are looked through for the city or province of an ambiguous name."""
FIRST_YEAR = 2012
"""A document that does not tell its year is of no earlier one: then the first standard of this kind was made."""
_HASH = 12
"""Characters of a document's hash in an id that rests on that document alone."""
_BY_WORD: dict[str, State] = {"masked": "masked", "unlisted": "unlisted", "unknown": "unknown"}
"""The states whose ids a user may give again, by the word that such an id begins with."""
_BY_KIND: dict[Kind, State] = {"masked": "masked", "zone": "unlisted", "unlisted": "unknown"}


def identify(document: Document, *, path: str | None = None, given: str | None = None, head: str = "") -> Identity:
    """Who `document` is about.

    `path` is where its file lies, with the folders that may tell something; `given` a name, a code, or an id that an earlier
    Identity had; `head` the beginning of its text. What was given decides; then the title, the text, the file's name, the
    folders. The others may make it more precise, and where one names another place, that is told in `conflicts`.
    """
    state, _, name = (given or "").strip().partition(":")
    if state in _BY_WORD and name:
        return Identity(f"{state}:{name}", _BY_WORD[state], name, None)
    clues = sorted(clues_of(document, path, given), key=_doubt)
    if not clues:
        return Identity(f"unknown:@{_hash(document)}", "unknown", None, None)
    told, conflicts = _weighed(clues)
    found = _listed(told, document, head) if told.kind == "place" else _without_code(told, document)
    return replace(found, conflicts=conflicts)


def _doubt(clue: Clue) -> int:
    """A name in the text that no list has gives way to a county of the list in the file's name or a folder's."""
    if clue.source in ("file", "folder"):
        return 1 if _names_a_county(clue) else 3
    return 2 if clue.source == "text" and clue.kind == "unlisted" else 0


def _weighed(clues: list[Clue]) -> tuple[Clue, tuple[Clue, ...]]:
    """The clue that decides, as precise as the others make it, and those that name another place."""
    told, conflicts = clues[0], []
    for clue in clues[1:]:
        if together := _together(told, clue):
            told = together
        else:
            conflicts.append(clue)
    return told, tuple(conflicts)


def _together(told: Clue, clue: Clue) -> Clue | None:
    """`told` without what `clue` rules out, or `clue` where it is a part of what was told; None where they disagree."""
    if told.kind == clue.kind == "place":
        same = tuple(n for n in told.meant if any(_covers(o.division, n.division) for o in clue.meant))
        parts = tuple(o for o in clue.meant if any(n.division.holds(o.division) for n in told.meant))
        return replace(told, meant=same) if same else replace(clue, meant=parts) if parts else None
    if told.kind == "place":
        is_part = clue.kind in ("masked", "zone") and clue.source != "folder" and not _names_a_county(told)
        return replace(clue, meant=clue.meant or told.meant) if is_part else None
    if clue.kind == "place":
        return None if _names_a_county(clue) else replace(told, meant=told.meant or clue.meant)
    return told if told.kind == clue.kind and (clue.name in told.name or told.name in clue.name) else None


def _names_a_county(clue: Clue) -> bool:
    return clue.kind == "place" and any(n.division.level == "county" for n in clue.meant)


def _covers(wide: Division, division: Division) -> bool:
    return wide.holds(division) or lasting(wide) == lasting(division)


def _listed(told: Clue, document: Document, head: str) -> Identity:
    """The division that a name of the list means in the document's year."""
    meant = _of_the_time(told.meant, document.year)
    subjects = _subjects(meant)
    if len(subjects) > 1:
        subjects = _narrowed(subjects, head[:HEAD]) or subjects
    if len(subjects) > 1:
        return Identity(f"ambiguous:{told.name}@{_hash(document)}", "ambiguous", told.name, told, candidates=tuple(subjects))
    division = subjects[0]
    present = division.until is None and division in {n.division for n in (*told.meant, *called(told.name))}
    own_id = division.code if division.until is None else f"{division.code}@{division.until}"
    then = _in_year(division, document.year, told.name)
    return Identity(own_id, "listed" if present else "former", division.name, told, division, then)


def _of_the_time(meant: tuple[Named, ...], year: int | None) -> tuple[Named, ...]:
    """Those that were in force in the document's year or the one before, of which it tells; all where none was."""
    current = tuple(n for n in meant if (n.division.until or FIRST_YEAR) >= FIRST_YEAR)
    if year is not None:
        current = tuple(n for n in meant if n.division.in_force(year) or n.division.in_force(year - 1))
    return current or meant


def _subjects(meant: Iterable[Named]) -> list[Division]:
    """The different divisions among them, each as it is at present, in the order of their codes."""
    return sorted({lasting(n.division) for n in meant}, key=lambda d: (d.code, d.since or 0))


def _narrowed(subjects: list[Division], head: str) -> list[Division]:
    """Those that the text's head names together with their city; else those whose city or province it names at all."""
    places = list(places_in(head))
    supported = [[d for d in subjects if any(_covers(n.division, d) for n in p.meant)] for p in places]
    with_city = [found for place, found in zip(places, supported, strict=True) if place.of_level("county")]
    for group in (with_city, supported):
        if told := {d for found in group if len(found) < len(subjects) for d in found}:
            return [d for d in subjects if d in told]
    return []


def _in_year(division: Division, year: int | None, name: str) -> Division | None:
    """What the division was in that year: of two in the year of a change the one that the document names, else the later."""
    if year is None:
        return None
    rows = [d for d in history(division) if d.in_force(year)]
    return next((d for d in rows if d.name == name), rows[-1] if rows else None)


def _without_code(told: Clue, document: Document) -> Identity:
    """A masked name, a zone, or a name that the list does not have: kept apart from every other by what is known of it."""
    above = _subjects(_of_the_time(told.meant, document.year))
    within = above[0] if len(above) == 1 else None
    state, given = _BY_KIND[told.kind], told.source == "given"
    place = "" if within is None or (given and state == "masked") else f"{within.code}/"
    alone = not given and (state == "masked" or (state == "unlisted" and within is None))
    own_id = f"{state}:{place}{told.name}" + (f"@{_hash(document)}" if alone else "")
    alike = tuple(d for d in _subjects(called(told.name) or called(stem(told.name))) if d.level == "county" and state == "unknown")
    return Identity(own_id, state, told.name, told, within=within, candidates=alike)


def _hash(document: Document) -> str:
    return document.id.removeprefix("sha256:")[:_HASH]
