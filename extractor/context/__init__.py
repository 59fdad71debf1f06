"""Bound, kind, sign, status, period, area, criterion and stage of each figure, from its sentence and what went before.

Runs after bind: it needs each figure's own zone and its head.
"""

from __future__ import annotations

import re

from extractor.context.bounds import set_bound, set_group, set_kind, share_bounds
from extractor.context.items import last_item, set_item, set_items_in_turn
from extractor.context.named import dated_behind, last_span
from extractor.context.stages import set_stages
from extractor.context.state import Context
from extractor.context.status import follow_list, set_earlier_of_two, set_status
from extractor.context.times import names_time, set_period, set_years_in_list
from extractor.entities import find_entities, names_school
from extractor.figures import Figure
from extractor.periods import period_of
from extractor.sentences import Sentence
from extractor.tokens import Token
from models.indicators import OTHER

__all__ = ["Context", "resolve_sentence"]

_MARKS = frozenset(("COMMA", "SEP", "SEMI", "END"))


def resolve_sentence(sentence: Sentence, context: Context) -> Context:
    """Set all contextual fields of the sentence's figures; gives the context for the sentence after."""
    state = context
    for figure in sentence.figures:
        tokens = figure.own
        set_bound(figure, sentence, tokens)
        set_group(figure, sentence, tokens)
        set_kind(figure, sentence, tokens)
        state = set_period(figure, sentence, state)
        set_status(figure, sentence, tokens, state)
        if figure.joined is not None:
            follow_list(figure, figure.joined)
        if figure.unit == "year" and figure.indicator == OTHER:
            figure.period = None  # 连续三年: how long something lasts is of no time itself
        if state.earlier and not names_time(figure) and _is_timeless(figure, state):
            figure.period = None
        _area(figure, sentence, tokens)
        set_item(figure, sentence, state)
    share_bounds(sentence)
    set_items_in_turn(sentence)
    set_years_in_list(sentence)
    set_earlier_of_two(sentence)
    set_stages(sentence, context)
    if context.area and (context.school or names_school(sentence.text[sentence.start : sentence.end])):
        _take_area(sentence, context.area)
    return _after(sentence, state)


def _is_timeless(figure: Figure, state: Context) -> bool:
    """A rule holds at any time; what is to be done is for a time of a sentence before only if that began with it."""
    return figure.status == "standard" or (figure.status == "plan" and state.aside)


def _area(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    if figure.unit == "m" or figure.indicator.startswith("society."):
        return  # a way from 县城, the number of 乡镇
    near = [t for t in tokens[_noun_before(tokens, sentence) :] if t.hit and t.hit.word.area and not _in_a_name(t, sentence)]
    if near:
        figure.area = near[-1].hit.word.area  # type: ignore[union-attr]
    elif area := _area_behind(figure, sentence):
        figure.area = area
    elif figure.head is not None and figure.head.area is not None:
        figure.area = figure.head.area
    else:
        figure.area = _area_handed_on(figure, sentence)


def _in_a_name(token: Token, sentence: Sentence) -> bool:
    """城关一小: a word of area in a school's name tells none."""
    return any(entity.start <= token.start and token.end < entity.end for entity in find_entities(sentence.text))


def _area_handed_on(figure: Figure, sentence: Sentence) -> str | None:
    """县城小学15所，达标11所，占73.3%: up to the next semicolon what is told of the same matter lies in one area."""
    before = next((f for f in sentence.figures if f.order == figure.order - 1), None)
    anew = "SEMI" in figure.tags or figure.roles & {"norm", "base"} or _counts_a_stage(figure, sentence)
    if before is None or before.area is None or anew:
        return None
    listed = figure.joined is before and before.indicator == figure.indicator
    counted = before.indicator in _COUNTED and figure.indicator in _COUNTED and not _OF_ALL.search(sentence.text, before.end, figure.start)
    return before.area if listed or counted else None


def _counts_a_stage(figure: Figure, sentence: Sentence) -> bool:
    """12所初中: who counts another stage begins anew."""
    return any(t.tag == "STAGE" for t in sentence.tokens[figure.at + 1 : figure.at + 2])


_COUNTED = frozenset((
    "school.count", "school.compliant", "school.compliant_rate", "student.count",
    "class.count", "class.size", "class.large", "class.large_rate",
))  # fmt: skip
"""What is told of the schools of one area side by side."""

_OF_ALL = re.compile(r"[全我本][县区市旗州省]|县域|区域内|各[县区校]|总")


def _take_area(sentence: Sentence, area: str) -> None:
    """（一）县城学校拥挤。县第二小学现有学生2286人: schools named below a heading are where the heading says."""
    for figure in sentence.figures:
        if figure.area is None and "norm" not in figure.roles:
            figure.area = area


def _area_behind(figure: Figure, sentence: Sentence) -> str | None:
    """The area that the noun right behind the figure names: 3所农村小学."""
    for token in sentence.tokens[figure.at + 1 :]:
        if token.tag in _MARKS or token.start > figure.end + 8:
            return None
        if token.hit and token.hit.word.area:
            return token.hit.word.area
    return None


def _noun_before(tokens: list[Token], sentence: Sentence) -> int:
    """How many of a figure's own tokens are still of the figure before: in 204名乡村教师，111名… 乡村教师 is."""
    if not tokens or not any(f.end == tokens[0].start for f in sentence.figures):
        return 0
    return next((i for i, t in enumerate(tokens) if t.tag in _MARKS), 0)


def _after(sentence: Sentence, state: Context) -> Context:
    if not sentence.figures:
        state = _told_without_figures(sentence, state)
    elif dated := dated_behind(sentence, state):
        state = state._replace(period=dated, aside=True)
    state = state._replace(item=last_item(sentence) or state.item)
    state = state._replace(earlier=True, start=None, span=last_span(sentence, sentence.end) or state.span)
    if sentence.outer:
        state = state._replace(stage=sentence.outer[0], setter=sentence.outer[1])
    if schools := find_entities(sentence.text[sentence.start : sentence.end]):
        state = state._replace(school=schools[-1].stage)
    return state


def _told_without_figures(sentence: Sentence, state: Context) -> Context:
    """The time and the item of the standard that a sentence names for the sentences behind it."""
    criteria = [t for t in sentence.tokens if t.hit and t.hit.word.criterion]
    periods = [t for t in sentence.tokens if t.tag == "PERIOD" and t.span]
    if periods:
        state = state._replace(period=period_of(sentence.text[periods[-1].start : periods[-1].end], state.year) or state.period)
    if criteria:
        state = state._replace(criterion=criteria[-1].hit.word.criterion)  # type: ignore[union-attr]
    return state
