"""One school or one class that goes against what is claimed of all of them, wherever in the document it is told: 各小学均控制在2000人以内
in one section, 城北小学2137人 in another.

Takes the words of a claim; gives the figures of single schools and classes that they speak of, of the claim's time. Silent where the
claim is on some schools only, or openly leaves one out. Compares no figure with its norm.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from models.checks.desk import Desk, Placed, Sentence, is_exact, is_plain, once
from models.checks.standard.claimed.norms import NormClaim, segment_start
from models.checks.standard.claimed.scheme import Limited, limit_of
from models.checks.standard.claimed.standing import Standing, is_named, names_nothing
from models.checks.standard.claimed.times import last_year
from models.checks.standard.figures.schools import PUPILS, is_nine_year, words_of_school
from models.checks.wordings import last_clause, number_of, pattern, says, stages_named
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER

CLASS = "class.size"
RESOURCE = "resource."
_NEAR = 3
"""By what factor a school's figure differs from the norm at most: beyond it, it is of something else."""


class OfAll(NamedTuple):
    """A claim on all schools or classes: its sentence, its own words, and the year that it speaks of, if it names one."""

    sentence: Sentence
    words: str
    year: int | None
    end: int | None = None
    """Where in its sentence a claim ends behind which the sizes of single schools may stand, if they may."""


def held_elsewhere(desk: Desk, sentence: Sentence, claim: NormClaim) -> list[Fact]:
    """The figures of single schools and classes that a claim against a written norm is on."""
    words = last_clause(sentence.text[claim.start : claim.norm.start])
    of_all = of_norm(desk, sentence, claim.norm.fact, words, claim.norm.end)
    return of_all or _of_those_named(desk, sentence, claim, words)


def _of_those_named(desk: Desk, sentence: Sentence, claim: NormClaim, words: str) -> list[Fact]:
    """青石镇、白沙乡两所中心小学…均达到2.3间: the figures, told elsewhere, of the schools that the claim's segment names."""
    norm = claim.norm.fact
    ahead = sentence.text[claim.start : claim.norm.start]
    if not says("all_of_them", words) or says("rule_told", words) or says("left_open", ahead + sentence.text[claim.norm.end :]):
        return []
    alike = [f for f in _singles(desk).get(norm.indicator, ()) if f.unit == norm.unit and norm.stage in (None, f.stage)]
    named = _schools_named(ahead)
    return [f for f in alike if f.entity and named(f.entity) and _is_meant(desk, f, OfAll(sentence, words, _year_of(norm, ahead)))]


def _schools_named(text: str) -> Callable[[str], bool]:
    """Whether a name is one of several that a text names in full, or by their places before their number: 青石、白沙两所中心小学."""
    group = pattern(claims()["schools_named"]).search(text)
    places = re.split("[、和与及]", group["names"]) if group else []
    if group is None or number_of(group["count"]) != len(places):
        return lambda name: name in text and "、" in text
    first, *others = places
    return lambda name: (
        name.endswith(group["kind"])
        and (name.startswith(tuple(others)) or any(name.startswith(first[at:]) for at in range(len(first) - 1)))
    )


_YEAR_NAMED = re.compile(r"(20\d\d)年(?!以?来|起|之?后)")


def _year_of(norm: Fact, words: str) -> int | None:
    """The year of a claim: its norm's, or the last that its words name."""
    named = _YEAR_NAMED.findall(words)
    return norm.year or (int(named[-1]) if named else None)


def of_norm(desk: Desk, sentence: Sentence, norm: Fact, words: str, end: int) -> list[Fact]:
    """Those of the norm's kind and stage, where the words surely speak of every one; `end`: where the claim ends."""
    norm = as_measured(as_measured(norm, words), sentence.text[segment_start(sentence.text, end) : end])
    alike = _singles(desk).get(norm.indicator, ())
    if not alike or not _is_on_all(desk, sentence, words, norm.indicator, end):
        return []
    whom = _whom(sentence, words, end)
    claim = OfAll(sentence, whom, _year_of(norm, sentence.text[segment_start(sentence.text, end) : end]), end)
    stages = [norm.stage] if norm.stage in ("primary", "junior") else stages_named(whom)
    meant = [f for f in alike if f.unit == norm.unit and (not stages or f.stage in stages) and _is_near(f, norm)]
    return [f for f in meant if _is_meant(desk, f, claim)]


def _whom(sentence: Sentence, words: str, end: int) -> str:
    """未超过小学、初中2000人和九年一贯制学校2500人: those of a claim's words that name whom its own norm is for."""
    norm = next((p for p in sentence.placed if p.end >= end), None)
    told = [p.end for p in sentence.placed if norm and p.end <= norm.start]
    own = words[-(norm.start - told[-1]) :] if norm and told and told[-1] < norm.start else ""
    return own if is_nine_year(own) or stages_named(own) else words


def as_measured(norm: Fact, words: str) -> Fact:
    """A norm of people is one of what the words of its claim say: of a class (小学不超过45人的班额规定), or of a school."""
    if norm.unit != "person" or norm.indicator not in (OTHER, PUPILS):
        return norm
    meant = CLASS if says("size_of_class", words) else PUPILS if says("size_of_school", words) else norm.indicator
    return norm if meant == norm.indicator else norm.model_copy(update={"indicator": meant})


def told_elsewhere(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """Those that a claim without a number names and the standard limits."""
    if standing.which or not says("universal", standing.segment + standing.words) or not _singles(desk):
        return []
    words = claim_words(standing.segment) + standing.words
    stages = stages_named(words)
    named = [i for i in _singles(desk) if is_named(i, words) and _is_on_all(desk, sentence, words, i, standing.at + len(standing.words))]
    told = [f for i in named for f in _singles(desk)[i] if not stages or f.stage in stages]
    meant = [f for f in told if _is_meant(desk, f, OfAll(sentence, words, None))]
    return [(f, limit) for f in meant if (limit := limit_of(desk, f))]


def of_all_pupils(desk: Desk, sentence: Sentence, words: str, end: int) -> list[Fact]:
    """The numbers of pupils of single schools, for a claim that none of them is too large."""
    if not _is_unbroken(sentence, words, end):
        return []
    return [f for f in _singles(desk).get(PUPILS, ()) if _is_meant(desk, f, OfAll(sentence, words, None))]


def of_all_classes(desk: Desk, sentence: Sentence, words: str, end: int) -> list[Fact]:
    """The sizes of classes, for a claim that none of them is too large."""
    stages = stages_named(words)
    told = _singles(desk).get(CLASS, ()) if _is_unbroken(sentence, words, end) else ()
    return [f for f in told if (not stages or f.stage in stages) and _is_meant(desk, f, OfAll(sentence, words, None))]


def claim_words(segment: str) -> str:
    """The words of a claim's clause; with the clause before, where that names the item and the claim's own only whom it is on:
    仪器设备这一项，各小学都已达标."""
    clause = last_clause(segment)
    ahead = last_clause(segment.removesuffix(clause).rstrip("，,"))
    return f"{ahead}，{clause}" if names_nothing(clause) and says("item_topic", ahead) else clause


@once
def _singles(desk: Desk) -> dict[str, list[Fact]]:
    """The figures of single schools and classes, by what they measure."""
    found: dict[str, list[Fact]] = {}
    for (indicator, _), facts in desk.by_measure.items():
        held = indicator in (PUPILS, CLASS) or indicator.startswith(RESOURCE)
        for fact in (_as_told(desk, f) for f in facts if held and is_exact(f)):
            if _is_single(desk, fact):
                found.setdefault(fact.indicator, []).append(fact)
    return found


def _as_told(desk: Desk, fact: Fact) -> Fact:
    """A figure with the school that its sentence opened with (土桥中心小学在校生638人，生均图书仅13.6册); pupils of a class as its size."""
    sentence, placed = desk.sentence_of[fact.id], desk.placed[fact.id]
    if sentence.table is not None:
        return fact
    if fact.indicator == PUPILS and says("of_one_class", sentence.text[: placed.start]):
        return fact.model_copy(update={"indicator": CLASS})
    start = segment_start(sentence.text, placed.start)
    before = [p for p in sentence.placed if start <= p.start < placed.start]
    if fact.entity is not None or not before or before[0].fact.entity is None or len({f.entity for f in sentence.facts}) > _ONE_AND_NONE:
        return fact
    others = says("of_others_too", sentence.text[before[0].end : placed.start])
    return fact if others else fact.model_copy(update={"entity": before[0].fact.entity})


_ONE_AND_NONE = 2
"""One school named in a sentence, and figures behind it that name none."""


def _is_single(desk: Desk, fact: Fact) -> bool:
    """Of a named school, or the size of a class; what is told of another time is not."""
    placed, sentence = desk.placed[fact.id], desk.sentence_of[fact.id]
    ahead = sentence.text[: placed.start]
    named = fact.entity is not None or fact.indicator == CLASS or (fact.indicator == PUPILS and says("largest_one", last_clause(ahead)))
    if "total" in fact.flags or not named:
        return False
    if fact.indicator == PUPILS and (says("of_more_than_it", last_clause(ahead)) or _is_of_several(sentence, placed)):
        return False
    return sentence.table is not None or not says("told_of_past", ahead)


def _is_of_several(sentence: Sentence, placed: Placed) -> bool:
    """加上东关小学，三校在校生合计4270人: the last school that is named has not all these pupils."""
    start = max([segment_start(sentence.text, placed.start), *(p.end for p in sentence.placed if p.end <= placed.start)])
    return sentence.table is None and says("of_schools_together", sentence.text[start : placed.start])


def _is_on_all(desk: Desk, sentence: Sentence, words: str, indicator: str, end: int) -> bool:
    """Whether the words speak of every school or class of a stage: of what is a school's or a class's by nature, or of 各校."""
    by_nature = indicator in (PUPILS, CLASS)
    ahead = [p.fact for p in sentence.placed if end - len(words) <= p.start < end]
    counts = [f for f in ahead if f.unit == "school" and f.value != 1]  # 一所不落
    if not says("universal", words) or not (by_nature or counts or says("each_school", words)):
        return False
    told = sentence.text[:end]
    if not says("of_the_county", told) or any(f.entity in told for f in _singles(desk)[indicator] if f.entity):
        return False  # 城北小学所有班级: on one school alone
    if says("of_means" if by_nature else "of_all_items_at_once", words) or not _is_unbroken(sentence, words, end):
        return False
    return all(_are_all_there(desk, count, sentence) for count in counts)


def _is_unbroken(sentence: Sentence, words: str, end: int) -> bool:
    """Nothing narrows whom the claim is on or takes something back, and it is no rule that is told."""
    text = sentence.text
    ahead = text[segment_start(text, end - len(words)) : end]
    narrowed = says("some_schools", ahead) or says("beyond_compulsory", ahead) or says("rule_told", words)
    return not (narrowed or says("left_open", ahead) or says("left_open", text[end:]))


def _are_all_there(desk: Desk, count: Fact, sentence: Sentence) -> bool:
    """So many schools of the stage are told elsewhere too: they are not some of them that were looked at."""
    told = (f for (_, unit), facts in desk.by_measure.items() if unit == "school" for f in facts if f.value == count.value)
    return any(f.stage == count.stage and is_plain(f, ("actual", "plan")) and f not in sentence.facts for f in told)


def _is_meant(desk: Desk, fact: Fact, claim: OfAll) -> bool:
    """A figure of another sentence and of the claim's time, of a kind of school that the claim is on."""
    own = desk.sentence_of[fact.id] is claim.sentence
    if (own and not _stands_behind(desk, fact, claim)) or not _is_of_time(desk, fact, claim.year):
        return False
    if fact.indicator == PUPILS:
        if is_nine_year(_kind_told(desk, fact)) != is_nine_year(claim.words):
            return False  # an all-through school has a limit of its own
        if fact.stage is None or says("older_schools", desk.sentence_of[fact.id].text):
            return False
    return True


def _stands_behind(desk: Desk, fact: Fact, claim: OfAll) -> bool:
    """均未超过2000人，在校生最多的为县实验小学（1964人）; 均不超过45人，最大班额47人: the size of a school, or of the largest class, behind
    the claim on all, in its own sentence."""
    start = desk.placed[fact.id].start
    if claim.end is None or start < claim.end:
        return False
    return fact.indicator == PUPILS or (
        fact.indicator == CLASS and says("largest_one", last_clause(claim.sentence.text[claim.end : start]))
    )


def _kind_told(desk: Desk, fact: Fact) -> str:
    """The name of a figure's school, and the words back to the figure before: 九年一贯制学校为城东学校（2538人）."""
    sentence = desk.sentence_of[fact.id]
    return fact.entity or "" if sentence.table is not None else words_of_school(sentence, desk.placed[fact.id])


def _is_of_time(desk: Desk, fact: Fact, year: int | None) -> bool:
    """A figure without a time is of now; one of a year, if that is the claim's, or is no earlier than what most of the document tells."""
    own = last_year(fact)
    return own is None or (own == year if year is not None else own >= _year_told(desk))


@once
def _year_told(desk: Desk) -> int:
    """The year of most of a document's figures that are told as true."""
    years: dict[int, int] = {}
    for fact in desk.extraction.facts:
        if fact.year is not None and fact.status == "actual":
            years[fact.year] = years.get(fact.year, 0) + 1
    return max(years, key=lambda year: (years[year], year), default=0)


def _is_near(fact: Fact, norm: Fact) -> bool:
    low, high = sorted((Fraction(fact.value or 0), Fraction(norm.value or 0)))
    return high <= _NEAR * low
