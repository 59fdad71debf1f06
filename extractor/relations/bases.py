"""What a difference is from: the value that its form names, or the one told before of an earlier time.

Takes a difference, the value that has changed and the figures around; gives the earlier value or None. Links nothing.
"""

from __future__ import annotations

from extractor.figures import Figure
from extractor.periods import period_of, years_of
from extractor.relations.links import same_count
from extractor.sentences import Sentence
from extractor.wordlists import words_of
from models.indicators import OTHER

_AGAINST = ("compared_base", "set_against", "set_against_first", "differing")
"""Forms that name what a difference is from in front of it."""


def base_in_form(delta: Figure, sentence: Sentence) -> Figure | None:
    for form in sentence.forms:
        if form.name in _AGAINST and form.figures[-1] is delta:
            return form.figures[0]
        if form.name == "compared_bases" and any(f is delta for f in form.figures[2:]):
            return form.figures[0 if form.figures[2] is delta else 1]
    return None


def of_years(delta: Figure, sentence: Sentence, before: list[Figure]) -> tuple[Figure, Figure] | None:
    """2023年比2019年增长45.6%: the values that were told of these two years."""
    times = [(t.start, years_of(period_of(sentence.text[t.start : t.end]))) for t in delta.own if t.tag == "PERIOD"]
    against = next((t.start for t in delta.own if t.tag == "CMP"), None)
    if against is None or len(times) != 2 or not times[0][0] < against < times[1][0]:
        return None
    near = [f for f in [*before[-_TOLD:], *sentence.figures] if f.order < delta.order]
    told = [f for f in near if measures(f, delta) and may_be_goal(f, at_any_time=True)]
    then, now = ([f for f in told if years is not None and years_of(f.period) == years] for years in (times[1][1], times[0][1]))
    return next(((a, b) for b in reversed(now) for a in reversed(then) if alike(a, b) and b.indicator != OTHER), None)


_TOLD = 12
"""Figures back from a sentence among which the values of two years may stand."""


def told_before(goal: Figure, delta: Figure, sentence: Sentence) -> Figure | None:
    """去年招了214名，前年是107名，翻了一番: what was told first is of the later year, and has come of the other."""
    past = years_of(goal.period)
    for figure in reversed([f for f in sentence.figures if f.order < goal.order]):
        now = years_of(figure.period)
        later = past is not None and now is not None and past[1] < now[0]
        if later and alike(figure, goal) and may_be_goal(figure, at_any_time=True) and measures(figure, delta):
            return figure
    return None


def earlier_value(goal: Figure, delta: Figure, sentence: Sentence, before: list[Figure]) -> Figure | None:
    """The value of the year before, if the text gives it: as 上年为…, or in the sentence before in a series of years."""
    for figure in reversed([f for f in sentence.figures if f.order < delta.order and f is not goal]):
        if figure.status == "baseline" and figure.indicator == goal.indicator and measures(figure, delta) and same_count(figure, goal):
            return figure
    year = years_of(goal.period)
    own = [f for f in sentence.figures if f.order < goal.order] if _against_last_year(delta) else []
    for figure in reversed([*before[-6:], *own]):
        if goal.indicator != OTHER and alike(figure, goal) and figure.kind == "level" and figure is not goal:
            past = years_of(figure.period)
            if (year and past and past[1] == year[0] - 1) or (year is None and past is None and differs_by(goal, figure, delta)):
                return figure
    return None


def _against_last_year(delta: Figure) -> bool:
    """2016年为6.24亿元，2017年为6.71亿元，比上年增长7.5%: not what it has grown by in both years."""
    return any(t.hit and (t.hit.word.period == "last_year" or t.hit.word.text in words_of("year_on_year")) for t in delta.own)


# --- what may be told of one thing ------------------------------------------------------------------------------------


def alike(a: Figure, b: Figure) -> bool:
    """Both measure the same of the same stage."""
    return a.indicator == b.indicator and a.unit == b.unit and a.stage == b.stage


def may_be_goal(figure: Figure, *, at_any_time: bool = False) -> bool:
    told_of_now = at_any_time or figure.status != "baseline"
    return figure.kind == "level" and told_of_now and not figure.roles & {"from", "norm", "base", "group", "aged"}


def measures(level: Figure, delta: Figure) -> bool:
    """The units allow that `delta` is a difference of values like `level`."""
    if delta.unit == "pp":
        return level.unit == "%"
    if delta.unit in ("%", "times"):
        return level.indicator == delta.indicator or delta.indicator in ("funding.growth", OTHER) or level.unit == delta.unit
    return level.unit == delta.unit


def differs_by(goal: Figure, base: Figure, delta: Figure) -> bool:
    """`goal` less `base` is `delta` within the precision in which all three are written."""
    if goal.value is None or base.value is None or delta.value is None:
        return False
    if delta.unit == "%" and goal.unit != "%":
        return bool(base.value) and abs((goal.value - base.value) * 100 / base.value - delta.value) <= delta.step
    return abs(goal.value - base.value - delta.value) <= delta.step + goal.step + base.step
