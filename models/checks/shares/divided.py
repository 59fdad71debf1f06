"""Shares of classes that leave no other, told by their bounds: 35岁及以下占35.9%，36岁至50岁占46.1%，51岁及以上占18.0%; and men to women.

The shares of such classes make 100 %; 男女教师之比1:1.94 is what the two counts beside it are to each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from models.checks.amounts import amount
from models.checks.computing import middle, rounded, rounded_or_cut, total
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact, is_plain
from models.checks.shares.ratios import check_share
from models.checks.wordings import last_piece, saying, says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval


def check_divided(desk: Desk) -> Tally:
    """sum_mismatch of shares that do not make 100 %, ratio_mismatch of men to women."""
    tally = Tally("divided")
    for sentence in saying(desk, "lowest_class"):
        for shares in _divided(sentence):
            tally.check(_check(shares))
    for sentence in saying(desk, "sexes"):
        for rate in sentence.placed:
            if rate.fact.unit == "ratio" and is_plain(rate.fact) and says("sexes", last_piece(sentence.text[: rate.start])):
                men, women = (_counted(sentence, rate, name) for name in ("men", "women"))
                if men and women:
                    check_share(tally, women, men, rate.fact)
    return tally


def _divided(sentence: Sentence) -> Iterator[list[Fact]]:
    """Runs of shares whose classes are told by bounds that follow one another, from 以下 to 以上 or the other way round."""
    run: list[tuple[Fraction, Fraction, Fact]] = []
    for bound, share in pairwise([p for p in sentence.placed if not _is_count(sentence, p)]):
        between = sentence.text[bound.end : share.start]
        if share.fact.unit != "%" or not is_exact(share.fact) or not says("share_of_class", between):
            if share.fact.unit == "%":
                run = []
            continue
        span = _span(bound, between)
        run = [*run, (*span, share.fact)] if span else []
        ordered = sorted(run, key=lambda told: told[0])
        if len(run) >= _FEWEST and ordered[0][0] == _NONE and ordered[-1][1] == _ENDLESS:
            if all(0 <= after[0] - before[1] <= 1 for before, after in pairwise(ordered)):
                yield [fact for *_, fact in run]
            run = []


def _is_count(sentence: Sentence, placed: Placed) -> bool:
    """35岁以下612人，占29.8%: the people of a class, and no bound of one."""
    return placed.fact.unit == "person" and placed.fact.value_max is None and not says("goes_on_as_bound", sentence.text[placed.end :])


_FEWEST = 3
_NONE, _ENDLESS = Fraction(-1), Fraction(10**6)


def _span(bound: Placed, behind: str) -> tuple[Fraction, Fraction] | None:
    """From where to where a class reaches: 36岁至50岁, 35岁及以下, 51岁以上; None where the words tell no bound."""
    value, most = bound.fact.value, bound.fact.value_max
    if bound.fact.unit not in ("year", "person") or value is None:
        return None
    if most is not None:
        return Fraction(value), Fraction(most)
    if says("class_or_less", behind):
        return _NONE, Fraction(value)
    return (Fraction(value), _ENDLESS) if says("class_or_more", behind) else None


def _check(shares: list[Fact]) -> Finding | None:
    """The finding of shares that make no 100 %, or None where they do; far from it they are of different wholes."""
    whole = Interval.point(100)
    sums = total(shares, rounded)
    computed = middle(sums)
    if whole.meets(sums) or whole.meets(total(shares, rounded_or_cut)) or abs(computed - 100) > _FAR:
        return None
    return make_finding(
        "sum_mismatch",
        shares,
        variant="shares",
        claimed="100",
        computed=exact_text(computed),
        interval=sums,
        parts="、".join(fact.evidence.text for fact in shares),
        total=amount(computed, shares[0]),
    )


_FAR = 20


def _counted(sentence: Sentence, rate: Placed, name: str) -> Fact | None:
    """The last count of men, or of women, in front of their ratio; where none is told there, the first behind it."""
    people = [p for p in sentence.placed if p.fact.unit == "person" and is_exact(p.fact)]
    ahead, behind = ([p for p in people if (p.end <= rate.start) is before] for before in (True, False))
    told = [p for p in ahead[-2:] or behind[:2] if says(name, last_piece(sentence.text[: p.start]))]
    named, theirs = (_who(last_piece(sentence.text[: p.start])) for p in (rate, told[0] if told else rate))
    return told[0].fact if len(told) == 1 and (not named or not theirs or named & theirs) else None


def _who(clause: str) -> set[str]:
    """Teachers or pupils, where a clause names them: 男教师612人；男女学生比例为1.06:1."""
    return {word for word in ("教", "生") if word in clause}
