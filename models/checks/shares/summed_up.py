"""Shares that sum up a count just told: 在乡村任教的骨干教师96人，近六成的骨干教师扎根乡村; 已修复96台，前述闲置设备近八成得到盘活;
在公办学校就读960人。公办就读比例98.4%. Also of one of the parts just told: 新增学位2400个，其中城区960个。新学位有六成多放在城区.

The whole is told sentences or chapters before, and no relation joins them. Silent where what is said of the share may be another
matter than what was counted, where two counts may be the whole, and where the share holds for another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.checks.desk import Desk, Placed, Sentence, Tally, is_plain
from models.checks.shares.groups_named import is_exact_count
from models.checks.shares.other_readings import holds_of_a_stock
from models.checks.shares.parts_told import holds_of_others, may_hold
from models.checks.shares.ratios import check_share
from models.checks.shares.shares_told import cut_at_marks, same_kind, words_of
from models.checks.wordings import STAGE_WORDS, SURE_NAME, first_piece, last_piece, pattern, says
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
                if divided := _part_of_group(desk, sentence, rate):
                    check_share(tally, *divided, rate.fact)
                    continue
                for part, whole in _pairs(desk, sentence, at):
                    _check(desk, tally, sentence, rate, part, whole)
    return tally


def _is_rate(fact: Fact) -> bool:
    return fact.unit == "%" and is_plain(fact) and fact.value_max is None


def _pairs(desk: Desk, sentence: Sentence, at: int) -> Iterator[tuple[Fact, Fact]]:
    """The part and the whole of the share at a place of a sentence, at most one of each."""
    rate, ahead = sentence.placed[at], _count_ahead(desk, sentence, at)
    whole: Fact | None
    if ahead is not None:
        within, before = ahead
        between, behind = _between(sentence, rate, within, before), sentence.text[rate.end :]
        whole = _pointed_at(desk, within, before, between, behind) or _named_again(
            desk, within, before, between, behind, again=within is not sentence
        )
        if whole is not None:
            yield before.fact, whole
            return
    part = _part_named(desk, sentence, rate)
    if part is not None and (whole := _one_whole(_before(desk, *part), part[1].fact)) is not None:
        yield part[1].fact, whole


def _count_ahead(desk: Desk, sentence: Sentence, at: int) -> _Count | None:
    """The count right in front of a share, in its sentence or, where 也就是说 opens that, in the one before."""
    if at:
        return (sentence, sentence.placed[at - 1]) if is_exact_count(sentence.placed[at - 1].fact) else None
    if not says("says_again", sentence.text[: sentence.placed[0].start]):
        return None
    told = [(s, p) for s in desk.blocks.get(sentence.block, []) if s.start < sentence.start for p in s.placed]
    return told[-1] if told and is_exact_count(told[-1][1].fact) else None


def _between(sentence: Sentence, rate: Placed, within: Sentence, before: Placed) -> str:
    """The words between a count and its share; the end of the count's sentence and 也就是说 are but a comma."""
    if within is sentence:
        return sentence.text[before.end : rate.start]
    return cut_at_marks(within.text[before.end :], 0) + "，"


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
    return [(s, p) for s, p in told if is_exact_count(p.fact)]


# --- 前述闲置设备近八成得到盘活 -------------------------------------------------------------------------------------------


def _pointed_at(desk: Desk, sentence: Sentence, part: Placed, between: str, behind: str) -> Fact | None:
    """The one count told before, in whatever chapter, of all that words pointing back name and that are said to be dealt with."""
    found = pattern(claims()["points_back"]).search(between)
    if found is None or not says("dealt_with", behind):
        return None
    name = set(pattern(claims()["points_back_fillers"]).sub("", found["whole"]))
    earlier = [(s, p) for s in desk.prose if s.start < sentence.start for p in s.placed if is_exact_count(p.fact)]
    return _one_whole([(s, p) for s, p in earlier if name <= set(words_of(s, p))], part.fact) if len(name) > 1 else None


# --- 近六成的骨干教师扎根乡村 ---------------------------------------------------------------------------------------------


def _named_again(desk: Desk, sentence: Sentence, part: Placed, between: str, behind: str, *, again: bool) -> Fact | None:
    """The count of what the words behind a share name, if they say again what was counted. `again`: 也就是说 stands between the two."""
    opens, own = pattern(claims()["sums_up"]).search(between), pattern(claims()["or_more"]).sub("", first_piece(behind))
    if opens is None or says("another_matter", own):
        return None
    told = _before(desk, sentence, part, blocks=1)
    earlier = "".join(s.text for s, _ in told) if again else ""
    noun = _noun_again(own, earlier + sentence.text[: part.end] + opens["said"])
    if noun is not None and len(noun) >= SURE_NAME:
        told = [(s, p) for s, p in told if noun in s.text[: p.start]]
    else:
        told = [(s, p) for s, p in told if same_kind(own[:_NOUN], words_of(s, p))]
        told = [(s, p) for s, p in told if again or (s is sentence and _is_among(s, p, part))]
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


# --- 新学位有六成多放在城区 ----------------------------------------------------------------------------------------------


def _part_of_group(desk: Desk, sentence: Sentence, rate: Placed) -> tuple[Fact, Fact] | None:
    """The one part of a sum told before in the paragraph that a share is said to be of: the noun of its whole stands around the share, and
    where the share goes is what the part was told by."""
    found = pattern(claims()["goes_to"]).match(sentence.text[rate.end :])
    if found is None:
        return None
    words = cut_at_marks(sentence.text[: rate.start].removesuffix("，"), -1) + found["noun"]
    near = {f.id for s in desk.blocks.get(sentence.block, []) if s.start < sentence.start for f in s.facts}
    pairs = []
    for _, relation in desk.sums:
        if relation.whole in near and _is_called(desk, relation.whole, words):
            parts = [desk.by_id[i] for i in relation.parts]
            meant = [f for f in parts if is_plain(f) and _is_told_by(desk, f, found["where"])]
            pairs += [(meant[0], desk.by_id[relation.whole])] if len(meant) == 1 else []
    return pairs[0] if len(pairs) == 1 else None


def _is_called(desk: Desk, fact_id: str, words: str) -> bool:
    """新学位 of 新增学位2400个: whether words have the last two characters in front of a count, and no others that are not told with it."""
    placed, sentence = desk.placed[fact_id], desk.sentence_of[fact_id]
    noun = pattern(claims()["count_fillers"]).sub("", cut_at_marks(sentence.text[: placed.start], -1))[-2:]
    left = pattern(claims()["of_those_told"]).sub("", words)
    return len(noun) == 2 and noun in words and set(left) <= set(words_of(sentence, placed))


def _is_told_by(desk: Desk, part: Fact, where: str) -> bool:
    """Whether the words in front of a part are the place or the stage that a share goes to: 乡镇学校 of 乡镇."""
    placed = desk.placed[part.id]
    label = pattern(claims()["part_fillers"]).sub("", last_piece(desk.sentence_of[part.id].text[: placed.start]))
    return len(label) > 1 and where.startswith(label)


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
