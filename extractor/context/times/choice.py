"""Period of a figure: the time named nearest before it, in its sentence or earlier in its paragraph.

Takes a figure with its sentence and what the text before has settled; sets `period`, and gives what is settled now.
"""

from __future__ import annotations

import re

from extractor.context.norms import is_of_years
from extractor.context.state import Context, DataTime
from extractor.context.times.bracketed import keep_outside, leave_bracket
from extractor.context.times.named import code_of, done_behind, is_founding, is_time, plain_year, programme_in, word_of
from extractor.context.times.passing import is_of_change, opened_last_year, without_matters
from extractor.entities import names_school
from extractor.figures import Figure
from extractor.periods import is_span_of_years, period_of, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import finder_of, words_of

_COMPARING = {"from": ("FROM",), "base": ("CMP", "CONJ")}
"""By role, the tags of the words behind which the time of what is compared with stands; CMP for any other figure."""
_HEAD = 2
"""Characters at most in front of a time that its sentence begins with: 到2025年."""


def set_period(figure: Figure, sentence: Sentence, state: Context) -> Context:
    """Set the figure's period; gives the state in which the figures after it go on."""
    state = leave_bracket(state, figure.start)
    ahead, own = _own_times(figure, sentence)
    if ahead:
        state = _settle(ahead[-1], figure, sentence, state)
    if span := programme_in(figure, sentence, state):
        return state._replace(period=span, earlier=False, aside=False)
    if beside := _set_beside(figure):
        state = _starts_from(code_of(beside, figure, sentence, state), state)
    if not own:
        done = done_behind(figure, sentence)
        told = done or opened_last_year(figure, sentence)
        figure.period = code_of(told, figure, sentence, state) if told else _handed_on(figure, sentence, state)
        return state
    code = code_of(own[-1], figure, sentence, state)
    if figure.roles & {"from", "base"}:
        figure.period = code = _as_fine_as_goal(code, own[-1], sentence)
        if state.period is None and code and word_of(own[-1]) == "last_year":
            state = state._replace(period=plain_year(int(code), 1), earlier=False)  # 由上年的46.8%提高到52.1%
        return _starts_from(code, state) if word_of(own[-1]) == "inspected" else state._replace(start=code)
    figure.period = code
    if is_of_change(figure, code, state) or is_founding(own[-1], sentence, sentence.end):
        return state
    aside = _is_aside(own[-1], figure, code, sentence, state) or _looks_back(own[-1], figure, code, sentence, state)
    if _is_share_of_span(figure, own[-1], sentence, state):
        return state._replace(aside=True)
    return state if aside else keep_outside(own[-1], figure, sentence, state, _settle(own[-1], figure, sentence, state))


def take_data_time(figure: Figure, sentence: Sentence, data: DataTime) -> None:
    """A count of schools, classes, pupils or teachers that names no time is of the time that the document's data are of; and so is
    all else that is told as it is, where the document says so. Money that was spent is of no month."""
    if figure.period is not None or figure.status != "actual":
        return
    lasting = figure.unit in ("year", "month", "day") or "group" in figure.roles
    if data.of_section:
        measured = figure.indicator.startswith(words_of("of_section_time")) and not figure.indicator.endswith(".gap")
        of_now = names_time(figure) or (figure.whole is not None and figure.whole.period is None)  # 现有教师86人，其中女教师43人
        if measured and not lasting and not of_now:
            figure.period = data.period
        return
    counts = figure.kind == "level" and (figure.indicator.startswith(words_of("of_data_period")) or _is_mean_of_all(figure, sentence))
    spent = figure.indicator.startswith("funding.") and "-" in data.period
    if counts or (data.of_all and not lasting and not spent):
        figure.period = data.period


def _is_mean_of_all(figure: Figure, sentence: Sentence) -> bool:
    """生均教学及辅助用房面积小学5.6平方米; not that of one school, which may be told as it is now, nor an amount of money, which other
    books hold."""
    measured = figure.unit != "CNY/person" and figure.indicator.startswith(words_of("means_of_data_period"))
    return measured and not names_school(sentence.text[sentence.start : figure.start])


def names_time(figure: Figure) -> bool:
    """The figure's own words name a time."""
    return any(is_time(token) for token in figure.own)


def _own_times(figure: Figure, sentence: Sentence) -> tuple[list[Token], list[Token]]:
    """The times that what is told goes on in, and those that are the figure's own.

    2022年教育集团由9个增至12个: 2022 is the year of the twelve; 2021年比2018年增长四成: 2021 is that of the growth.
    """
    times = [t for t in figure.own if is_time(t) and not _is_compared_with(t, figure, sentence)]
    times = without_matters([t for t in times if not _is_told_off(t, figure, sentence)], sentence, figure.start)
    if figure.unit != "CNY" and figure.indicator != "seat.new":  # 始建于2019年，总投资2.3亿元，新增学位1200个
        times = [t for t in times if not is_founding(t, sentence, figure.start)]
    zone = _compared(figure, _tags_comparing(figure)) if times else None
    if zone is None:
        return [], times
    beside = _set_beside(figure)
    inside = [t for t in times if zone[0] <= t.start < zone[1] and t is not beside]
    return [t for t in times if t not in inside and t is not beside], inside if figure.roles & {"from", "base"} else []


def _is_told_off(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """截至4月底，城南幼儿园已完工；改扩建项目1个: the month in which something stood is that of its own part of the sentence."""
    if token.tag != "PERIOD" or _SEMICOLONS.isdisjoint(sentence.text[token.end : figure.start]):
        return False
    return sentence.text.endswith(_UNTIL, sentence.start, token.start) and not sentence.text[token.start : token.start + 4].isdigit()


_SEMICOLONS = frozenset("；;")
_UNTIL = ("截至", "截止", "截止到", "截至到")


def _set_beside(figure: Figure) -> Token | None:
    """与2012年相比，…由5.2增加到7.9: in front of what something started from, the time of that start, and of nothing behind it."""
    begins = next((t.start for t in reversed(figure.own) if t.tag == "FROM"), None) if "from" in figure.roles else None
    zone = _compared(figure, ("CMP",)) if begins is not None else None
    if zone is None or begins is None:
        return None
    return next((t for t in reversed(figure.own) if is_time(t) and zone[0] <= t.start < min(zone[1], begins)), None)


def _starts_from(code: str | None, state: Context) -> Context:
    """What something has come to is of no time that it started from."""
    return state._replace(start=code, period=None if code == state.period else state.period)


def _tags_comparing(figure: Figure) -> tuple[str, ...]:
    return next((tags for role, tags in _COMPARING.items() if role in figure.roles), ("CMP",))


def _compared(figure: Figure, tags: tuple[str, ...]) -> tuple[int, int] | None:
    """Where what the figure is the start of, or is compared with, is named: 由2020年的…, 比2018年…, 与2018年相比."""
    for i in reversed(range(len(figure.own))):
        token = figure.own[i]
        if token.tag not in tags:
            continue
        opens = any(is_time(t) for t in figure.own[i + 1 : i + 2])  # 相比2012年，…, but 与2012年相比，…
        before = [t.start for t in figure.own[:i] if t.tag == "CONJ"]
        closes = token.hit is not None and (
            token.hit.word.text.endswith(("相比", "对比", "相比于")) or (token.hit.word.text == "比" and _is_against_time(figure.own[:i]))
        )
        if closes and not opens:
            return (before[-1] if before else token.start), token.end
        return token.start, next((t.start for t in figure.own[i:] if t.tag == "COMMA"), figure.start)
    return None


def _is_against_time(before: list[Token]) -> bool:
    """跟2020年比，少了19人."""
    return len(before) > 1 and before[-2].tag == "CONJ" and is_time(before[-1])


def _handed_on(figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """What a figure without a time of its own goes on in."""
    if figure.roles & {"from", "base"}:
        return state.start  # 小学由2021年的82%提高到2023年的98%，初中由85%提高到97%
    if "delta" in figure.roles and (goal := _goal_of(figure, sentence)) is not None and names_time(goal):
        return goal.period  # 占比由2021年的17.8%提高到2023年的19.3%，提高1.5个百分点
    of_now = not is_span_of_years(state.period) and _YEARLY.search(sentence.text, figure.clause, figure.start)
    if of_now or (is_span_of_years(state.period) and _is_of_one_time(figure, sentence)):
        return None
    if _FORECAST.search(sentence.text, sentence.start, sentence.part_start(figure.start)):
        return None  # 预计2024年秋季缺口1100个；二是教师缺编73名: of that year is only what is foreseen for it
    if state.earlier and _RECURRING.search(sentence.text, _clause_told_in(figure, sentence), figure.start):
        return None
    if (
        "norm" in figure.roles
        or "name" in figure.roles
        or (state.earlier and ("group" in figure.roles or figure.indicator.endswith(".gap")))
    ):
        return None  # a rule and a size that names a group hold at any time, and what is lacking is lacking now
    if state.earlier and (state.of_change or _is_of_no_year(figure, sentence, state) or (state.aside and is_span_of_years(state.period))):
        return None
    return state.period


_FORECAST = re.compile("(?:预计|预测|据测算|届时)[，,]?(?:到|至)?20[0-9]{2}年")


def _is_of_no_year(figure: Figure, sentence: Sentence, state: Context) -> bool:
    """How many schools or pupils there are is of no span of years; what is told of rounds that come in years of their own
    (国家义务教育质量监测中差异率最高为0.12), of a span of years (5年360学时培训完成率) or as a rule of the schools
    (书面作业控制在60分钟以内) is of no year that another sentence names; nor is what people were asked or seen to do for the report
    itself (发放问卷2400份, 现场抽测学生480名), though it may be of the days of a visit."""
    if figure.indicator in words_of("held_as_a_rule"):
        return True
    years = years_of(state.period) or (0, 0)
    if years[1] - years[0] > 1 and figure.indicator in words_of("stocks"):  # of more than one school year, 2021/2022
        return True
    before = sentence.neighbour(figure, -1)
    if before is not None and before.status == "standard" and is_of_years(before, sentence):
        return True
    part = (sentence.text, sentence.part_start(figure.start), figure.start)
    answered = finder_of("answered").search(sentence.text, figure.left[0], figure.start) is not None
    where = (sentence.text, sentence.start, figure.start) if answered else part
    asked = "-" not in (state.period or "-") and finder_of("asked").search(*where) is not None
    return asked or finder_of("rounds").search(*part) is not None


def _clause_told_in(figure: Figure, sentence: Sentence) -> int:
    """Where the clause begins that tells what the figure is: 由每人每月300元提高到420元 and 增长40% of it are told with the start."""
    if figure.roles & {"to", "delta"}:
        starts = (f.clause for f in reversed(sentence.figures) if figure.order - 3 < f.order < figure.order and "from" in f.roles)
        return next(starts, figure.clause)
    return figure.clause


def _goal_of(figure: Figure, sentence: Sentence) -> Figure | None:
    """What the change of which the figure is the measure ends in."""
    before = sentence.neighbour(figure, -1)
    return before if before is not None and "to" in before.roles else None


def _is_of_one_time(figure: Figure, sentence: Sentence) -> bool:
    """2020年以来新增学位4350个，但缺口还有1200个; 三年流失教师126人，问卷显示七成教师想调走: what is lacking, and what people were
    asked, is of no years."""
    return figure.indicator.endswith(".gap") or finder_of("asked").search(sentence.text, figure.clause, figure.start) is not None


_YEARLY = re.compile(r"(?<!\d)每学?年(?!级)")
"""2024年内全部接入，每年选派支教教师80人: what comes year by year is of no one year."""
_RECURRING = re.compile(r"每[^，,。；;\d]{0,4}?(?:年|月|日|天|周|学期|季度)")
"""每人每月, 每名教师每年: what comes again and again is of no time that another sentence names."""


def _settle(token: Token, figure: Figure, sentence: Sentence, state: Context) -> Context:
    """The state in which the time of `token` is the one that is spoken of."""
    code = code_of(token, figure, sentence, state)
    if code == state.period and not state.earlier:
        return state
    aside = token.start - sentence.start > _HEAD
    of_change = aside and "to" in figure.roles and code != state.period
    return state._replace(period=code, earlier=False, aside=aside, of_change=of_change)


def _as_fine_as_goal(code: str | None, token: Token, sentence: Sentence) -> str | None:
    """由2024年底的12个减少到2025年6月底的5个: beside a month the end of a year is its December."""
    goal = next((t for t in sentence.tokens if t.start > token.end and t.tag == "PERIOD" and t.span), None)
    if code is None or goal is None or not code.isdigit() or sentence.text[token.end - 1] not in "底末":
        return code
    return f"{code}-12" if "-" in (period_of(sentence.text[goal.start : goal.end], int(code)) or "") else code


def _is_aside(token: Token, figure: Figure, code: str | None, sentence: Sentence, state: Context) -> bool:
    """A time that what follows does not go on in: 去年为82%, and the months of a part (其中3月招聘58人)."""
    word = word_of(token)
    if word in ("last_year", "before_last", "year_before", "last_month", "last_term", "yearly", "programme"):
        return True
    among = any(t.tag == "AMONG" for t in sentence.tokens[: figure.at])
    return among and code is not None and "-" in code and _holds(state.period, code)


def _looks_back(token: Token, figure: Figure, code: str | None, sentence: Sentence, state: Context) -> bool:
    """2014年5.37亿元，2013年为4.92亿元，增长9.1%: the earlier value that the difference is from, not what the text goes on with."""
    if state.earlier or not (code and state.period and code.isdigit() and state.period.isdigit() and int(code) < int(state.period)):
        return False
    following = sentence.neighbour(figure, 1)
    bare = _ONLY_A_YEAR.fullmatch(sentence.text, token.end, figure.start) is not None
    return bare and following is not None and "delta" in following.roles


def _is_share_of_span(figure: Figure, token: Token, sentence: Sentence, state: Context) -> bool:
    """2024年至2026年投入2.8亿元，其中2024年1.1亿元、2025年0.9亿元、2026年0.8亿元；新建小学1所: the years of two parts or more, or of all
    parts, divide the whole's time, in which what follows goes on."""
    span = years_of(state.period)
    bare = _ONLY_A_YEAR.fullmatch(sentence.text, token.end, figure.start) is not None
    if span is None or not is_span_of_years(state.period) or state.earlier or not bare:
        return False
    dated = [f for f in sentence.figures if f.unit == figure.unit and any(t.tag == "PERIOD" for t in f.own)]
    if figure.whole is not None and figure.whole.period == state.period:
        return sum(f.whole is figure.whole for f in dated) > 1
    told = {_year_told(f, sentence) for f in dated}
    return told.issuperset(map(str, range(span[0], span[1] + 1)))


def _year_told(figure: Figure, sentence: Sentence) -> str | None:
    """The time written last in front of a figure."""
    return next((period_of(sentence.text[t.start : t.end]) for t in reversed(figure.own) if t.tag == "PERIOD"), None)


_ONLY_A_YEAR = re.compile(r"(?:同期)?(?:分别)?(?:为|是|有|的|仅为|只有|达)?")


def _holds(period: str | None, month: str) -> bool:
    """The period is longer than the month and holds it."""
    if period is None or period == month:
        return False
    first, last = period.split("/")[0], period.split("/")[-1]
    return first <= month and month[: len(last)] <= last


def _is_compared_with(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """与上年持平, 高出上年0.5个百分点: the year is not the figure's, which is only compared with it."""
    if figure.roles & {"from", "base"} or word_of(token) not in ("last_year", "year_before", "last_month", "last_term"):
        return False
    return sentence.text.endswith(words_of("set_beside"), figure.left[0], token.start)
