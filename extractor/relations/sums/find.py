"""Sums: a whole and the parts that make it up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import dropwhile, pairwise, takewhile

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import Link, own_words
from extractor.relations.slips import LARGE, digits, slipped
from extractor.relations.sums.deeds import done_to_some
from extractor.relations.sums.parts import (
    CHANCE,
    FAR,
    MOST_OVER,
    NEAR,
    PAIR_SLACK,
    adds_up,
    belongs,
    beyond_bracket,
    by_place,
    by_stage,
    by_year,
    classified,
    exhaustive,
    flows_in,
    is_amount,
    leaves_rest,
    miscounted,
    names_a_class,
    near,
    of_wrong_scale,
    one_kind,
    opened,
    point_among_schools,
    shared,
    summable,
    total,
    written_alike,
)
from extractor.relations.sums.totals import added_up
from extractor.wordlists import words_of
from models.indicators import OTHER


def find_sums(figures: list[Figure], text: str) -> list[Link]:
    """The sums of a paragraph whose folded text is `text`: those that words tell, then those side by side that add up."""
    links = []
    shares = [f for f in figures if f.unit == "%" and f.value is not None]
    told: dict[int, list[Figure]] = defaultdict(list)
    for part in figures:
        if part.whole is not None:
            told[id(part.whole)].append(part)
    for i, whole in enumerate(figures):
        parts_told = _with_points(whole, told.get(id(whole), []), figures, text)
        for parts in _told_parts(whole, parts_told, text) or _told_parts(_come_to(whole, figures[i + 1 :]), parts_told, text):
            meant = _meant_whole(whole, parts, figures)
            links.append(Link("sum", (meant, *_with_further(meant, parts, figures))))
    wholes = {id(link.members[0]) for link in links}
    for i, whole in enumerate(figures):
        if id(whole) in wholes:
            continue
        before, behind = figures[max(0, i - _LONGEST) : i], figures[i + 1 : i + 1 + _LONGEST]
        if parts := added_up(whole, before, text) or _silent_parts(whole, behind, text):
            links.append(Link("sum", (whole, *parts)))
    members = {id(member) for link in links for member in link.members}
    for i, whole in enumerate(figures):
        if id(whole) in members:
            continue
        parts = _unnamed_parts(whole, figures[i + 1 : i + 1 + _LONGEST], text)
        if parts and not _is_first_of(whole, parts, figures[max(0, i - _LONGEST) : i], text):
            links.append(Link("sum", (whole, *parts)))
            members |= {id(part) for part in parts}
    return [link for link in links if not _is_share_told(link, shares)]


def _is_share_told(link: Link, shares: list[Figure]) -> bool:
    """残疾儿童286人，安置31人、174人和75人，入学率97.9%: the share behind the parts says how much of the whole they are."""
    whole, *parts = (member for member in link.members if member is not None)
    behind = next((f for f in shares if f.order == parts[-1].order + 1 and f.sentence == parts[-1].sentence), None)
    if behind is None or not whole.value or adds_up(whole, parts):
        return False
    return behind.value != 100 and abs(total(parts) * 100 / whole.value - (behind.value or 0)) <= behind.step


def _come_to(whole: Figure, following: list[Figure]) -> Figure:
    """达标学校由29所增加到43所。其中小学28所、初中15所: what the parts of the sentence behind are of now."""
    goal = following[0] if following and "from" in whole.roles else whole
    return goal if "to" in goal.roles and goal.head is whole else whole


def _meant_whole(whole: Figure, parts: list[Figure], figures: list[Figure]) -> Figure:
    """由2016年的4120万元增加到2018年的5030万元。其中小学3016万元、初中2014万元: of two figures alike, the one that the parts make up."""
    if adds_up(whole, parts):
        return whole
    if whole.whole is not None and summable(whole, whole.whole) and _in_years(parts) and _is_nearer(whole.whole, whole, parts):
        return whole.whole  # 3880个，其中小学2310个、初中1570个；分年度看，2021年…: the years divide what the stages do
    alike = (f for f in figures if f.sentence == whole.sentence < parts[0].sentence and f.indicator == whole.indicator)
    return next((f for f in alike if summable(f, parts[0]) and adds_up(f, parts)), whole)


def _in_years(parts: list[Figure]) -> bool:
    """Each of a year of its own."""
    years = {years_of(p.period) for p in parts}
    return None not in years and len(years) == len(parts)


def _is_nearer(one: Figure, other: Figure, parts: list[Figure]) -> bool:
    """What parts add up to lies nearer to the one than to the other."""
    return abs(total(parts) - (one.value or 0)) < abs(total(parts) - (other.value or 0))


def _with_further(whole: Figure, parts: list[Figure], figures: list[Figure]) -> list[Figure]:
    """其中…、十二年一贯制学校1所（民办），特殊教育学校1所: the parts behind a bracket too, where all together make up the whole."""
    if whole.value is None or adds_up(whole, parts):
        return parts
    longer = list(parts)
    for figure in figures[figures.index(parts[-1]) + 1 :]:
        if figure.sentence != parts[-1].sentence or not summable(figure, whole) or not written_alike(figure, whole) or figure.value is None:
            break
        longer.append(figure)
        if adds_up(whole, longer):
            return longer
    return parts


def _with_points(whole: Figure, told: list[Figure], figures: list[Figure], text: str) -> list[Figure]:
    """其中完全小学24所、50人以上教学点3个: a teaching point, counted in 个, is a part where only 、 parts it from one."""
    if whole.unit != "school" or not told:
        return told
    parts = list(told)
    for before, figure in pairwise(f for f in figures if "name" not in f.roles):
        listed = any(before is part for part in parts) and _LISTED_WITH.fullmatch(text, before.end, figure.start)
        if listed and figure.whole is None and point_among_schools(figure, whole):
            parts.append(figure)
    return sorted(parts, key=lambda f: f.order)


_LISTED_WITH = re.compile(r"[、和与及][^，,;；。：:\n]*")


def _told_parts(whole: Figure, told: list[Figure], text: str) -> list[list[Figure]]:
    """Of the figures that the words make parts of `whole`, the groups that make it up; a sentence may divide it twice."""
    groups: dict[tuple[int, int], list[Figure]] = {}
    opened_anew = 0
    for part in told:
        opened_anew += any(t.tag == "AMONG" for t in part.own)
        if belongs(part, whole, text):
            groups.setdefault((part.sentence, opened_anew), []).append(part)
    return [found for parts in groups.values() for found in _divisions(whole, parts, text)]


def _divisions(whole: Figure, parts: list[Figure], text: str) -> Iterator[list[Figure]]:
    """3980个，其中小学2310个、初中1670个；分年度看，2021年1080个…: behind parts that make up the whole it may be divided in another way."""
    first = True
    while (found := _complete(whole, parts, text)) and (first or _divides_anew(whole, found, text)):
        yield found
        first, parts = False, parts[parts.index(found[-1]) + 1 :] if adds_up(whole, found) else []


def _divides_anew(whole: Figure, parts: list[Figure], text: str) -> bool:
    """Behind a list that is complete: 寄宿生512人，留守儿童203人，教职工87人 are no second one, unless it comes out or words tell so."""
    return adds_up(whole, parts) or by_year(whole, parts) or classified(whole, parts, text) or "AMONG" in parts[0].tags


def _complete(whole: Figure, parts: list[Figure], text: str) -> list[Figure]:
    """The longest run of parts that adds up; else all of them, if they divide the whole and only miscount it."""
    if whole.value is None:
        return parts if len(parts) >= 2 and all(p.value is None for p in parts) else []
    told = [p for p in parts if p.value is not None]
    for count in range(len(told), 1, -1):
        if adds_up(whole, told[:count]):
            return told[:count]
    if len(told) < len(parts):
        return []  # 其中小学**所，初中20所: what a blank leaves out nobody knows
    parts = _of_one_measure(whole, _before_other_list(parts, text))
    runs = [parts, _of_indicator(whole, parts), _unbroken(parts), _side_by_side(whole, parts, text)]
    meant = [run for run in runs if by_year(whole, run) or miscounted(whole, run, text)]
    return min(meant, key=lambda run: abs(total(run) - (whole.value or 0)), default=[])


def _before_other_list(parts: list[Figure], text: str) -> list[Figure]:
    """其中音乐86人、体育21人、美术14人；分配到乡镇228人: the parts in front of a semicolon, where lesser marks stand between them."""
    marks = [text[one.end : other.start] for one, other in pairwise(parts)]
    end = next((i for i, words in enumerate(marks, 1) if _SEMICOLON.search(words)), len(parts))
    return parts[:end] if end > 2 and "OPEN" not in parts[0].tags and not by_stage(parts) else parts


_SEMICOLON = re.compile("[;；]")


def _of_one_measure(whole: Figure, parts: list[Figure]) -> list[Figure]:
    """1864人，其中1790人在公办学校就读，…劝返142名、资助118名: those counted by the measure word of the first; none where they come to so
    much more or less than the whole that they are of something else."""
    run = list(takewhile(lambda p: p.unit_text == parts[0].unit_text, parts)) if whole.unit == "person" else parts
    value, come_to = whole.value or 0, total(run)
    return run if value <= _MOST * come_to <= _MOST * _MOST * value or of_wrong_scale(whole, run) or whole.unit == "CNY" else []


_MOST = 3


def _of_indicator(whole: Figure, parts: list[Figure]) -> list[Figure]:
    """The first that measure what the whole does, up to one that does not: of 专任教师78人:本科27人，…，未评的5人 the 78 alone."""
    behind = list(dropwhile(lambda p: p.indicator != whole.indicator, parts))
    return list(takewhile(lambda p: p.indicator == whole.indicator, behind))


def _unbroken(parts: list[Figure]) -> list[Figure]:
    """The first of them, as far as no other figure stands between."""
    return [p for i, p in enumerate(parts) if p.order == parts[0].order + i]


def _side_by_side(whole: Figure, parts: list[Figure], text: str) -> list[Figure]:
    """其中经费方面41个、队伍方面67个、管理方面52个，已销号103个: those that 、 joins, where they leave no further class or are too much for
    the whole; none where 、 joins them all."""
    end = next((i for i, (one, other) in enumerate(pairwise(parts), 1) if not _JOINED.fullmatch(text, one.end, other.start)), len(parts))
    run = parts[:end] if end < len(parts) else []
    sure = len(run) > 1 and (total(run) > (whole.value or 0) or classified(whole, run, text))
    return run if sure and not shared(run, text) else []


_JOINED = re.compile(r"(?:、|[和与及])[^，,;；。：:（）()\n]*")

_LONGEST = 16
"""Figures in a list of parts at most, where no word says that they are parts."""


def _may_be_whole(figure: Figure, text: str) -> bool:
    """An amount by itself: what 、 follows is one of a list, unless it is of both stages (中小学学生6345名、小学4218名，初中2127名)."""
    listed = text.startswith("、", figure.end) and figure.stage != "compulsory"
    return not listed and figure.value is not None and figure.kind == "level" and is_amount(figure) and figure.whole is None


def _silent_parts(whole: Figure, following: list[Figure], text: str) -> list[Figure]:
    """专任教师580人，小学318人、初中262人: no word says so, but the next figures of its kind divide it and add up."""
    if not _may_be_whole(whole, text):
        return []
    parts: list[Figure] = []
    for figure in following:
        if "name" in figure.roles or (figure.unit == "%" and (parts or not figure.roles & {"norm", "base"})):
            continue  # 综合达标24所，占80%；小学15所，占83.3%；初中9所，占75%
        if "group" in figure.roles and figure.unit != whole.unit:
            continue  # 独立设置小学24所、50人以上教学点3个
        if not belongs(figure, whole, text) or figure.value is None or figure.whole not in (None, whole) or beyond_bracket(figure, parts):
            break
        parts.append(figure)
        exact = total(parts) == whole.value
        if len(parts) >= 2 and exact and not _goes_on(parts, following, text) and (_told_apart(parts) or _listed(whole, parts, text)):
            return parts
    behind = bool(parts) and parts[0].order == whole.order + 1
    return parts if behind and _named_one_by_one(whole, parts, text) and miscounted(whole, parts, text) else []


def _goes_on(parts: list[Figure], following: list[Figure], text: str) -> bool:
    """市直3所、东城区9所、西城区5所、高新区3所: places that make up the whole by chance, another behind them."""
    further = following[len(parts) : len(parts) + 1]
    return bool(further) and text.startswith("、", parts[-1].end) and by_place([*parts, *further], text)


def _unnamed_parts(whole: Figure, following: list[Figure], text: str) -> list[Figure]:
    """隐患354处。一季度98处，…: what no word names its parts, but follows it and is meant to make it up."""
    if not _may_be_whole(whole, text):
        return []
    run = _run_behind(whole, following, text)
    return run if len(run) >= 2 and (_fills(whole, run, text) or _meant_as_parts(whole, run, text)) else []


def _is_first_of(first: Figure, others: list[Figure], before: list[Figure], text: str) -> bool:
    """交流187人。城区到乡村96人，乡村到城区38人，乡村之间53人: what is named as the others are is the first of their list, and so is what
    makes up with them an amount that was told before."""
    if any(written_alike(f, first) and summable(f, first) and adds_up(f, [first, *others]) for f in before):
        return True
    return _MOVE.search(own_words(first, text)) is not None and _MOVE.search(own_words(others[0], text)) is not None


_MOVE = re.compile(r"[城县区乡镇村校][^，,。；;：:]{0,4}(?:到|至|向|往|流向)[^，,。；;：:]{0,4}[城县区乡镇村校]")
"""Whence and where: 城区学校到乡村学校."""


def _fills(whole: Figure, run: list[Figure], text: str) -> bool:
    """缺教师87人。音乐34人，体育29人，美术24人: three or more right behind the whole that make it up and are told in the same way."""
    if len(run) < 3 or not adds_up(whole, run) or (whole.value or 0) < CHANCE:
        return False
    in_row = run[0].order == whole.order + 1 and run[-1].order == whole.order + len(run)
    apart = digits(whole) >= LARGE or not shared(run, text)
    return in_row and apart and len({p.status for p in run} | {whole.status}) == 1 and not flows_in(run, text)


def _run_behind(whole: Figure, following: list[Figure], text: str) -> list[Figure]:
    """The figures of the whole's written unit behind it, to the end of its sentence; or those of the sentence after, where it holds the
    first of them."""
    run: list[Figure] = []
    for figure in following:
        if (run and figure.sentence != run[0].sentence) or figure.sentence > whole.sentence + 1 or figure.whole not in (None, whole):
            break
        if beyond_bracket(figure, run):
            break
        if belongs(figure, whole, text) and written_alike(figure, whole) and figure.value is not None:
            run.append(figure)
        elif not (figure.unit == "%" and run) and not names_a_class(figure, text):
            break
    return run


def _meant_as_parts(whole: Figure, run: list[Figure], text: str) -> bool:
    """Figures that no word makes parts miss the whole, but leave nothing of it to others; or one slip of the pen is all that they miss."""
    if done_to_some(whole, run, text) or _of_other_years(whole, run):
        return False
    slip = slipped(whole, run)
    if by_stage(run) and slip and whole.value is not None and whole.value < total(run) <= MOST_OVER * whole.value and _all_told(whole):
        return {p.indicator for p in run} == {whole.indicator}
    if of_wrong_scale(whole, run) and run[0].order == whole.order + 1 and run[0].sentence == whole.sentence:
        return True
    rest = leaves_rest(run, text)
    if not near(whole, run, FAR if slip else NEAR) or len({p.status for p in (run[:-1] if rest else run)}) > 1:
        return False  # the rest may still be planned: 已建成2350个，余下的850个拟于明年建成
    if max(p.value or 0 for p in run) >= (whole.value or 0):
        return False
    if rest:  # 问题63个，新增5个，销号41个，剩余27个: what came later is none of the 63
        return not any(word in own_words(p, text) for p in run for word in words_of("came_anew"))
    alike = {p.indicator for p in run} <= {whole.indicator, OTHER} or whole.indicator == OTHER or whole.unit == "CNY"
    sure = slip and digits(whole) >= LARGE
    if classified(whole, run, text):
        return (alike or sure) and (slip or total(run) > (whole.value or 0))
    if flows_in(run, text):  # 小学52所，撤并小学6所，新建小学2所，现有小学48所
        return False
    named = one_kind(whole, run, text)
    if named and len(run) >= 3 and total(run) > (whole.value or 0) and not shared(run, text):
        return True
    pair = near(whole, run, PAIR_SLACK) and (named or (alike and whole.unit != "CNY" and digits(whole) > LARGE))
    many = len(run) >= 3 or pair
    return sure and many and len({p.period for p in run}) == 1 and not shared(run, text)


def _of_other_years(whole: Figure, run: list[Figure]) -> bool:
    """2021年63人，2023年41人，今年27人: what there was in another year is no part of what there was in one."""
    own, told = years_of(whole.period), [years_of(part.period) for part in run]
    return own is not None and any(years is not None and (years[1] < own[0] or own[1] < years[0]) for years in told)


def _all_told(whole: Figure) -> bool:
    """共计39人: the words before the whole say that it is all."""
    return any(t.hit and t.hit.word.text in words_of("added_up") for t in whole.own)


def _named_one_by_one(whole: Figure, parts: list[Figure], text: str) -> bool:
    """招聘302名，分别为小学教师186名、初中教师116名; 共计28所：新建9所…: a word or a colon behind the whole opens its parts."""
    if not parts or any(p.sentence != whole.sentence for p in parts):
        return False
    return "RESP" in parts[0].tags or opened(parts[0], text)


def _told_apart(parts: list[Figure]) -> bool:
    """By stage or by area, both named."""
    stages, areas = {p.stage for p in parts}, {p.area for p in parts}
    return stages >= {"primary", "junior"} or areas == {"urban", "rural"}


def _listed(whole: Figure, parts: list[Figure], text: str) -> bool:
    """Side by side in the whole's sentence: three or more, or two of which the first or last word says so (分别, 其余), or that leave no
    other class (残疾学生9人，随班就读6人、送教上门3人)."""
    if any(p.sentence != whole.sentence or p.kind != "level" for p in parts) or whole.value is None:
        return False
    if len(parts) == 2 and parts[1].order == whole.order + 2 and exhaustive(parts, text):
        return True
    if whole.value < CHANCE:
        return False
    tags = {t.tag for p in parts for t in p.own}
    if tags & {"CMP", "OLD", "MORE", "LESS", "SHARE"}:
        return False
    said = "RESP" in tags or opened(parts[0], text)
    return said or len(parts) >= 3 or any(t.hit and t.hit.word.text in words_of("rest") for p in parts for t in p.own)
