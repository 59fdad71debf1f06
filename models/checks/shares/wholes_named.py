"""Which count is meant where words only name a whole: all of a county (全县义务教育学校), or those that something was done with
(走访过的学校: groups_named.py), counted sentences or chapters away.

Finds counts by their words; holds no figure against another. Silent where the document gives two that may be meant.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from models.checks.desk import Desk
from models.checks.sameness import is_own_amount, is_whole_county, may_be_of_one_year, subset_ids
from models.checks.shares.groups_named import counts_called, counts_of_kind, group_named, is_exact_count
from models.checks.shares.quotient import together
from models.checks.shares.shares_told import counts_people, cut_at_marks, names_people_first, same_kind, share_is_followed
from models.checks.wordings import STAGE_WORDS, SURE_NAME, before, groups, pattern, says, stages_named
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER

_STAGES = {"义务教育": "compulsory", **{word: stage for stage, word in STAGE_WORDS.items()}}


# --- what a share is of ---------------------------------------------------------------------------------------------


class Share(NamedTuple):
    """What the words around a rate say: what its whole is called, and what is said of a part of it."""

    whole: str
    said: str


def share_named(own: str, behind: str) -> Share | None:
    """What a rate is a share of, by the words in front of it, back to another figure, and those behind: 走访过的学校里，登记齐全的占;
    建成的学校占全县义务教育学校的; 的受检学校."""
    if not says("named_share_key", own):
        return None
    for wording in claims()["named_share"]:
        if found := pattern(wording).search(own):
            of_kind = found.groupdict().get("noun") and same_kind(found["noun"], found["whole"])  # 面积达标的学校占受检学校的
            return Share(found["whole"], "" if of_kind else found["said"])
    opened = pattern(claims()["named_share_opens"]).search(own)
    if opened and (not behind.startswith("的") or share_is_followed(opened["whole"], "", behind)):
        return Share(opened["whole"], "" if behind.startswith("的") else cut_at_marks(behind, 0))
    ahead, follows = pattern(claims()["named_share_ahead"]).search(own), pattern(claims()["named_share_behind"]).match(behind)
    return Share(ahead["county"] + follows["whole"], "") if ahead and follows else None


def share_of_all_before(ahead: str) -> Share | None:
    """全县义务教育学校都通了光纤，建成录播室的学校占: a share of those of which the clause before says something."""
    found = pattern(claims()["named_share_behind_all"]).search(ahead)
    return Share(found["whole"], found["said"]) if found else None


def is_said_of_others(said: str, whole: str) -> bool:
    """教师持证的占, 班额超过规定的占: whether what is said is of people, classes or money in what the words of a whole name."""
    return (says("said_of_others", said) and not counts_people(whole)) or names_people_first(said, whole)


# --- all of a county ------------------------------------------------------------------------------------------------


def all_of(desk: Desk, words: str, like: Fact, unit: str | None = None, *, of_larger: bool = False) -> Fact | None:
    """The count of all that words name, of the time of `like`; None where the text gives none, or several, or where a larger one is of
    those narrowed, unless the larger are looked at too (`of_larger`)."""
    kinds = (k for k in claims()["whole_counts"] if unit in (None, k["unit"]) and _nouns_of_all(k).search(words))
    kind = next(kinds, None)
    if kind is None or says("narrower_than_all", words):
        return None
    stage = next((stage for name, stage in _STAGES.items() if name in words), None)
    counted = (f for f in desk.by_measure.get((kind["indicator"], kind["unit"]), []) if f.id != like.id and f.id not in subset_ids(desk))
    mine = [f for f in counted if is_whole_county(f) and f.area is None and _is_of_time(f, like)]
    mine = [f for f in mine if not says("narrower_than_all", before(desk, f))]  # 参加学生1902人
    told = [f for f in mine if f.stage == stage] or [f for f in mine if stage == "compulsory" and f.stage is None and _is_of_both(desk, f)]
    if len({f.value for f in told}) > 1:
        most = max(f.value or 0 for f in told)
        told = [f for f in told if not _is_narrowed(desk, f, words)]
        told = told if of_larger or any(f.value == most for f in told) else []
    return told[0] if len({f.value for f in told}) == 1 else None


def _is_of_both(desk: Desk, fact: Fact) -> bool:
    """专任教师4021人。小学2498人，初中1523人: whether a count without a stage is of both together, as its paragraph has them."""
    told = [f for s in desk.blocks.get(fact.evidence.paragraph, []) for f in s.facts if f.unit == fact.unit and f.period == fact.period]
    counts = [f for f in told if f.indicator in (OTHER, fact.indicator) and f.kind == "level"]
    primary, junior = ([f.value or 0 for f in counts if f.stage == stage] for stage in STAGE_WORDS)
    return any(a + b == fact.value for a in primary for b in junior)


def _is_of_time(whole: Fact, like: Fact) -> bool:
    """Whether a count may be of the time of a rate; what some years have come to is told of their last."""
    last = (like.period or "").partition("/")[2]
    return may_be_of_one_year(whole, like) or (bool(last) and last[:4] == (whole.period or "")[:4])


def _nouns_of_all(kind: dict[str, str]) -> re.Pattern[str]:
    return pattern(f"(?:{kind['nouns']}|{kind.get('staged', kind['nouns'])})$")


def _is_narrowed(desk: Desk, fact: Fact, words: str) -> bool:
    """体育教师共213人，其中小学138人: a count whose sentence, up to it, speaks of fewer than the words name."""
    sentence, placed = desk.sentence_of[fact.id], desk.placed[fact.id]
    return not groups(sentence.text[: placed.start]) <= groups(words)


def count_of(desk: Desk, words: str, like: Fact) -> Fact | None:
    """The one count of what words name (小学体育教师), by the same words: 体育教师共86人，其中小学52人; or without the people named
    last: 送教上门学生, 送教上门35人. None where there are two."""
    noun, stages = pattern("|".join(STAGE_WORDS.values())).sub("", words), stages_named(words)
    if (len(noun) < SURE_NAME and not says("groups_counted", noun)) or len(stages) > 1:
        return None
    stage = stages[0] if stages else None
    bare = pattern(claims()["people_named_last"]).sub("", noun)
    named = _counts_named(desk, noun) or (_counts_named(desk, bare) if len(bare) >= SURE_NAME else [])
    same = [f for f in named if is_own_amount(f) and _stage(f) == stage and may_be_of_one_year(f, like)]
    return same[0] if len({f.value for f in same}) == 1 else None


def _counts_named(desk: Desk, noun: str) -> list[Fact]:
    return [p.fact for s in desk.prose if noun in s.text for p in s.placed if is_exact_count(p.fact) and _counts(s.text[: p.start], noun)]


def count_done(desk: Desk, words: str, like: Fact) -> Fact | None:
    """The one count of those with whom something was done (已入学残疾学生), told by that in its clause and by the rest in its sentence:
    适龄残疾儿童217人，已入学209人. None where there are two."""
    named = pattern(claims()["people_done_with"]).fullmatch(pattern(claims()["people_named_last"]).sub("", words))
    if named is None:
        return None
    told = []
    for sentence in (s for s in desk.prose if named["who"] in s.text):
        for p in (p for p in sentence.placed if is_exact_count(p.fact) and is_own_amount(p.fact) and p.fact.unit == like.unit):
            ahead = sentence.text[: p.start]
            if cut_at_marks(ahead, -1).endswith(named["done"]) and named["who"] in ahead and may_be_of_one_year(p.fact, like):
                told.append(p.fact)
    return told[0] if len({f.value for f in told}) == 1 else None


def amount_of(desk: Desk, words: str, like: Fact) -> Fact | None:
    """The one amount of money told right behind what words name (占全部违规资金的, 查出违规资金64.2万元). None where there are two."""
    noun = pattern(claims()["amount_fillers"]).sub("", words)
    if len(noun) < SURE_NAME or says("plain_money", noun):
        return None
    named = ((s, p) for s in desk.prose if noun in s.text for p in s.placed if p.fact.unit == "CNY" and p.fact.id != like.id)
    told = [p.fact for s, p in named if pattern(claims()["amount_fillers"]).sub("", cut_at_marks(s.text[: p.start], -1)).endswith(noun)]
    own = [f for f in told if is_own_amount(f) and may_be_of_one_year(f, like)]
    return own[0] if len({f.value for f in told}) == 1 and own else None


def _stage(fact: Fact) -> str | None:
    return fact.stage if fact.stage != "compulsory" else None


def _counts(ahead: str, noun: str) -> bool:
    """Whether a count behind `ahead` is of a noun: nothing else is named between them, and nothing narrower with it."""
    before, named, between = ahead.rpartition(noun)
    own = cut_at_marks(before, -1)
    return bool(named) and not groups(own) and says("part_follows", between)


# --- all of a county, or those that something was done with ---------------------------------------------------------


def counts_meant(desk: Desk, words: str, like: Fact) -> tuple[Fact | None, list[Fact]]:
    """The count that words name, and the others that may be meant: of the same kind, or all of them with those beside (九年一贯制学校
    counted with the 小学)."""
    called = group_named(words)
    if called is not None:
        told = counts_called(desk, called)
        whole, others = (told[0] if told else None), counts_of_kind(desk, called)
    else:
        whole = all_of(desk, words, like, of_larger=True) if says("all_of_county", words) else None
        others = [f for f in desk.in_text if whole and f.unit == whole.unit and is_exact_count(f) and (f.value or 0) > (whole.value or 0)]
    if whole is None:
        return None, []
    beside = [f for f in desk.sentence_of[whole.id].facts if f.id != whole.id and _may_be_taken_in(f, whole)]
    return whole, [*(f for f in others if f.value != whole.value), *(together(f, whole) for f in beside)]


def _may_be_taken_in(beside: Fact, whole: Fact) -> bool:
    """九年一贯制学校4所, 教学点9个: what may be counted with the 小学 or with all schools."""
    if beside.indicator == "school.teaching_point":
        return whole.unit == "school" and is_exact_count(beside)
    alike = beside.unit == whole.unit and beside.evidence.text[-1:] == whole.evidence.text[-1:]
    return alike and is_exact_count(beside) and beside.stage in (None, "compulsory", whole.stage)
