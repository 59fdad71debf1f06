"""Period of a figure: the time named nearest before it, in its sentence or earlier in its paragraph."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.context.lists import list_length, says_respectively
from extractor.context.state import Context
from extractor.figures import Figure
from extractor.periods import period_of, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token


def set_period(figure: Figure, sentence: Sentence, tokens: list[Token], state: Context) -> Context:
    own = [t for t in tokens if t.tag == "PERIOD" or (t.hit and t.hit.word.period)]
    if not own:
        figure.period = None if figure.roles & {"norm", "from"} else state.period
        return state
    code, settles = _code(own[-1], sentence, state)
    figure.period = code
    if "CMP" in figure.tags and "base" not in figure.roles:
        figure.period = state.period
        return state
    if figure.roles & {"from", "base"} or not settles:
        return state
    return state if code == state.period else replace(state, period=code)


def _code(token: Token, sentence: Sentence, state: Context) -> tuple[str | None, bool]:
    """The period that a token names, and whether what follows goes on in it."""
    word = token.hit.word.period if token.hit else None
    if word == "now":
        return None, True
    named = years_of(state.period)
    year = named[1] if named else state.year
    if word == "this_year":
        return (state.period or (str(state.year) if state.year else None)), True
    if word in ("last_year", "next_year"):
        return (str(year + (1 if word == "next_year" else -1)) if year else None), word == "next_year"
    code = period_of(sentence.text[token.start : token.end], state.year)
    if code and state.year and code.isdigit() and int(code) < state.year and _SINCE.search(sentence.text, token.start, token.end + 10):
        return f"{code}/{state.year}", True
    return code, True


_SINCE = re.compile(r"\d年[^，,。；;、\d]{0,8}以来")
"""2019年以来, 自2019年实施改革以来: from that year to the document's own."""


def set_years_in_list(sentence: Sentence) -> None:
    """近四年依次为A、B、C和D, 2021年、2022年分别为A、B: as many figures as years, so each has its own."""
    for i, figure in enumerate(sentence.figures):
        if not says_respectively(figure) or "PERIOD" not in figure.tags:
            continue
        named = [t for t in figure.own if t.tag == "PERIOD" and t.span]
        if not named:
            continue
        span, members = years_of(figure.period), sentence.figures[i : i + list_length(sentence, i)]
        if len(named) == len(members) > 1:
            for token, member in zip(named, members, strict=True):
                member.period = period_of(sentence.text[token.start : token.end])
        elif span and span[1] > span[0] and len(members) == span[1] - span[0] + 1:
            for step, member in enumerate(members):
                member.period = str(span[0] + step)
