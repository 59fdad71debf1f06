"""Grants: so many people at so much each make the amount that is paid out (1480人，每生每学期625元，共发放92.5万元).

Takes three figures of one clause group that follow each other and no relation holds. Silent where the product is far from the amount: the
time or the people of the one may not be those of the others.
"""

from __future__ import annotations

from fractions import Fraction

from models.checks.amounts import amount
from models.checks.computing import judge, middle
from models.checks.corrections import smallest
from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.wordings import says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding

NEAR = Fraction(6, 5)
"""By what factor the amount and the product differ at most."""


def check_grants(desk: Desk) -> Tally:
    """ratio_mismatch for each amount paid out that is not what its people are granted together."""
    tally = Tally("grants")
    joined = {i for _, r in desk.ratios for i in (r.part, r.whole, r.rate)}
    for sentence in desk.prose:
        rates = [f for f in sentence.facts if f.unit == "CNY/person"]
        if len(rates) == 1 and rates[0].id not in joined and (members := _members(sentence, rates[0])):
            if any(f.value is None or f.bound != "exact" for f in members):
                tally.skip("masked" if any(f.value is None for f in members) else "open_bound")
            else:
                _check(tally, *members)
    return tally


def _check(tally: Tally, people: Fact, rate: Fact, paid: Fact) -> None:
    product = Fraction(people.value or 0) * Fraction(rate.value or 0)
    if not product or not 1 / NEAR <= Fraction(paid.value or 0) / product <= NEAR:
        tally.skip("far_apart")
    else:
        tally.check(check_grant(people, rate, paid))


def _members(sentence: Sentence, rate: Fact) -> tuple[Fact, Fact, Fact] | None:
    """People, what each is granted, and what is paid: three figures that follow each other, the only ones of their units."""
    at = next(i for i, p in enumerate(sentence.placed) if p.fact is rate)
    row = sentence.placed[at - 1 : at + 2] if at else ()
    if len(row) < 3 or [p.fact.unit for p in row] != ["person", "CNY/person", "CNY"]:
        return None
    people, _, paid = row
    alone = all(sum(f.unit == p.fact.unit for f in sentence.facts) == 1 for p in row)
    plain = is_plain(people.fact) and is_plain(paid.fact) and rate.kind == "level" and all(p.fact.value_max is None for p in row)
    whole = says("grant_paid", sentence.text[row[1].end : paid.start]) and not says("grant_in_part", sentence.text[people.end : paid.start])
    return (people.fact, rate, paid.fact) if alone and plain and whole else None


def check_grant(people: Fact, rate: Fact, paid: Fact) -> Finding | None:
    """The finding of people, an amount each and an amount paid, all with values, or None where the product is the amount."""
    assert people.value is not None and rate.value is not None and paid.value is not None
    each = Fraction(rate.value)
    judgement = judge(paid, lambda read: read(people).scaled(each))
    if judgement.verdict != "inconsistent":
        return None
    computed = middle(judgement.computed)
    needs = [(paid, computed), (people, Fraction(paid.value) / each), (rate, Fraction(paid.value) / Fraction(people.value))]
    return make_finding(
        "ratio_mismatch",
        [people, rate, paid],
        variant="grant",
        claimed=exact_text(Fraction(paid.value)),
        computed=exact_text(computed),
        correction=smallest(needs),
        people=people.evidence.text,
        rate=rate.evidence.text,
        paid=paid.evidence.text,
        shown=amount(computed, paid),
    )
