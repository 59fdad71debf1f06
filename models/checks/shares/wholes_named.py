"""Which count is meant where words only name a whole: all of a county (全县义务教育学校), or those that something was done with
(走访过的学校, 所听的课, 反馈的问题), counted sentences or chapters away.

Finds counts by their words; holds no figure against another. Silent where the document gives two that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from models.checks.desk import Desk, Sentence, is_exact, once
from models.checks.sameness import is_own_amount, is_whole_county, may_be_of_one_year, subset_ids
from models.checks.shares.quotient import together
from models.checks.shares.shares_told import counts_people, cut_at_marks, names_people_first, same_kind, share_is_followed
from models.checks.wordings import STAGE_WORDS, SURE_NAME, at_end, before, groups, in_brackets, pattern, saying, says, stages_named
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER

COUNTS = ("person", "school", "class", "item")
_STAGES = {"义务教育": "compulsory", **{word: stage for stage, word in STAGE_WORDS.items()}}


def is_count(fact: Fact) -> bool:
    """A count of people or things that is written to the last one."""
    return fact.unit in COUNTS and is_exact(fact, ("actual", "plan")) and fact.step == 0


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
    if len(noun) < SURE_NAME or len(stages) > 1:
        return None
    stage = stages[0] if stages else None
    bare = pattern(claims()["people_named_last"]).sub("", noun)
    named = _counts_named(desk, noun) or (_counts_named(desk, bare) if len(bare) >= SURE_NAME else [])
    same = [f for f in named if is_own_amount(f) and _stage(f) == stage and may_be_of_one_year(f, like)]
    return same[0] if len({f.value for f in same}) == 1 else None


def _counts_named(desk: Desk, noun: str) -> list[Fact]:
    return [p.fact for s in desk.prose if noun in s.text for p in s.placed if is_count(p.fact) and _counts(s.text[: p.start], noun)]


def count_done(desk: Desk, words: str, like: Fact) -> Fact | None:
    """The one count of those with whom something was done (已入学残疾学生), told by that in its clause and by the rest in its sentence:
    适龄残疾儿童217人，已入学209人. None where there are two."""
    named = pattern(claims()["people_done_with"]).fullmatch(pattern(claims()["people_named_last"]).sub("", words))
    if named is None:
        return None
    told = []
    for sentence in (s for s in desk.prose if named["who"] in s.text):
        for p in (p for p in sentence.placed if is_count(p.fact) and is_own_amount(p.fact) and p.fact.unit == like.unit):
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


# --- those that something was done with -----------------------------------------------------------------------------


class Named(NamedTuple):
    """What a whole is called: what was done (the number of an entry of `named_groups`, and its own verb), with what, how narrowed."""

    done: int
    verb: str
    kind: str
    stage: str | None
    narrowed: frozenset[str]


class Told(NamedTuple):
    """A count and what is counted."""

    named: Named
    fact: Fact


def group_named(words: str) -> Named | None:
    """What is meant by 走访过的学校 or 所听的课; None for words that name no such group."""
    return _named("named_group", words, words)


def counts_called(desk: Desk, called: Named) -> list[Fact]:
    """The counts of a group: those told with its own verb; with any, if it or they are called by what is said of all (受检学校). None
    where they differ."""
    alike = [t for t in _told_groups(desk) if t.named._replace(verb="") == called._replace(verb="")]
    anyhow = pattern(claims()["named_groups"][called.done].get("any", "^$"))
    own = [t.fact for t in alike if t.named.verb == called.verb]
    told = own or [t.fact for t in alike if anyhow.search(called.verb) or anyhow.search(t.named.verb)]
    return told if len({f.value for f in told}) == 1 else []


def counts_of_kind(desk: Desk, called: Named) -> list[Fact]:
    """The counts of things of a kind with which the same was done, however narrowed: those that may be meant."""
    return [t.fact for t in _told_groups(desk) if (t.named.done, t.named.kind) == (called.done, called.kind)]


def counts_of_things(desk: Desk, kind: str) -> list[Fact]:
    """The counts of things of a kind with which something was done, whatever it was."""
    return [t.fact for t in _told_groups(desk) if t.named.kind == kind]


@once
def _told_groups(desk: Desk) -> list[Told]:
    """Each count of such a group, and of its stages where it is told by them: 走访学校24所，其中小学13所."""
    told = [t for sentence in saying(desk, "named_key") for t in _told_in(sentence)]
    by_id = {t.fact.id: t.named for t in told}
    for _, relation in desk.sums:
        if (whole := by_id.get(relation.whole or "")) is not None:
            parts = (desk.by_id[i] for i in relation.parts if i not in by_id)
            told += [Told(whole._replace(stage=f.stage), f) for f in parts if f.stage in STAGE_WORDS]
    return told


def _told_in(sentence: Sentence) -> Iterator[Told]:
    for placed in sentence.placed:
        if is_count(placed.fact) and is_own_amount(placed.fact) and not in_brackets(sentence.text[: placed.start]):
            named = _counted(cut_at_marks(sentence.text[: placed.start], -1), sentence.text[placed.end :])
            if named is not None and _UNITS.get(placed.fact.unit, named.kind) == _KINDS.get(named.kind, named.kind):
                yield Told(named, placed.fact)
            elif named is None and placed.fact.unit == "school" and (act := _only_done(sentence.text[: placed.start])):
                yield Told(Named(*act, "school", None, frozenset({_UNNAMED})), placed.fact)


_UNNAMED = "#"
"""What narrows a group of which the words say nothing: whether it is the one meant cannot be told."""


def _only_done(ahead: str) -> tuple[int, str] | None:
    """抽查学校23所，复查17所: what was done with schools that no noun names."""
    entries = ((done, entry) for done, entry in enumerate(claims()["named_groups"]) if "school" in entry["kinds"])
    found = ((done, at_end(f"(?P<act>{entry['acts']})(?:了|过|到)?").search(ahead)) for done, entry in entries)
    return next(((done, match["act"]) for done, match in found if match), None)


_UNITS = {"school": "school", "class": "class", "person": "person"}
"""What units count that count nothing else: 受检学校共有348个教学班 counts no schools."""
_KINDS = {"kindergarten": "school", "point": "school"} | dict.fromkeys(("student", "teacher", "head", "parent", "staff"), "person")


def _counted(ahead: str, behind: str) -> Named | None:
    """走访学校24所; 走访了24所学校; 24所走访学校中: what was done with the things counted between two texts."""
    if says("count_ends", behind):
        return _named("group_ahead", ahead, ahead)
    own = cut_at_marks(behind, 0)
    return _named("group_behind", f"{ahead}#{behind}", ahead + own) or _named("group_first", behind, own)


def _named(wording: str, text: str, words: str) -> Named | None:
    """What a text names in a wording of claims.yaml; `words`: those that may narrow it."""
    if not says("named_key", text):
        return None
    for done, entry in enumerate(claims()["named_groups"]):
        found = _wording(wording, done).search(text)
        if found is not None and (kind := _kind(found, entry["kinds"])) is not None:
            stages = stages_named(found[0])
            stage = stages[0] if len(stages) == 1 else None
            return Named(done, found["act"], kind, stage, _narrowed(entry, words, found["kind_of"]))
    return None


def _kind(found: re.Match[str], kinds: list[str]) -> str | None:
    """The kind of thing that was found; where no noun names it (实际交流103人), the one that there is."""
    named = next((kind for kind in kinds if found[kind]), None)
    return named or (kinds[0] if len(kinds) == 1 else None)


def _narrowed(entry: dict[str, Any], words: str, kind_of: str | None) -> frozenset[str]:
    """What parts a group from the others with which the same was done: 走访的农村学校, 符合交流条件的教师."""
    done = pattern(f"{entry['acts']}|随机|的")
    rest, own = done.sub("", words), done.sub("", kind_of or "")
    told = [m for name in ("due_whole", "of_another_time") for m in pattern(claims()[name]).findall(rest)]
    told += pattern(entry["sources"]).findall(words) if "sources" in entry else []
    return frozenset([*groups(rest), *told, *([own] if own else [])])


@cache
def _wording(name: str, done: int) -> re.Pattern[str]:
    entry, nouns = claims()["named_groups"][done], claims()["named_nouns"]
    things = "|".join(f"(?P<{kind}>{nouns[kind]})" for kind in entry["kinds"])
    return re.compile(claims()[name].format(acts=entry["acts"], things=things))


# --- either ---------------------------------------------------------------------------------------------------------


def counts_meant(desk: Desk, words: str, like: Fact) -> tuple[Fact | None, list[Fact]]:
    """The count that words name, and the others that may be meant: of the same kind, or all of them with those beside (九年一贯制学校
    counted with the 小学)."""
    called = group_named(words)
    if called is not None:
        told = counts_called(desk, called)
        whole, others = (told[0] if told else None), counts_of_kind(desk, called)
    else:
        whole = all_of(desk, words, like, of_larger=True) if says("all_of_county", words) else None
        others = [f for f in desk.in_text if whole and f.unit == whole.unit and is_count(f) and (f.value or 0) > (whole.value or 0)]
    if whole is None:
        return None, []
    beside = [f for f in desk.sentence_of[whole.id].facts if f.id != whole.id and _may_be_taken_in(f, whole)]
    return whole, [*(f for f in others if f.value != whole.value), *(together(f, whole) for f in beside)]


def _may_be_taken_in(beside: Fact, whole: Fact) -> bool:
    """九年一贯制学校4所, 教学点9个: what may be counted with the 小学 or with all schools."""
    if beside.indicator == "school.teaching_point":
        return whole.unit == "school" and is_count(beside)
    alike = beside.unit == whole.unit and beside.evidence.text[-1:] == whole.evidence.text[-1:]
    return alike and is_count(beside) and beside.stage in (None, "compulsory", whole.stage)
