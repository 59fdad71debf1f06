"""Differences told in a list, each of which goes with the value of its place: 分别增长3.6%和3.3%.

Takes the links that a sentence's changes have; gives them with the listed differences where they belong.
"""

from __future__ import annotations

from itertools import pairwise

from extractor.figures import Figure
from extractor.relations.changes.bases import may_be_goal, measures, series_before
from extractor.relations.changes.compared import find_compared, names_two
from extractor.relations.links import Link, own_clause
from extractor.relations.sums.parts import ONE_STAGE
from extractor.sentences import Sentence
from models.indicators import OTHER


def shared_out(sentence: Sentence, links: list[Link], moves: list[Link], before: list[Figure], told: list[Figure]) -> list[Link]:
    """小学由612元提高到634元，初中由815元提高到842元，分别增长3.6%和3.3%: each difference goes with the move or the year of its place.

    `moves`: the links that are told as moves.
    """
    last = next((f for f in reversed(sentence.figures) if f.kind == "change" and f.joined is not None), None)
    deltas = [last] if last is not None else []
    while deltas and deltas[0].joined is not None:
        deltas.insert(0, deltas[0].joined)
    if len(deltas) < 2:
        return links
    row = _pairs_beside(deltas, sentence)
    if not any("RESP" in f.tags for f in (deltas[0], *(row[0] if row else ())) if f is not None):
        return links
    if pairs := find_compared(deltas, sentence, told):
        return [*(Link("change", (*pair, delta)) for pair, delta in zip(pairs, deltas, strict=True)), *_without(links, deltas)]
    if names_two(deltas[0], sentence):
        return _without(links, deltas)  # no course of years is told
    if len({delta.stage for delta in deltas}) > 1:  # 2023年小学、初中分别比上年增长3.3%、4.3%: what each is from was found for it alone
        moves = links
    by_place = _among_moves(deltas, links, moves) or _among_years(deltas, sentence, links, before)
    if by_place or not row:
        return by_place or _among_groups(deltas, sentence, links) or links
    return [*(Link("change", (*pair, delta)) for pair, delta in zip(row, deltas, strict=True)), *_without(links, deltas)]


def _pairs_beside(deltas: list[Figure], sentence: Sentence) -> list[tuple[Figure | None, Figure]]:
    """城镇居民、农村居民收入分别为28640元、11350元，分别增长8.3%、9.6%: what each is from, and the value that has changed; empty where no
    list of as many values stands right beside the differences. 上年为12986元、17210元 may stand between."""
    row = _row_at(deltas[0].order - len(deltas), deltas, sentence)
    if row and row[0].status == "baseline":
        goals = _row_at(row[0].order - len(deltas), deltas, sentence)
        return list(zip(row, goals, strict=True)) if goals and goals[0].unit == row[0].unit else []
    row = row or _row_at(deltas[-1].order + 1, deltas, sentence)
    return [] if any(value.status == "baseline" for value in row) else [(None, goal) for goal in row]


def _row_at(first: int, deltas: list[Figure], sentence: Sentence) -> list[Figure]:
    """The list of as many values that begins with the figure of that order, if it is one and has one unit."""
    row = [f for f in sentence.figures if first <= f.order < first + len(deltas)]
    listed = len(row) == len(deltas) and row[0].joined is None and all(b.joined is a for a, b in pairwise(row))
    alike = listed and all(may_be_goal(f, at_any_time=True) and measures(f, deltas[0]) and f.unit == row[0].unit for f in row)
    return row if alike else []


def _without(links: list[Link], deltas: list[Figure]) -> list[Link]:
    """The links that tell of none of these differences."""
    return [x for x in links if x.type != "change" or not any(x.members[2] is delta for delta in deltas)]


_NAME = 2
"""Characters at the head of a difference's clause that its values are named by, too: 达标学校数比上年分别增加."""


def _among_groups(deltas: list[Figure], sentence: Sentence, links: list[Link]) -> list[Link]:
    """小学综合达标43所，达标率86%；初中综合达标21所，达标学校数比上年分别增加4所、3所: each difference is of the group of its place,
    where as many were told last of what the differences are of, each of a stage of its own."""
    told = [f for f in sentence.figures if f.order < deltas[0].order and may_be_goal(f) and measures(f, deltas[0])]
    name = own_clause(deltas[0], sentence.text)[:_NAME]
    named = [f for f in told if name in own_clause(f, sentence.text)]
    last = {f.stage: f for f in named} or {f.stage: f for f in told if f.indicator == deltas[0].indicator != OTHER}
    goals = sorted(last.values(), key=lambda f: f.order)
    if len(goals) != len(deltas) or not last.keys() <= ONE_STAGE or "CMP" not in deltas[0].tags:
        return []
    for goal, delta in zip(goals, deltas, strict=True):
        delta.stage = goal.stage
    return [*(Link("change", (None, goal, delta)) for goal, delta in zip(goals, deltas, strict=True)), *_without(links, deltas)]


def _among_moves(deltas: list[Figure], links: list[Link], told_moves: list[Link]) -> list[Link]:
    """The links with the difference of each of `told_moves` in its place; none unless there is a move told for each."""
    first = deltas[0].order
    told = [(a, b) for a, b, c in (x.members for x in told_moves) if a and b and b.order < first and (c is None or c in deltas)]
    moves = {(id(a), id(b)): (a, b) for a, b in told}
    if len(moves) != len(deltas):
        return []
    pairs = sorted(moves.values(), key=lambda pair: pair[0].order)
    others = [x for x in links if (id(x.members[0]), id(x.members[1])) not in moves]
    return [*(Link("change", (*pair, delta)) for pair, delta in zip(pairs, deltas, strict=True)), *others]


def _among_years(deltas: list[Figure], sentence: Sentence, links: list[Link], before: list[Figure]) -> list[Link]:
    """2020年512人，2021年536人，2022年561人，后两年分别增长4.7%和4.7%: each difference is of one year, from the value of the year before.

    The first year told may have one too, from a value that is not told; none unless the years are as many.
    """
    series = series_before(deltas[0], sentence, before)
    if len(series) not in (len(deltas), len(deltas) + 1):
        return []
    goals = series[-len(deltas) :]
    starts = [None, *series][-len(deltas) - 1 : -1]
    for goal, delta in zip(goals, deltas, strict=True):
        delta.period = goal.period
    return [*(Link("change", members) for members in zip(starts, goals, deltas, strict=True)), *_without(links, deltas)]
