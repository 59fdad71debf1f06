"""The comparison as one page in one file: charts, table, what is given, where each figure stands, and its source. It loads nothing.

Takes a Dataset and what is asked of it. The script sorts, filters, shows the chosen county or indicator, and sources beside the
table; without it the page is as readable. Refuses what would be too large to open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell, Row, rows
from corpus.dataset.coverage import coverage
from corpus.dataset.origins import Origin
from service.comparison.asked import Asked, Choice
from service.comparison.charts import drawn, sheets
from service.comparison.coverage import coverage_map
from service.comparison.origins import Behind, behind
from service.comparison.parts import Parts, parts
from service.comparison.profiles import Profile
from service.comparison.standings import county_option
from service.comparison.table import Heading, Shown, Table, county_text, table
from service.exits import Lang, WrongUsage
from service.labels import label
from service.output.html import CLOSED, policy_hash, web_file
from service.paper.drawing import svg
from service.paper.fonts import chart_font
from service.templates import environment
from service.version import version
from service.words import name_of, say

MOST_CELLS = 60_000
"""Of one file: some fifty megabytes, which a browser of an office computer still opens."""


@dataclass(frozen=True, slots=True)
class Source:
    """What stands behind a cell of the table, under the anchor to which the cell leads."""

    anchor: str
    row: Row
    heading: Heading
    shown: Shown
    behind: Behind


def render(dataset: Dataset, asked: Asked, offered: Choice, counts: dict[str, int], lang: Lang) -> tuple[bytes, int]:
    """The page's bytes and how many counties it has. Raises WrongUsage where they are too many for one file."""
    found = table(dataset, asked, offered, lang, _anchor)
    cells = sum(shown is not None for row in found.rows for shown in row.cells)
    if cells > MOST_CELLS:
        raise WrongUsage("report_too_large", cells=cells, most=MOST_CELLS)
    before = () if asked.earlier is None else rows(dataset, asked.earlier, [heading.column for heading in found.headings])
    chosen = parts(dataset, asked, offered, found, before, lang, _anchor)
    figures = [drawn(sheet, lang, chart_font()) for sheet in sheets(found, before, (asked.year, asked.earlier), lang)]
    map = coverage_map(coverage(dataset, asked.year), asked, lang)
    page = _frame(lang) | {
        "asked": asked, "table": found, "figures": [(figure, Markup(svg(figure))) for figure in figures], "map": map, "counts": counts,
        "sources": _sources(dataset, found, lang), "parts": chosen, "earlier_sources": lambda profile: _earlier(dataset, profile, lang),
        "standard": offered.standard.name if offered.standard else "",
        "group": name_of("family", asked.group, lang), **_addresses(chosen, lang),
    }  # fmt: skip
    return environment().get_template("comparison_file.html.j2").render(page).encode("utf-8"), len(found.rows)


def _frame(lang: Lang) -> dict[str, Any]:
    """Styles and script with the policy that lets these and nothing else work, and the words of the language."""
    style, script = web_file("static/page.css") + web_file("static/comparison.css"), web_file("comparison.js")
    return {
        "lang": lang, "lang_tag": "zh-CN" if lang == "zh" else "en", "style": style, "script": script, "version": version(),
        "policy": f"default-src 'none'; style-src '{policy_hash(style)}'; script-src '{policy_hash(script)}'; {CLOSED}",
        "say": lambda name, /, **blanks: say(name, lang, **blanks), "name_of": lambda family, code: name_of(family, code, lang),
        "label": lambda family, code: label(family, code, lang), "county_text": lambda county: county_text(county, lang),
    }  # fmt: skip


def _addresses(chosen: Parts, lang: Lang) -> dict[str, Any]:
    """Counties and indicators are known by their places in the lists from which they are chosen."""
    counties = {profile.county.id: f"c{place}" for place, profile in enumerate(chosen.profiles)}
    columns = {ranking.heading.column: f"r{place}" for place, ranking in enumerate(chosen.rankings)}
    return {
        "county_address": lambda county: f"#{counties[county.id]}", "ranking_address": lambda of: f"#{columns[of.column]}",
        "county_option": lambda county: county_option(county, lang),
    }  # fmt: skip


def _anchor(row: Row, cell: Cell) -> str:
    """A cell is known by the row that it comes from, in the long table or among the derived ones."""
    return f"#{'d' if cell.is_derived else 's'}{cell.source}"


def _sources(dataset: Dataset, found: Table, lang: Lang) -> Iterator[Source]:
    """In the order of the table."""
    for row in found.rows:
        for heading, shown in zip(found.headings, row.cells, strict=True):
            if shown is not None:
                yield _source(row.row, heading, shown, behind(dataset, shown.cell, lang, _nowhere))


def _earlier(dataset: Dataset, profile: Profile, lang: Lang) -> Iterator[Source]:
    """Of the figures of earlier years, with what was chosen alone: the sources of the last year stand in the list of them all."""
    for line in profile.lines:
        for cell in line.cells[:-1]:
            if cell is not None:
                yield _source(cell.row, line.heading, cell.shown, behind(dataset, cell.shown.cell, lang, _nowhere, most=0))


def _source(row: Row, heading: Heading, shown: Shown, told: Behind) -> Source:
    return Source(shown.address.removeprefix("#"), row, heading, shown, told)


def _nowhere(origin: Origin) -> str:
    """A file knows no address of a document."""
    return ""
