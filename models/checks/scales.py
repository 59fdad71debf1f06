"""Slips of the scale: 万元 written for 亿元, 平方米 for 万平方米. The digits are right; ten thousand times as much is meant, or as little.

Knows no words: holds figures against each other with one of them moved by such a step, where it may be written so.
"""

from __future__ import annotations

from decimal import Decimal

from models.fact import Fact

STEP = 10**4
"""What 万 is more than nothing, and 亿 more than 万."""


def moved(fact: Fact) -> list[Fact]:
    """The figure with a value as it would be in the next scale: 1.26万元 as 1.26亿元 and as 1.26元; no number is less than one by it."""
    text = fact.evidence.text
    ways = [Decimal(STEP)] if "亿" not in text else []
    ways += [1 / Decimal(STEP)] if "亿" in text or "万" in text else []
    return [fact.model_copy(update={"value": (fact.value or 0) * way, "step": fact.step * way}) for way in ways]
