"""Period of a figure: the time named nearest before it, in its sentence or earlier in its paragraph.

Takes a figure with its sentence and what the text before has settled; sets `period`, and gives what is settled now.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.context.lists import list_length
from extractor.context.state import Context
from extractor.figures import Figure
from extractor.periods import is_span_of_years, period_of, year_before, years_long, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token

_COMPARING = {"from": ("FROM",), "base": ("CMP", "CONJ")}
"""By role, the tags of the words behind which the time of what is compared with stands; CMP for any other figure."""
_HEAD = 2
"""Characters at most in front of a time that its sentence begins with: 到2025年."""
_LISTING = frozenset(("SEP", "CONJ"))


def set_period(figure: Figure, sentence: Sentence, state: Context) -> Context:
    """Set the figure's period; gives the state in which the figures after it go on."""
    ahead, own = _own_times(figure, sentence)
    if ahead:
        state = _settle(ahead[-1], figure, sentence, state)
    if not own:
        figure.period = _handed_on(figure, sentence, state)
        return state
    code = _code(own[-1], figure, sentence, state)
    if figure.roles & {"from", "base"}:
        figure.period = code = _as_fine_as_goal(code, own[-1], sentence)
        if state.period is None and code and _word(own[-1]) == "last_year":
            state = replace(state, period=_plain(int(code), 1), earlier=False)  # 由上年的46.8%提高到52.1%
        return replace(state, start=code)
    figure.period = code
    return state if _is_aside(own[-1], figure, code, sentence, state) else _settle(own[-1], figure, sentence, state)


def names_time(figure: Figure) -> bool:
    """The figure's own words name a time."""
    return any(_is_time(token) for token in figure.own)


def _is_time(token: Token) -> bool:
    return token.tag == "PERIOD" or (token.hit is not None and token.hit.word.period is not None)


def _own_times(figure: Figure, sentence: Sentence) -> tuple[list[Token], list[Token]]:
    """The times that what is told goes on in, and those that are the figure's own.

    2022年教育集团由9个增至12个: 2022 is the year of the twelve; 2021年比2018年增长四成: 2021 is that of the growth.
    """
    times = [t for t in figure.own if _is_time(t) and not _is_compared_with(t, figure, sentence)]
    zone = _compared(figure) if times else None
    if zone is None:
        return [], times
    inside = [t for t in times if zone[0] <= t.start < zone[1]]
    return [t for t in times if t not in inside], inside if figure.roles & {"from", "base"} else []


def _compared(figure: Figure) -> tuple[int, int] | None:
    """Where what the figure is the start of, or is compared with, is named: 由2020年的…, 比2018年…, 与2018年相比."""
    tags = next((tags for role, tags in _COMPARING.items() if role in figure.roles), ("CMP",))
    for i in reversed(range(len(figure.own))):
        token = figure.own[i]
        if token.tag not in tags:
            continue
        if token.hit is not None and token.hit.word.text.endswith(("相比", "对比", "相比于")):
            before = [t.start for t in figure.own[:i] if t.tag == "CONJ"]
            return (before[-1] if before else token.start), token.end
        return token.start, next((t.start for t in figure.own[i:] if t.tag == "COMMA"), figure.start)
    return None


def _handed_on(figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """What a figure without a time of its own goes on in."""
    if figure.roles & {"from", "base"}:
        return state.start  # 小学由2021年的82%提高到2023年的98%，初中由85%提高到97%
    if state.earlier and _RECURRING.search(sentence.text, figure.clause, figure.start):
        return None
    if "norm" in figure.roles or (state.earlier and ("group" in figure.roles or figure.indicator.endswith(".gap"))):
        return None  # a rule and a size that names a group hold at any time, and what is lacking is lacking now
    return state.period


_RECURRING = re.compile(r"每[^，,。；;\d]{0,4}?(?:年|月|日|天|周|学期|季度)")
"""每人每月, 每名教师每年: what comes again and again is of no time that another sentence names."""


def _settle(token: Token, figure: Figure, sentence: Sentence, state: Context) -> Context:
    """The state in which the time of `token` is the one that is spoken of."""
    code = _code(token, figure, sentence, state)
    if code == state.period and not state.earlier:
        return state
    return replace(state, period=code, earlier=False, aside=token.start - sentence.start > _HEAD)


def _as_fine_as_goal(code: str | None, token: Token, sentence: Sentence) -> str | None:
    """由2024年底的12个减少到2025年6月底的5个: beside a month the end of a year is its December."""
    goal = next((t for t in sentence.tokens if t.start > token.end and t.tag == "PERIOD" and t.span), None)
    if code is None or goal is None or not code.isdigit() or sentence.text[token.end - 1] not in "底末":
        return code
    return f"{code}-12" if "-" in (period_of(sentence.text[goal.start : goal.end], int(code)) or "") else code


def _is_aside(token: Token, figure: Figure, code: str | None, sentence: Sentence, state: Context) -> bool:
    """A time that what follows does not go on in: 去年为82%, and the months of a part (其中3月招聘58人)."""
    word = _word(token)
    if word in ("last_year", "year_before", "yearly"):
        return True
    among = any(t.tag == "AMONG" for t in sentence.tokens[: figure.at])
    return among and code is not None and "-" in code and _holds(state.period, code)


def _holds(period: str | None, month: str) -> bool:
    """The period is longer than the month and holds it."""
    if period is None or period == month:
        return False
    first, last = period.split("/")[0], period.split("/")[-1]
    return first <= month and month[: len(last)] <= last


_SET_BESIDE = re.compile(r"(?:与|和|同|跟|高出|高于|低于|超过|超出|多于|少于)$")


def _is_compared_with(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """与上年持平, 高出上年0.5个百分点: the year is not the figure's, which is only compared with it."""
    if figure.roles & {"from", "base"} or _word(token) not in ("last_year", "year_before"):
        return False
    return _SET_BESIDE.search(sentence.text, figure.left[0], token.start) is not None


def _word(token: Token) -> str | None:
    """What kind of time a word without a number names."""
    return token.hit.word.period if token.hit else None


def _code(token: Token, figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """The period that a token names."""
    word, spoken_of = _word(token), years_of(state.period)
    if word == "now":
        return None
    if word == "same_span":
        return last_span(sentence, token.start) or state.span or state.period
    if word == "year_before":
        period = state.period or _plain(state.year)
        return year_before(period) if period else None
    if word in ("named_year", "yearly") and spoken_of:
        return str(spoken_of[1]) if "-" in (state.period or "") else state.period
    if word in ("this_year", "named_year", "yearly", "next_year"):
        return _plain(state.year, 1 if word == "next_year" else 0) or (state.period if word == "this_year" else None)
    if word == "last_year":
        return _plain(spoken_of[1] if spoken_of else state.year, -1)
    return _written(token, figure, sentence, state)


def _plain(year: int | None, step: int = 0) -> str | None:
    return str(year + step) if year else None


def _written(token: Token, figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """The period of a time that is written with a number, or of a half year."""
    text = _text(token, sentence)
    if count := years_long(text):
        return _span_spoken_of(count, token, figure, sentence, state) or period_of(text, state.year)
    if run := _listed_until(token, sentence):
        return run
    code = period_of(text, _year_before(token, sentence, state))
    if code is None or state.year is None or not code.isdigit() or int(code) >= state.year:
        return code
    if sentence.text.startswith(("以前", "之前"), token.end):
        return None  # 2016年以前购置的: any time up to that year
    return f"{code}/{state.year}" if _SINCE.search(sentence.text, token.start, token.end + 10) else code


_SINCE = re.compile(r"\d年[^，,。；;、\d]{0,8}以来")
"""2019年以来, 自2019年实施改革以来: from that year to the document's own."""


def _text(token: Token, sentence: Sentence) -> str:
    """The time as written, with the 前 of 前三季度."""
    ahead = sentence.text.startswith("前", token.start - 1) if token.start else False
    return sentence.text[token.start - ahead : token.end]


def _year_before(token: Token, sentence: Sentence, state: Context) -> int | None:
    """The year that a month without a year is of: 去年9月, else the year spoken of, else the document's own."""
    for other in sentence.tokens:
        if other.end == token.start and _word(other) in ("last_year", "this_year", "next_year"):
            step = {"last_year": -1, "next_year": 1}.get(_word(other) or "", 0)
            return state.year + step if state.year else None
    spoken_of = years_of(state.period)
    return spoken_of[1] if spoken_of else state.year


def _span_spoken_of(count: int, token: Token, figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """三年 behind 2020年至2022年 is that span; 三年增长 behind figures of 2020 and 2023 is the time between the two."""
    told = [y[0] for f in sentence.figures if f.end <= token.start and (y := years_of(f.period)) and y[0] == y[1]]
    if figure.kind == "change" and len(told) > 1 and told[-1] - told[-2] == count:
        return f"{told[-2]}/{told[-1]}"
    span = last_span(sentence, token.start)
    if span is None and not sentence.text.endswith("近", 0, token.start):
        span = state.span
    years = years_of(span)
    return span if years and years[1] - years[0] + 1 == count else None


def last_span(sentence: Sentence, end: int) -> str | None:
    """The last span of years that the sentence names before `end`, written as one or as a list of its years."""
    for token in reversed(sentence.tokens):
        if token.tag == "PERIOD" and token.span and token.end <= end:
            written = sentence.text[token.start : token.end]
            code = _listed_until(token, sentence) or period_of(written)
            if is_span_of_years(code) and "五" not in written:
                return code
    return None


def _listed_until(token: Token, sentence: Sentence) -> str | None:
    """2019年、2020年、2021年: the span of a list of years that ends in `token`."""
    years = [period_of(sentence.text[t.start : t.end]) for t in _listed(token, sentence)]
    if len(years) < 2 or not all(y and y.isdigit() for y in years):
        return None
    return f"{years[0]}/{years[-1]}"


def _listed(token: Token, sentence: Sentence) -> list[Token]:
    """The times that stand in a list, with nothing but 、 or 和 between, up to `token`."""
    at = sentence.tokens.index(token)
    run = [token]
    while at >= 2 and sentence.tokens[at - 1].tag in _LISTING and sentence.tokens[at - 2].tag == "PERIOD":
        at -= 2
        run.insert(0, sentence.tokens[at])
    return run


def dated_behind(sentence: Sentence, state: Context) -> str | None:
    """评估组一行14人于2023年10月16日至20日进行了评估: the days told behind the figures are those of what comes next."""
    for token in reversed(sentence.tokens[sentence.figures[-1].at :]):
        if token.tag == "PERIOD" and token.span and sentence.text.startswith("于", token.start - 1):
            code = _written(token, sentence.figures[-1], sentence, state)
            return code if code and "-" in code else None
    return None


def set_years_in_list(sentence: Sentence) -> None:
    """近四年依次为A、B、C和D, 2021年、2022年分别为A、B: as many figures as years, so each has its own."""
    for i, figure in enumerate(sentence.figures):
        named = [t for t in figure.own if t.tag == "PERIOD" and t.span]
        if not named:
            continue
        members = sentence.figures[i : i + list_length(sentence, i)]
        listed = _listed(named[-1], sentence)
        span = years_of(figure.period)
        if 1 < len(listed) <= len(members):
            for token, member in zip(listed, members, strict=False):
                member.period = period_of(sentence.text[token.start : token.end])
        elif "RESP" in figure.tags and span and span[1] - span[0] + 1 == len(members) > 1:
            for step, member in enumerate(members):
                member.period = str(span[0] + step)
