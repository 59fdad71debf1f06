"""Rates that each follow from counts of their own, and so are not one rate told twice: 3510人中3503人，入学率99.8% and 1436人中1419人，
毛入学率98.8%."""

from __future__ import annotations

from models.checks.desk import Desk, once
from models.checks.shares.quotient import holds
from models.fact import Fact

Counts = tuple[Fact, Fact]


_ALL = "student.count"


def follow_from_own_counts(desk: Desk, first: Fact, second: Fact) -> bool:
    """Whether both are rates, each of a part and a whole of which the other's differ; or one is of a group of the pupils that its counts
    are told of: 适龄儿童入学率100% and 残疾儿童9人，已入学8人，入学率88.9%."""
    one, other = _counts_of(desk).get(first.id), _counts_of(desk).get(second.id)
    if (one is None) != (other is None):
        _, whole = one or other or (first, second)
        return whole.indicator.startswith("student.") and whole.indicator != _ALL
    return one is not None and other is not None and all(a.value != b.value for a, b in zip(one, other, strict=True))


@once
def _counts_of(desk: Desk) -> dict[str, Counts]:
    """The part and the whole of each rate that they come to."""
    found = {}
    for _, relation in desk.ratios:
        part, whole, rate = (desk.fact(i) for i in (relation.part, relation.whole, relation.rate))
        if part and whole and rate and holds(part, whole, rate):
            found[rate.id] = (part, whole)
    return found
