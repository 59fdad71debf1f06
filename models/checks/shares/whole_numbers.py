"""Whether any whole number of parts of a counted whole gives a rate (GRIM). Takes the two; looks for neither."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from math import ceil, floor

from models.checks.computing import Reading, rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import is_exact, is_plain
from models.checks.shares.groups_named import COUNTS
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


def is_whole(fact: Fact) -> bool:
    """Whether a figure is a count above zero, told as true and to the last one: what a share may be of."""
    plain = fact.unit in COUNTS and is_plain(fact) and fact.bound == "exact"
    return plain and fact.step == 0 and fact.value is not None and fact.value > 0 and fact.value == int(fact.value)


def is_rate(fact: Fact, statuses: Collection[str] = ("actual",)) -> bool:
    """Whether a figure is one rate in percent that was rounded or cut off."""
    return fact.unit == "%" and is_exact(fact, statuses) and fact.step > 0


def whole_number(fact: Fact) -> int:
    """The count that a whole is."""
    assert fact.value is not None
    return int(fact.value)


def check_possible(whole: Fact, rate: Fact, read: Reading = rounded_or_cut) -> Finding | None:
    """The finding of a rate in percent that no k of `whole` gives, as `read` reads it; None where one does, or where there are none."""
    count, interval = whole_number(whole), read(rate)
    if count <= 0:
        return None
    assert interval.low is not None and interval.high is not None
    if Fraction(100 * max(ceil(interval.low * count / 100), 0), count) in interval:
        return None
    assert rate.value is not None
    below = floor(Fraction(rate.value) * count / 100)
    near = [Fraction(100 * k, count) for k in (below, below + 1)]
    return make_finding(
        "rate_impossible",
        [whole, rate],
        claimed=exact_text(Fraction(rate.value)),
        computed=exact_text(min(near, key=lambda r: abs(r - Fraction(rate.value or 0)))),
        correction=smallest([(rate, value) for value in near]),
        whole=whole.evidence.text,
        rate=rate.evidence.text,
        below=below,
        above=below + 1,
        rate_below=exact_text(round(near[0], 1)),
        rate_above=exact_text(round(near[1], 1)),
    )
