"""Status of a figure: claimed as done, an earlier value, a plan, or a norm that it quotes."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from extractor.context.norms import is_limit_of_difference, is_rule
from extractor.context.plans.planned import is_goal, is_planned
from extractor.context.state import Context
from extractor.context.times.named import is_time
from extractor.figures import Figure
from extractor.periods import years_of
from extractor.sentences import Sentence
from extractor.tokens import Token, behind_last_semicolon
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER


def set_status(figure: Figure, sentence: Sentence, tokens: list[Token], context: Context) -> None:
    if is_goal(figure, sentence):
        figure.status = "plan"
    elif figure.roles & {"from", "base"}:
        figure.status = "standard" if "norm" in figure.roles else "actual" if _is_of_others(figure, sentence) else "baseline"
    elif _is_standard(figure, sentence, tokens, context):
        figure.status = "standard"
    elif is_planned(figure, sentence, context) or _part_of_plan(figure, sentence):
        figure.status = "plan"
    elif _is_earlier(figure, sentence, tokens, context) or _part_of_earlier(figure):
        figure.status = "baseline"


def _is_standard(figure: Figure, sentence: Sentence, tokens: list[Token], context: Context) -> bool:
    """目标：交流比例不低于10% sets a goal, though a rule says as much; 目标：达到不低于10%的要求 quotes the rule."""
    if context.label == "goal" and "group" not in figure.roles and (figure.bound != "exact" or "norm" in figure.roles):
        behind = takewhile(lambda t: t.figure is None and t.tag != "COMMA", sentence.tokens[figure.at + 1 :])
        own = takewhile(lambda t: t.tag != "COLON", reversed(figure.own))  # 目标要求： is the label
        if not any(t.tag == "NORM" for t in (*own, *behind)):
            return False
    return is_rule(figure, sentence, tokens) or is_limit_of_difference(figure, sentence, tokens)


def _is_of_others(figure: Figure, sentence: Sentence) -> bool:
    """比公务员的10.58万元高: what is compared with is of the same time, of other people."""
    return figure.kind == "level" and _OTHERS.search(sentence.text, figure.left[0], figure.start) is not None


_OTHERS = re.compile(r"[比较]?(?:当地|全[县区市旗州]|同期|同区域|本地)*的?公务员[^，,。；;\d]{0,10}$")


def _part_of_earlier(figure: Figure) -> bool:
    """复查时缺教师114人，其中小学79人: the parts of what was then are of then too."""
    whole = figure.whole
    return whole is not None and "to" not in figure.roles and whole.status == "baseline" and whole.period == figure.period


def _part_of_plan(figure: Figure, sentence: Sentence) -> bool:
    """未来三年拟投资4.1亿元。其中2024年1.5亿元: the parts of what is planned are planned, unless they are told as done."""
    if figure.whole is None or figure.whole.status != "plan" or figure.kind != "level":
        return False
    return not any(t.tag == "PAST" for t in sentence.tokens[: figure.at])


def _is_earlier(figure: Figure, sentence: Sentence, tokens: list[Token], context: Context) -> bool:
    """原有3所; 去年为82%, 今年为96%. What was done last year, and is set beside nothing, is the claim itself."""
    if "CMP" in figure.tags or "to" in figure.roles:
        return False  # 由过去的45天压缩到28天: what it has come to is of now
    if context.label == "before" or _opens_with_before(figure, sentence):
        return True
    told = behind_last_semicolon(tokens)  # 与上年持平；体质健康合格率95.3%: what is said before it is of another matter
    if any(t.hit and t.hit.word.period in _TIMES_BEFORE for t in told):
        if figure.indicator in words_of("mended"):
            return False  # 去年反馈问题36个，目前已整改29个
        if figure.head is not None and figure.head not in sentence.figures and figure.head.status == "actual":
            return True
        others = [f for f in sentence.figures if f is not figure]
        set_beside = (f for f in others if not _goes_on(f, figure, sentence))
        return any(_is_gain_since(f, sentence) or (f.unit == figure.unit and _is_later(f, figure)) for f in set_beside)
    if any(t.tag == "OLD" and not _tells_of_now(t, figure, sentence) for t in told):
        return True
    if _YEARS_AGO.search(sentence.text, figure.left[0], figure.start) is not None or _was_then(figure, sentence):
        return True
    return _is_bracketed_beside(figure, sentence, context)


def _is_gain_since(figure: Figure, sentence: Sentence) -> bool:
    """去年为82%，今年提高3个百分点; but 去年为82%，比上年提高3个百分点 tells what last year had gained."""
    own = sentence.text[figure.left[0] : figure.start]
    return "delta" in figure.roles and _SINCE_BEFORE.search(own) is None


_SINCE_BEFORE = re.compile(r"^(?!.*(?:今年|本年|本学年|目前|现在)).*(?:[比较](?:上一?年|上一?学年|前年|前一年)|同比|环比|年均)")
_TIMES_BEFORE = ("last_year", "last_month", "last_term")


def _was_then(figure: Figure, sentence: Sentence) -> bool:
    """满意度为92.6%，省级评估时为90.1%，提高2.5个百分点: beside the value told before it, what it was at an earlier visit."""
    told = [f for f in sentence.figures if f.order == figure.order - 1 and f.unit == figure.unit]
    return bool(told) and _AT_VISIT.search(sentence.text, figure.left[0], figure.start) is not None


def _is_bracketed_beside(figure: Figure, sentence: Sentence, context: Context) -> bool:
    """招聘教师120名（2022年为95名）: a bracket that holds nothing but what the figure in front of it was in an earlier year."""
    before = sentence.neighbour(figure, -1)
    alone = _THEN.search(sentence.text, figure.left[0], figure.start) and sentence.text.startswith(("）", ")"), figure.end)
    if not alone or before is None or before.unit != figure.unit or before.status != "actual":
        return False
    then, now = years_of(figure.period), years_of(before.period) or (context.year and (context.year, context.year))
    return then is None or not now or then[0] < now[0]


_THEN = re.compile(r"[（(](?:19|20)\d\d年(?:[^（()）\d，,。；;、]{0,6}?)(?:前)?(?:为|是|仅|只有|有|达到?)$")
_AT_VISIT = re.compile(
    r"[，,](?:而|比)?(?:上一?次|上一?轮|首次|初次|此前|[省市县国]级?)?(?:评估|督导|复查|检查|监测|普查|验收|创建|反馈|评价|整改|认定|测评|调查)(?:时|前)[为是有仅只]{1,2}$"
)


def _tells_of_now(old: Token, figure: Figure, sentence: Sentence) -> bool:
    return _is_of_span(old, sentence) or _is_deed(old, figure, sentence) or _rests_on(old, sentence)


def _is_of_span(old: Token, sentence: Sentence) -> bool:
    """过去三年共新建6所 tells of years up to now; and 五年过去，已有71间 of now."""
    return sentence.text.endswith("年", 0, old.start) or _SPAN_BEHIND.match(sentence.text, old.end) is not None


_SPAN_BEHIND = re.compile(r"的?(?:[\d一二两三四五六七八九十几]+|这些|数)个?(?:学?年|学期)(?!之?前)")


def _rests_on(old: Token, sentence: Sentence) -> bool:
    """按照原来的学生数核定编制1996个: by what was there before something holds now."""
    return sentence.text.endswith(("按", "按照", "根据", "依据", "沿用"), sentence.start, old.start)


def _is_deed(old: Token, figure: Figure, sentence: Sentence) -> bool:
    """年初投入500万元: what was done at a time that no other figure is set beside is the claim itself."""
    if sentence.text[old.start : old.end] != "年初" or _set_beside(figure, sentence):
        return False
    said = (sentence.text, old.end, figure.start)
    return finder_of("verbs_of_wholes").search(*said) is not None and _INTENDED.search(*said) is None


_INTENDED = re.compile("计划|预|目标|原?定|拟|任务")
"""年初计划新增2600个 tells what was meant then."""


def _set_beside(figure: Figure, sentence: Sentence) -> bool:
    others = (f for f in sentence.figures if f.start > figure.end and not _goes_on(f, figure, sentence))
    return any("delta" in f.roles or f.unit == figure.unit for f in others)


def _goes_on(other: Figure, figure: Figure, sentence: Sentence) -> bool:
    """去年招聘教师84名，分到乡镇51名: what is told behind a figure without a time of its own is of the same; what is done on top of it
    (今年又招聘100名) is not set beside it."""
    if other.start < figure.end or "to" in other.roles:
        return False
    return not any(is_time(t) for t in other.own) or _is_on_top(other, sentence)


def _is_on_top(figure: Figure, sentence: Sentence) -> bool:
    return _ON_TOP.search(sentence.text, figure.left[0], figure.start) is not None


_ON_TOP = re.compile(r"(?:[又再另]|还(?![有剩存余是未没]))(?!次)[^，,。；;\d升降增减提]{0,10}$")


def _is_later(other: Figure, figure: Figure) -> bool:
    """Of a year behind that of `figure`, or of a time that is not known: 去年82%, 今年96%, but 去年214名, 前年107名."""
    mine, others = years_of(figure.period), years_of(other.period)
    return mine is None or others is None or others[1] > mine[1]


def _opens_with_before(figure: Figure, sentence: Sentence) -> bool:
    """整改前，甲校有2365人；乙校有2816人。整改后…, 整改前达标27所: what a sentence opens with holds until it tells how it is now."""
    if parts := _BEFORE_AND_BEHIND.match(sentence.text, sentence.start):
        return parts.end("before") <= figure.start < parts.start("behind")
    opening = _before_at_once().match(sentence.text, sentence.start)
    return opening is not None and finder_of("told_of_now").search(sentence.text, opening.end(), figure.start) is None


_BEFORE_AND_BEHIND = re.compile(r"\s*(?P<before>([一-龥]{2})[一-龥]{0,8}?之?前)[，,][^。]*?(?P<behind>\2[一-龥]{0,8}?之?后)")
"""组建教育集团前，覆盖率为61.5%；组建后达到79.8%: how it was before something was done, and behind that."""
_YEARS_AGO = re.compile(r"(?:[\d一二两三四五六七八九十]+|数)年之?前[，,的]?")
"""三年前，占比为8.7%."""


@cache
def _before_at_once() -> re.Pattern[str]:
    return re.compile(
        rf"\s*{one_of(words_of('told_of_before'))}(?:[，,]|(?<=前)(?![后期置述]))"
    )  # 整改前综合达标27所，达标率69.2%；整改后…


def set_series(sentence: Sentence) -> None:
    """2021年47.9%，2022年升至51.6%，2023年降至50.8%: of a series of years that is told for itself none is what another came from."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in sentence.figures:
        if figure.kind == "level" and figure.value is not None:
            groups.setdefault((figure.indicator, figure.unit, figure.stage), []).append(figure)
    for figures in groups.values():
        told = [f for f in figures if f.period and _names_year_alone(f)]
        if len({f.period for f in told}) >= _SERIES:
            for figure in told:
                figure.status = "actual" if figure.status == "baseline" else figure.status


def _names_year_alone(figure: Figure) -> bool:
    """2022年升至51.6%, but not 由2020年的48%."""
    tags = {t.tag for t in figure.own}
    return "PERIOD" in tags and tags.isdisjoint(("FROM", "CMP"))


_SERIES = 3
"""Years from which on the values of a sentence are a series."""


def follow_list(figure: Figure, before: Figure) -> None:
    """A list is of one kind: what is a standard or a plan for its first figure is so for the next."""
    if before.status in ("standard", "plan") and figure.status == "actual":
        figure.status = before.status
    if before.bound in ("at_least", "at_most") and before.bound_side == "left" and figure.bound == "exact":
        figure.bound = before.bound


def set_earlier_of_two(sentence: Sentence) -> None:
    """2018年有大班额97个，2022年只剩3个: of one thing told of two years and no third, the earlier is what it came from."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in sentence.figures:
        if figure.kind == "level" and figure.value is not None and figure.indicator not in (OTHER, *words_of("mended")):
            groups.setdefault((figure.indicator, figure.unit, figure.stage, figure.area), []).append(figure)
    for figures in groups.values():
        if len(figures) == 2 and all(f.status == "actual" for f in figures):
            then, now = sorted(figures, key=lambda f: years_of(f.period) or (0, 0))
            past, present = years_of(then.period), years_of(now.period)
            if past and present and past[1] < present[0] and _comes_to(sentence, *figures):
                then.status = "baseline"


_COME_TO = re.compile(r"只剩|仅剩|还剩|剩下|测下来|升到|增加到|减少到|降到|如今|现在|今年|目前|而到了?|已")


def _comes_to(sentence: Sentence, first: Figure, second: Figure) -> bool:
    """A word says that the second is what it has come to, or the difference follows at once."""
    following = sentence.neighbour(second, 1)
    told = _COME_TO.search(sentence.text, first.end, second.start) is not None and not _is_on_top(second, sentence)
    return told or (following is not None and following.kind == "change")
