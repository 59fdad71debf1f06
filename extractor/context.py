"""Bound, kind, sign, status, stage, area, criterion and period of each figure, from its sentence and what went before.

Runs after bind.py: it needs each figure's own zone and its head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extractor.bind import own_tokens
from extractor.figures import Figure
from extractor.periods import period_of, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token
from models.loading import load_data

_GLUE = frozenset(("LE", "BE", "RESP", "W", "BOUND", "CONJ", "PAST"))
_ATTAINMENT = frozenset(("school.compliant", "school.compliant_rate", "cv.item", "other"))


@dataclass(frozen=True, slots=True)
class Context:
    """What the text before a sentence has settled."""

    year: int | None = None
    """The document's own year."""
    period: str | None = None
    """The last time named in this paragraph."""
    stage: str | None = None
    area: str | None = None
    criterion: str | None = None
    section: str | None = None
    """`plan` or `past`: what the heading announces."""
    plan_document: bool = False


def resolve_sentence(sentence: Sentence, context: Context) -> Context:
    """Set all contextual fields of the sentence's figures; gives the context for the sentence after."""
    state = context
    for figure in sentence.figures:
        tokens = own_tokens(sentence, figure)
        _bound(figure, sentence, tokens)
        _group(figure, sentence, tokens)
        _kind(figure, tokens)
        state = _period(figure, sentence, tokens, state)
        _status(figure, sentence, tokens, state)
        _area(figure, sentence, tokens)
        _criterion(figure, sentence, state)
    _stages(sentence, context)
    return _after(sentence, state)


# --- bound ---------------------------------------------------------------------------------------------------------


def _bound(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    right = next((t for t in sentence.tokens if t.start == figure.end and t.hit), None)
    if right and right.hit and right.hit.word.bound_right and not ("CMP" in {t.tag for t in tokens} and "delta" in figure.roles):
        if right.hit.word.text != "内" or any(t.hit and t.hit.word.bound_left == "at_most" for t in tokens):
            figure.bound, figure.bound_side = right.hit.word.bound_right, "right"  # type: ignore[assignment]
            return
    if "delta" in figure.roles:
        about = tokens and tokens[-1].hit and tokens[-1].hit.word.bound_left == "about"
        if about:
            figure.bound = "about"
        return
    gap = 0
    for token in reversed(tokens):
        if token.hit and token.hit.word.bound_left:
            figure.bound, figure.bound_side = token.hit.word.bound_left, "left"  # type: ignore[assignment]
            return
        gap += token.end - token.start
        if token.tag not in ("LE", "BE", "TO", "STAGE", "W", "RESP", "NORM", "GEN", "UP") or gap > 6:
            return


# --- kind ----------------------------------------------------------------------------------------------------------


@cache
def _group_nouns() -> re.Pattern[str]:
    words = load_data("words.yaml", "extractor")["group"]
    return re.compile(r"(?:及?以[上下]|以内)?的?(?:" + "|".join(map(re.escape, words)) + ")")


def _group(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    """56人以上的大班额, 不足100人的教学点, 35岁以下教师: a size or an age that only names a group measures nothing."""
    sized = figure.unit == "person" and figure.bound in ("at_least", "at_most") and "delta" not in figure.roles
    if not (sized or figure.unit_text in ("岁", "周岁")) or not _group_nouns().match(sentence.text, figure.end):
        return
    if sized and figure.bound_side == "left" and not re.match(r"的?(?:教学点|小规模|学校|班|学生的)", sentence.text[figure.end : figure.end + 4]):
        return
    if figure.unit_text in ("岁", "周岁") and figure.bound == "exact":
        return
    figure.indicator, figure.score = "other", 1.0


def _kind(figure: Figure, tokens: list[Token]) -> None:
    if figure.unit == "pp":
        figure.kind = "change"
    if "delta" in figure.roles and "to" not in figure.roles:
        figure.kind = "change"
    if figure.kind != "change" or figure.value is None:
        return
    direction = next((t.tag for t in reversed(tokens) if t.tag in ("UP", "DOWN", "MORE", "LESS")), None)
    if direction is None and figure.head is not None and figure.head.kind == "change":
        direction = "DOWN" if figure.head.value is not None and figure.head.value < 0 else "UP"
    if direction in ("DOWN", "LESS"):
        figure.value = -abs(figure.value)


# --- status --------------------------------------------------------------------------------------------------------


def _status(figure: Figure, sentence: Sentence, tokens: list[Token], context: Context) -> None:
    tags = {t.tag for t in tokens}
    if "norm" in figure.roles and not (tags & {"TO"} and "to" in figure.roles):
        figure.status = "standard"
        return
    planned = _planned(figure, sentence, tokens, context)
    if figure.roles & {"from", "base"}:
        figure.status = "baseline"
    elif planned:
        figure.status = "plan"
    elif "OLD" in tags or any(t.hit and t.hit.word.period == "last_year" for t in tokens):
        figure.status = "baseline" if "CMP" not in tags else figure.status


def _planned(figure: Figure, sentence: Sentence, tokens: list[Token], context: Context) -> bool:
    before = [t for t in sentence.tokens if t.end <= figure.start]
    last = next((t.tag for t in reversed(before) if t.tag in ("PLAN", "PAST") and _asserts(t)), None)
    span = years_of(figure.period)
    if span and context.year:
        if span[0] > context.year:
            return True
        if span[1] < context.year:
            return False
    if last == "PLAN":
        return True
    if context.plan_document or context.section == "plan":
        return last != "PAST"
    return False


def _asserts(token: Token) -> bool:
    return token.hit is not None and token.hit.word.text not in ("目标", "任务", "规划", "设计")


# --- period --------------------------------------------------------------------------------------------------------


def _period(figure: Figure, sentence: Sentence, tokens: list[Token], state: Context) -> Context:
    own = [t for t in tokens if t.tag == "PERIOD" or (t.hit and t.hit.word.period)]
    if not own:
        figure.period = None if "norm" in figure.roles or _unsettled(figure) else state.period
        return state
    code, settles = _code(own[-1], sentence, state)
    figure.period = code
    compared = any(t.tag == "CMP" for t in tokens)
    if compared and "base" not in figure.roles:
        figure.period = state.period
        return state
    if figure.roles & {"from", "base"} or not settles:
        return state
    return replace(state, period=code)


def _unsettled(figure: Figure) -> bool:
    return bool(figure.roles & {"from"})


def _code(token: Token, sentence: Sentence, state: Context) -> tuple[str | None, bool]:
    """The period that a token names, and whether what follows goes on in it."""
    word = token.hit.word.period if token.hit else None
    if word == "now":
        return None, True
    year = years_of(state.period)[1] if years_of(state.period) else state.year  # type: ignore[index]
    if word == "this_year":
        return (state.period or (str(state.year) if state.year else None)), True
    if word in ("last_year", "next_year"):
        return (str(year + (1 if word == "next_year" else -1)) if year else None), word == "next_year"
    return period_of(sentence.text[token.start : token.end], state.year), True


# --- area, criterion -----------------------------------------------------------------------------------------------


def _area(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    near = [t for t in tokens if t.hit and t.hit.word.area]
    behind = [t for t in sentence.tokens if t.hit and t.hit.word.area and figure.end <= t.start <= figure.end + 8]
    if near:
        figure.area = near[-1].hit.word.area  # type: ignore[union-attr]
    elif behind and not any(t.tag in ("COMMA", "SEP", "SEMI", "END") for t in sentence.tokens if figure.end <= t.start < behind[0].start):
        figure.area = behind[0].hit.word.area  # type: ignore[union-attr]
    elif figure.head is not None:
        figure.area = figure.head.area


def _criterion(figure: Figure, sentence: Sentence, state: Context) -> None:
    if figure.indicator not in _ATTAINMENT:
        return
    before = [t for t in sentence.tokens if t.hit and t.hit.word.criterion and t.end <= figure.start]
    if figure.indicator == "other":
        return
    if before:
        figure.criterion = before[-1].hit.word.criterion  # type: ignore[union-attr]
    elif state.criterion:
        figure.criterion = state.criterion


# --- stage ---------------------------------------------------------------------------------------------------------


def _stages(sentence: Sentence, context: Context) -> None:
    outer: str | None = context.stage
    listed: list[str] = []
    for i, figure in enumerate(sentence.figures):
        if any(t.tag == "SEMI" for t in own_tokens(sentence, figure)):
            outer = context.stage
        named = _named_stages(sentence, figure)
        if len(named) >= 2 and _respective(sentence, figure, i):
            listed = named
        if listed:
            figure.stage, listed = listed[0], listed[1:]
            continue
        if named:
            figure.stage = _one(named)
        elif figure.head is not None:
            figure.stage = figure.head.stage
        else:
            figure.stage = outer
        if figure.stage == "mixed":
            figure.stage = None
        if figure.head is None and any(t.hit and t.hit.word.stage for t in own_tokens(sentence, figure)):
            outer = figure.stage
    _whole_of_both(sentence)


def _named_stages(sentence: Sentence, figure: Figure) -> list[str]:
    """The stages named in the figure's own zone, or by the noun right behind it."""
    own = [t for t in own_tokens(sentence, figure) if t.hit and t.hit.word.stage]
    if own:
        return [t.hit.word.stage for t in own if t.hit and t.hit.word.stage]
    for token in sentence.tokens:
        if token.start >= figure.end:
            if token.start > figure.end + 8 or token.tag in ("COMMA", "SEP", "SEMI", "END", "FIG", "PCT", "PP", "OPEN", "CLOSE"):
                break
            if token.hit and token.hit.word.stage:
                return [token.hit.word.stage]
    return []


def _one(named: list[str]) -> str | None:
    if {"primary", "junior"} <= set(named[-2:]):
        return "compulsory"
    return named[-1]


def _respective(sentence: Sentence, figure: Figure, i: int) -> bool:
    """小学、初中分别为A和B: as many figures follow as stages are named, joined by 、 or 和."""
    if i + 1 >= len(sentence.figures):
        return False
    following = sentence.figures[i + 1]
    between = [t for t in sentence.tokens if figure.end <= t.start < following.start]
    joined = all(t.tag in ("SEP", "CONJ", "COMMA", "LE", "BOUND", "RIGHT", "W", "TO") for t in between) and len(between) <= 3
    return joined and not any(t.hit and t.hit.word.stage for t in between)


def _whole_of_both(sentence: Sentence) -> None:
    """A whole without a stage whose parts are 小学 and 初中 is of compulsory education."""
    for figure in sentence.figures:
        if not _named_stages(sentence, figure) and figure.unit != "%":
            parts = {f.stage for f in sentence.figures if f.head is figure and f.indicator == figure.indicator}
            if {"primary", "junior"} <= parts:
                figure.stage = "compulsory"
                for share in sentence.figures:
                    if share.head is figure and share.unit == "%" and share.stage is None:
                        share.stage = "compulsory"


def _after(sentence: Sentence, state: Context) -> Context:
    criteria = [t for t in sentence.tokens if t.hit and t.hit.word.criterion]
    periods = [t for t in sentence.tokens if t.tag == "PERIOD" and t.span]
    if periods and not sentence.figures:
        state = replace(state, period=period_of(sentence.text[periods[-1].start : periods[-1].end], state.year) or state.period)
    if criteria and not sentence.figures:
        state = replace(state, criterion=criteria[-1].hit.word.criterion)  # type: ignore[union-attr]
    return state
