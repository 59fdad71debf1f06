"""Growth of a count that is written in points: 炊事人员112人，比上年增加8人，提高7.69个百分点. A count changes in percent; only rates
change in points, so that the words are wrong where the growth comes to the number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk
from models.checks.wordings import says
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.quantity import Interval

POINTS = "pp"


def points_of_counts(desk: Desk) -> Iterator[Finding]:
    """change_mismatch for each growth in points right behind the change of a count that comes to it in percent."""
    for _, relation in desk.changes:
        end, amount = desk.fact(relation.to), desk.fact(relation.delta) if relation.delta else None
        if end is None or amount is None or amount.unit != end.unit or end.unit in (POINTS, "%") or not amount.value:
            continue
        points = _points_behind(desk, amount)
        if points is not None and _is_growth(end, amount, points):
            yield _finding(end, amount, points)


def _points_behind(desk: Desk, amount: Fact) -> Fact | None:
    """The points told right behind a change, with no word of a rate between."""
    sentence = desk.sentence_of[amount.id]
    at = next(i for i, p in enumerate(sentence.placed) if p.fact.id == amount.id)
    if at + 1 == len(sentence.placed):
        return None
    here, following = sentence.placed[at : at + 2]
    told = following.fact.unit == POINTS and says("growth_goes_on", sentence.text[here.end : following.start])
    return following.fact if told else None


def _is_growth(end: Fact, amount: Fact, points: Fact) -> bool:
    growth = _growth(end, amount)
    return growth is not None and rounded_or_cut(points).meets(Interval(growth, growth))


def _growth(end: Fact, amount: Fact) -> Fraction | None:
    """In percent of what the count was before; None where that was nothing."""
    old = Fraction(end.value or 0) - Fraction(amount.value or 0)
    return Fraction(amount.value or 0) / old * 100 if old > 0 else None


def _finding(end: Fact, amount: Fact, points: Fact) -> Finding:
    growth = _growth(end, amount)
    assert growth is not None
    return make_finding(
        "change_mismatch",
        [end, amount, points],
        variant="percent",
        claimed=exact_text(Fraction(points.value or 0)),
        computed=exact_text(growth),
        end=end.evidence.text,
        delta=amount.evidence.text,
        rate=points.evidence.text,
        shown=exact_text(abs(round(growth, 2))),
    )
