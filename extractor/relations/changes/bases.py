"""What a difference is from: the value that its form names, or the one told before of an earlier time.

Takes a difference, the value that has changed and the figures around; gives the earlier value or None. Links nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.figures import Figure
from extractor.periods import period_of, years_long, years_of
from extractor.relations.links import is_dated, own_clause, own_words, same_count
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import finder_of, words_of
from models.indicators import OTHER

_AGAINST = ("compared_base", "set_against", "set_against_first", "differing")
"""Forms that name what a difference is from in front of it."""


def base_in_form(delta: Figure, sentence: Sentence) -> Figure | None:
    for form in sentence.forms:
        if form.name in _AGAINST and form.figures[-1] is delta:
            return form.figures[0]
        if form.name == "base_behind" and form.figures[0] is delta:
            return form.figures[1]
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
    """去年招了214名，前年是107名，翻了一番: what was told first is of the later year, and has come of the other.

    With 已达21.9万，而2018年为16.4万: what names no year is of now. 满意度92.7%。2023年该项结果为88.4%，本次提高4.3个百分点: the sentence
    before may tell it too.
    """
    past = years_of(goal.period)
    taken_up = [goal.head] if goal.head is not None and goal.head not in sentence.figures and _of_this_time(delta, sentence.text) else []
    for figure in reversed([*taken_up, *(f for f in sentence.figures if f.order < goal.order)]):
        now = years_of(figure.period)
        later = past is not None and (past[1] < now[0] if now else is_dated(goal) and "PAST" in figure.tags)
        if later and alike(figure, goal) and may_be_goal(figure, at_any_time=True) and measures(figure, delta):
            return figure
    return None


def _of_this_time(delta: Figure, text: str) -> bool:
    """本次提高4.3个百分点: the difference is told of now, and from nothing but what was told."""
    return not _compared(delta) and finder_of("this_time").search(text, delta.left[0], delta.start) is not None


def earlier_value(goal: Figure, delta: Figure, sentence: Sentence, before: list[Figure]) -> Figure | None:
    """The value of an earlier time, if the text gives it: of the year that the difference is from, as 上年为…, as the one told right
    before, in a series of years."""
    if year := _year_named(delta, sentence):
        return _of_year(year, goal, delta, sentence, before)
    if is_against_norm(delta, sentence):
        return None
    return (
        _moved_from(goal, delta, sentence)
        or _told_as_earlier(goal, delta, sentence)
        or _time_named_again(goal, delta, sentence)
        or _step_before(goal, delta, sentence, before)
        or _year_before(goal, delta, sentence, before)
        or _before_mended(goal, delta, before)
    )


def _moved_from(goal: Figure, delta: Figure, sentence: Sentence) -> Figure | None:
    """班级有96个（含66人以上的31个），到2023年秋季压减为24个，减少72个: what stands before it, brackets aside, has moved to the value."""
    if _compared(delta) or _against_last_year(delta) or not _MOVED_TO.search(own_clause(goal, sentence.text)):
        return None
    before = [f for f in sentence.figures if f.order < goal.order and f.depth == goal.depth and f.kind == "level" and f.unit == goal.unit]
    start, years = next(iter(before[::-1]), None), years_of(goal.period)
    if _years_counted(goal, delta, sentence) or sum(alike(f, goal) for f in before) > 1:
        return None  # 2020年1200人，2021年1230人，2023年增加到1300人，三年增加100人
    if start is None or not (alike(start, goal) and start.unit_text == goal.unit_text and may_be_goal(start, at_any_time=True)):
        return None
    then = years_of(start.period)
    later = then is None or years is None or then[1] < years[0]
    alone = start.whole is None and start.area in (None, goal.area) and "、" not in sentence.text[start.end : goal.start]
    return start if later and alone and measures(start, delta) else None


_MOVED_TO = re.compile("(?:压减|压缩|压降|缩减|减少|下降|降低|减|降|压|增加|增长|扩大|扩充|提高|上升|增|升)(?:到|至|为)了?$")


def is_against_norm(delta: Figure, sentence: Sentence) -> bool:
    """由7.94平方米增加到8.52平方米，仍比标准少1.68平方米: by how much a norm is missed or passed has not come from an earlier value."""
    own = sentence.text[slice(*delta.left)]
    return finder_of("beyond_norm").search(own) is not None or _AGAINST_NORM.search(own) is not None


_AGAINST_NORM = re.compile(
    r"(?:[比较距离与]|相比)(?:国家|省里|省定|规定|国定|相应|该项|最低|达标|底线|评估|均衡|优质|基本|核定|规划|办学|建设|的)*(?:标准|要求|规定|底线|上限|下限)"
    r"(?:值|要求|线)?(?:仍|还|尚|依然|只|仅|相比|相差)*[低少差缺高多超]"
)


def _year_named(delta: Figure, sentence: Sentence) -> int | None:
    """比2021年高2.9个百分点, 与2021年相比翻了一番: the one year that a difference is said to be from."""
    for at, token in enumerate(delta.own):
        if token.tag != "PERIOD" or token.span is None:
            continue
        ahead, behind = (delta.own[i].tag if 0 <= i < len(delta.own) else None for i in (at - 1, at + 1))
        years = years_of(period_of(sentence.text[token.start : token.end]))
        if (ahead == "CMP" or (ahead, behind) == ("CONJ", "CMP")) and years is not None:
            return years[0] if years[0] == years[1] else None
    return None


def _of_year(year: int, goal: Figure, delta: Figure, sentence: Sentence, before: list[Figure]) -> Figure | None:
    """The value told last of that year and of what has changed; outside the sentence one that the difference is of."""
    own, near = sentence.figures, before[-_TOLD:] if goal.indicator != OTHER else []
    told = (f for f in reversed([*near, *own]) if f.order < delta.order and f is not goal and years_of(f.period) == (year, year))
    values = (f for f in told if alike(f, goal) and measures(f, delta) and f.kind == "level" and not f.roles & _NO_VALUES)
    return next((f for f in values if f in own or differs_by(goal, f, delta)), None)


_NO_VALUES = {"norm", "group", "aged"}
"""The parts that a figure plays where it is no value of any time."""


def _before_mended(goal: Figure, delta: Figure, before: list[Figure]) -> Figure | None:
    """整改前社会认可度82.6%。…认可度90.3%，上升7.7个百分点: how it was, told a few figures before, where the difference names nothing."""
    if goal.indicator == OTHER or _compared(delta) or _against_last_year(delta):
        return None
    told = (f for f in reversed(before[-_TOLD:]) if f.status == "baseline" and "from" not in f.roles and may_be_goal(f, at_any_time=True))
    return next((f for f in told if alike(f, goal) and f.criterion == goal.criterion and measures(f, delta)), None)


def _told_as_earlier(goal: Figure, delta: Figure, sentence: Sentence) -> Figure | None:
    """原有教学点23个，撤并后保留9个，比原来减少14个: what the sentence tells of how it was, whatever words go with how it is."""
    if goal.head is not None and goal.head.sentence != goal.sentence and goal.head.status == "baseline" and measures(goal.head, delta):
        return goal.head  # 三年前占比为8.7%。如今这一占比回落至4.1%
    from_old = "CMP" in delta.tags and "OLD" in delta.tags
    earlier = [f for f in sentence.figures if f.order < delta.order and f is not goal and not _another_rate(f, goal, sentence.text)]
    for figure in reversed(earlier):
        same = figure.indicator == goal.indicator or (from_old and figure.unit_text == goal.unit_text)
        same = same and (goal.stage == figure.stage or None in (goal.stage, figure.stage))  # 小学…较2023年的10240人；初中…较上年
        if figure.status == "baseline" and figure.kind == "level" and same and measures(figure, delta) and same_count(figure, goal):
            return figure
    return None


def _another_rate(figure: Figure, goal: Figure, text: str) -> bool:
    """优良率为59.4%，比2022年的54.8%提高；合格率96.7%: a rate with a name of its own behind the semicolon is another one."""
    name = _RATE.search(own_words(goal, text))
    return name is not None and "SEMI" in goal.tags and figure.order < goal.order and name[0] not in own_words(figure, text)


_RATE = re.compile("[一-龥]{2}率")


def _time_named_again(goal: Figure, delta: Figure, sentence: Sentence) -> Figure | None:
    """十三五末6450台，现有9675台，相当于十三五末的1.5倍: the value in front of which the same time stands.

    With 比那时 the one other that was told.
    """
    named = _AGAINST_TIME.search(sentence.text, delta.left[0], delta.start)
    if named is None:
        return None
    own = [f for f in sentence.figures if f.order < goal.order and f.kind == "level"]
    told = [f for f in own if alike(f, goal) and same_count(f, goal) and measures(f, delta)]
    if named[1] in words_of("back_then"):
        return told[0] if len(told) == 1 else None
    return next((f for f in reversed(told) if named[1] in own_words(f, sentence.text)), None)


_AGAINST_TIME = re.compile(r"(?:比|较|相当于|是)([一-龥“”]{2,10}?)(?:的|相比|[多少增减提上下升降])")


def _step_before(goal: Figure, delta: Figure, sentence: Sentence, before: list[Figure]) -> Figure | None:
    """2021年为860万元，到2023年达到1720万元，两年翻了一番: the value told right before, where it is of the year that the words count to.

    Without a count of years it must stand in the same sentence, and the difference be from nothing else (比…, 同比).
    """
    years = years_of(goal.period)
    if years is None or _compared(delta) or _against_last_year(delta):
        return None
    count = _years_counted(goal, delta, sentence)
    told = [f for f in sentence.figures if f.order < goal.order] if count is None else [*before[-_TOLD:], *sentence.figures]
    of_same = [f for f in told if f.order < goal.order and f.kind == "level" and _goes_before(f, goal, sentence)]
    if count is not None:  # 2012年A，2013年B，2014年C，两年增长: from the value of two years before
        since = [(f, years[0] - past[1]) for f in of_same if (past := years_of(f.period))]
        # 2021—2023年分别为A、B、C，三年减少: who counts the years of the series counts its first too
        opens = [f for f in sentence.figures if (f.unit, f.stage) == (goal.unit, goal.stage)][:1]
        of_same = [f for f, gone in since if gone == count] or [f for f, gone in since if gone == count - 1 > 0 and f in opens]
    then = years_of(of_same[-1].period) if of_same else None
    if then is None or then[1] >= years[0]:
        return None
    return _first_of_series(of_same) if _is_yearly(delta, sentence) else of_same[-1]


def _is_yearly(delta: Figure, sentence: Sentence) -> bool:
    return "年均" in own_words(delta, sentence.text)


def _first_of_series(figures: list[Figure]) -> Figure:
    """2021年、2022年、2023年分别为8.24亿元、8.57亿元、8.93亿元，年均增长4.1%: what grows so each year has done so from the first on."""
    first = figures[-1]
    for figure in reversed(figures[:-1]):
        now, then = years_of(first.period), years_of(figure.period)
        if not (alike(figure, first) and now and then and then[1] == now[0] - 1):
            break
        first = figure
    return first


def series_before(delta: Figure, sentence: Sentence, before: list[Figure]) -> list[Figure]:
    """The values of years one after the other that stand right before a difference, and no other of their unit among them."""
    near = [*before[-_TOLD:], *sentence.figures]
    told = [f for f in near if f.order < delta.order and f.kind == "level" and measures(f, delta) and f.unit != "year"]
    series: list[Figure] = []
    for figure in reversed(told):
        now, then = (years_of(f.period) for f in (series[0] if series else figure, figure))
        first = not series and now is not None
        next_before = bool(series) and alike(figure, series[0]) and figure.area == series[0].area and now and then and then[1] == now[0] - 1
        if not (first or next_before):
            break
        series.insert(0, figure)
    return series


def _goes_before(figure: Figure, goal: Figure, sentence: Sentence) -> bool:
    """The figure measures what the goal does, or what the goal goes on with: 2022年公用经费拨付5236万元，2023年拨付5618万元."""
    return (
        figure.unit == goal.unit
        and figure.stage == goal.stage
        and (figure.indicator == goal.indicator or _same_verb(figure, goal, sentence))
    )


def _years_counted(goal: Figure, delta: Figure, sentence: Sentence) -> int | None:
    """The years that 四年共压减, 两年时间 count between a value and what it has changed by."""
    times = [t for t in sentence.tokens if goal.end <= t.start < delta.start and (t.tag == "PERIOD" or t.figure is not None)]
    return next((count for t in times if (count := years_long(sentence.text[t.start : t.end]))), None)


def _year_before(goal: Figure, delta: Figure, sentence: Sentence, before: list[Figure]) -> Figure | None:
    """The value of the year before in a series of years; where neither has a year, one that the difference is of."""
    if (_years_counted(goal, delta, sentence) or 1) > 1:
        return None  # 三年减少472人: from no year before
    year = years_of(goal.period)
    own = [f for f in sentence.figures if f.order < goal.order] if _against_last_year(delta) else []
    found: list[Figure] = []
    for figure in reversed([*before[-6:], *own]):
        # 比上年0.46亿元减少0.15亿元: what another value is compared with; and one school is not compared with a town
        another = figure is goal or "base" in figure.roles or (figure.entity is not None and figure.entity != goal.entity)
        another = another or (goal.area is not None and figure.area is None)  # 交流457人、527人，到乡镇学校215人，比上年增加48人
        if goal.indicator != OTHER and alike(figure, goal) and figure.kind == "level" and not another:
            past = years_of(figure.period)
            if (year and past and past[1] == year[0] - 1) or (year is None and past is None and differs_by(goal, figure, delta)):
                found.append(figure)
    # 2022年交流183人，其中骨干教师52人。2023年216人，比上年增加33人: from the one that the difference is of, if there is one
    return next((f for f in found if differs_by(goal, f, delta)), next(iter(found), None))


def _against_last_year(delta: Figure) -> bool:
    """2016年为6.24亿元，2017年为6.71亿元，比上年增长7.5%: not what it has grown by in both years."""
    return any((t.hit and t.hit.word.period == "last_year") or _is_year_on_year(t) for t in _said_of(delta))


def is_of_other_start(start: Figure, goal: Figure, delta: Figure) -> bool:
    """由2019年的94.2%提高到2023年的97.5%，比上年提高0.6个百分点: the difference from last year is none from a start of years before."""
    began, ended = years_of(start.period), years_of(goal.period)
    if began is None or ended is None or began[1] >= ended[0] - 1:
        return False
    return any((t.hit and t.hit.word.period == "last_year") or _is_year_on_year(t) for t in delta.own if t.start >= delta.clause)


def _is_year_on_year(token: Token) -> bool:
    return token.hit is not None and token.hit.word.text in words_of("year_on_year")


def _compared(delta: Figure) -> bool:
    """比…: the difference is from something that is named; 年均 is only tagged like that."""
    return any(t.tag == "CMP" and not (t.hit and t.hit.word.text == "年均") for t in _said_of(delta))


def _said_of(delta: Figure) -> list[Token]:
    """Its own words, without a clause in which something else has changed: 仅2021年较上年略有回升，五年间共下降1.8个百分点."""
    own = delta.own
    commas = [i for i, t in enumerate(own) if t.tag == "COMMA"]
    for start, end in reversed(list(pairwise([0, *commas]))):
        if {"CMP"} < {t.tag for t in own[start:end]} & {"CMP", "UP", "DOWN"}:
            return own[end:]
    return own


def _same_verb(figure: Figure, goal: Figure, sentence: Sentence) -> bool:
    """公用经费实际拨付5236万元，2023年实际拨付5618万元: nothing but a time and the verb told before stand in front of the goal."""
    if not figure.own or not goal.own or not goal.tags <= {"COMMA", "SEMI", "PERIOD", "PAST", "LE", "GRANT", "W"}:
        return False
    first, again = (sentence.text[f.own[-1].start : f.own[-1].end] for f in (figure, goal))
    return first == again and is_dated(goal)


# --- what may be told of one thing ------------------------------------------------------------------------------------


def alike(a: Figure, b: Figure) -> bool:
    """Both measure the same of the same stage."""
    return a.indicator == b.indicator and a.unit == b.unit and a.stage == b.stage


def may_be_goal(figure: Figure, *, at_any_time: bool = False) -> bool:
    told_of_now = at_any_time or figure.status != "baseline"
    return figure.kind == "level" and told_of_now and not figure.roles & {"from", "base", *_NO_VALUES}


def measures(level: Figure, delta: Figure) -> bool:
    """The units allow that `delta` is a difference of values like `level`."""
    if delta.indicator == "teacher.ratio":  # 生师比9.16∶1，每位教师负担学生比上年减少0.2人
        return level.indicator == delta.indicator
    if delta.unit == "pp":
        return level.unit == "%"
    if delta.unit in ("%", "times"):
        if level.unit in _DURATIONS and level.indicator == OTHER:  # 经过四年努力，达到34所，是2019年的4倍
            return False
        if delta.indicator == "funding.growth" and "CNY" not in level.unit and level.unit != "%":  # 在校生1200人，教育投入增长5.2%
            return False
        return level.indicator == delta.indicator or delta.indicator in ("funding.growth", OTHER) or level.unit == delta.unit
    return level.unit == delta.unit and not (level.unit == "person" and _of_other_people(level, delta))


def _of_other_people(level: Figure, delta: Figure) -> bool:
    """教师120人，学生减少30人: the one are teachers, the other pupils."""
    sides = {figure.indicator.split(".")[0] for figure in (level, delta)}
    return sides == {"teacher", "student"}


_DURATIONS = ("year", "month", "day")
"""How long something took, which no difference in per cent is of unless it has an indicator of its own."""


def differs_by(goal: Figure, base: Figure, delta: Figure) -> bool:
    """`goal` less `base` is `delta` within the precision in which all three are written."""
    if goal.value is None or base.value is None or delta.value is None:
        return False
    if delta.unit == "%" and goal.unit != "%":
        return bool(base.value) and abs((goal.value - base.value) * 100 / base.value - delta.value) <= delta.step
    return abs(goal.value - base.value - delta.value) <= delta.step + goal.step + base.step
