"""Numbers that are multiplied, by what the text tells of them in words (products.yaml): which may be, and what is told of a wrong product.

Shared by the checks of amounts a day (day_amounts.py) and of seats and beds by their size (sizes.py). Multiplies nothing.
"""

from __future__ import annotations

from fractions import Fraction

from models.checks.amounts import amount
from models.checks.corrections import smallest
from models.checks.desk import is_exact
from models.fact import Fact
from models.finding import Code, Finding, exact_text, make_finding

WORDS = "products.yaml"
_STATES = ("actual", "plan", "standard")


def is_factor(fact: Fact) -> bool:
    """Whether a figure is one number above zero, done, planned or a norm: a factor or a product."""
    return is_exact(fact, _STATES) and (fact.value or 0) > 0


def wrong_product(code: Code, variant: str, factors: list[Fact], told: Fact, computed: Fraction) -> Finding:
    """The finding of a product that is told otherwise than it comes out."""
    return make_finding(
        code,
        [*factors, told],
        variant=variant,
        claimed=exact_text(Fraction(told.value or 0)),
        computed=exact_text(computed),
        correction=smallest([(told, computed)]),
        factors="、".join(fact.evidence.text for fact in factors),
        shown=amount(computed, told),
        product=told.evidence.text,
    )
