"""Grants: so many people at so much each make an amount (资助860人，每人1000元，共86万元), which is a ratio like any mean per head.

Takes the amount each and its sentence. Where the product is not the amount that is told, the words must say that it is all of it, and no
other people may be told beside; what is far off is of other people or of another time.
"""

from __future__ import annotations

from decimal import Decimal

from extractor.figures import Figure
from extractor.relations.links import is_level
from extractor.relations.ratios.quotients import Pair
from extractor.sentences import Sentence
from extractor.wordlists import finder_of

_NEAR = Decimal("1.2")
"""By what factor the amount and the product differ at most."""
_OF_TIME = ("CNY/day", "CNY/month", "day", "month")
"""What may stand between the people and the amount each: 按每生每天5元、每年200天计算，每生每年1000元."""
_REACH = 4
"""Figures before the amount each among which the people stand."""


def find_granted(rate: Figure, sentence: Sentence) -> Pair | None:
    """The amount paid, and the people who are granted `rate` each; None where that is no grant."""
    if rate.unit != "CNY/person" or not is_level(rate) or rate.bound != "exact" or "from" in rate.roles:
        return None
    triples = [t for t in _orders(rate, sentence) if _fit(*t)]
    exact = next((t for t in triples if _is_product(*t, rate)), None)
    return exact or next((t for t in triples if _meant(*t, rate, sentence)), None)


def _orders(rate: Figure, sentence: Sentence) -> list[Pair]:
    """Paid and people as they may stand around the amount each: 人、元、共; 元、人、共; 资金、元、人."""
    behind, further, ahead = (sentence.neighbour(rate, step) for step in (1, 2, -1))
    found: list[tuple[Figure | None, Figure | None]] = [(behind, people) for people in _people_before(rate, sentence)]
    found += [(further, behind), (ahead, behind)]
    return [(paid, people) for paid, people in found if paid is not None and people is not None]


def _people_before(rate: Figure, sentence: Sentence) -> list[Figure]:
    before = [f for f in reversed(sentence.figures) if rate.order - _REACH <= f.order < rate.order]
    near = next((i for i, f in enumerate(before) if f.unit not in _OF_TIME), len(before))
    return [f for f in before[near:] if f.unit == "person"]


def _fit(paid: Figure, people: Figure) -> bool:
    plain = all(is_level(f) and f.bound == "exact" and f.value_max is None and not f.roles & {"from", "base"} for f in (paid, people))
    return plain and paid.unit == "CNY" and people.unit == "person" and bool(people.value)


def _product(people: Figure, rate: Figure) -> Decimal:
    return (people.value or Decimal(0)) * (rate.value or Decimal(0))


def _is_product(paid: Figure, people: Figure, rate: Figure) -> bool:
    return abs(_product(people, rate) - (paid.value or 0)) <= paid.step


def _meant(paid: Figure, people: Figure, rate: Figure, sentence: Sentence) -> bool:
    """Near the product, said to be paid and all of it, and the only amount and the only people told there."""
    value, product = paid.value or Decimal(0), _product(people, rate)
    if not product / _NEAR <= value <= product * _NEAR or paid.order != rate.order + 1:
        return False
    start = sentence.part_start(people.start)
    end = min((at for mark in "；;" if (at := sentence.text.find(mark, paid.end, sentence.end)) >= 0), default=sentence.end)
    beside = [f.unit for f in sentence.figures if start <= f.start < end]
    alone = all(beside.count(unit) == 1 for unit in (paid.unit, people.unit, rate.unit))
    whole = finder_of("grants_paid").search(sentence.text, rate.end, paid.start)
    in_part = finder_of("grants_in_part").search(sentence.text, people.end, paid.start)
    return alone and whole is not None and in_part is None
