"""Lists over years: as many figures as years were named, so each has its own. Runs when each figure of a sentence has its period.

Takes a sentence; sets `period` of the figures of its lists.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.bind.lists import list_length, says_respectively
from extractor.context.times.named import listed, word_of
from extractor.figures import Figure
from extractor.periods import is_span_of_years, period_of, years_long, years_of
from extractor.sentences import Sentence

_OTHER_TIMES = frozenset(("now", "this_year", "next_year", "before_last"))
_MARKS = frozenset(("COMMA", "SEMI", "COLON", "END"))
_FEWEST = 3
"""Figures at least that a span of years told before their own sentence is shared out over."""


def set_years_in_list(sentence: Sentence) -> None:
    """近四年依次为A、B、C和D, 2021年、2022年分别为A、B: as many figures as years, so each has its own."""
    for i, figure in enumerate(sentence.figures):
        members = sentence.figures[i : i + list_length(sentence, i)]
        named = [t for t in figure.own if t.tag == "PERIOD" and t.span]
        if not named:
            _set_years_again(sentence, i, members)
            continue
        years = listed(named[-1], sentence)
        if 1 < len(years) <= len(members):
            for token, member in zip(years, members, strict=False):
                member.period = period_of(sentence.text[token.start : token.end])
        elif says_respectively(figure):
            if is_span_of_years(figure.period):
                _share_out(figure.period, members)
            elif years_long(sentence.text[named[-1].start : named[-1].end]) == len(members):
                _set_years_again(sentence, i, members)  # 小学三年分别为A、B、C behind what was told of 2021, 2022 and 2023


def set_spans_of_totals(sentence: Sentence) -> None:
    """新进教师2021年52名、2022年67名、2023年61名，合计180名: what they come to is of all the years, the first to the last."""
    for i, figure in enumerate(sentence.figures):
        if not i or not _COMES_TO.fullmatch(sentence.text, sentence.figures[i - 1].end, figure.start):
            continue
        told = [years for f in reversed(sentence.figures[:i]) if (years := _year_of_part(f, figure))]
        run = told[: next((n for n, (a, b) in enumerate(pairwise(told), 1) if a != b + 1), len(told))]
        if len(run) > 1 and figure.value is not None:
            figure.period = f"{run[-1]}/{run[0]}"


def _year_of_part(part: Figure, total: Figure) -> int | None:
    """The one year that a figure names for itself, where the total may be of it and others."""
    years = years_of(part.period) if any(t.tag == "PERIOD" for t in part.own) else None
    alike = (part.indicator, part.unit) == (total.indicator, total.unit) and (part.value or 0) <= (total.value or 0)
    return years[0] if years and alike and years[0] == years[1] else None


_COMES_TO = re.compile("[，,；;]?(?:[一二两三四五六七八九十]年)?(?:合计|共计|总计|累计|一共|总共|[共计])(?:为|是|达|有)?")


def _share_out(period: str | None, members: list[Figure]) -> None:
    span = years_of(period)
    if span and span[1] - span[0] + 1 == len(members) > 1:
        for step, member in enumerate(members):
            member.period = str(span[0] + step)


def _set_years_again(sentence: Sentence, i: int, members: list[Figure]) -> None:
    """2021年至2023年支出分别为A、B、C，占比依次为D、E、F: the years of as many figures before, in turn."""
    figure = members[0]
    if len(members) < 2 or (i and figure.joined is sentence.figures[i - 1]) or _is_of_other_things(figure, len(members)):
        return
    for end in (i, i - 1):  # 三年累计22.7亿元 may stand between
        years = _series(sentence.figures[max(end - len(members), 0) : max(end, 0)])
        if len(years) == len(members):
            for year, member in zip(years, members, strict=True):
                member.period = year
            return
    if says_respectively(figure) and len(members) >= _FEWEST and is_span_of_years(figure.period):
        _share_out(figure.period, members)


def _series(figures: list[Figure]) -> list[str]:
    """The years of one thing told for year after year; none where it is no such series."""
    years = [f.period for f in figures if f.period and f.period.isdigit()]
    alike = len({(f.indicator, f.unit, f.kind) for f in figures}) == 1 and not any(f.roles & {"from", "base"} for f in figures)
    return years if alike and len(years) == len(figures) and years == sorted(set(years)) else []


def _is_of_other_things(figure: Figure, count: int) -> bool:
    """小学、初中分别为A、B: the figures are of as many things, and not of years; nor are norms, or what is told of now."""
    if "norm" in figure.roles or figure.status == "standard" or any(word_of(t) in _OTHER_TIMES for t in figure.own):
        return True
    begins = next((i for i in reversed(range(len(figure.own))) if figure.own[i].tag in _MARKS), -1)
    return sum(t.tag in ("SEP", "CONJ") for t in figure.own[begins + 1 :]) + 1 == count
