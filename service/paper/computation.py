"""How a claim was recomputed, in words and signs: what it stands for, the equation, the result, and what to mend."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from corpus.workings import Working
from models.fact import Extraction, Fact
from models.finding import Finding, exact_text
from models.plain import plain_line
from models.quantity import Interval
from service.exits import Lang
from service.labels import load_labels, word
from service.output.figures import number_text, place_text, value_text, with_unit

_PLACES = 6
_MOST_OPERANDS = 8
_SIGNS = {"difference": "{1} − {0}", "growth": "({1} − {0}) ÷ {0}", "times_more": "({1} − {0}) ÷ {0}", "times": "{1} ÷ {0}",
          "growth_of": "{1} ÷ ({0} − {1})", "ratio": "{0} ÷ {1}"}  # fmt: skip


def computation(finding: Finding, working: Working | None, extraction: Extraction, lang: Lang) -> list[tuple[str, str]]:
    """Pairs of label and text, only those that there are."""
    claim = working.claim if working else _claim(finding, extraction)
    lines = [
        (part_label(finding.code, "claimed", lang), _claimed(finding, working, claim, lang)),
        (word("equation", lang), equation(working, finding, lang) if working else ""),
        (part_label(finding.code, "computed", lang), computed_text(finding, claim, lang)),
        (word("difference", lang), _difference(finding, claim, lang)),
        (word("correction", lang), correction_text(finding, extraction, lang)),
        (word("changes_verdict", lang), "" if finding.changes_verdict is None else word("yes" if finding.changes_verdict else "no", lang)),
    ]
    return [(name, text) for name, text in lines if text]


def _claim(finding: Finding, extraction: Extraction) -> Fact:
    """The figure that claims what the finding doubts: of 26个班 and 14.3% the rate."""
    facts = [extraction.fact(id) for id in finding.facts]
    claimed = _number(finding.claimed)
    return next((f for f in facts if f.value is not None and f.value == claimed), facts[0])


def part_label(code: str, part: str, lang: Lang) -> str:
    """What the claimed or the computed figure of a code is called."""
    own = load_labels()["finding_code"][code].get(part)
    return str(own[lang]) if own else word(part, lang)


def _claimed(finding: Finding, working: Working | None, claim: Fact, lang: Lang) -> str:
    if working is None:
        return _as_said(finding, finding.claimed, claim, lang)
    text = value_text(claim, lang)
    if not claim.step and claim.bound == "exact":
        return text
    return word("stands_for", lang, text=text, range=interval_text(claim.quantity().interval()))


def computed_text(finding: Finding, claim: Fact, lang: Lang) -> str:
    """The computed value, and the range that it may lie in where the figures it comes from are rounded."""
    text = _as_said(finding, finding.computed, claim, lang)
    if not finding.interval or finding.interval[0] == finding.interval[1]:
        return text
    low, high = (None if end is None else Fraction(end) for end in finding.interval)
    return word("may_be", lang, text=text, range=interval_text(Interval(low, high)))


def _as_said(finding: Finding, text: str | None, claim: Fact, lang: Lang) -> str:
    """A year is no amount."""
    return text or "" if finding.code == "period_conflict" else amount_text(text, claim.unit, lang)


def _difference(finding: Finding, claim: Fact, lang: Lang) -> str:
    numbers = [_number(text) for text in (finding.claimed, finding.computed)]
    if numbers[0] is None or numbers[1] is None or finding.code == "period_conflict":
        return ""
    return amount_text(exact_text(Fraction(numbers[0]) - Fraction(numbers[1])), claim.unit, lang)


def equation(working: Working, finding: Finding | None, lang: Lang) -> str:
    """`96 + 107 + 105 = 308`; what the program computed otherwise has none."""
    figures = [number_text(o.value) for o in working.operands if o.value is not None]
    if working.way == "weighted":
        is_cv = working.claim.indicator.startswith("cv.")
        left = word("weighted_cv" if is_cv else "weighted_sum", lang, n=len(figures))
    elif working.way == "sum":
        left = " + ".join(figures) if len(figures) <= _MOST_OPERANDS else _long_sum(figures, lang)
    elif working.way in _SIGNS:
        left = _SIGNS[working.way].format(*figures)
    else:
        return ""
    scale = f" × {working.scale}" if working.scale != 1 else ""
    return left + scale + (f" = {amount_text(finding.computed, '', lang)}" if finding else "")


def _long_sum(figures: list[str], lang: Lang) -> str:
    return word("rows_sum", lang, first=" + ".join(figures[:3]), last=figures[-1], n=len(figures))


def correction_text(finding: Finding, extraction: Extraction, lang: Lang) -> str:
    correction = finding.correction
    if correction is None:
        return ""
    fact = extraction.fact(correction.fact)
    new = amount_text(correction.to, fact.unit, lang)
    return word("correct_to", lang, place=place_text(fact, lang), old=plain_line(correction.from_), new=new)


def amount_text(text: str | None, unit: str, lang: Lang) -> str:
    """A decimal string in base units as people write it; words that are no number as they are."""
    number = _number(text)
    if number is None:
        return plain_line(text or "")
    return with_unit(number_text(_shown(number)), unit or "number", lang)


def interval_text(interval: Interval) -> str:
    """`[69.55, 69.65)`, an open side as …"""
    low, high = ("…" if end is None else number_text(_shown(Decimal(exact_text(end)))) for end in (interval.low, interval.high))
    return f"{'(' if interval.open_low else '['}{low}, {high}{')' if interval.open_high else ']'}"


def _number(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _shown(number: Decimal) -> Decimal:
    """To six places at most, without zeros that nobody wrote."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -_PLACES:
        return number
    return Decimal(f"{number:.{_PLACES}f}".rstrip("0").rstrip("."))
