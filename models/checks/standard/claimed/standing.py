"""How figures are said to stand to the standard where the words give no number of it: 均达到国家标准, 没有一所学校超出规定.

Reads the words of a claim; looks for no figure but those that its own sentence counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.checks.desk import Sentence
from models.checks.limits import Limit
from models.checks.standard.claimed.norms import segment_start
from models.checks.wordings import at_end, last_clause, names_indicator, pattern, says
from models.claims import Says, claims, claims_norm, standing_claims
from models.fact import Fact


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
    told = [p for p in sentence.placed if standing.start <= p.start and p.end <= standing.at and not only_counts(p.fact)]
    if told and told[-1].fact.unit == "school" and _OTHERS.search(sentence.text, standing.start, told[-1].start):
        told = told[:-1]  # 城西小学6.62㎡，…，其余6所小学均达标
    return says("all_but", sentence.text[max([standing.start, *(p.end for p in told)]) : standing.at])


_OTHERS = re.compile("(?:其余|其他|其它|剩余)的?$")


def only_counts(fact: Fact) -> bool:
    """两项, 三个指标: a number that only points at what is told."""
    return pattern(claims()["counted_things"]).fullmatch(fact.evidence.text) is not None


def _number_follows(sentence: Sentence, end: int) -> bool:
    """Whether the norm's number stands right behind the words, and the claim is one against a written norm; or a share of it
    (规定值的93%)."""
    norm_behind = any(p.fact.status == "standard" and 0 <= p.start - end <= 3 for p in sentence.placed)
    return norm_behind or _SHARE.match(sentence.text, end) is not None


_SHARE = re.compile(r"的?(?:近|约)?\d+(?:\.\d+)?[%％]")


def counts_things(sentence: Sentence, standing: Standing) -> bool:
    """Whether the claim is on what its clause counts (还有8所学校没有达标), not on figures told elsewhere; 两项 only points at them."""
    since = standing.at - len(last_clause(standing.segment))
    return any(not only_counts(p.fact) for p in sentence.placed if since <= p.start < standing.at)


def is_named(indicator: str, words: str) -> bool:
    """Whether the words of a claim name what an indicator measures, by its own words or by those of the field."""
    subjects = [entry for entry in claims()["near_subjects"] if indicator in entry["indicators"]]
    if any("without" in entry and pattern(entry["without"]).search(words) for entry in subjects):
        return False
    return names_indicator(indicator, words) or any(pattern(entry["words"]).search(words) for entry in subjects)


def names_nothing(clause: str) -> bool:
    """Whether the words of a claim's clause only point at what was told before."""
    return len(pattern(claims()["told_things"]).sub("", clause).strip(" ，、“”：:")) < 2
