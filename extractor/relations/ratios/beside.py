"""Counts told in one breath with what is reached of them: 小学43所达标41所，达标率95.3%; and what such pairs divide.

Takes figures and links; asks no arithmetic where nothing but the rate's own word stands between whole and part.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise

from extractor.figures import Figure
from extractor.relations.links import Link, own_words, same_count
from extractor.relations.ratios.named import RATE_NAME, echoes
from extractor.relations.ratios.quotients import Pair, countable, holds, larger
from extractor.relations.sums.parts import by_stage
from extractor.sentences import Sentence

_MOST = 4
"""Parts at most that are told with a rate each."""


def find_beside(rate: Figure, sentence: Sentence) -> Pair | None:
    """小学43所达标41所，达标率95.3%: the two counts right before a rate, where what is reached is all that stands between them.

    Behind a mark (小学58所，达标50所，占86.2%) only if they give the rate.
    """
    row = [f for f in sentence.figures if f.order in (rate.order - 2, rate.order - 1)]
    if rate.unit != "%" or rate.bound != "exact" or rate.roles - {"rate"} or len(row) < 2 or not all(countable(f) for f in row):
        return None
    whole, part = row
    words = own_words(rate, sentence.text)
    if not same_count(part, whole) or not larger(whole, part) or _OF_NAMED.search(words):
        return None
    said = RATE_NAME.search(words)
    between = _breath(said[1][-2:] if said else "").fullmatch(sentence.text, whole.end, part.start)
    told = between is not None and (between[1] is None or holds(part, whole, rate, Decimal(100)))
    return (part, whole) if told else None


_OF_NAMED = re.compile("占[一-龥]{2,}的$")
"""占全县学校的: the words name what the rate is of."""


@cache
def _breath(name: str) -> re.Pattern[str]:
    """What may stand between a count and what is reached of it, in front of a rate of that name."""
    reached = rf"(?:{echoes(name).pattern})" if name else "(?:达标|合格|完成|达到标准)"
    counted = "(?:学校|教师|学生|项目|小学|初中|中学)?[中里]?"
    return re.compile(rf"([，,])?{counted}(?:已经|已|有|均|共|全部|全面|综合|实际|评估){{0,3}}{reached}(?:的|的有|了|有|共)?")


def find_divided(links: list[Link]) -> list[Link]:
    """65所学校达标62所，占95.4%，其中小学43所达标41所，达标率95.3%，初中22所达标21所: where rates in a row have each a whole and a part of
    their own, the wholes make up the first whole, and the parts its part.

    One of the two must come out; both, where the stages do not tell them apart in one sentence.
    """
    sums = {id(link.members[0]) for link in links if link.type == "sum"}
    rates = sorted((r for link in links if link.type == "ratio" and (r := _rate(link))), key=lambda r: r[2].order)
    found: list[Link] = []
    for at, (part, whole, _) in enumerate(rates):
        run = _run(rates[at + 1 : at + 1 + _MOST], part, whole)
        for count in range(len(run), 1, -1):
            parts, wholes = ([r[i] for r in run[:count]] for i in (0, 1))
            told_at_once = wholes[0].sentence == whole.sentence and (by_stage(wholes) or by_stage(parts))
            if _makes(whole, wholes) + _makes(part, parts) >= (1 if told_at_once else 2):
                found += [Link("sum", (one, *some)) for one, some in ((whole, wholes), (part, parts)) if id(one) not in sums]
                break
    return found


_Rate = tuple[Figure, Figure, Figure]


def _rate(link: Link) -> _Rate | None:
    """Part, whole and share in per cent."""
    part, whole, rate = link.members
    return (part, whole, rate) if part and whole and rate and rate.unit == "%" else None


def _run(rates: list[_Rate], part: Figure, whole: Figure) -> list[_Rate]:
    """Those that follow, each with two counts of its own, smaller ones of the first two's kind, in one sentence or the next."""
    run: list[_Rate] = []
    for one in rates:
        of_kind = one[0].unit == part.unit and one[1].unit == whole.unit and one[1].sentence <= whole.sentence + 1
        apart = all(a[1] is not one[1] for a in run) and whole is not one[1] and one[1].order > part.order
        smaller = (one[1].value or 0) < (whole.value or 0)
        if not (of_kind and apart and smaller):
            break
        run.append(one)
    ordered = all(a[2].order < b[1].order for a, b in pairwise(run))
    return run if ordered else []


def _makes(whole: Figure, parts: list[Figure]) -> bool:
    return whole.value is not None and sum(p.value or 0 for p in parts) == whole.value
