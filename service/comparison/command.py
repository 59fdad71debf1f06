"""What `junheng dataset report` asks of a snapshot, held against what it has: here what is not there is an error, not a default."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.dataset.comparing import years
from corpus.dataset.snapshot import Snapshot
from service.comparison.asked import Choice, asked_of, choice
from service.comparison.report import render
from service.comparison.table import provinces
from service.exits import Lang, WrongUsage


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of the command; None and an empty text where nothing was said."""

    year: int | None
    earlier: int | None
    group: str
    stage: str
    province: str


def page_of(snapshot: Snapshot, name: str, wanted: Wanted, lang: Lang) -> tuple[bytes, dict[str, int]]:
    """The page, and what it holds: year, rows, columns. Raises WrongUsage for what the snapshot does not have, or too much."""
    dataset, counts = snapshot.dataset, snapshot.manifest["counts"]
    if not years(dataset):
        raise WrongUsage("report_empty", name=name)
    year, offered = choice(dataset, wanted.year)
    _refuse_unknown(wanted, year, offered)
    said = {"group": wanted.group, "stage": wanted.stage, "province": wanted.province, "earlier": str(wanted.earlier or "")}
    asked = asked_of(offered, year, said)
    known = provinces(dataset, year)
    if wanted.province and wanted.province not in known:
        raise WrongUsage("report_no_county", province=wanted.province, known="、".join(known))
    content, rows = render(dataset, asked, offered, counts, lang)
    return content, {"year": year, "rows": rows, "columns": len(offered.columns(asked))}


def _refuse_unknown(wanted: Wanted, shown: int, offered: Choice) -> None:
    for year in (wanted.year, wanted.earlier):
        if year is not None and year not in offered.years:
            raise WrongUsage("report_no_year", year=year, known="、".join(map(str, offered.years)))
    if wanted.group not in offered.groups:
        raise WrongUsage("report_no_group", group=wanted.group, year=shown, known="、".join(offered.groups))
