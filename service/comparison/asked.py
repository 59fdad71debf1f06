"""What of a dataset is to be compared: a year and an earlier one, a group of indicators, a stage, and which counties.

Gives the columns of each group. Whatever a dataset does not have is replaced by what it has: an address never fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.audit import DEFAULT_STANDARD
from corpus.dataset.build import Dataset
from corpus.dataset.comparing import given, usual_year, years
from corpus.dataset.formulas import PREFIX
from corpus.dataset.lines import Line, lines
from models.indicators import load_indicators
from models.standard import Standard, first_day, standard_ids, standard_on

LINES, CV = "lines", "cv"
STAGES = ("primary", "junior", "compulsory")
ONLY = ("missed", "grave")
MISSED, NAME = "missed", "name"


@dataclass(frozen=True, slots=True)
class Asked:
    """`sort`: a column, or `missed` or `name`. `only`: counties that miss a line, or that have a grave doubt."""

    year: int
    earlier: int | None
    group: str
    stage: str = ""
    province: str = ""
    text: str = ""
    only: str = ""
    sort: str = MISSED
    down: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be asked of a year: `groups` with their columns, the most given first; `lines` by column."""

    years: tuple[int, ...]
    given: Mapping[str, int]
    lines: Mapping[str, Line]
    standard: Standard | None
    groups: Mapping[str, tuple[str, ...]]

    def columns(self, asked: Asked) -> tuple[str, ...]:
        """The columns of the asked group and stage."""
        return tuple(column for column in self.groups.get(asked.group, ()) if not asked.stage or asked.stage in column.split("."))


def choice(dataset: Dataset, year: int | None) -> tuple[int, Choice]:
    """The year that is shown and what it offers. A dataset without rows has none: ask before."""
    there = years(dataset)
    shown = year if year in there else usual_year(dataset)
    counts = given(dataset, shown)
    drawn = lines_of(shown, counts)
    return shown, Choice(there, counts, drawn, standard_of(shown), _groups(counts, drawn))


def asked_of(offered: Choice, year: int, said: Mapping[str, str]) -> Asked:
    """What was said, by the names of the fields; what makes no sense here is as if it had not been said."""
    group = said.get("group", "")
    group = group if group in offered.groups else next(iter(offered.groups))
    stage = said.get("stage", "") if said.get("stage") in STAGES else ""
    earlier = [other for other in offered.years if other < year]
    wanted = next((other for other in earlier if str(other) == said.get("earlier")), earlier[0] if earlier else None)
    sort = said.get("sort", "")
    is_known = sort in (MISSED, NAME) or sort in offered.groups[group]
    only = said.get("only", "") if said.get("only") in ONLY else ""
    is_down = said.get("dir", "up") == "down" if is_known else True
    return Asked(
        year, wanted, group, stage, said.get("province", ""), said.get("text", ""), only, sort if is_known else MISSED, is_down
    )  # fmt: skip


def standard_of(year: int) -> Standard | None:
    """The usual standard as it held at the end of a year, or the one that held then; None for earlier years."""
    day = date(year, 12, 31)
    held = [id for id in (DEFAULT_STANDARD, *standard_ids()) if first_day(id) <= day]
    return standard_on(held[0], day) if held else None


def lines_of(year: int, columns: Iterable[str]) -> dict[str, Line]:
    """The lines of that standard for these columns."""
    standard = standard_of(year)
    return lines(standard, columns) if standard else {}


def _groups(counts: Mapping[str, int], drawn: Mapping[str, Line]) -> dict[str, tuple[str, ...]]:
    """What has a line, then the families of the indicators in the order of the catalogue, then what is derived."""
    families = dict.fromkeys(id.partition(".")[0] for id in load_indicators())
    found = {LINES: tuple(drawn)} | {family: _family(family, counts) for family in (CV, *(f for f in families if f != CV), PREFIX)}
    return {group: columns for group, columns in found.items() if columns}


def _family(family: str, counts: Mapping[str, int]) -> tuple[str, ...]:
    of_family: Sequence[str] = [column for column in counts if column.partition(".")[0] == family]
    return tuple(sorted(of_family, key=lambda column: (-counts[column], column)))
