"""How figures are said to stand to the standard where the words give no number of it: 均达到国家标准, 没有一所学校超出规定.

Reads the words of a claim and finds the figures that it speaks of, in its sentence and around it; compares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.checks.around import outward
from models.checks.desk import Desk, Sentence, is_plain, once
from models.checks.limits import DEFAULT_SCHEME, Limit, identities, in_force, limit_for, limit_of_requirement
from models.checks.standard.county import last_year
from models.checks.standard.norms import segment_start
from models.checks.wordings import NUMERALS, at_end, last_clause, names_indicator, pattern, says, stages_named
from models.claims import Says, claims, claims_norm, standing_claims
from models.fact import Fact
from models.indicators import OTHER

Limited = list[tuple[Fact, Limit]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim on figures against the standard: its words, its place in the sentence, and where its segment begins."""

    claim: Says
    words: str
    segment: str
    start: int
    at: int
    denied: bool
    """Whether a negation turns the claim round."""
    which: bool
    """Whether it only tells which things are meant: 达到国家标准的学校."""
    alone: bool = False
    """Whether it is all that its sentence says: 小学0.96人，初中0.97人。达到标准。"""

    def says_met(self, limit: Limit) -> bool:
        """Whether it says that the limit is met. What lies above a lower limit or below an upper one meets it."""
        good = {"met": True, "missed": False, "above": limit.demand == "at_least", "below": limit.demand != "at_least"}
        return good[self.claim] != self.denied

    @property
    def said(self) -> str:
        """The claim with the words of its clause before it: 两项差异系数均小于国家规定值."""
        return last_clause(self.segment).strip() + self.words

    @property
    def of_all(self) -> bool:
        """均 or 都 right before it, or in it, makes it a claim on all that was told."""
        return says("all_of_them", self.segment[-_OF_ALL:] + self.words) or self.denied or self.alone


_OF_ALL = 8
"""Characters before a claim in which 均 or 都 makes it one on all that was told."""


def standings(sentence: Sentence) -> Iterator[Standing]:
    """The claims of a sentence in which the norm's number does not follow; wishes and rules left out."""
    return (told for told in _all_standings(sentence) if not _of_the_rest(sentence, told))


def standings_of_the_rest(sentence: Sentence) -> Iterator[Standing]:
    """Those of them that leave out some of what was told: 体育场馆0.526，其余六项均达标."""
    return (told for told in _all_standings(sentence) if _of_the_rest(sentence, told))


def _all_standings(sentence: Sentence) -> Iterator[Standing]:
    text, taken = sentence.text, 0
    if not claims_norm(text):
        return
    found = sorted(((m, claim) for claim, words in standing_claims() for m in words.finditer(text)), key=lambda c: c[0].start())
    counts = [m.span() for m in items_counted(text)] if found else []
    for match, claim in found:
        start = segment_start(text, match.start())
        segment = text[start : match.start()]
        if match.start() < taken or _number_follows(sentence, match.end()) or says("wishes", segment):
            continue
        taken = match.end()
        if any(first <= match.start() < last for first, last in counts):
            continue  # 有三项未达到标准: how many, and not which
        yield _standing(text, match, claim, start)


def items_counted(text: str) -> Iterator[re.Match[str]]:
    """Where a text says how many items meet the standard or miss it: 七项指标中有1项未达到."""
    if says("items_counted_key", text):
        for words in claims()["items_counted"]:
            yield from pattern(words).finditer(text)


def _standing(text: str, match: re.Match[str], claim: Says, start: int) -> Standing:
    segment = text[start : match.start()]
    denied = any(at_end(claims()[words]).search(segment) for words in ("negations", "none_of_them"))
    alone = text.strip("。；; ") == match.group()
    behind = text[match.end() :]
    # 全部达到标准的有9所: the words of a norm may take the 的 in
    which = says("which_ones", behind) or (match.group().endswith("的") and says("so_many_of_them", behind))
    return Standing(claim, match.group(), segment, start, match.start(), denied, which, alone)


def _of_the_rest(sentence: Sentence, standing: Standing) -> bool:
    """Behind the last figure before it the claim leaves out what was told."""
    told = [p for p in sentence.placed if standing.start <= p.start and p.end <= standing.at and not _only_counts(p.fact)]
    if told and told[-1].fact.unit == "school" and _OTHERS.search(sentence.text, standing.start, told[-1].start):
        told = told[:-1]  # 城西小学6.62㎡，…，其余6所小学均达标
    return says("all_but", sentence.text[max([standing.start, *(p.end for p in told)]) : standing.at])


_OTHERS = re.compile("(?:其余|其他|其它|剩余)的?$")


def _only_counts(fact: Fact) -> bool:
    """两项, 三个指标: a number that only points at what is told."""
    return pattern(claims()["counted_things"]).fullmatch(fact.evidence.text) is not None


def _number_follows(sentence: Sentence, end: int) -> bool:
    """Whether the norm's number stands right behind the words, and the claim is one against a written norm; or a share of it
    (规定值的93%)."""
    norm_behind = any(p.fact.status == "standard" and 0 <= p.start - end <= 3 for p in sentence.placed)
    return norm_behind or _SHARE.match(sentence.text, end) is not None


_SHARE = re.compile(r"的?(?:近|约)?\d+(?:\.\d+)?[%％]")


def limit_of(desk: Desk, fact: Fact) -> Limit | None:
    """What the standard of the document's year and scheme demands of a figure; of one of earlier times, that which then was in force."""
    scheme, year = scheme_of(desk), last_year(fact)
    if year is not None and not in_force(scheme, year):
        scheme = next((s for s in claims()["scheme_words"] if in_force(s, year)), scheme)
    return limit_for(fact, desk.year, scheme)


@once
def scheme_of(desk: Desk) -> str:
    """The standard that the document speaks of: of those in force at its time the one of its title, else that which it names most; where
    it names none, the last that was in force."""
    year = desk.year or max((f.year for f in desk.extraction.facts if f.year is not None and f.status == "actual"), default=None)
    words: dict[str, str] = claims()["scheme_words"]
    known = {s: pattern(words[s]) for s in words if year is None or in_force(s, year)}
    for texts in ([desk.extraction.document.title or ""], [s.text for s in desk.claiming]):
        named = {s: sum(len(word.findall(text)) for text in texts) for s, word in known.items()}
        if any(named.values()):
            return max(named, key=lambda s: named[s])
    return next(iter(known), DEFAULT_SCHEME)


def named_limit(desk: Desk, fact: Fact, words: str) -> Limit | None:
    """What the standard demands of a rate without an indicator of its own, by the words that name it."""
    if fact.unit != "%" or fact.indicator not in UNNAMED:
        return None
    scheme = scheme_of(desk)
    named = (e["requirement"] for e in identities()["named_rates"].get(scheme, ()) if pattern(e["words"]).search(words))
    return next((limit for name in named if (limit := limit_of_requirement(name, fact.stage, desk.year, scheme))), None)


UNNAMED = (OTHER, "quality.enrollment_rate", "school.compliant_rate", "student.rate")
"""What a rate is taken for where its words are of no indicator."""


def told_around(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """The limited figures that a claim speaks of, in the nearest place that tells any: its own sentence, its paragraph, the block
    before, the block behind."""
    if standing.which or counts_things(sentence, standing):
        return []
    # 校际差异率为0.118和0.128，均低于限值: what the claim's own segment tells is meant, though the standard limits none of it.
    own = [p for p in sentence.placed if standing.start <= p.start and p.end <= standing.at and is_plain(p.fact)]
    tells = any(not _only_counts(p.fact) for p in own)
    for view in outward(desk, sentence):
        at = view.shift + standing.at
        before = [p for p in view.sentence.placed if p.end <= at]
        behind = [p for p in view.sentence.placed if p.start >= at]
        for told in (before, behind):
            limited = [(p.fact, limit) for p in told if is_plain(p.fact) and (limit := limit_of(desk, p.fact))]
            if meant := _meant(limited, standing, named_only=told is behind or (tells and view.sentence is not sentence)):
                return meant
    return []


def of_its_time(sentence: Sentence, standing: Standing, told: Limited) -> Limited:
    """Those of the figures that a claim of an earlier time may speak of: 2021年对标时均值无一过线, of none of 2024."""
    years = pattern(claims()["year_of_claim"]).findall(standing.segment)
    if years:
        return [(f, limit) for f, limit in told if f.year is None or f.year <= int(years[-1])]
    past = says("claim_of_past", standing.segment)
    return [(f, limit) for f, limit in told if f in sentence.facts] if past else told


def counts_things(sentence: Sentence, standing: Standing) -> bool:
    """Whether the claim is on what its clause counts (还有8所学校没有达标), not on figures told elsewhere; 两项 only points at them."""
    since = standing.at - len(last_clause(standing.segment))
    return any(not _only_counts(p.fact) for p in sentence.placed if since <= p.start < standing.at)


def _meant(told: Limited, standing: Standing, *, named_only: bool) -> Limited:
    """Those of `told` that the words of the claim name; the last, or all of them, where they name nothing."""
    clause = last_clause(standing.segment)
    stages = stages_named(clause)
    told = [(f, limit) for f, limit in told if not stages or f.stage in stages]
    if not says("each_school", standing.segment):
        told = [(f, limit) for f, limit in told if f.evidence.table is None or f.entity is None]
    told = latest(told)
    for words in (clause, standing.segment):
        if named := [(f, limit) for f, limit in told if is_named(f.indicator, words)]:
            return named
        if not names_nothing(clause):
            return []
    if named_only or not told:
        return []
    if one := pattern(claims()["one_of_two"]).search(clause):
        return [told[0 if one.lastgroup == "first" else 1]] if len(told) == 2 else []  # 前者尚未达标
    counted = pattern(claims()["counted_things"]).search(clause)
    if counted:
        return told[-NUMERALS[counted[1]] :]
    return told if standing.of_all else told[-1:]


def is_named(indicator: str, words: str) -> bool:
    """Whether the words of a claim name what an indicator measures, by its own words or by those of the field."""
    subjects = [entry for entry in claims()["near_subjects"] if indicator in entry["indicators"]]
    if any("without" in entry and pattern(entry["without"]).search(words) for entry in subjects):
        return False
    return names_indicator(indicator, words) or any(pattern(entry["words"]).search(words) for entry in subjects)


def names_nothing(clause: str) -> bool:
    """Whether the words of a claim's clause only point at what was told before."""
    return len(pattern(claims()["told_things"]).sub("", clause).strip(" ，、“”：:")) < 2


def latest(told: Limited) -> Limited:
    """Of figures of one thing those of the last time that is named."""
    last: dict[tuple[object, ...], str] = {}
    for fact, _ in told:
        last[_thing(fact)] = max(last.get(_thing(fact), ""), fact.period or "")
    return [(f, limit) for f, limit in told if (f.period or "") == last[_thing(f)]]


def _thing(fact: Fact) -> tuple[object, ...]:
    return (fact.indicator, fact.stage, fact.criterion, fact.entity)
