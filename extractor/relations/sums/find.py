"""Sums: a whole and the parts that make it up; here those that words make parts, in silent.py those that none does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import dropwhile, pairwise, takewhile

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import Link, own_words
from extractor.relations.sums.parts import (
    adds_up,
    all_listed,
    belongs,
    by_stage,
    by_year,
    classified,
    miscounted,
    of_wrong_scale,
    point_among_schools,
    shared,
    summable,
    total,
    written_alike,
)
from extractor.relations.sums.silent import silent_parts, unnamed_parts
from extractor.relations.sums.totals import added_up


def find_sums(figures: list[Figure], text: str) -> list[Link]:
    """The sums of a paragraph whose folded text is `text`: those that words tell, then those side by side that add up."""
    links = []
    shares = [f for f in figures if f.unit == "%" and f.value is not None]
    told: dict[int, list[Figure]] = defaultdict(list)
    for part in figures:
        if part.whole is not None:
            told[id(part.whole)].append(part)
    for i, whole in enumerate(figures):
        if id(whole) not in told:
            continue
        parts_told = _with_points(whole, told[id(whole)], figures, text)
        for parts in _told_parts(whole, parts_told, text) or _told_parts(_come_to(whole, figures[i + 1 :]), parts_told, text):
            meant = _meant_whole(whole, parts, figures)
            links.append(_sum(meant, _with_further(meant, parts, figures), figures, text))
        if parts := unnamed_parts(whole, _between(whole, told[id(whole)], figures[i + 1 :]), text):
            links.append(_sum(whole, parts, figures, text))
    wholes = {id(link.members[0]) for link in links}
    for i, whole in enumerate(figures):
        if id(whole) in wholes:
            continue
        before, behind = figures[max(0, i - _LONGEST) : i], figures[i + 1 : i + 1 + _LONGEST]
        if parts := added_up(whole, before, text) or silent_parts(whole, behind, text):
            links.append(_sum(whole, parts, figures, text))
    members = {id(member) for link in links for member in link.members}
    for i, whole in enumerate(figures):
        if id(whole) in members:
            continue
        parts = unnamed_parts(whole, figures[i + 1 : i + 1 + _LONGEST], text)
        before = figures[max(0, i - _LONGEST) : i]
        if parts and not _is_first_of(whole, parts, before, text) and not _adds_to_stock(whole, parts, before):
            links.append(_sum(whole, parts, figures, text))
            members |= {id(part) for part in parts}
    return [link for link in links if not _is_share_told(link, shares)]


_LONGEST = 16
"""Figures in a list of parts at most, where no word says that they are parts."""


def _between(whole: Figure, told: list[Figure], behind: list[Figure]) -> list[Figure]:
    """公办54所、民办8所，按学段分，小学40所、初中22所: the figures of the whole's sentence before those that words make its parts."""
    return list(takewhile(lambda f: f is not told[0] and f.sentence == whole.sentence, behind))


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


def _sum(whole: Figure, parts: list[Figure], figures: list[Figure], text: str) -> Link:
    """6.79亿元，构成如下：中央补助1.92亿元，…，企业捐资1600万元: with all that a list goes on with which is said to be all, though those
    before come out without the last."""
    listed = list(parts)
    rest = figures[figures.index(parts[-1]) + 1 :] if all_listed(whole, parts[0], text) else []
    for figure in rest:
        goes_on = text.startswith(text[parts[-2].end], listed[-1].end) and _SOURCE.fullmatch(text, listed[-1].end, figure.start)
        if figure.sentence != whole.sentence or not summable(figure, whole) or not goes_on:
            break
        listed.append(figure)
    return Link("sum", (whole, *listed))


_SOURCE = re.compile("[，,、；;](?!另|此外|还|同时|用|[一-龥]*(?:支出|投入|用于|使用|新建|改|维修|购|添|拨付|剩|结余))[一-龥]{2,14}")


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


def _is_first_of(first: Figure, others: list[Figure], before: list[Figure], text: str) -> bool:
    """交流187人。城区到乡村96人，乡村到城区38人，乡村之间53人: what is named as the others are is the first of their list, and so is what
    makes up with them an amount that was told before."""
    if any(written_alike(f, first) and summable(f, first) and adds_up(f, [first, *others]) for f in before):
        return True
    return _MOVE.search(own_words(first, text)) is not None and _MOVE.search(own_words(others[0], text)) is not None


def _adds_to_stock(whole: Figure, parts: list[Figure], before: list[Figure]) -> bool:
    """年初结余120万元，收入800万元，支出750万元，年末结余170万元: what came makes up the parts with what there was."""
    slack = sum((p.step for p in parts), whole.step)
    more = total(parts) - (whole.value or 0)
    return any(f.value and written_alike(f, whole) and summable(f, whole) and abs(f.value - more) <= slack for f in before[-_STOCK:])


_STOCK = 4
"""Figures before what came, among which what there was stands."""


_MOVE = re.compile(r"[城县区乡镇村校][^，,。；;：:]{0,4}(?:到|至|向|往|流向)[^，,。；;：:]{0,4}[城县区乡镇村校]")
"""Whence and where: 城区学校到乡村学校."""
