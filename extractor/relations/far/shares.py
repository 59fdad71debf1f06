"""Shares whose whole stands farther off: named again in another paragraph, or the whole of the shares told before in its own.

Takes the paragraphs of a document. Asks the shares to come out exactly, to a tenth of a per cent at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.figures import Figure
from extractor.relations.links import Link, is_level, own_clause, same_count, share_words
from extractor.relations.ratios.quotients import countable, holds, larger
from extractor.sentences import Sentence

_REACH = 60
"""Figures back among which the whole that a share names may stand."""
_STEP = Decimal("0.1")
_NAMED = re.compile(r"占(?:了|到|全县|全区|全市|全年|我县)?(?P<name>[一-龥]{3,14}?)(?:总额|总数|总量)?的(?:比例|比重)?[为达是约]*$")
_OWN_NAME = re.compile(r"^[一-龥]{2,8}率(?:[为达是约仅只有到]*)$")


def find_far_shares(paragraphs: list[list[Sentence]], figures: list[Figure], links: list[Link]) -> list[Link]:
    """The ratios that `links` do not hold yet; `figures`: those of the document in order."""
    ratios = [link.members for link in links if link.type == "ratio"]
    rated = {id(rate) for _, _, rate in ratios}
    wholes = {id(rate): whole for _, whole, rate in ratios}
    found = []
    for sentences in paragraphs:
        told: list[Figure] = []
        for sentence in sentences:
            for rate in (f for f in sentence.figures if f.unit == "%"):
                if (whole := wholes.get(id(rate))) is not None:
                    told.append(whole)
                part = sentence.neighbour(rate, -1)
                if part is None or id(rate) in rated or not _may_be_share(rate, part):
                    continue
                possible = (f for f in _wholes(rate, sentence, figures, told) if f is not part and same_count(part, f) and larger(f, part))
                if whole := next((f for f in possible if holds(part, f, rate, Decimal(100))), None):
                    found.append(Link("ratio", (part, whole, rate)))
    return found


def _may_be_share(rate: Figure, part: Figure) -> bool:
    plain = is_level(rate) and rate.bound == "exact" and rate.step <= _STEP and not rate.roles - {"rate"}
    return plain and countable(part) and part.bound == "exact" and rate.status == part.status and "table" not in part.flags


def _wholes(rate: Figure, sentence: Sentence, figures: list[Figure], told: list[Figure]) -> Iterator[Figure]:
    """What the share may be of: what it names, told before; or, behind nothing but its own name, the wholes of the shares before it."""
    words = own_clause(rate, sentence.text)
    if named := _NAMED.search(words):
        before = figures[max(0, rate.order - _REACH) : rate.order]
        yield from (f for f in reversed(before) if countable(f) and "table" not in f.flags and share_words(named["name"], f.subject or ""))
    elif _OWN_NAME.search(words):
        part = sentence.neighbour(rate, -1)
        yield from (f for f in reversed(told) if part is not None and _of_one_family(part, f))


def _of_one_family(part: Figure, whole: Figure) -> bool:
    """Both of pupils, or both of teachers."""
    return len({f.indicator.split(".")[0] for f in (part, whole)}) == 1
