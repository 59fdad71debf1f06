"""Grants: so many people at so much each make the amount that is paid out (1480人，每生每学期625元，共发放92.5万元).

Takes the ratios whose rate is told for each of the people, and not reckoned from what all of them have.
"""

from __future__ import annotations

from fractions import Fraction

from models.checks.amounts import amount
from models.checks.computing import judge, middle
from models.checks.corrections import smallest
from models.checks.desk import Desk, Tally
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


def check_grants(desk: Desk) -> Tally:
    """ratio_mismatch for each amount paid out that is not what its people are granted together."""
    tally = Tally("grants")
    for index, relation in desk.ratios:
        paid, people, rate = (desk.fact(i) for i in (relation.part, relation.whole, relation.rate))
        if paid is None or people is None or rate is None or not is_grant(paid, people, rate):
            continue
        if any(f.value is None or f.bound != "exact" for f in (people, rate, paid)):
            tally.skip("masked" if any(f.value is None for f in (people, rate, paid)) else "open_bound")
        else:
            tally.check(check_grant(index, people, rate, paid))
    return tally


def is_grant(paid: Fact, people: Fact, rate: Fact) -> bool:
    """860人，每人1000元，共86万元, and not 86万元，860人，人均1000元: an amount told before what it makes, and not reckoned from it."""
    if rate.unit != "CNY/person" or people.unit != "person" or paid.unit != "CNY":
        return False
    paid_at, people_at, rate_at = (f.evidence.start for f in (paid, people, rate))
    return rate_at < max(paid_at, people_at) and not rate_at < paid_at < people_at


def check_grant(index: int, people: Fact, rate: Fact, paid: Fact) -> Finding | None:
    """The finding of people, an amount each and an amount paid, all with values, or None where the product is the amount."""
    assert people.value is not None and rate.value is not None and paid.value is not None
    each = Fraction(rate.value)
    judgement = judge(paid, lambda read: read(people).scaled(each))
    if judgement.verdict != "inconsistent":
        return None
    computed = middle(judgement.computed)
    needs = [(paid, computed)]
    needs += [(people, Fraction(paid.value) / each)] if each else []
    needs += [(rate, Fraction(paid.value) / Fraction(people.value))] if people.value else []
    return make_finding(
        "ratio_mismatch",
        [people, rate, paid],
        relation=index,
        variant="grant",
        claimed=exact_text(Fraction(paid.value)),
        computed=exact_text(computed),
        correction=smallest(needs),
        people=people.evidence.text,
        rate=rate.evidence.text,
        paid=paid.evidence.text,
        shown=amount(computed, paid),
    )
