"""Shares of all that there are (音体美教师1046人，占义务教育专任教师总数的29.0%), wherever the text tells how many these are, or how much
money is called so (32.6万元，占全部违规资金的一半).

Silent where the count right before the share is not surely its part, or the text counts the whole twice and differently.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.shares.possible import words_of
from models.checks.shares.ratios import another_reading, check_share
from models.checks.shares.shares_told import same_kind
from models.checks.shares.wholes_named import all_of, amount_of, count_of
from models.checks.wordings import pattern, saying, stages_named
from models.claims import claims
from models.fact import Fact


def check_shares_of_all(desk: Desk) -> Tally:
    """ratio_mismatch for each share of all the schools, pupils or teachers of a stage that does not hold."""
    tally = Tally("shares_of_all")
    for part, whole, rate in _shares(desk):
        check_share(tally, part, whole, rate)
    return tally


def _shares(desk: Desk) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Part, whole and rate of each such share that no relation joins, or for which the check of relations sees another whole: the
    words leave none."""
    joined = {r.rate: r.part for _, r in desk.ratios}
    for sentence in saying(desk, "share_of_all_key"):
        for i, rate in enumerate(sentence.placed):
            if rate.fact.unit != "%" or not is_plain(rate.fact):
                continue
            for part, words in _told_shares(desk, sentence, i):
                whole = _whole(desk, words, part, rate.fact)
                if whole is not None and _may_be_checked(desk, joined.get(rate.fact.id), part, whole, rate.fact):
                    yield part, whole, rate.fact
                    break


def _may_be_checked(desk: Desk, joined: str | None, part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether no relation joins the rate to a part; or it joins a count, where the words give an amount."""
    if part.unit == "CNY":
        return joined != part.id and not another_reading(desk, part, whole, rate)
    return joined is None or another_reading(desk, part, whole, rate)


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
    if whole := amount_of(desk, words, part) if part.unit == "CNY" else all_of(desk, words, part, part.unit):
        return whole if (whole.value or 0) >= (part.value or 0) > 0 else None
    whole = None if part.unit == "CNY" or stages_named(words) else all_of(desk, f"义务教育{words}", part, part.unit)
    too_small = whole is not None and 100 * (part.value or 0) < (rate.value or 0) * (whole.value or 0)
    return whole if too_small else None
