"""Which figures surely speak of one thing: what they must share, and which are the county's own and no part of another.

Reads one document; holds no two figures against each other.
"""

from __future__ import annotations

from collections import Counter

from models.checks.desk import Desk, Measure, once
from models.checks.wordings import after, saying, says
from models.fact import Fact
from models.indicators import OTHER

Key = tuple[object, ...]
ATTAINED, SCHOOLS = "school.compliant", "school.count"


def key_of(fact: Fact) -> Key:
    """What two figures must share to speak of the same thing."""
    return (fact.indicator, fact.unit, fact.stage, fact.area, fact.criterion, fact.entity, fact.period)


def is_whole_county(fact: Fact) -> bool:
    """A plain amount that is claimed as true, of the document's own county, outside tables."""
    return fact.status == "actual" and is_own_measure(fact)


def is_own_measure(fact: Fact) -> bool:
    """A plain amount of what an indicator measures, of the document's own county, outside tables."""
    return fact.indicator != OTHER and is_own_amount(fact)


def is_own_amount(fact: Fact) -> bool:
    """A plain amount of the document's own county outside tables, whatever it measures and is."""
    if fact.evidence.table is not None or "table" in fact.flags or fact.entity is not None:
        return False
    return fact.value is not None and fact.value_max is None and fact.kind == "level" and fact.bound == "exact"


def may_be_of_one_year(a: Fact, b: Fact) -> bool:
    """A month, a school year or a span goes by the year it begins in; what has no time may be of any."""
    return None in (a.period, b.period) or (a.period or "")[:4] == (b.period or "")[:4]


@once
def of_whole_county(desk: Desk) -> dict[Measure, list[Fact]]:
    """The plain amounts of the county that are no part of another of the same kind, by their measure."""
    subsets = subset_ids(desk)
    found: dict[Measure, list[Fact]] = {}
    for fact in desk.in_text:
        if is_whole_county(fact) and fact.id not in subsets:
            found.setdefault((fact.indicator, fact.unit), []).append(fact)
    return found


@once
def subset_ids(desk: Desk) -> frozenset[str]:
    """Figures that are a part of another of the same kind: their key says too little of them."""
    found = set()
    for _, ratio in desk.ratios:
        whole, part = desk.fact(ratio.whole), desk.fact(ratio.part)
        if whole and part and key_of(whole) == key_of(part):
            found.add(ratio.part)
    for _, relation in desk.sums:
        whole = desk.fact(relation.whole)
        keys = [(p, key_of(part)) for p in relation.parts if (part := desk.fact(p))]
        times = Counter([*(key for _, key in keys), *([key_of(whole)] if whole else [])])
        found |= {p for p, key in keys if times[key] > 1}
    found |= {f.id for f in desk.extraction.facts if f.indicator == ATTAINED and says("whole_follows", after(desk, f))}
    split = split_schools(desk)
    found |= {f.id for f in desk.in_text if f.indicator == SCHOOLS and id(desk.sentence_of[f.id]) in split}
    return frozenset(found)


@once
def split_schools(desk: Desk) -> frozenset[int]:
    """The sentences that count schools of several stages once for each, as they say or as one before them in the paragraph does:
    一贯制学校按学段拆分。小学35所、初中19所."""
    found, saying_so = set(), set(saying(desk, "split_schools"))
    for told in desk.blocks.values():
        first = next((i for i, sentence in enumerate(told) if sentence in saying_so), len(told))
        found |= {id(sentence) for sentence in told[first:]}
    return frozenset(found)
