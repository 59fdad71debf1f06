"""The charts of an assessment: the seven indicators and the 差异系数 against their lines, and the schools below them.

Takes an Assessed and gives Figures: a Vega-Lite specification with its title and the same in words. Drawn without a
browser by drawing.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from corpus.audit import Assessed
from models.assess import Result, SchoolResult
from models.assess.trace import written
from models.plain import plain_line
from service.exits import Lang
from service.labels import label, word
from service.paper.drawing import BAD, GOOD, INK, Figure, Row, data, figure
from service.paper.verdicts import amount, short_name

MOST_SCHOOLS = 40
_COLUMN = {"zh": 76, "en": 118}
"""Pixels of a column of the schools' chart, whose heading stands in one line."""
_STAGES = ("primary", "junior")
_SIGNS = {"above_floor": "△ ", "below": "▼ ", "open": "? "}
_STATES = {"met": "#dcebfd", "above_floor": "#ffd27a", "below": "#e8836f", "open": "#e6e6e6", "missing": "#ffffff"}
_MOST_SHARE = 220


def figures(assessed: Assessed, lang: Lang, font: str | None = None, names: bool = True) -> tuple[Figure, ...]:
    """All charts that the assessment has data for. `names`: whether the font has letters for names of schools."""
    found = (_shares(assessed, lang, font), _dispersions(assessed, lang, font), _schools(assessed, lang, font) if names else None)
    return tuple(figure for figure in found if figure is not None)


# --- values in percent of their line --------------------------------------------------------------------------------


def _shares(assessed: Assessed, lang: Lang, font: str | None) -> Figure | None:
    rows = _mean_rows(assessed, lang)
    title = word("chart_means" if rows else "chart_claims", lang)
    rows = rows or _claim_rows(assessed, lang)
    if not rows:
        return None
    axis = word("chart_share", lang)
    charts = [_bars(found, axis, 100, word("threshold", lang), _MOST_SHARE) for _, found in _by_stage(rows)]
    return _figure(title, rows, charts, font, lang)


def _mean_rows(assessed: Assessed, lang: Lang) -> list[Row]:
    """County means of the school table."""
    units = {c.id: c.unit for c in assessed.standard.criteria}
    found = []
    for value in assessed.assessment.stages:
        line = assessed.standard.threshold(value.criterion, value.stage)
        if value.mean is not None and line:
            found.append(_share_row(assessed, value.stage, value.criterion, value.mean, line, units[value.criterion], lang))
    return found


def _claim_rows(assessed: Assessed, lang: Lang) -> list[Row]:
    """Means that the report claims, where no school table tells them."""
    criteria = {c.id: c.unit for c in assessed.standard.criteria}
    return [
        _share_row(assessed, r.stage or "", r.requirement, r.value, r.threshold, r.unit, lang)
        for r in assessed.assessment.results
        if criteria.get(r.requirement) == r.unit and r.value is not None and r.threshold and not isinstance(r.threshold, bool)
    ]


def _share_row(assessed: Assessed, stage: str, criterion: str, value: Decimal, line: Decimal, unit: str, lang: Lang) -> Row:
    shown, line_text = _short(value, line), amount(line, unit, lang)
    text = word("chart_unit_each", lang, value=shown, line=line_text)
    name = short_name(criterion, assessed, lang)
    told = word("chart_item", lang, stage=label("stage", stage, lang), item=name, value=shown, line=line_text)
    return {"stage": stage, "stage_name": label("stage", stage, lang), "item": name, "value": float(value / line * 100),
            "good": value >= line, "text": text, "told": told}  # fmt: skip


def _short(value: Decimal, line: Decimal) -> str:
    """To two places, unless rounding would carry it over its line."""
    rounded = round(value, 2)
    return f"{rounded:,f}" if (rounded < line) == (value < line) else written(value, line)


# --- 差异系数 ---------------------------------------------------------------------------------------------------------


def _dispersions(assessed: Assessed, lang: Lang, font: str | None) -> Figure | None:
    rules = {r.id for r in assessed.standard.requirements if r.table in ("cv", "composite_cv")}
    rows = [_cv_row(r, assessed, lang) for r in assessed.assessment.results if r.requirement in rules and r.value is not None]
    charts = []
    for _, found in _by_stage(rows):
        limit = found[0]["limit"]
        text = f"{word('chart_limit', lang)} {limit:g}"
        charts.append(_bars(found, word("cv", lang), limit, text, max(0.6, *(row["value"] * 1.25 for row in found))))
    return _figure(word("chart_cv", lang), rows, charts, font, lang) if rows else None


def _cv_row(result: Result, assessed: Assessed, lang: Lang) -> Row:
    value, line = result.value or Decimal(0), Decimal(0 if result.threshold is None else result.threshold)
    name = short_name(result.item, assessed, lang) if result.item else result.name
    stage = label("stage", result.stage, lang)
    told = word("chart_item", lang, stage=stage, item=name, value=written(value, line), line=f"≤ {line:f}")
    return {"stage": result.stage or "", "stage_name": stage, "item": name, "value": float(value), "limit": float(line),
            "good": value <= line, "text": written(value, line), "told": told}  # fmt: skip


# --- bars of one stage ----------------------------------------------------------------------------------------------


def _by_stage(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    found = [(stage, [row for row in rows if row["stage"] == stage]) for stage in _STAGES]
    return [(stage, of_stage) for stage, of_stage in found if of_stage]


def _bars(rows: list[Row], axis: str, line: float, line_text: str, most: float) -> Any:
    """Bars of one stage with their line; both colour and text tell what misses it."""
    import altair as alt

    source = data([{**row, "told": ""} for row in rows])
    order = [row["item"] for row in rows]
    x = alt.X("value:Q", title=axis, scale=alt.Scale(domain=[0, most], clamp=True), axis=alt.Axis(tickCount=5, grid=False))
    y = alt.Y("item:N", title=None, sort=order, axis=alt.Axis(labelLimit=200))
    colour = alt.condition(alt.datum.good, alt.value(GOOD), alt.value(BAD))
    bars = alt.Chart(source).mark_bar(height=14).encode(x=x, y=y, color=colour)
    words = alt.condition(alt.datum.good, alt.value(INK), alt.value(BAD))
    text = alt.Chart(source).mark_text(align="left", dx=4, fontSize=11).encode(x=x, y=y, text="text:N", color=words)
    halo = alt.Chart(source).mark_text(align="left", dx=4, fontSize=11, stroke="white", strokeWidth=4).encode(x=x, y=y, text="text:N")
    at = alt.Chart(data([{"x": line, "text": line_text}]))
    rule = at.mark_rule(color=INK, strokeDash=[5, 3], strokeWidth=1.5).encode(x="x:Q")
    name = at.mark_text(align="left", baseline="bottom", dx=3, y=-2, color=INK, fontSize=11).encode(x="x:Q", text="text:N")
    return alt.layer(bars, rule, halo, text, name).properties(width=300, height=alt.Step(26), title=rows[0]["stage_name"])


# --- schools --------------------------------------------------------------------------------------------------------


def _schools(assessed: Assessed, lang: Lang, font: str | None) -> Figure | None:
    """Every value of the schools below the line, coloured by how far it misses."""
    failing = sorted(_failing(assessed), key=lambda school: (-len(_missed(school)), school.stage != "primary", school.school))
    if not failing:
        return None
    shown = failing[:MOST_SCHOOLS]
    cut = len(failing) > len(shown)
    title = word("chart_schools_cut", lang, n=len(shown), all=len(failing)) if cut else word("chart_schools", lang)
    rows = [row for school in shown for row in _school_rows(school, assessed, lang)]
    told = [
        {"told": word("chart_school", lang, school=plain_line(s.school), stage=label("stage", s.stage, lang), n=len(_missed(s)))}
        for s in shown
    ]
    return _figure(title, told, [_heat(rows, lang)], font, lang)


def _failing(assessed: Assessed) -> list[SchoolResult]:
    return [school for school in assessed.assessment.schools if school.verdict == "not_met"]


def _missed(school: SchoolResult) -> list[str]:
    return [c.criterion for c in school.criteria if c.state in ("above_floor", "below")]


def _school_rows(school: SchoolResult, assessed: Assessed, lang: Lang) -> list[Row]:
    name = f"{plain_line(school.school)} {label('stage', school.stage, lang)}"
    return [
        {"school": name, "item": short_name(c.criterion, assessed, lang), "state": _state_name(c.state, lang),
         "text": "—" if c.value is None else _SIGNS.get(c.state, "") + _short(c.value, c.threshold)}
        for c in school.criteria
    ]  # fmt: skip


def _state_name(code: str, lang: Lang) -> str:
    """With its sign: colour alone tells nothing to some, and nothing on a black and white print."""
    return _SIGNS.get(code, "") + label("school_state", code, lang)


def _heat(rows: list[Row], lang: Lang) -> Any:
    import altair as alt

    source = data(rows)
    present = {row["state"] for row in rows}
    shown = {_state_name(code, lang): colour for code, colour in _STATES.items() if _state_name(code, lang) in present}
    items, schools = (list(dict.fromkeys(row[name] for row in rows)) for name in ("item", "school"))
    x = alt.X("item:N", title=None, sort=items, axis=alt.Axis(orient="top", labelAngle=0, labelLimit=_COLUMN[lang] - 2))
    y = alt.Y("school:N", title=None, sort=schools, axis=alt.Axis(labelLimit=260))
    scale = alt.Scale(domain=list(shown), range=list(shown.values()))
    legend = alt.Legend(title=None, orient="bottom", symbolStrokeColor="#8c949e", labelLimit=260)
    cells = alt.Chart(source).mark_rect(stroke="#8c949e").encode(x=x, y=y, color=alt.Color("state:N", scale=scale, legend=legend))
    text = alt.Chart(source).mark_text(color=INK, fontSize=11).encode(x=x, y=y, text="text:N")
    return alt.layer(cells, text).properties(width=alt.Step(_COLUMN[lang]), height=alt.Step(24))


def _figure(title: str, rows: Sequence[Row], charts: Sequence[Any], font: str | None, lang: Lang) -> Figure:
    import altair as alt

    description = f"{title}：" + "；".join(row["told"] for row in rows)
    return figure(title, description, alt.hconcat(*charts, spacing=36), font)
