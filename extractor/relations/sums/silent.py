"""Parts that no word makes parts of a whole: those side by side behind it that divide it and add up, or miss it by a slip of the pen."""

from __future__ import annotations

from itertools import takewhile

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import own_words
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
    shared,
    total,
    written_alike,
)
from extractor.wordlists import words_of
from models.indicators import OTHER


def _may_be_whole(figure: Figure, text: str) -> bool:
    """An amount by itself: what 、 follows is one of a list, unless it is of both stages (中小学学生6345名、小学4218名，初中2127名)."""
    listed = text.startswith("、", figure.end) and figure.stage != "compulsory"
    return not listed and figure.value is not None and figure.kind == "level" and is_amount(figure) and figure.whole is None


def silent_parts(whole: Figure, following: list[Figure], text: str) -> list[Figure]:
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


def unnamed_parts(whole: Figure, following: list[Figure], text: str) -> list[Figure]:
    """隐患354处。一季度98处，…: what no word names its parts, but follows it and is meant to make it up."""
    if not _may_be_whole(whole, text):
        return []
    run = _run_behind(whole, following, text)
    if len(run) >= 2 and (_fills(whole, run, text) or _meant_as_parts(whole, run, text)):
        return run
    first = _before_semicolon(run)
    return first if 1 < len(first) < len(run) and classified(whole, first, text) and _meant_as_parts(whole, first, text) else []


def _before_semicolon(run: list[Figure]) -> list[Figure]:
    """男童129人，女童85人；按安置方式分，随班就读118人、…: what stands behind a semicolon may divide the whole in another way."""
    return run[:1] + list(takewhile(lambda f: "SEMI" not in f.tags, run[1:]))


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
