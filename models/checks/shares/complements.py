"""Rates of which the text tells who is left out (125处，6处未整改，整改率95.2%): the whole less these, over the whole.

Takes rates in percent that their clause names by 率, and counts around them whose words deny the name. Silent unless one other count can be
the whole, or the others and what is left out make it up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import permutations

from models.checks.computing import comes_to, far_apart, rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact, once
from models.checks.shares.quotient import holds
from models.checks.shares.shares_told import cut_at_marks
from models.checks.shares.wholes_named import COUNTS
from models.checks.wordings import STAGE_WORDS, groups, saying
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval, exact_sum


def check_complements(desk: Desk) -> Tally:
    """ratio_mismatch for each rate that the count of those left out does not leave."""
    tally = Tally("complements")
    for sentence in desk.prose:
        if _denying_blocks(desk).isdisjoint(_blocks(sentence)):
            continue
        for rate in sentence.placed:
            named = _NAME.search(sentence.text[: rate.start][-_REACH:]) if rate.fact.unit == "%" and is_exact(rate.fact) else None
            members = _members(desk, sentence, rate, named[1]) if named else None
            if members and not _is_of_another(members, rate.fact):
                tally.check(check_complement(*members, rate.fact))
    return tally


_REACH = 12
"""Characters in front of a rate in which its name stands."""
_BLOCKS = 2
"""Lines before that of a rate in which its counts may stand."""


def _sentences(desk: Desk, sentence: Sentence) -> Iterator[Sentence]:
    """Those of the rate's own block up to its own, behind those of the blocks before it."""
    for block in _blocks(sentence):
        yield from (s for s in desk.blocks.get(block, []) if s.table is None and s.start <= sentence.start)


def _blocks(sentence: Sentence) -> range:
    return range((sentence.block or 0) - _BLOCKS, (sentence.block or 0) + 1)


@once
def _denying_blocks(desk: Desk) -> frozenset[int]:
    """The blocks that may tell of those left out."""
    return frozenset(s.block or 0 for s in saying(desk, "denied_keys"))


def _members(desk: Desk, sentence: Sentence, rate: Placed, name: str) -> tuple[Fact, Fact] | None:
    """The whole and those of it that the rate leaves out, if the text surely tells them."""
    counts = [(s, p) for s in _sentences(desk, sentence) for p in s.placed if p.fact.unit in COUNTS and is_exact(p.fact)]
    counts = [(s, p) for s, p in counts if s is not sentence or p.end <= rate.start]
    left_out = [(s, p) for s, p in counts if _denied(name).search(_words(s, p))]
    others = [(s, p) for s, p in counts if len(left_out) == 1 and _counts_alike(p.fact, left_out[0][1].fact)]
    if not others:
        return None
    whole, out = max(others, key=lambda told: told[1].fact.value or 0), left_out[0]
    values = [p.fact.value or Decimal(0) for _, p in others if p is not out[1]]
    grouped = _is_of_its_group(_words(sentence, rate), _words(*whole) + _words(*out))
    made_up = _is_made_up(whole[1].fact, out[1].fact, values, rate.fact)
    return (whole[1].fact, out[1].fact) if grouped and made_up else None


def _is_of_its_group(rate: str, counts: str) -> bool:
    """残疾儿童入学率 is of no other children."""
    return groups(rate.partition("#")[0]) <= groups(counts) and all(word in counts for word in STAGE_WORDS.values() if word in rate)


_NAME = re.compile(r"([一-龥]{2})率(?:已|约|为|达|到|是|仅|只|有)*$")


@cache
def _denied(name: str) -> re.Pattern[str]:
    """What is told of those whom a rate leaves out: 未整改 for 整改率, 缓学 for 入学率."""
    words = [claims()["denied_by"].replace("NAME", name), *claims()["denied_otherwise"].get(name, [])]
    return re.compile(claims()["denied"].format(words="|".join(words)))


def _words(sentence: Sentence, placed: Placed) -> str:
    ahead, behind = cut_at_marks(sentence.text[: placed.start], -1), cut_at_marks(sentence.text[placed.end :], 0)
    return f"{ahead}#{behind}"


def _counts_alike(a: Fact, b: Fact) -> bool:
    return a.unit == b.unit and a.evidence.text[-1:] == b.evidence.text[-1:] and (a.period == b.period or None in (a.period, b.period))


def _is_made_up(whole: Fact, left_out: Fact, others: list[Decimal], rate: Fact) -> bool:
    """Whether nothing else is counted beside the two, or the `others`, the whole among them, and those left out make it up twice."""
    told, out = Fraction(whole.value or 0), Fraction(left_out.value or 0)
    if not 0 < out < told:
        return False
    if len(others) > 1:
        return exact_sum(others) + out == 2 * told
    return not far_apart(100 - Fraction(rate.value or 0), out / told * 100)


def _is_of_another(members: tuple[Fact, Fact], rate: Fact) -> bool:
    return any(holds(a, b, rate) for a, b in permutations(members, 2))


def check_complement(whole: Fact, left_out: Fact, rate: Fact) -> Finding | None:
    """The finding of a whole, those of it left out and the rate of the others, or None where it holds."""
    told, out = Fraction(whole.value or 0), Fraction(left_out.value or 0)
    computed = (told - out) / told * 100
    if comes_to(computed, rate) or rounded_or_cut(rate).meets(Interval.point(computed)):
        return None
    return make_finding(
        "ratio_mismatch", [whole, left_out, rate], variant="left_out", claimed=exact_text(Fraction(rate.value or 0)),
        computed=exact_text(computed), correction=smallest([(rate, computed)]), whole=whole.evidence.text,
        left_out=left_out.evidence.text, rate=rate.evidence.text, shown=exact_text(round(computed, 2)),
    )  # fmt: skip
