"""Changes: from one value to another, with the difference where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import takewhile

from extractor.figures import Figure
from extractor.forms import Form
from extractor.periods import years_of
from extractor.relations.changes.bases import (
    alike,
    base_in_form,
    differs_by,
    earlier_value,
    is_of_other_start,
    may_be_goal,
    measures,
    of_years,
    told_before,
)
from extractor.relations.changes.compared import find_apart, find_compared, find_due, find_one_of_two, norm_told
from extractor.relations.changes.in_turn import shared_out
from extractor.relations.links import Link, is_dated, own_words, same_count
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER

_MOVES = ("from_to_by", "from_to", "from_to_plain", "grown_from")


def find_changes(sentence: Sentence, before: list[Figure], bases: set[int], told: list[Figure]) -> list[Link]:
    """The changes that a sentence tells; the value compared with may stand in `before`, unless `bases`, by identity, have it already.

    `told`: those of `before` in the sentence's own paragraph.
    """
    links: list[Link] = []
    used: set[int] = set()
    for form in sentence.forms:
        if form.name in _MOVES and (move := _move(form, sentence, used)):
            links.append(move)
    moves = list(links)
    for form in sentence.forms:
        if form.name == "outgrown" and id(form.figures[2]) not in used:
            ours, theirs, delta = form.figures
            if ours.kind == "change":
                links.append(Link("change", (theirs, ours, delta)))
                used.add(id(delta))
    for delta in sentence.figures:
        if delta.kind != "change" or id(delta) in used or _is_set_against(delta, sentence.text):
            continue
        if pairs := find_compared([delta], sentence, told):
            link: Link | None = Link("change", (*pairs[0], delta))
        elif pair := find_apart(delta, sentence) or find_one_of_two(delta, sentence) or find_due(delta, sentence):
            link = Link("change", (*pair, delta))
        else:
            link = _without_other_start(_difference(delta, sentence, before, links, bases))
        if link is not None and link.members[0] is None and link.members[1] is not None:
            link = Link("change", (norm_told(link.members[1], delta, sentence, told), *link.members[1:]))
        if link is not None:
            used.add(id(delta))
            links.append(link)
    links += _fallen(sentence, before, links, bases)
    return shared_out(sentence, links, moves, before, told)


def _is_set_against(delta: Figure, text: str) -> bool:
    """增长9.1%，高于财政经常性收入增幅（7.4%）1.7个百分点: the growth in the bracket is of what stands before it."""
    return text.startswith(("）", ")"), delta.end) and _SET_AGAINST.search(own_words(delta, text)) is not None


_SET_AGAINST = re.compile(r"(?:高于|低于|快于|慢于|超过|超出|大于|小于|优于|好于|比|较|与|和|同)[^，,。；;：:\d]{2,24}[（(]$")


def _without_other_start(link: Link | None) -> Link | None:
    """What the difference is from is told nowhere, where the only value before is one of years before."""
    start, goal, delta = link.members if link is not None else (None, None, None)
    if start is None or goal is None or delta is None or not is_of_other_start(start, goal, delta):
        return link
    return Link("change", (None, goal, delta))


def _fallen(sentence: Sentence, before: list[Figure], links: list[Link], bases: set[int]) -> list[Link]:
    """2016年有大班额58个，2019年秋季只剩13个: what is left of what there was in an earlier year, where no difference is told."""
    taken = {id(m) for link in links for m in link.members} | bases
    found = []
    for goal in sentence.figures:
        if id(goal) in taken or goal.kind != "level" or goal.indicator == OTHER or not _ONLY.search(own_words(goal, sentence.text)):
            continue
        near = [*before[-1:], *(f for f in sentence.figures if f.order < goal.order)][-_NEAR_BY:]
        told = (f for f in reversed(near) if alike(f, goal) and f.kind == "level" and id(f) not in taken and f.unit_text == goal.unit_text)
        then = next((f for f in told if _is_later(goal, f)), None)
        if then is not None and then.value is not None and goal.value is not None and then.value > goal.value:
            found.append(Link("change", (then, goal, None)))
    return found


_ONLY = re.compile(r"(?:只剩|仅剩|还剩|剩|只有|还有|仍有|仅存|仅有)下?(?:约|不到)?$")
_NEAR_BY = 2
"""Figures before one that is left of what there was among which that stands."""


def _move(form: Form, sentence: Sentence, used: set[int]) -> Link | None:
    """从82%提高到98%，提高16个百分点: the change of one form, unless its figures are no two levels of one count or are `used`."""
    start, goal, *rest = form.figures
    if {id(start), id(goal)} & used or not same_count(start, goal) or start.kind != "level" or goal.kind != "level":
        return None
    used |= {id(start), id(goal)}
    delta = rest[0] if rest else _next_change(sentence, goal)
    if delta is not None and (
        id(delta) in used or not measures(goal, delta) or _goes_on(delta, sentence) or is_of_other_start(start, goal, delta)
    ):
        delta = None
    if delta is not None:
        used.add(id(delta))
    return Link("change", (start, goal, delta))


def _next_change(sentence: Sentence, goal: Figure) -> Figure | None:
    """The difference right behind the goal, unless it is one from something else (比…)."""
    following = sentence.neighbour(goal, 1)
    if following is None or following.kind != "change":
        return None
    compared = any(t.tag == "CMP" for t in sentence.tokens if goal.end <= t.start < following.start)
    return None if compared else following


def _goes_on(delta: Figure, sentence: Sentence) -> bool:
    """The difference is of another value, or comes on top of the one before it."""
    return _comes_to_another(delta, sentence) or _is_further(delta, sentence)


def _comes_to_another(delta: Figure, sentence: Sentence) -> bool:
    """正高级教师由3人增至9人，学科带头人翻一番，达到86人: what is named in front of the difference has come to the value behind it."""
    named = len(_no_name().sub("", own_words(delta, sentence.text))) >= _NAME
    following = sentence.neighbour(delta, 1) if named and _reaches(sentence, delta) else None
    return following is not None and measures(following, delta)


_NAME = 4
"""Characters that are a name, at least."""


@cache
def _no_name() -> re.Pattern[str]:
    """What names nothing in front of a difference: its verbs, times, and what is no Chinese word."""
    return re.compile(f"[^一-龥]|{one_of(words_of('names_nothing'))}")


def _difference(delta: Figure, sentence: Sentence, before: list[Figure], links: list[Link], bases: set[int]) -> Link | None:
    """比2021年的98.2%提高0.4个百分点: what differs, and what it is compared with if that is written."""
    again = next((x for x in links if x.type == "change" and x.members[2] is not None and x.members[2].order == delta.order - 1), None)
    base = base_in_form(delta, sentence)
    if again is not None and base is None and _restates(again, delta, sentence):
        return Link("change", (again.members[0], again.members[1], delta))
    if flows := _flows_before(delta, sentence):
        return _net(delta, flows, sentence)
    if base is None and (pair := of_years(delta, sentence, before)):
        return Link("change", (*pair, delta))
    goal = _goal(delta, base, sentence, before)
    if goal is None or goal.value is None or _has_moved_on(goal, delta, sentence, links) or _is_of_other_size(goal, delta):
        return None
    if base is None and (later := told_before(goal, delta, sentence)):
        base, goal = goal, later
    if base is None and _comes_to_another(delta, sentence):
        return Link("change", (None, goal, delta))
    if base is None and _is_further(delta, sentence):
        base = _stood_at(goal, delta, sentence)
    taken = {id(m) for link in links for m in link.members} | bases
    return Link("change", (base or earlier_value(goal, delta, sentence, [f for f in before if id(f) not in taken]), goal, delta))


def _is_of_other_size(goal: Figure, delta: Figure) -> bool:
    """在建项目2个，投用后还可再增1350个: what is far less than has come to it is another thing, though counted by the same word."""
    grown = delta.unit == goal.unit == "item" and delta.value is not None and goal.value is not None
    return grown and (delta.value or 0) > _FAR * (goal.value or 0) > 0


_FAR = 10


def _has_moved_on(goal: Figure, delta: Figure, sentence: Sentence, links: list[Link]) -> bool:
    """由46个减少到8个，今年又减少3个，两年共减少41个: what has changed again has not come to the value that it had come to before."""
    again = [f for f in sentence.figures if goal.order < f.order <= delta.order and _is_further(f, sentence)]
    return any(_is_later(f, goal) or any(x.members[1] is goal for x in links) for f in again)


def _stood_at(goal: Figure, delta: Figure, sentence: Sentence) -> Figure | None:
    """由46个减少到8个，又减少3个，至5个: what was told last is what has changed again."""
    told = (f for f in reversed(sentence.figures) if f.order < delta.order and f is not goal and may_be_goal(f, at_any_time=True))
    return next((f for f in told if alike(f, goal) and measures(f, delta)), None)


def _is_further(delta: Figure, sentence: Sentence) -> bool:
    """又减少3个; 在此基础上增加31人."""
    return any(form.name in ("again", "on_top") and form.figures[-1] is delta for form in sentence.forms)


def _in_one_breath(delta: Figure, sentence: Sentence) -> bool:
    """2022年为650元，2023年提高了70元，达到720元: what the difference has come to is told right behind it, not in front."""
    return any(form.name == "gone_up_to" and form.figures[0] is delta for form in sentence.forms)


def _is_later(delta: Figure, goal: Figure) -> bool:
    """2023年1214人，今年比去年又少了38人: the difference names a time of its own, which comes after that of the value."""
    now, then = years_of(delta.period), years_of(goal.period)
    return is_dated(delta) and now is not None and then is not None and then[1] < now[0]


def _flows_before(delta: Figure, sentence: Sentence) -> list[Figure]:
    """新建156套、拆除24套，净增132套: what came and went, of which the difference is the balance; empty where it is none."""
    if "净" not in own_words(delta, sentence.text):
        return []
    flows: list[Figure] = []
    for figure in reversed([f for f in sentence.figures if f.order < delta.order]):
        if not finder_of("came_or_went").search(sentence.text, figure.left[0], figure.start):
            break
        flows.insert(0, figure)
    return flows if len(flows) > 1 else []


def _net(delta: Figure, flows: list[Figure], sentence: Sentence) -> Link | None:
    """去年底812套，…净增132套，目前总数为944套: the balance changes what there was into what there is; None where one is not told."""
    own = [f for f in sentence.figures if measures(f, delta) and f.kind == "level" and f.unit_text == delta.unit_text]
    start = next((f for f in reversed(own) if f.order < flows[0].order), None)
    goal = next((f for f in own if f.order > delta.order), None)
    return None if start is None or goal is None else Link("change", (start, goal, delta))


def _restates(told: Link, second: Figure, sentence: Sentence) -> bool:
    """减少316人，下降1.9%: the same change, once as an amount and once in per cent; wrongly also in points (增加8人，提高7.69个百分点)."""
    _, goal, first = told.members
    if goal is None or first is None or first.unit in ("%", "pp") or first.stage != second.stage:
        return False
    # 412人，占13.2%，增加36人，提高0.8个百分点: the points are of the share
    shares = any(f.unit == "%" and goal.order < f.order < second.order for f in sentence.figures)
    in_points = second.unit == "pp" and not shares and _VERB_ALONE.fullmatch(own_words(second, sentence.text)) is not None
    return second.unit == "%" or in_points


_VERB_ALONE = re.compile("[，,](?:同比)?(?:提高|增长|增加|上升|提升|下降|减少|降低)了?")


def _goal(delta: Figure, base: Figure | None, sentence: Sentence, before: list[Figure]) -> Figure | None:
    """The value that has changed: in the sentence before the difference, behind it, or earlier in the text."""
    of_norm = base is not None and "norm" in base.roles  # 整改前2365人，超过2000人的上限365人
    if _of_another_school(delta, sentence):
        before = [f for f in before if _school_of(f) == delta.entity]
        own = [f for f in sentence.figures if f.order > delta.order or _school_of(f) == delta.entity]
    else:
        own = sentence.figures
    own = [f for f in own if f is not base and measures(f, delta) and may_be_goal(f, at_any_time=of_norm)]
    rate = _NAMED_RATE.search(own_words(delta, sentence.text))
    if rate is not None:  # 优良率升至61.2%；近视率下降2.1个百分点
        own = [f for f in own if f.order > delta.order or rate[0] in sentence.text[f.left[0] : f.end]]
    left = [f for f in reversed(own) if f.order < delta.order and f.depth <= delta.depth]
    # 2019年9720个，2020年6480个，其中2019年比上年增长80%: of the values it is that of the year.
    left = [f for f in left if f.period == delta.period] or left if is_dated(delta) else left
    # 小学分别为0.468、0.341，初中…；体育运动场馆一项比上年缩小0.026: of the values it is that of the item.
    left = [f for f in left if f.criterion == delta.criterion] or left if delta.criterion else left
    # 115204万元，占90.12%，同比增长5.97%: what grows by so much is the amount, not its share.
    left = [f for f in left if f.unit != "%"] or left if delta.unit == "%" else left
    if base is not None and (exact := next((f for f in left if differs_by(f, base, delta)), None)):
        return exact
    further = _is_further(delta, sentence)
    onward = (
        (further and _reaches(sentence, delta)) or (base is None and _comes_to_another(delta, sentence)) or _in_one_breath(delta, sentence)
    )
    if not onward and (match := _best_match(left, delta)):  # 169人；2023年又增加31人，达到200人: the value follows
        return match
    right = _behind(delta, own, sentence.text)
    if further:  # what follows is all that it can have come to
        return _best_match(right, delta) if onward else None
    earlier = [f for f in reversed(before) if f.indicator == delta.indicator != OTHER and may_be_goal(f) and measures(f, delta)]
    groups = [right, earlier] if _reaches(sentence, delta) else [earlier, right]
    return next((match for group in groups if (match := _best_match(group, delta))), None)


def _of_another_school(delta: Figure, sentence: Sentence) -> bool:
    """县一小6.02平方米，比标准少1.48平方米；县三中比标准少1.68平方米: the school at the head of its clause is another than those before."""
    return delta.entity is not None and sentence.text.startswith(delta.entity, delta.clause)


def _school_of(figure: Figure) -> str | None:
    """The school named for it, or for what it has come from: 县三中由9.1平方米减为8.5平方米."""
    return figure.entity or (figure.head.entity if figure.head is not None else None)


def _behind(delta: Figure, figures: list[Figure], text: str) -> list[Figure]:
    """The figures behind a difference that it may have come to: none behind a semicolon, and not what several years make up."""
    semicolon = _SEMICOLON.search(text, delta.end)
    near = [f for f in figures if f.order > delta.order and (semicolon is None or f.start < semicolon.start())]
    near = [f for f in near if f.indicator != OTHER or delta.indicator == OTHER]  # 教育支出下降1.8%，欠拨附加632万元
    return [f for f in near if not _OF_ALL_YEARS.search(own_words(f, text))]


_SEMICOLON = re.compile("[；;]")
_OF_ALL_YEARS = re.compile(r"年来?(?:合计|共|累计|总计|总共|一共)")
_NAMED_RATE = re.compile(r"(?<=[；;，,])[一-龥]{2,8}率(?=[一-龥]{0,4}[提下上降升增减])")
"""A rate that is named behind a mark: the difference is of that one, and of no other told before."""


def _reaches(sentence: Sentence, delta: Figure) -> bool:
    """比上年提高0.4个百分点，达到98.6%: the value follows."""
    after = [t.tag for t in sentence.tokens if delta.end <= t.start][:3]
    return any(tag in ("TO", "LE") for tag in takewhile(lambda tag: tag not in ("SEMI", "END"), after))


def _best_match(candidates: Iterable[Figure], delta: Figure) -> Figure | None:
    """The first of the delta's stage and indicator, else the first of its stage."""
    found = list(candidates)
    same = [f for f in found if f.stage == delta.stage or delta.stage is None]
    return next((f for f in same if f.indicator == delta.indicator), None) or next(iter(same or found), None)
