"""What one line says of whom a report is about: a title, a file's name, the name of a folder, what the user gave.

Takes text; gives clues: places of the list, a zone without a code, a masked name, or a name that the list does not have.
Decides nothing between clues. The words are in corpus/data/divisions.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Literal

from extractor.describe import county_in
from extractor.wordlists import finder
from models.divisions.names import name_rules
from models.divisions.places import Named, Place, called, places_in
from models.divisions.table import with_code
from models.fact import Document
from models.loading import load_data

Source = Literal["given", "title", "text", "file", "folder"]
Kind = Literal["place", "zone", "masked", "unlisted"]


@dataclass(frozen=True, slots=True)
class Clue:
    """`name` as `source` has it. `meant` is what a place may be; for any other kind, the division that it is said to lie in."""

    source: Source
    kind: Kind
    name: str
    meant: tuple[Named, ...] = ()


def clues_of(document: Document, path: str | None, given: str | None) -> Iterator[Clue]:
    """The clues in the order of their weight: what was given, the title, the text, the file's name, the folders from within."""
    lines: list[tuple[Source, str]] = [("given", given or ""), ("title", document.title or ""), ("text", document.county or "")]
    where = PurePosixPath((path or document.name).replace("\\", "/"))
    lines += [("file", where.stem), *(("folder", folder) for folder in reversed(where.parts[:-1]))]
    for source, line in lines:
        if clue := clue_in(line.strip(), source):
            yield clue


def clue_in(line: str, source: Source) -> Clue | None:
    """Whom `line` is about, if it says.

    A zone goes before a county (繁昌经济开发区 is not 繁昌区), a county before what is not in the list, and that before a city or
    province. A county right behind the name of a city that it never lay in is not in the list.
    """
    if source == "given" and (division := with_code(line)):
        return Clue(source, "place", line, (Named(division, "full"),))
    places = list(places_in(line))
    if zone := _zone(line, source, places):
        return zone
    if county := next((p for p in places if p.of_level("county")), None):
        elsewhere = next((p.meant for p in places if p.end == county.start), ())
        return Clue(source, "unlisted" if elsewhere else "place", county.name, elsewhere or county.meant)
    found = _masked(line, source, places) or _unlisted(line, source, places) or _widest(source, places)
    return found or (Clue(source, "unlisted", line) if source == "given" and line else None)


def _widest(source: Source, places: list[Place]) -> Clue | None:
    """The first city of the line, else the first province."""
    place = next((p for p in places if p.of_level("prefecture")), next(iter(places), None))
    return Clue(source, "place", place.name, place.meant) if place else None


def _masked(line: str, source: Source, places: list[Place]) -> Clue | None:
    """What the user gives for a masked name is kept as it is: it tells one masked county from another."""
    found = _masks().search(line)
    return Clue(source, "masked", line if source == "given" else found[0], _before(places, found.start())) if found else None


def _zone(line: str, source: Source, places: list[Place]) -> Clue | None:
    """A zone right behind the first place of the line, or at the head of the line, perhaps with the place in its own name."""
    at, meant = (places[0].end, places[0].meant) if places else (0, ())
    found = _zone_name().match(line, at)
    if found is None or _leads_in().search(found["own"]):
        return None
    place = "" if meant else next((found["own"][:n] for n in range(len(found["own"]), 1, -1) if called(found["own"][:n])), "")
    kept = next(name for name, words in _words()["zones"].items() if found["zone"] in words)
    return Clue(source, "zone", found["own"].removeprefix(place) + kept, _city(meant or called(place)))


def _city(meant: tuple[Named, ...]) -> tuple[Named, ...]:
    """芜湖 before a zone is the city rather than the county that had its name."""
    return tuple(n for n in meant if n.division.level == "prefecture") or meant


def _unlisted(line: str, source: Source, places: list[Place]) -> Clue | None:
    """A name that is built like a county's and stands in no list, before, between or behind the places of the line."""
    starts, ends = [p.start for p in places], [p.end for p in places]
    for start, end in zip([0, *ends], [*starts, len(line)], strict=True):
        if name := county_in(part := line[start:end], {part}):
            return Clue(source, "unlisted", name, _before(places, start))
    return None


def _before(places: list[Place], at: int) -> tuple[Named, ...]:
    """What the last place before `at` may be."""
    return next((p.meant for p in reversed(places) if p.end <= at), ())


def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_data("divisions.yaml", "corpus.data")
    return words


def is_masked(name: str) -> bool:
    """Whether a name stands for a county that is kept back: XX县, 某区. Two such documents need not be of one county."""
    return _masks().fullmatch(name.strip()) is not None


@cache
def _masks() -> re.Pattern[str]:
    """XX市XX县, 某县, ××区: one masked name or several behind one another."""
    masks, endings = "".join(_words()["masks"]), "|".join(_words()["masked_endings"])
    return re.compile(rf"(?<![A-Za-z])(?:[{re.escape(masks)}]{{1,4}}(?:省|{endings}))+")


@cache
def _zone_name() -> re.Pattern[str]:
    """A zone with up to six characters of its own name, and no other word running on behind it."""
    words = sorted((w for words in _words()["zones"].values() for w in words), key=len, reverse=True)
    behind = "|".join(_words()["behind_zones"])
    return re.compile(rf"(?P<own>[\u4e00-\u9fff]{{0,6}}?)(?P<zone>{'|'.join(words)})(?={behind}|[^\u4e00-\u9fff]|$)")


@cache
def _leads_in() -> re.Pattern[str]:
    return finder(name_rules()["before"])
