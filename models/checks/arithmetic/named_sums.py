"""Totals held against the figures right before them that they name. What they name is read by named_again.py."""

from __future__ import annotations

from models.checks.arithmetic.named_again import parts_named
from models.checks.arithmetic.sums import check_sum
from models.checks.desk import Desk, Tally


def check_named_sums(desk: Desk) -> Tally:
    """sum_mismatch of each total that the figures it names do not make up."""
    tally = Tally("named_sums")
    summed = {(relation.whole, *relation.parts) for _, relation in desk.sums}
    for sentence in desk.prose:
        for placed in sentence.placed:
            parts = parts_named(sentence, placed)
            if parts and (placed.fact.id, *(part.id for part in parts)) not in summed:
                tally.check(check_sum(None, placed.fact, parts))
    return tally
