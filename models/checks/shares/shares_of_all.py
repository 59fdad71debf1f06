"""Shares of all that there are (音体美教师1046人，占义务教育专任教师总数的29.0%), wherever the text tells how many these are, or how much
money is called so (32.6万元，占全部违规资金的一半).

Silent where the count right before the share is not surely its part, or the text counts the whole twice and differently.
The whole may also be those with whom something was done: 占已入学残疾学生的16.1%.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.shares.other_readings import another_reading
from models.checks.shares.quotient import holds
from models.checks.shares.ratios import check_share
from models.checks.shares.shares_told import same_kind, words_of
from models.checks.shares.wholes_named import all_of, amount_of, count_done, count_of
from models.checks.wordings import STAGE_WORDS, pattern, saying, says, stages_named
from models.claims import claims
from models.fact import Fact, RatioRelation
from models.indicators import OTHER


def check_shares_of_all(desk: Desk) -> Tally:
    """ratio_mismatch for each share of all the schools, pupils or teachers of a stage that does not hold."""
    tally = Tally("shares_of_all")
    for part, whole, rate, explained in _shares(desk):
        check_share(tally, part, whole, rate, explained=explained)
    return tally


def _is_of_their_stage(desk: Desk, whole: Fact, rate: Fact) -> bool:
    """初中教师中研究生146人，占全县专任教师的12.0%: whether a share holds for the count of one stage, taken for that of all."""
    joined = [(r.part, r.whole) for _, r in desk.ratios if r.rate == rate.id]
    pairs = [(desk.fact(part), desk.fact(taken)) for part, taken in joined]
    staged = [
        (p, w)
        for p, w in pairs
        if p and w and w.indicator in (whole.indicator, OTHER) and w.stage in STAGE_WORDS and whole.stage not in STAGE_WORDS
    ]
    return any(holds(p, w, rate) for p, w in staged)


def _shares(desk: Desk) -> Iterator[tuple[Fact, Fact, Fact, bool]]:
    """Part, whole and rate of each such share that no relation joins, or for which the check of relations sees another whole: the
    words leave none; and whether it is of their stage."""
    joined = {r.rate: r for _, r in desk.ratios}
    for sentence in saying(desk, "share_of_all_key"):
        for i, rate in enumerate(sentence.placed):
            if rate.fact.unit != "%" or not is_plain(rate.fact):
                continue
            for part, words in _told_shares(desk, sentence, i):
                whole = _whole(desk, words, part, rate.fact)
                if whole is None:
                    continue
                of_stage = says("all_of_county", words) and _is_of_their_stage(desk, whole, rate.fact)
                if of_stage or _may_be_checked(desk, joined.get(rate.fact.id), part, whole, rate.fact):
                    yield part, whole, rate.fact, of_stage
                    break


def _may_be_checked(desk: Desk, joined: RatioRelation | None, part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether no relation joins the rate to a part; or it joins a count, where the words give an amount; and the share does not hold for
    another part that it joins (寄宿生8642人，其中小学2385人、初中6257人，占在校生的26.0%)."""
    if part.unit == "CNY":
        return (joined is None or joined.part != part.id) and not another_reading(desk, part, whole, rate)
    return joined is None or (another_reading(desk, part, whole, rate) and not _holds_of_other(desk, joined, part, rate))


def _holds_of_other(desk: Desk, joined: RatioRelation, part: Fact, rate: Fact) -> bool:
    other, whole = desk.fact(joined.part), desk.fact(joined.whole)
    return other is not None and whole is not None and other.id != part.id and holds(other, whole, rate)


def _told_shares(desk: Desk, sentence: Sentence, at: int) -> Iterator[tuple[Fact, str]]:
    """The part of which a rate is told and what its whole is called: the count in front of it, the one in brackets behind, or one that
    the words name."""
    rate, ahead = sentence.placed[at], sentence.placed[at - 1] if at else None
    own, behind = sentence.text[ahead.end if ahead else 0 : rate.start], sentence.text[rate.end :]
    if ahead is not None and (told := pattern(claims()["share_of_all"]).search(own)) and _is_part(ahead.fact):
        yield ahead.fact, told["of"]
    if ahead is not None and (words := _taken_up(own, behind)) and _is_part(ahead.fact) and same_kind(words, words_of(sentence, ahead)):
        yield ahead.fact, words
    follows = sentence.placed[at + 1] if at + 1 < len(sentence.placed) else None
    if follows is not None and (words := _bracketed(own, sentence.text[rate.end : follows.start])) and _is_part(follows.fact):
        yield follows.fact, words
    named = pattern(claims()["named_part_of_all"]).search(own)
    if named and (part := count_of(desk, named["part"], rate.fact)) is not None:
        yield part, named["of"]


def _is_part(fact: Fact) -> bool:
    return is_plain(fact) and fact.bound == "exact"


def _taken_up(own: str, behind: str) -> str | None:
    """教师480人，全县近六成专任教师参与其中: the whole of a share that takes up the count in front of it."""
    ahead, told = pattern(claims()["share_of_all_ahead"]).search(own), pattern(claims()["share_of_all_taken_up"]).match(behind)
    return told["of"] if ahead and told else None


def _bracketed(own: str, between: str) -> str | None:
    """全县近六成专任教师（480人）: the whole of a share whose part stands in brackets."""
    ahead, told = pattern(claims()["share_of_all_ahead"]).search(own), pattern(claims()["share_of_all_bracket"]).match(between)
    return told["of"] if ahead and told else None


def _whole(desk: Desk, words: str, part: Fact, rate: Fact) -> Fact | None:
    """The count of all that the words name, if it may be the whole of a part. Where they name no stage and only 义务教育 is counted, there
    may be more: then no share is too large."""
    if part.unit != "CNY" and (whole := count_done(desk, words, part)):
        return whole if (whole.value or 0) > (part.value or 0) > 0 else None
    if whole := amount_of(desk, words, part) if part.unit == "CNY" else all_of(desk, words, part, part.unit):
        return whole if (whole.value or 0) >= (part.value or 0) > 0 else None
    if part.unit == "person" and says("groups_counted", words):
        counted = count_of(desk, words, part)
        return counted if counted and (counted.value or 0) >= (part.value or 0) > 0 else None
    whole = None if part.unit == "CNY" or stages_named(words) else all_of(desk, f"义务教育{words}", part, part.unit)
    too_small = whole is not None and 100 * (part.value or 0) < (rate.value or 0) * (whole.value or 0)
    return whole if too_small else None
