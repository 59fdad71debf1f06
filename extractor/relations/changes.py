"""Changes: from one value to another, with the difference where it is written; and the steps of a series of years."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from extractor.figures import Figure
from extractor.forms import Form
from extractor.periods import period_of, years_of
from extractor.relations.links import Link, same_count
from extractor.sentences import Sentence
from extractor.wordlists import words_of
from models.indicators import OTHER

_AGAINST = ("compared_base", "set_against", "set_against_first", "differing")
"""Forms that name what a difference is from."""
_MOVES = ("from_to_by", "from_to", "from_to_plain", "grown_from")


def find_changes(sentence: Sentence, before: list[Figure]) -> list[Link]:
    """The changes that a sentence tells; the value compared with may stand in `before`."""
    links: list[Link] = []
    used: set[int] = set()
    for form in sentence.forms:
        if form.name in _MOVES and (link := _move(form, sentence, used)):
            links.append(link)
    for delta in sentence.figures:
        if delta.kind == "change" and id(delta) not in used and (link := _difference(delta, sentence, before, links)):
            used.add(id(delta))
            links.append(link)
    return _shared_out(sentence, links)


def _shared_out(sentence: Sentence, links: list[Link]) -> list[Link]:
    """小学由612元提高到634元，初中由815元提高到842元，分别增长3.6%和3.3%: each move takes the difference of its place."""
    last = next((f for f in reversed(sentence.figures) if f.kind == "change" and f.joined is not None), None)
    deltas = [last] if last is not None else []
    while deltas and deltas[0].joined is not None:
        deltas.insert(0, deltas[0].joined)
    if len(deltas) < 2 or "RESP" not in deltas[0].tags:
        return links
    first = deltas[0].order
    told = [(a, b) for a, b, _ in (x.members for x in links) if a is not None and b is not None and b.order < first]
    moves = {(id(a), id(b)): (a, b) for a, b in told}
    if len(moves) != len(deltas):
        return links
    pairs = sorted(moves.values(), key=lambda pair: pair[0].order)
    others = [x for x in links if (id(x.members[0]), id(x.members[1])) not in moves]
    return [*(Link("change", (*pair, delta)) for pair, delta in zip(pairs, deltas, strict=True)), *others]


def _move(form: Form, sentence: Sentence, used: set[int]) -> Link | None:
    """从82%提高到98%，提高16个百分点: the change of one form, unless its figures are no two levels of one count or are `used`."""
    start, goal, *rest = form.figures
    if {id(start), id(goal)} & used or not same_count(start, goal) or start.kind != "level" or goal.kind != "level":
        return None
    used |= {id(start), id(goal)}
    delta = rest[0] if rest else _next_change(sentence, goal)
    if delta is not None and (id(delta) in used or not _measures(goal, delta)):
        delta = None
    if delta is not None:
        used.add(id(delta))
    return Link("change", (start, goal, delta))


def _next_change(sentence: Sentence, goal: Figure) -> Figure | None:
    """The difference right behind the goal, unless it is one from something else (比…)."""
    following = next((f for f in sentence.figures if f.order > goal.order), None)
    if following is None or following.kind != "change" or following.order != goal.order + 1:
        return None
    compared = any(t.tag == "CMP" for t in sentence.tokens if goal.end <= t.start < following.start)
    return None if compared else following


def _difference(delta: Figure, sentence: Sentence, before: list[Figure], links: list[Link]) -> Link | None:
    """比2021年的98.2%提高0.4个百分点: what differs, and what it is compared with if that is written."""
    again = next((x for x in links if x.type == "change" and x.members[2] is not None and x.members[2].order == delta.order - 1), None)
    if again is not None and _restates(again.members[2], delta) and not _base_in_form(delta, sentence):
        return Link("change", (again.members[0], again.members[1], delta))
    base = _base_in_form(delta, sentence)
    if base is None and (pair := _of_years(delta, sentence, before)):
        return Link("change", (*pair, delta))
    goal = _goal(delta, base, sentence, before)
    if goal is None:
        return None
    if base is None and (later := _told_before(goal, delta, sentence)):
        base, goal = goal, later
    taken = {id(m) for link in links for m in link.members}
    return Link("change", (base or _earlier_value(goal, delta, sentence, [f for f in before if id(f) not in taken]), goal, delta))


def _of_years(delta: Figure, sentence: Sentence, before: list[Figure]) -> tuple[Figure, Figure] | None:
    """2023年比2019年增长45.6%: the values that were told of these two years."""
    times = [(t.start, years_of(period_of(sentence.text[t.start : t.end]))) for t in delta.own if t.tag == "PERIOD"]
    against = next((t.start for t in delta.own if t.tag == "CMP"), None)
    if against is None or len(times) != 2 or not times[0][0] < against < times[1][0]:
        return None
    near = [f for f in [*before[-_TOLD:], *sentence.figures] if f.order < delta.order]
    told = [f for f in near if _measures(f, delta) and _may_be_goal(f, at_any_time=True)]
    then, now = ([f for f in told if years is not None and years_of(f.period) == years] for years in (times[1][1], times[0][1]))
    return next(((a, b) for b in reversed(now) for a in reversed(then) if _alike(a, b) and b.indicator != OTHER), None)


_TOLD = 12
"""Figures back from a sentence among which the values of two years may stand."""


def _told_before(goal: Figure, delta: Figure, sentence: Sentence) -> Figure | None:
    """去年招了214名，前年是107名，翻了一番: what was told first is of the later year, and has come of the other."""
    past = years_of(goal.period)
    for figure in reversed([f for f in sentence.figures if f.order < goal.order]):
        now = years_of(figure.period)
        later = past is not None and now is not None and past[1] < now[0]
        if later and _alike(figure, goal) and _may_be_goal(figure, at_any_time=True) and _measures(figure, delta):
            return figure
    return None


def _alike(a: Figure, b: Figure) -> bool:
    """Both measure the same of the same stage."""
    return a.indicator == b.indicator and a.unit == b.unit and a.stage == b.stage


def _restates(first: Figure | None, second: Figure) -> bool:
    """减少452人，下降1.3%: the same change, once as an amount and once in per cent."""
    return first is not None and second.unit == "%" and first.unit not in ("%", "pp") and first.stage == second.stage


def _base_in_form(delta: Figure, sentence: Sentence) -> Figure | None:
    for form in sentence.forms:
        if form.name in _AGAINST and form.figures[-1] is delta:
            return form.figures[0]
        if form.name == "compared_bases" and any(f is delta for f in form.figures[2:]):
            return form.figures[0 if form.figures[2] is delta else 1]
    return None


def _goal(delta: Figure, base: Figure | None, sentence: Sentence, before: list[Figure]) -> Figure | None:
    """The value that has changed: in the sentence before the difference, behind it, or earlier in the text."""
    of_norm = base is not None and "norm" in base.roles  # 整改前2365人，超过2000人的上限365人
    own = [f for f in sentence.figures if f is not base and _measures(f, delta) and _may_be_goal(f, at_any_time=of_norm)]
    left = [f for f in reversed(own) if f.order < delta.order and f.depth <= delta.depth]
    # 115204万元，占90.12%，同比增长5.97%: what grows by so much is the amount, not its share.
    left = [f for f in left if f.unit != "%"] or left if delta.unit == "%" else left
    if base is not None and (exact := next((f for f in left if _differs_by(f, base, delta)), None)):
        return exact
    if match := _best_match(left, delta):
        return match
    right = [f for f in own if f.order > delta.order]
    earlier = [f for f in reversed(before) if f.indicator == delta.indicator != OTHER and _may_be_goal(f) and _measures(f, delta)]
    groups = [right, earlier] if _reaches(sentence, delta) else [earlier, right]
    return next((match for group in groups if (match := _best_match(group, delta))), None)


def _reaches(sentence: Sentence, delta: Figure) -> bool:
    """比上年提高0.4个百分点，达到98.6%: the value follows."""
    after = [t for t in sentence.tokens if delta.end <= t.start]
    return any(t.tag in ("TO", "LE") for t in after[:3])


def _may_be_goal(figure: Figure, *, at_any_time: bool = False) -> bool:
    told_of_now = at_any_time or figure.status != "baseline"
    return figure.kind == "level" and told_of_now and not figure.roles & {"from", "norm", "base", "group", "aged"}


def _best_match(candidates: Iterable[Figure], delta: Figure) -> Figure | None:
    """The first of the delta's stage and indicator, else the first of its stage."""
    found = list(candidates)
    same = [f for f in found if f.stage == delta.stage or delta.stage is None]
    return next((f for f in same if f.indicator == delta.indicator), None) or next(iter(same or found), None)


def _earlier_value(goal: Figure, delta: Figure, sentence: Sentence, before: list[Figure]) -> Figure | None:
    """The value of the year before, if the text gives it: as 上年为…, or in the sentence before in a series of years."""
    for figure in reversed([f for f in sentence.figures if f.order < delta.order and f is not goal]):
        if figure.status == "baseline" and figure.indicator == goal.indicator and _measures(figure, delta) and same_count(figure, goal):
            return figure
    year = years_of(goal.period)
    own = [f for f in sentence.figures if f.order < goal.order] if _against_last_year(delta) else []
    for figure in reversed([*before[-6:], *own]):
        if goal.indicator != OTHER and _alike(figure, goal) and figure.kind == "level" and figure is not goal:
            past = years_of(figure.period)
            if (year and past and past[1] == year[0] - 1) or (year is None and past is None and _differs_by(goal, figure, delta)):
                return figure
    return None


def _against_last_year(delta: Figure) -> bool:
    """2016年为6.24亿元，2017年为6.71亿元，比上年增长7.5%: not what it has grown by in both years."""
    return any(t.hit and (t.hit.word.period == "last_year" or t.hit.word.text in words_of("year_on_year")) for t in delta.own)


def _measures(level: Figure, delta: Figure) -> bool:
    """The units allow that `delta` is a difference of values like `level`."""
    if delta.unit == "pp":
        return level.unit == "%"
    if delta.unit in ("%", "times"):
        return level.indicator == delta.indicator or delta.indicator in ("funding.growth", OTHER) or level.unit == delta.unit
    return level.unit == delta.unit


def _differs_by(goal: Figure, base: Figure, delta: Figure) -> bool:
    """`goal` less `base` is `delta` within the precision in which all three are written."""
    if goal.value is None or base.value is None or delta.value is None:
        return False
    if delta.unit == "%" and goal.unit != "%":
        return bool(base.value) and abs((goal.value - base.value) * 100 / base.value - delta.value) <= delta.step
    return abs(goal.value - base.value - delta.value) <= delta.step + goal.step + base.step


# --- series of years -----------------------------------------------------------------------------------------------


def find_series(figures: list[Figure], links: list[Link]) -> list[Link]:
    """2021年为4.8%，2022年为3.1%，2023年为3.6%: a change for each step, where three years or more are told one by one."""
    linked = {(id(x.members[0]), id(x.members[1])) for x in links if x.type == "change"}
    runs: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        told = figure.kind == "level" and figure.value is not None and figure.indicator != OTHER
        if told and figure.whole is None and _single_year(figure):
            key = (figure.indicator, figure.unit, figure.stage, figure.area, figure.criterion, figure.entity)
            runs.setdefault(key, []).append(figure)
    found = []
    for run in runs.values():
        steps = [(a, b) for a, b in pairwise(run) if _next_year(a, b)]
        if len(steps) >= 2:
            found += [Link("change", (a, b, None)) for a, b in steps if (id(a), id(b)) not in linked]
    return found


def _single_year(figure: Figure) -> bool:
    years = years_of(figure.period)
    return years is not None and years[0] == years[1]


def _next_year(a: Figure, b: Figure) -> bool:
    first, second = years_of(a.period), years_of(b.period)
    return first is not None and second is not None and second[0] == first[0] + 1
