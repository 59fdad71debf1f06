"""Shares that sum up a count just told: 在乡村任教的骨干教师96人，近六成的骨干教师扎根乡村; 已修复96台，前述闲置设备近八成得到盘活;
在公办学校就读960人。公办就读比例98.4%.

The whole is told sentences or chapters before, and no relation joins them. Silent where what is said of the share may be another
matter than what was counted, where two counts may be the whole, and where the share holds for another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.checks.desk import Desk, Placed, Sentence, Tally, is_plain
from models.checks.shares.parts_told import holds_of_others, may_hold
from models.checks.shares.possible import words_of
from models.checks.shares.ratios import check_share, holds_of_a_stock
from models.checks.shares.shares_told import cut_at_marks, same_kind
from models.checks.shares.wholes_named import is_count
from models.checks.wordings import MARKS, STAGE_WORDS, SURE_NAME, pattern, says
from models.claims import claims
from models.fact import Fact

_Count = tuple[Sentence, Placed]


def check_summed_up(desk: Desk) -> Tally:
    """ratio_mismatch for each such share that does not hold."""
    tally = Tally("summed_up")
    known = {r.rate for _, r in desk.ratios}
    for sentence in desk.prose:
        for at, rate in enumerate(sentence.placed):
            if _is_rate(rate.fact) and rate.fact.id not in known:
                for part, whole in _pairs(desk, sentence, at):
                    _check(desk, tally, sentence, rate, part, whole)
    return tally


def _is_rate(fact: Fact) -> bool:
    return fact.unit == "%" and is_plain(fact) and fact.value_max is None


def _pairs(desk: Desk, sentence: Sentence, at: int) -> Iterator[tuple[Fact, Fact]]:
    """The part and the whole of the share at a place of a sentence, at most one of each."""
    rate, before = sentence.placed[at], sentence.placed[at - 1] if at else None
    whole: Fact | None
    if before is not None and is_count(before.fact):
        between, behind = sentence.text[before.end : rate.start], sentence.text[rate.end :]
        whole = _pointed_at(desk, sentence, before, between, behind) or _named_again(desk, sentence, before, between, behind)
        if whole is not None:
            yield before.fact, whole
            return
    part = _part_named(desk, sentence, rate)
    if part is not None and (whole := _one_whole(_before(desk, *part), part[1].fact)) is not None:
        yield part[1].fact, whole


def _check(desk: Desk, tally: Tally, sentence: Sentence, rate: Placed, part: Fact, whole: Fact) -> None:
    if holds_of_others(desk, sentence, rate) or (rate.fact.bound != "at_least" and holds_of_a_stock(desk, part, whole, rate.fact)):
        tally.skip("another_reading_holds")
    else:
        check_share(tally, part, whole, rate.fact)


def _one_whole(told: list[_Count], part: Fact) -> Fact | None:
    """The one count that is large enough for a part, of its stage or of none; None where there are two."""
    wholes = [p.fact for _, p in told if may_hold(p.fact, part) and (p.fact.stage == part.stage or p.fact.stage not in STAGE_WORDS)]
    larger = [f for f in wholes if f.value != part.value]
    return larger[-1] if len({f.value for f in larger}) == 1 else None


def _before(desk: Desk, sentence: Sentence, placed: Placed, blocks: int = 0) -> list[_Count]:
    """The counts before a figure in its paragraph and so many blocks before it."""
    near = [s for step in range(-blocks, 1) for s in desk.blocks.get((sentence.block or 0) + step, []) if s.table is None]
    told = ((s, p) for s in near if s.start <= sentence.start for p in s.placed if s is not sentence or p.end <= placed.start)
    return [(s, p) for s, p in told if is_count(p.fact)]


# --- 前述闲置设备近八成得到盘活 -------------------------------------------------------------------------------------------


def _pointed_at(desk: Desk, sentence: Sentence, part: Placed, between: str, behind: str) -> Fact | None:
    """The one count told before, in whatever chapter, of all that words pointing back name and that are said to be dealt with."""
    found = pattern(claims()["points_back"]).search(between)
    if found is None or not says("dealt_with", behind):
        return None
    name = set(pattern(claims()["points_back_fillers"]).sub("", found["whole"]))
    earlier = [(s, p) for s in desk.prose if s.start < sentence.start for p in s.placed if is_count(p.fact)]
    return _one_whole([(s, p) for s, p in earlier if name <= set(words_of(s, p))], part.fact) if len(name) > 1 else None


# --- 近六成的骨干教师扎根乡村 ---------------------------------------------------------------------------------------------


def _named_again(desk: Desk, sentence: Sentence, part: Placed, between: str, behind: str) -> Fact | None:
    """The count of what the words behind a share name, if they say again what was counted."""
    opens, own = pattern(claims()["sums_up"]).search(between), MARKS.split(behind)[0]
    if opens is None or says("another_matter", own):
        return None
    noun = _noun_again(own, sentence.text[: part.end] + opens["said"])
    told = _before(desk, sentence, part, blocks=1)
    if noun is not None and len(noun) >= SURE_NAME:
        told = [(s, p) for s, p in told if noun in s.text[: p.start]]
    else:
        told = [(s, p) for s, p in told if s is sentence and _is_among(s, p, part) and same_kind(own[:_NOUN], words_of(s, p))]
    said, counted = own.removeprefix("的").removeprefix(noun or ""), _own_words(sentence, part).replace(noun or "#", "")
    return _one_whole(told, part.fact) if _says_the_same(said, counted) else None


_NOUN = 4
"""Characters behind a share in which the noun of its whole stands."""


def _noun_again(own: str, told: str) -> str | None:
    """骨干教师 of 的骨干教师扎根乡村: the longest word at the beginning that was told before."""
    words = own.removeprefix("的")
    return next((words[:size] for size in range(min(len(words), _LONGEST), 1, -1) if words[:size] in told), None)


_LONGEST = 8


def _is_among(sentence: Sentence, whole: Placed, part: Placed) -> bool:
    """96所中小学中已有61所: whether the words between two counts make the second one of the first."""
    return says("among_them", sentence.text[whole.end : part.start])


def _own_words(sentence: Sentence, part: Placed) -> str:
    """The words of a count's clause, those that only name its whole aside."""
    ahead = cut_at_marks(sentence.text[max((p.end for p in sentence.placed if p.end <= part.start), default=0) : part.start], -1)
    return ("" if says("among_them", ahead) else ahead) + cut_at_marks(sentence.text[part.end :], 0)


def _says_the_same(said: str, counted: str) -> bool:
    """Whether what is said of a share only says again of what kind those counted are: by a word of theirs, or by none of its own where
    theirs is a verb that names nothing (61所加入，近八成的学校实现了抱团发展)."""
    if says("sums_up_alone", said) or (says("verb_alone", counted) and says("summed_up", said)):
        return True
    plain = pattern(claims()["said_of_many"])
    words, other = (plain.sub("#", text) for text in (said, counted))
    return any(x + y in other for x, y in pairwise(words) if "#" not in (x, y))


# --- 公办就读比例98.4% -------------------------------------------------------------------------------------------------


def _part_named(desk: Desk, sentence: Sentence, rate: Placed) -> _Count | None:
    """The one count before a share, in its paragraph, whose clause has all the characters of the share's own name."""
    found = pattern(claims()["share_of_its_name"]).search(sentence.text[: rate.start])
    name = set(found["name"]) if found else set()
    if len(name) < SURE_NAME:
        return None
    told = [(s, p) for s, p in _before(desk, sentence, rate) if name <= set(words_of(s, p)) and _of_one_group(p.fact, rate.fact)]
    return told[-1] if len({p.fact.value for _, p in told}) == 1 else None


def _of_one_group(part: Fact, rate: Fact) -> bool:
    timed = None in (part.period, rate.period) or part.period == rate.period
    return timed and part.stage == rate.stage and part.area == rate.area and part.entity == rate.entity
