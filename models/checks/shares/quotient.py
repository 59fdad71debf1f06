"""One ratio: whether its part and its whole give its rate, and the finding where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from models.checks.computing import SCALES, Judgement, Reading, divides_as_written, judge, rounded, rounded_or_cut
from models.checks.corrections import Need, smallest
from models.checks.limits import crosses
from models.fact import Fact
from models.finding import Correction, Finding, exact_text, make_finding
from models.quantity import Interval


def obstacle(part: Fact, whole: Fact, rate: Fact) -> str | None:
    """Why no ratio can be reckoned of three figures; None where it can."""
    if any(f.value is None for f in (part, whole, rate)):
        return "masked"
    if any(f.kind != "level" or f.value_max is not None for f in (part, whole, rate)):
        return "not_plain_amounts"
    low = rounded(whole).low
    if low is None:
        return "whole_open_below"
    if low <= 0 or (part.value is not None and part.value < 0):
        return "whole_not_positive"
    if rate.unit == "%" and part.unit != whole.unit:
        return "units_differ"
    if part.period and whole.period and part.period[:4].isdigit() and "baseline" in (part.status, whole.status):
        return "other_time" if part.period != whole.period else None
    return None


def check_ratio(index: int | None, part: Fact, whole: Fact, rate: Fact) -> tuple[str, Finding | None]:
    """The verdict on one ratio of figures with values, and its finding where it does not hold."""
    if _holds_as_written(part, whole, rate) or not _may_divide(whole):
        return "consistent", None
    judgement = _judged(part, whole, rate)
    if judgement.verdict != "inconsistent":
        return judgement.verdict, None
    return judgement.verdict, _mismatch(index, part, whole, rate, judgement.computed)


def of_two_stages(told: Sequence[Fact], part: Fact | None, whole: Fact, rate: Fact) -> bool:
    """34所小学中32所达标，11所初中全部达标，达标率95.6%: whether a rate is that of two stages together, of either of which all may be.
    `told`: what else is counted; `part`: none where no figure tells it."""
    counts = [f for f in told if f.unit == whole.unit and f.value and f.bound == "exact" and f.id not in (whole.id, rate.id)]
    for other in counts:
        if None in (other.stage, whole.stage) or other.stage == whole.stage:
            continue
        own = [f for f in counts if f.stage == whole.stage and f is not other] if part is None else [part]
        others = [f for f in counts if f.stage == other.stage and (f.value or 0) <= (other.value or 0)]
        both = together(other, whole)
        if any(holds(together(x, y), both, rate) for x in others for y in [*own, whole]):
            return True
    return False


def _may_divide(fact: Fact) -> bool:
    """Whether a figure is surely above zero, however it is read: by a blank or by 0.0人 nothing is divided."""
    return all(low is not None and low > 0 for low in (rounded(fact).low, rounded_or_cut(fact).low))


def _holds_as_written(part: Fact, whole: Fact, rate: Fact) -> bool:
    scale = SCALES.get(rate.unit, 1)
    turned = rate.unit == "ratio" and divides_as_written(whole, part, scale, rate)
    return turned or divides_as_written(part, whole, scale, rate)


def _judged(part: Fact, whole: Fact, rate: Fact) -> Judgement:
    scale = SCALES.get(rate.unit, 1)
    judgement = judge(rate, lambda read: quotient(part, whole, scale, read))
    if judgement.verdict != "consistent" and rate.unit == "ratio" and _may_divide(part):
        # 师生比 and 生师比 are both written 1:n.
        turned = judge(rate, lambda read: quotient(whole, part, scale, read))
        judgement = turned if turned.verdict == "consistent" else judgement
    return judgement


def holds(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether the rate is that of two figures in one unit."""
    return part.unit == whole.unit and gives(part, whole, rate)


def gives(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether part and whole, in whatever units, give the rate, rounded or cut off."""
    if obstacle(part, whole, rate) is not None or _is_more_than_all(part, whole, rate):
        return False
    if _holds_as_written(part, whole, rate):
        return True
    if rate.unit == "ratio":
        return _judged(part, whole, rate).verdict != "inconsistent"
    # Read as rounded or cut off a figure stands for all that it stands for read as rounded: one question is enough.
    return rounded_or_cut(rate).meets(quotient(part, whole, SCALES.get(rate.unit, 1), rounded_or_cut))


def _is_more_than_all(part: Fact, whole: Fact, rate: Fact) -> bool:
    """超过三成 of 86 and 19: what is more than its whole is no share of it, though it be more than so much."""
    return rate.unit == "%" and rate.bound == "at_least" and (part.value or 0) > (whole.value or 0) and (rate.value or 0) < 100


def together(part: Fact, rest: Fact) -> Fact:
    """`rest` with the value of both."""
    return rest.model_copy(update={"value": (part.value or 0) + (rest.value or 0)})


def quotient(part: Fact, whole: Fact, scale: int, read: Reading) -> Interval:
    """What part / whole × scale may be under a reading."""
    above = read(part)
    if above.low is not None and above.low < 0:
        above = Interval(Fraction(0), above.high)
    return above.divided_by(read(whole)).scaled(scale)


def _mismatch(index: int | None, part: Fact, whole: Fact, rate: Fact, interval: Interval) -> Finding:
    assert part.value is not None and whole.value is not None and rate.value is not None
    scale = SCALES.get(rate.unit, 1)
    computed = Fraction(part.value) / Fraction(whole.value) * scale
    claimed = Fraction(rate.value)
    needs = [(rate, computed), (part, claimed * Fraction(whole.value) / scale)]
    if claimed:
        needs.append((whole, Fraction(part.value) * scale / claimed))
    return make_finding(
        "ratio_mismatch",
        [part, whole, rate],
        relation=index,
        claimed=exact_text(claimed),
        computed=exact_text(computed),
        interval=interval,
        changes_verdict=crosses(rate, computed),
        correction=_correction(part, whole, rate, needs),
        part=part.evidence.text,
        whole=whole.evidence.text,
        rate=rate.evidence.text,
        shown=exact_text(round(computed, 2)),
        unit="%" if rate.unit == "%" else "",
    )


def _correction(part: Fact, whole: Fact, rate: Fact, needs: list[Need]) -> Correction | None:
    """The smallest correction with which the ratio holds as it would be written: no whole number of schools may do."""
    while (correction := smallest(needs)) is not None:
        value = {"value": Decimal(correction.to)}
        mended = [f.model_copy(update=value) if f.id == correction.fact else f for f in (part, whole, rate)]
        if mended[1].value and _judged(*mended).verdict != "inconsistent":
            return correction
        needs = [need for need in needs if need[0].id != correction.fact]
    return None
