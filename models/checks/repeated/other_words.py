"""All the schools, pupils or teachers of a county told again in other words, round ones mostly: 学校87所 …… 全县七十余所学校.

Only where the words say that all are meant, and no other figure of the text nor two of them together can be what is meant.
Gives such pairs; makes no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations

from models.checks.desk import Desk, is_plain
from models.checks.repeated.round_counts import is_near, span_of
from models.checks.sameness import of_whole_county, split_schools
from models.checks.slips import digits_of, is_swapped
from models.checks.wordings import last_clause, pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.quantity import Interval


def told_in_other_words(desk: Desk) -> Iterator[tuple[Fact, Fact]]:
    """The exact count and the other that cannot be of it, in the order of the text."""
    county = desk.extraction.document.county or "全县"
    keyed = {*saying(desk, "whole_key"), *saying(desk, "all_said_key")}
    meant = (s for s in desk.prose if (s in keyed or county in s.text) and id(s) not in split_schools(desk))
    told = [f for s in meant for f in s.facts if f.unit in _UNITS]
    for kind in claims()["whole_counts"]:
        wholes = _wholes(desk, kind)
        if not wholes or len({whole.value for whole in wholes}) > _MOST_VALUES:
            continue
        for fact in told:
            others = [whole for whole in wholes if whole.id != fact.id] if fact.unit == kind["unit"] else []
            if len({f.value for f in others}) == 1 and _contradicts(desk, fact, others[0], kind):
                yield (others[0], fact) if others[0].evidence.start < fact.evidence.start else (fact, others[0])


_UNITS = ("school", "person", "item")
_MOST_VALUES = 2
"""The right one and the wrong one."""


@cache
def _nouns(nouns: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is counted right in front of a count, as a whole clause, and right behind one."""
    return re.compile(claims()["whole_noun_ahead"].format(nouns)), re.compile(claims()["whole_noun_behind"].format(nouns))


def _contradicts(desk: Desk, fact: Fact, whole: Fact, kind: Kind) -> bool:
    """Whether a count surely is of all that `whole` counts, and cannot be."""
    if not is_plain(fact, ("actual", "plan")) or fact.value_max is not None or not _of_one_time(desk, fact, whole):
        return False
    noun = _noun_of_all(desk, fact, whole, kind)
    span = span_of(desk, fact) if noun else None
    if noun is None or span is None or not (is_near(whole, span) or is_swapped(digits_of(fact), digits_of(whole))):
        return False
    return not _may_be_meant(desk, fact, kind, span) and not _is_wider(desk, noun, whole, fact)


def _of_one_time(desk: Desk, fact: Fact, whole: Fact) -> bool:
    """Of the whole's time, or of none that is named where the whole is known to be of the document's year."""
    return fact.period == whole.period or (fact.period is None and (desk.year is not None or whole.period is None))


Kind = dict[str, str]
_CLAUSE_END = re.compile("[，,。；;、（(]")


def _noun_of_all(desk: Desk, fact: Fact, whole: Fact, kind: Kind) -> str | None:
    """What is counted, where the words say that all of the county are: 对全县七十余所学校逐一…, 全县共有学校七十余所."""
    placed, text = desk.placed[fact.id], desk.sentence_of[fact.id].text
    head, tail = text[: placed.start], text[placed.end :]
    told_ahead, told_behind = _nouns(kind["nouns"])
    if behind := told_behind.match(tail):
        rest = _CLAUSE_END.split(tail[behind.end() :])[0]
        all_meant = _all_are_meant(desk, head, rest, kind) or _is_miswritten(fact, whole, head, kind)
        return behind["noun"] if all_meant or _said_of_all(fact, whole, behind["noun"], head, rest) else None
    told = told_ahead.search(last_clause(head))
    return told["noun"] if told else None


def _all_are_meant(desk: Desk, head: str, rest: str, kind: Kind) -> bool:
    """Whether the words around a count and its noun say that these are all, and not as many as took part in something."""
    if "ahead" in kind:
        return pattern(kind["ahead"]).search(head) is not None
    county = desk.extraction.document.county
    if says("covered_ahead", head) and says("covered_behind", rest):
        return True
    ahead = pattern(claims()["whole_ahead"]).search(head)
    named = county is not None and head.endswith(county)
    return (ahead is not None and says("all_meant_ahead", head[: ahead.start()])) or (
        (named or ahead is not None) and says("all_meant_behind", rest)
    )


def _said_of_all(fact: Fact, whole: Fact, noun: str, head: str, rest: str) -> bool:
    """，2310名义务教育专任教师全部持证上岗: by their noun they are all that there are, or by the same digits in another order; by both
    where something is only done for them (为28164名义务教育学生建立档案)."""
    swapped = is_swapped(digits_of(fact), digits_of(whole))
    if fact.bound == "exact" and swapped and says("given_to_all", head) and says("compulsory_noun", noun):
        return True
    if fact.bound != "exact" or not says("opens_clause", head) or not says("said_of_all", rest):
        return False
    return says("compulsory_noun", noun) or swapped


def _is_miswritten(fact: Fact, whole: Fact, head: str, kind: Kind) -> bool:
    """全县2194名教师 for 2914: the same digits in another order; or more of a kind than there are."""
    of_county = pattern(claims()["whole_ahead"]).search(head) is not None
    more = "no_more" in kind and (fact.value or 0) > (whole.value or 0)
    return of_county and fact.bound == "exact" and (more or is_swapped(digits_of(fact), digits_of(whole)))


def _wholes(desk: Desk, kind: Kind) -> list[Fact]:
    """The county's own counts of a kind, no part of another."""
    told = (f for f in of_whole_county(desk).get((kind["indicator"], kind["unit"]), ()) if f.stage in (None, "compulsory"))
    return [f for f in told if f.area is None and _is_own_time(desk, f) and _names_all(desk, f, kind["told"])]


def _is_own_time(desk: Desk, fact: Fact) -> bool:
    return fact.period is None or desk.year is None or fact.period.startswith(str(desk.year))


_YEAR = re.compile(r"20\d\d年")


def _names_all(desk: Desk, fact: Fact, told: str) -> bool:
    """Whether the clause of a count says what is counted, and no narrower group."""
    placed, text = desk.placed[fact.id], desk.sentence_of[fact.id].text
    words = _YEAR.sub("", last_clause(text[: placed.start]) + _CLAUSE_END.split(text[placed.end :])[0])
    return pattern(told).search(words) is not None and not says("some_of_all", pattern(told).sub("", words))


def _may_be_meant(desk: Desk, fact: Fact, kind: Kind, span: Interval) -> bool:
    """Whether another figure of the text, or two of its counts together, lie in the span; of things of every kind only those alike."""
    alike = desk.by_measure[kind["indicator"], kind["unit"]] if kind["unit"] == "item" else desk.extraction.facts
    told = [f for f in alike if f.unit == fact.unit and f.value is not None and f is not fact]
    counts = [Fraction(f.value or 0) for f in told if f.indicator.endswith(".count") or kind["unit"] == "item"]
    sums = (a + b for a, b in combinations(counts, 2))
    return any(value in span for value in (*(Fraction(f.value or 0) for f in told), *sums))


def _is_wider(desk: Desk, noun: str, whole: Fact, fact: Fact) -> bool:
    """中小学 may have senior schools too: more of them than of 义务教育 are no contradiction where the text speaks of any."""
    if says("compulsory_noun", noun) or (whole.value or 0) > (fact.value or 0) or noun in desk.sentence_of[whole.id].text:
        return False
    return any(says("beyond_compulsory", sentence.text) for sentence in desk.claiming)
