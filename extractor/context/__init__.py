"""Bound, kind, sign, status, period, area, criterion and stage of each figure, from its sentence and what went before.

Runs after bind: it needs each figure's own zone and its head.
"""

from __future__ import annotations

import re

from extractor.context.areas.choice import begins_another_matter, set_area, share_area_of_allowance, take_area
from extractor.context.areas.lists import set_areas_in_list
from extractor.context.areas.schools import set_schools_in_list
from extractor.context.bounds import quote_missed, set_bound, set_group, set_kind, share_bounds
from extractor.context.coefficients import is_value_of_item, set_coefficients
from extractor.context.items import last_item, set_item, set_item_counts, set_items_in_turn
from extractor.context.items_in_order import set_items_in_order
from extractor.context.labels import labels_in, under_label
from extractor.context.missing import share_missing, shares_of_missing
from extractor.context.norms import is_of_years
from extractor.context.plans.by_year import goal_behind
from extractor.context.stages.choice import set_stages
from extractor.context.stages.words import stage_of_part
from extractor.context.state import Context
from extractor.context.status import follow_list, set_earlier_of_two, set_series, set_status
from extractor.context.times.bracketed import leave_bracket
from extractor.context.times.choice import names_time, set_period, take_data_time
from extractor.context.times.named import dated_behind, is_founding, last_span
from extractor.context.times.year_of_deeds import take_time_of_deeds
from extractor.context.times.years_in_turn import set_spans_of_totals, set_years_in_list
from extractor.entities import find_entities, names_school
from extractor.figures import Figure
from extractor.periods import period_of, years_of
from extractor.sentences import Sentence
from models.indicators import OTHER

__all__ = ["Context", "resolve_sentence"]


def resolve_sentence(sentence: Sentence, context: Context) -> Context:
    """Set all contextual fields of the sentence's figures; gives the context for the sentence after."""
    if begins_another_matter(sentence):
        context = context._replace(area=None)
    state, labels = context, labels_in(sentence)
    if not sentence.figures:
        return _after(sentence, under_label(labels, sentence.end, state))
    for figure in sentence.figures:
        tokens = figure.own
        set_bound(figure, sentence, tokens)
        set_group(figure, sentence, tokens)
        set_kind(figure, sentence, tokens)
        state = set_period(figure, sentence, under_label(labels, figure.start, state))
        set_status(figure, sentence, tokens, state)
        quote_missed(figure)
        if figure.joined is not None:
            follow_list(figure, figure.joined)
        if (figure.unit in ("year", "month") and figure.indicator == OTHER) or is_of_years(figure, sentence):
            figure.period = None  # 连续三年: how long something lasts is of no time itself
        if not names_time(figure) and _is_timeless(figure, sentence, state):
            figure.period = None
        set_area(figure, sentence, tokens)
        set_item(figure, sentence, state)
    share_area_of_allowance(sentence)
    set_item_counts(sentence, state)
    share_missing(sentence)
    share_bounds(sentence)
    set_items_in_order(sentence)
    set_items_in_turn(sentence)
    set_years_in_list(sentence)
    set_spans_of_totals(sentence)
    set_areas_in_list(sentence)
    set_earlier_of_two(sentence)
    set_series(sentence)
    set_stages(sentence, context)
    shares_of_missing(sentence)
    set_schools_in_list(sentence)
    set_coefficients(sentence, context)
    if context.data_time:
        for figure in sentence.figures:
            take_data_time(figure, sentence, context.data_time)
    if context.deed_time:
        for figure in sentence.figures:
            take_time_of_deeds(figure, sentence, context.deed_time)
    if context.area and (context.school or names_school(sentence.text[sentence.start : sentence.end])):
        take_area(sentence, context.area)
    return _after(sentence, under_label(labels, sentence.end, leave_bracket(state, sentence.end)))


def _is_timeless(figure: Figure, sentence: Sentence, state: Context) -> bool:
    """A rule holds at any time; what is to be done is for a time of a sentence before only if that began with it."""
    if figure.status == "actual" and _is_to_come(figure.period, state.year) and _DONE.search(sentence.text, figure.clause, figure.start):
        return True  # 2025年全部达标，县里已明确包联单位58个
    if not state.earlier:
        return figure.status == "standard" and (figure.bound == "exact" or figure.unit == "number")
    if figure.status == "actual" and state.aside and _is_to_come(figure.period, state.year):
        return True  # 预计到2026年缺口约420个。县第二初级中学生均6.9平方米: what is there now is of no year to come
    if figure.status == "standard":
        return True
    return figure.status == "plan" and (state.aside or _DESIGN.search(sentence.text, sentence.start, figure.start) is not None)


_DONE = re.compile(r"已(?:经|有|明确|确定|落实|完成|安排|选派|抽调|建成|投入|开工|启动|争取)|目前")
_DESIGN = re.compile(r"规划(?:用地|占地)|设计(?:规模|学位|办学|能力|容量|招生)|占地|总建筑面积")
"""城东学校规划用地86亩，设计规模48个班: how a building is laid out is of no time that a sentence before names."""


def _is_to_come(period: str | None, year: int | None) -> bool:
    """A year or years behind the document's own; its months may be those in which it was written."""
    years = years_of(period)
    return years is not None and year is not None and years[0] > year and "-" not in (period or "")


def _after(sentence: Sentence, state: Context) -> Context:
    if not sentence.figures:
        state = _told_without_figures(sentence, state)
    elif dated := dated_behind(sentence, state):
        state = state._replace(period=dated, aside=True)
    goal_year, goal_listed = goal_behind(sentence, state)
    state = state._replace(
        goal_year=goal_year, goal_listed=goal_listed, item=last_item(sentence) or state.item,
        values=(*state.values, *filter(is_value_of_item, sentence.figures)),
        earlier=True, start=None, span=last_span(sentence, sentence.end) or state.span,
    )  # fmt: skip
    if sentence.outer:
        state = state._replace(stage=sentence.outer[0], setter=sentence.outer[1])
    if schools := find_entities(sentence.text[sentence.start : sentence.end]):
        told_on = all(school.outside or school.name == state.entity for school in schools)
        state = state._replace(school=schools[-1].stage, entity=state.entity if told_on else None)
    return state


def _told_without_figures(sentence: Sentence, state: Context) -> Context:
    """The time and the item of the standard that a sentence names for the sentences behind it."""
    criteria = [t for t in sentence.tokens if t.hit and t.hit.word.criterion]
    periods = [t for t in sentence.tokens if t.tag == "PERIOD" and t.span and not is_founding(t, sentence, sentence.end)]
    if periods:
        state = state._replace(period=period_of(sentence.text[periods[-1].start : periods[-1].end], state.year) or state.period)
    if stage := stage_of_part(sentence, sentence.start, sentence.end):
        state = state._replace(stage=stage, setter=None)  # （二）义务教育。投入1.2亿元
    if criteria:
        state = state._replace(criterion=criteria[-1].hit.word.criterion)  # type: ignore[union-attr]
    return state
