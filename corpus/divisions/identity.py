"""Who a report is about, as a value that a dataset can lay its rows by, and the sentences that say so to a user.

Holds what was found; finds nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.divisions.clues import Clue
from models.divisions.table import Division, Level, full_name, lasting, prefecture_of, province_of, successor
from models.messages import message

State = Literal["listed", "former", "masked", "unlisted", "ambiguous", "unknown"]
SHOWN = 8
"""Candidates that a sentence names at most."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The subject of one document.

    `id` is the same for every document about the same county, through all its names, and never the same for two: the
    present code; for a division that was merged or divided its last code and the year; for what has no code, words that
    begin with its state. Where it rests on nothing but one document, it ends in that document's hash.

    `division` is the county as it is at present, or as it ended; `then` what it was in the document's year. `within` is the
    city or province that something without a code is said to lie in. `candidates` are what an ambiguous name may mean; of an
    unknown one, what is named alike. `conflicts` are clues that name another place than the one that decided.
    """

    id: str
    state: State
    name: str | None
    told: Clue | None
    division: Division | None = None
    then: Division | None = None
    within: Division | None = None
    candidates: tuple[Division, ...] = ()
    conflicts: tuple[Clue, ...] = ()

    @property
    def code(self) -> str | None:
        return self.division.code if self.division else None

    @property
    def level(self) -> Level | Literal["zone"] | None:
        if self.division:
            return self.division.level
        return "zone" if self.state == "unlisted" else None

    @property
    def province(self) -> str | None:
        """The name of the province, also where the subject is one."""
        place = self.division or self.within
        above = place and (place if place.level == "province" else province_of(place))
        return above.name if above else None

    @property
    def prefecture(self) -> str | None:
        """The name of the city, also where the subject is one; None for what a province governs directly."""
        place = self.division or self.within
        above = place and (place if place.level == "prefecture" else prefecture_of(place))
        return above.name if above else None


def sentences(identity: Identity, file: str, lang: str = "zh") -> list[str]:
    """What a user should know of how `file` was assigned: nothing where a present name or an id was told and all agrees with it."""
    said = [] if (code := _code(identity)) is None else [message(code, lang, name=file, **_details(identity))]
    names = "、".join(dict.fromkeys(f"“{c.name}”" for c in identity.conflicts))
    return said + ([message("division_conflict", lang, name=file, county=_called(identity), others=names)] if names else [])


def _code(identity: Identity) -> str | None:
    if identity.state == "listed" or (identity.told is None and identity.name):
        return None
    if identity.state == "masked" and identity.told and identity.told.source == "given":
        return None
    if identity.state == "former" and identity.division:
        return "division_former" if not identity.division.until else "division_ended" if identity.division.successor else "division_gone"
    if identity.state == "unknown":
        return "division_unnamed" if identity.name is None else "division_alike" if identity.candidates else "division_unknown"
    return f"division_{identity.state}"


def _details(identity: Identity) -> dict[str, object]:
    shown = [f"{full_name(d)}（{d.code}）" for d in identity.candidates[:SHOWN]]
    followed = identity.division and successor(identity.division)
    return {
        "county": (identity.within.name if identity.within else "") + (identity.told.name if identity.told else ""),
        "now": full_name(identity.division) if identity.division else None,
        "number": identity.code,
        "year": _ended(identity),
        "successor": full_name(lasting(followed)) if followed else None,
        "candidates": "、".join(shown) + ("……" if len(identity.candidates) > SHOWN else ""),
        "id": identity.id,
    }


def _ended(identity: Identity) -> int | None:
    """The year in which the name that was told ended."""
    rows = [n.division for n in identity.told.meant if lasting(n.division) == identity.division] if identity.told else []
    return max((d.until for d in rows if d.until), default=None)


def _called(identity: Identity) -> str:
    return full_name(identity.division) if identity.division else identity.name or "—"
