"""What a contradicted claim on a norm or goal is told as: the findings of `thresholds`.

Takes the figures that go against the claim; whether they do is decided in `written` and `unwritten`.
"""

from __future__ import annotations

from fractions import Fraction

from models.checks.amounts import named
from models.checks.desk import in_order
from models.checks.standard.figures.derived import Derived
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding

WHOLE = Fraction(1)
"""The share of a norm that is claimed to be reached, where nothing less is."""


def against(wrong: list[Fact], norm: Fact | None, variant: str, share: Fraction = WHOLE, said: str = "") -> Finding:
    """`share`: what part of the norm is claimed to be reached; `said`: the words of a claim that stands elsewhere."""
    first = wrong[0]
    part = exact_text(share * 100)
    return make_finding(
        "threshold_contradiction",
        [*in_order(wrong), *([norm] if norm else [])],
        variant=variant,
        claimed=exact_text(Fraction(norm.value) * share) if norm and norm.value is not None else None,
        computed=exact_text(Fraction(first.value or 0)),
        changes_verdict=True,
        figures="、".join(dict.fromkeys(named(f) for f in in_order(wrong))),
        norm=norm.evidence.text + (f"的{part}%" if share != WHOLE else "") if norm else "国家标准",
        norm_en=(f"{part}% of " if share != WHOLE else "") + norm.evidence.text if norm else "the national standard",
        said=said,
    )


def reckoned(rate: Derived, *, said_met: bool) -> Finding | None:
    """The finding of a rate that the text does not write, where what is said of it goes against the figures that it is reckoned of."""
    wrong = rate.limit.missed_by(rate.interval) if said_met else rate.limit.met_by(rate.interval)
    return make_finding(
        "threshold_contradiction",
        in_order([*rate.parts, rate.whole]),
        variant="reckoned" if said_met else "reckoned_missed",
        claimed=exact_text(rate.limit.value),
        computed=exact_text(rate.value),
        changes_verdict=True,
        part="、".join(f.evidence.text for f in rate.parts),
        whole=rate.whole.evidence.text,
        shown=exact_text(round(rate.value, 2)),
        norm=exact_text(rate.limit.value),
    ) if wrong else None  # fmt: skip


def goal_missed(share: Fact) -> Finding:
    """The finding of a goal that is called passed though less than all of it was done."""
    return make_finding(
        "threshold_contradiction", [share], variant="goal", claimed="100", computed=exact_text(Fraction(share.value or 0)),
        changes_verdict=True, figure=share.evidence.text,
    )  # fmt: skip


def goal_told(goal: Fact, done: Fact, *, reached: bool) -> Finding:
    """The finding of a goal that is called passed or missed against both of its amounts."""
    return make_finding(
        "threshold_contradiction", [goal, done], variant="goal_passed" if reached else "goal_missed", changes_verdict=True,
        claimed=exact_text(Fraction(goal.value or 0)), computed=exact_text(Fraction(done.value or 0)),
        goal=goal.evidence.text, done=done.evidence.text,
    )  # fmt: skip
