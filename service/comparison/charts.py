"""The charts of a comparison: each county as a dot against the line of an indicator, and what changed since an earlier year.

Few counties are named one by one; of many the dots stand in the order of their values and only the ends are named, as far
apart as their letters need. Of very many every so manieth is drawn, and the chart says so. Floats place dots, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any, Literal

from corpus.dataset.comparing import Cell, Row, change
from models.schools.outcome import Verdict
from service.comparison.table import CountyRow, Heading, Shown, Table, county_text, difference_text
from service.exits import Lang
from service.paper.drawing import BAD, GOOD, INK, Figure, data, figure
from service.words import say

MOST_NAMED = 30
MOST_DOTS = 300
MOST_PANELS = 16
_NAMED_ENDS = 4
_STEP, _WIDTH, _HEIGHT = 17, 210, 190
_LETTER = 13
"""Pixels between two names, so that they do not run into each other."""
_FAR = 4
"""A value so many times as far from the middle as most are is drawn at the edge, so that it does not press all others together."""
_NAME_OF_KEY = "slice(datum.label, indexof(datum.label, '|') + 1)"
_OPEN = "#6b7480"
_SHAPES: dict[str, tuple[str, str]] = {
    "met": ("circle", GOOD), "not_met": ("triangle-down", BAD), "open": ("diamond", _OPEN), "none": ("circle", GOOD),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """A county in one chart. `side`: a key of the shapes."""

    name: str
    value: float
    text: str
    side: str
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The dots of one indicator in the order of their values, with its line."""

    title: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    line: float | None
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one figure shows, before it is drawn; `left_out`: how many indicators more have no room."""

    title: str
    panels: tuple[Panel, ...]
    left_out: int


def sheets(table: Table, earlier: Sequence[Row], years: tuple[int, int | None], lang: Lang) -> tuple[Sheet, ...]:
    """Against the lines, stage by stage; 差异系数; and the change since the earlier year, where there is one."""
    year, before = years
    scopes = tuple(dict.fromkeys(h.scope for h in table.headings))
    told: list[tuple[str, list[Panel]]] = []
    for is_cv, title in ((False, "chart_values"), (True, "chart_cv")):
        for scope in scopes:
            headings = [h for h in table.headings if h.scope == scope and h.column.startswith("cv.") is is_cv]
            told.append((_say(title, scope, lang, year=year), [_values(table, h, lang) for h in headings]))
    if before is not None:
        cells = {row.county.id: row.cells for row in earlier}
        for scope in scopes:
            panels = [_changes(table, h, cells, lang) for h in table.headings if h.scope == scope]
            told.append((_say("chart_changes", scope, lang, year=year, earlier=before), panels))
    drawn = [(title, [panel for panel in panels if panel.dots]) for title, panels in told]
    return tuple(Sheet(title, tuple(found[:MOST_PANELS]), len(found[MOST_PANELS:])) for title, found in drawn if found)


def drawn(sheet: Sheet, lang: Lang, font: str | None) -> Figure:
    """A figure, its panels four in a row."""
    import altair as alt

    charts = [_named(panel) if len(panel.dots) <= MOST_NAMED else _ranked(panel, lang) for panel in sheet.panels]
    cut = say("panels_left_out", lang, n=sheet.left_out) if sheet.left_out else ""
    title = f"{sheet.title}{cut}"
    description = f"{title}：" + "；".join(_told(panel, lang) for panel in sheet.panels)
    return figure(title, description, alt.concat(*charts, columns=4, spacing=26), font)


def _say(title: str, scope: str, lang: Lang, **blanks: object) -> str:
    return say(title, lang, scope=scope or say("whole_county", lang), **blanks)


def _values(table: Table, of: Heading, lang: Lang) -> Panel:
    place = table.headings.index(of)
    shown = [(row, cell) for row in table.rows if (cell := row.cells[place]) is not None and cell.cell.figure is not None and not cell.unit]
    dots = _ordered(_dot(row, cell, lang) for row, cell in shown)
    missed = sum(dot.side == "not_met" for dot in dots)
    told = say("panel_missed", lang, n=len(dots), missed=missed) if of.line else say("panel_given", lang, n=len(dots))
    unconfirmed = of.line is not None and not of.line.confirmed
    line = f"{of.line_text}{say('unconfirmed', lang) if unconfirmed else ''}" if of.line else of.unit
    return Panel(of.name, (line, told), dots, float(of.line.value) if of.line else None, not unconfirmed)


def _dot(row: CountyRow, shown: Shown, lang: Lang) -> Dot:
    assert shown.cell.figure is not None
    return Dot(county_text(row.county, lang), float(shown.cell.figure.value), shown.text, _side(shown.verdict), shown.cell.is_grave)


def _side(verdict: Verdict | None) -> str:
    return "none" if verdict is None else verdict if verdict in ("met", "not_met") else "open"


def _changes(table: Table, of: Heading, earlier: Mapping[str, Mapping[str, Cell]], lang: Lang) -> Panel:
    """Later less earlier, of counties whose two figures count the same."""
    place = table.headings.index(of)
    dots, left_out = [], 0
    for row in table.rows:
        before, now = earlier.get(row.county.id, {}).get(of.column), row.cells[place]
        if before is None or now is None:
            continue
        moved = change(before, now.cell)
        if moved is None:
            left_out += 1
            continue
        is_grave = before.is_grave or now.cell.is_grave
        side = _direction(of, float(moved))
        text = difference_text(moved, (before, now.cell))
        dots.append(Dot(county_text(row.county, lang), float(moved), text, side, is_grave))
    told = say("panel_changes", lang, n=len(dots), better=sum(d.side == "met" for d in dots), worse=sum(d.side == "not_met" for d in dots))
    if of.line is None:
        told = say("panel_moves", lang, n=len(dots), up=sum(d.value > 0 for d in dots), down=sum(d.value < 0 for d in dots))
    lines = (told, say("panel_left_out", lang, n=left_out)) if left_out else (told,)
    return Panel(of.name, lines, _ordered(dots), 0.0)


def _direction(of: Heading, moved: float) -> str:
    """Towards the good side of the line or away from it."""
    if of.line is None or moved == 0:
        return "none"
    return "met" if (moved > 0) is (of.line.direction == "at_least") else "not_met"


def _ordered(dots: Iterable[Dot]) -> tuple[Dot, ...]:
    return tuple(sorted(dots, key=lambda dot: (dot.value, dot.name)))


def _told(panel: Panel, lang: Lang) -> str:
    """A panel in words: of few counties every value, of many the ends and the middle."""
    if len(panel.dots) <= MOST_NAMED:
        values = "、".join(f"{dot.name} {dot.text}" for dot in panel.dots)
    else:
        middle = f"{median(dot.value for dot in panel.dots):.4g}"
        low, high = panel.dots[0], panel.dots[-1]
        values = say("panel_ends", lang, low=f"{low.name} {low.text}", high=f"{high.name} {high.text}", middle=middle)
    return f"{panel.title}（{'，'.join(panel.lines)}）{values}"


# --- one panel ------------------------------------------------------------------------------------------------------


def _named(panel: Panel) -> Any:
    """A row for each county, its value beside its dot."""
    import altair as alt

    domain = _domain(panel)
    rows = _rows(panel.dots, domain)
    # Two counties may bear one name: the number before it tells them apart, the axis shows the name.
    x = alt.X("value:Q", title=None, scale=alt.Scale(domain=domain, nice=False, zero=False), axis=alt.Axis(tickCount=3, grid=False))
    order = [row["key"] for row in rows]
    names = alt.Axis(labelLimit=96, labelExpr=_NAME_OF_KEY, ticks=False, domain=False, grid=True, labelOverlap=False)
    y = alt.Y("key:N", title=None, sort=order, axis=names)
    base = alt.Chart(data(rows))
    text = base.mark_text(align="left", dx=8, fontSize=11, color=INK, aria=False).encode(x=x, y=y, text="text:N")
    halo = base.mark_text(align="left", dx=8, fontSize=11, stroke="white", strokeWidth=3, aria=False).encode(x=x, y=y, text="text:N")
    layers = [*_line(panel, domain), halo, _dots(base, x, y), text]
    return alt.layer(*layers).properties(width=_WIDTH, height=alt.Step(_STEP), title=_title(panel))


def _ranked(panel: Panel, lang: Lang) -> Any:
    """The dots in the order of their values; the ends are named where there is room."""
    import altair as alt

    domain = _domain(panel)
    dots = _thinned(panel.dots)
    rows = _rows(dots, domain)
    for row, rank in zip(rows, _ranks(len(panel.dots), len(dots)), strict=True):
        row["rank"] = rank
    axis = alt.Axis(tickCount=4, grid=False, format="d")
    room = alt.Scale(domain=[1 - len(panel.dots) * 0.02, len(panel.dots) * 1.02], nice=False)
    title = say("chart_rank", lang) if len(dots) == len(panel.dots) else say("chart_rank_thinned", lang, n=len(dots), all=len(panel.dots))
    x = alt.X("rank:Q", title=title, scale=room, axis=axis)
    grid = alt.Axis(tickCount=5, grid=True, gridOpacity=0.5)
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=domain, nice=False, zero=False), axis=grid)
    layers = [*_line(panel, domain, across=True), _dots(alt.Chart(data(rows)), x, y, size=16)]
    layers += [_ends(found, x, y, "left") for found in [_apart(rows, domain, panel.line)] if found]
    layers += [_ends(found, x, y, "right") for found in [_apart(rows[::-1], domain, panel.line)] if found]
    return alt.layer(*layers).properties(width=_WIDTH + 50, height=_HEIGHT, title=_title(panel))


def _title(panel: Panel) -> Any:
    import altair as alt

    return alt.TitleParams(
        text=panel.title, subtitle=list(panel.lines), subtitleFontSize=12, subtitleColor="#4a525c", limit=300, anchor="start"
    )  # fmt: skip


def _line(panel: Panel, domain: list[float], across: bool = False) -> list[Any]:
    """A confirmed line is dashed, an unconfirmed one dotted; the words above the chart say it, too."""
    import altair as alt

    if panel.line is None or not domain[0] <= panel.line <= domain[1]:
        return []
    dash = [6, 3] if panel.is_confirmed else [1, 4]
    rule = alt.Chart(data([{"at": panel.line}])).mark_rule(color=INK, strokeDash=dash, strokeWidth=1.5, aria=False)
    return [rule.encode(y=alt.Y("at:Q")) if across else rule.encode(x=alt.X("at:Q"))]


def _dots(base: Any, x: Any, y: Any, size: int = 55) -> Any:
    """Shape and colour tell the side of the line, a hollow dot a grave doubt."""
    import altair as alt

    # The whole list in each panel: panels share their scales.
    sides, shapes, colours = zip(*((side, shape, colour) for side, (shape, colour) in _SHAPES.items()), strict=True)
    shape = alt.Shape("side:N", legend=None, scale=alt.Scale(domain=sides, range=shapes))
    colour = alt.Scale(domain=sides, range=colours)
    filled = alt.condition(alt.datum.grave, alt.value("white"), alt.Fill("side:N", legend=None, scale=colour))
    points = base.mark_point(size=size, strokeWidth=1.5, opacity=1, aria=False)
    return points.encode(x=x, y=y, shape=shape, stroke=alt.Stroke("side:N", legend=None, scale=colour), fill=filled)


def _ends(rows: Sequence[dict[str, Any]], x: Any, y: Any, align: Literal["left", "right"]) -> Any:
    import altair as alt

    off = 7 if align == "left" else -7
    text = alt.Chart(data(rows)).mark_text(align=align, dx=off, dy=3 if align == "left" else -3, fontSize=11, color=INK, aria=False)
    return text.encode(x=x, y=y, text="label:N")


def _rows(dots: Sequence[Dot], domain: Sequence[float]) -> list[dict[str, Any]]:
    """For the chart; a value beyond the domain is put at its edge and marked so."""
    found = []
    for number, dot in enumerate(dots):
        held = min(max(dot.value, domain[0]), domain[1])
        text = dot.text if held == dot.value else f"{dot.text} {'→' if held < dot.value else '←'}"
        found.append({"key": f"{number}|{dot.name}", "value": held, "text": text, "side": dot.side, "grave": dot.is_grave,
                      "label": f"{dot.name} {text}"})  # fmt: skip
    return found


def _domain(panel: Panel) -> list[float]:
    """From the least to the greatest value with the line inside, without what lies far from all others; room for the text."""
    values = [dot.value for dot in panel.dots]
    low, high = min(values), max(values)
    if len(values) >= 8:
        first, _, third = quantiles(values, n=4, method="inclusive")
        reach = _FAR * (third - first)
        if reach:
            low, high = max(low, first - reach), min(high, third + reach)
    if panel.line is not None:
        low, high = min(low, panel.line), max(high, panel.line)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    named = len(panel.dots) <= MOST_NAMED
    return [low - room, high + room * (4 if named else 1)]


def _thinned(dots: Sequence[Dot]) -> list[Dot]:
    """At most MOST_DOTS, evenly by rank, both ends among them."""
    return [dots[rank - 1] for rank in _ranks(len(dots), min(len(dots), MOST_DOTS))]


def _ranks(all_dots: int, drawn: int) -> list[int]:
    return [1 + round(number * (all_dots - 1) / max(1, drawn - 1)) for number in range(drawn)]


def _apart(rows: Sequence[dict[str, Any]], domain: Sequence[float], line: float | None) -> list[dict[str, Any]]:
    """The first few whose names touch neither each other nor the line."""
    least = (domain[1] - domain[0]) * _LETTER / _HEIGHT
    taken = [] if line is None else [line]
    found: list[dict[str, Any]] = []
    for row in rows[: len(rows) // 4]:
        if len(found) < _NAMED_ENDS and all(abs(row["value"] - other) >= least for other in taken):
            found.append(row)
            taken.append(row["value"])
    return found
