"""From a Span to a Figure: the exact value in its base unit, the written precision, and the words of bound around it.

Reads only what is written at the number itself; what the number measures is decided in bind/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from extractor.numerals import Number, doublings, parse_number, percent
from extractor.spans import Span
from extractor.units.zeros import lacks_percent, unit_of_nothing
from models.quantity import Bound
from models.units import in_base, load_units

if TYPE_CHECKING:
    from extractor.tokens import Token


@dataclass(slots=True, eq=False)
class Figure:
    """A figure on its way to become a fact, equal to none but itself. Spans are into the folded text of its paragraph or cell."""

    start: int
    end: int
    span: Span
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    step: Decimal
    unit_text: str
    bound: Bound = "exact"
    bound_side: str | None = None
    kind: str = "level"
    status: str = "actual"
    indicator: str = "other"
    score: float = 0.0
    subject: str | None = None
    stage: str | None = None
    area: str | None = None
    period: str | None = None
    criterion: str | None = None
    entity: str | None = None
    roles: set[str] = field(default_factory=set)
    barred: set[str] = field(default_factory=set)
    """Roles that a longer form has ruled out."""
    flags: set[str] = field(default_factory=set)
    whole: Figure | None = None
    """The figure of which this one is a part, where the words say so."""
    joined: Figure | None = None
    """The figure just before it in a list, with nothing but 、 or 和 between."""
    head: Figure | None = None
    """The figure whose subject this one shares: the whole before its parts, the first of a list."""
    left: tuple[int, int] = (0, 0)
    """From the figure before to this one: its own zone."""
    clause: int = 0
    """Where its own clause begins."""
    at: int = 0
    """Its place among the sentence's tokens."""
    own: list[Token] = field(default_factory=list)
    """The tokens between the figure before and this one."""
    tags: frozenset[str] = frozenset()
    """Their tags."""
    depth: int = 0
    """Brackets open around it."""
    sentence: int = 0
    order: int = 0
    masked: bool = False
    row: int | None = None
    column: int | None = None

    @property
    def is_score(self) -> bool:
        """得分89.6分: a number of points, which no coefficient and no amount per head is."""
        return self.unit_text == "分"

    @property
    def names_stage(self) -> bool:
        """A stage stands between the figure before and this one."""
        return any(t.hit and t.hit.word.stage for t in self.own)


def read_figure(text: str, span: Span) -> Figure | None:
    """The figure that `span` writes, or None where it is no quantity after all (a bare number without a unit)."""
    if span.kind == "masked":
        return _masked(text, span)
    if span.form in ("share", "tenths"):
        number = percent(text[span.start : span.end])
        return None if number is None else _figure(span, number, None, "%", "%", Fraction(1))
    if span.form == "doubling":
        value = doublings(text[span.start : span.end])
        figure = Figure(span.start, span.end, span, value, None, "%", Decimal(0), "番")
        figure.kind = "change"
        figure.roles.add("delta")
        return figure
    if span.form == "ratio":
        return _ratio(text, span)
    if span.kind == "bare":
        return _bare(text, span)
    return _with_unit(text, span)


def _with_unit(text: str, span: Span) -> Figure | None:
    """A number, or a range of two, with a unit of the catalogue; None where the characters write no number."""
    unit = load_units().units[text[slice(*span.unit)]]
    try:
        number = parse_number(text[slice(*span.number)])
        upper = parse_number(text[slice(*span.upper)]) if span.upper[1] else None
    except ValueError:
        return None
    if upper is not None and not number.scaled and upper.scaled and number.value < upper.value / 1000:
        number = _same_scale(number, text[slice(*span.upper)])
    if span.form == "shared_unit" and not _SCALES & set(text[span.start : span.end]):  # 分别投入120、260万元
        number = _same_scale(number, text[max(0, span.unit[0] - 1) : span.unit[0]])
    return _figure(span, number, upper, unit.base, unit.text, unit.factor, counted=unit.counted)


def _same_scale(low: Number, upper_text: str) -> Number:
    """In 2-3万元 the 万 holds for both ends, in 120、260万元 for both numbers."""
    factor = Decimal(1)
    for char in upper_text:
        factor *= load_units().scales.get(char, Decimal(1)) if char in "万亿千百" else 1
    return low if factor == 1 else Number(low.value * factor, low.step * factor, True, low.open_above)


_SCALES = frozenset("万亿")


def _figure(span: Span, number: Number, upper: Number | None, base: str, unit_text: str, factor: Fraction, counted: bool = False) -> Figure:
    """The figure of a number in the base unit `base`. A count written to the last one is exact: its step is 0."""
    exact = counted and not number.scaled
    step = Decimal(0) if exact else in_base(number.step, factor)
    figure = Figure(
        span.start, span.end, span, _plain(in_base(number.value, factor)),
        None if upper is None else _plain(in_base(upper.value, factor)), base, step, unit_text,
    )  # fmt: skip
    if number.open_above or "多" in unit_text:  # 2个多亿
        figure.bound = "at_least"
    if upper is not None:
        figure.flags.add("range")
    return figure


def _plain(value: Decimal) -> Decimal:
    """Without the zeros or powers that a scale word leaves behind: 2.8亿 is 280000000, not 280000000.0 or 2.8E+8; 0.50 stays."""
    if abs(value) < 1000:
        return value
    integral = value.to_integral_value()
    return Decimal(int(integral)) if value == integral else value


def _masked(text: str, span: Span) -> Figure:
    """A figure without a value: only its unit is written, with or without a scale word that says nothing alone."""
    unit_text = re.sub(r"^[百千]?[万亿](?=.)", "", text[slice(*span.unit)])
    unit = load_units().units.get(unit_text)
    figure = Figure(span.start, span.end, span, None, None, unit.base if unit else "item", Decimal(0), unit_text)
    figure.masked = True
    figure.flags.add("masked")
    return figure


def _ratio(text: str, span: Span) -> Figure:
    """1:19.5, 19.5:1 and 19.5比1 are 19.5; two parts without a 1 their quotient; a ratio of three or more has no one value."""
    parts = [Decimal(p) for p in re.split(r"\s?[:比]\s?", text[span.start : span.end])]
    value = None
    if len(parts) == 2 and all(parts):
        value = parts[0] if parts[1] == 1 else parts[1] if parts[0] == 1 else (parts[0] / parts[1]).quantize(Decimal("0.0001"))
    step = Decimal(1).scaleb(min(int(p.as_tuple().exponent) for p in parts))
    return Figure(span.start, span.end, span, value, None, "ratio", step, "")


def _bare(text: str, span: Span) -> Figure | None:
    """A bare decimal, or a number with a scale word but no unit (29万 of 人口); bare whole numbers are left to others."""
    written = text[span.start : span.end]
    if span.form == "zero":
        return _nothing(text, span)
    number = parse_number(text[slice(*span.number)])
    if "." not in written and not number.scaled:
        return None
    if not span.upper[1] and 1 < number.value <= 100 and lacks_percent(text, span.start, span.end):
        figure = _figure(span, number, None, "%", "%", Fraction(1))
        figure.flags.add("repaired")
        return figure
    upper = parse_number(text[slice(*span.upper)]) if span.upper[1] else None
    return _figure(span, number, upper, "number", "", Fraction(1))


def _nothing(text: str, span: Span) -> Figure | None:
    """辍学率为0, 大班额为零: its unit is that of what the clause before it names; None where it names nothing of the kind."""
    unit = unit_of_nothing(text, span.start)
    return None if unit is None else Figure(span.start, span.end, span, Decimal(0), None, unit, Decimal(0), "")
