"""What a written figure stands for: intervals and their laws, rounding and cutting off, bounds, exact text."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.quantity import ABOUT_MARGIN, Interval, Quantity, Reading, decimal_text

VALUES = st.fractions(-1000, 1000, max_denominator=100)
POSITIVE = st.fractions(Fraction(1, 100), 1000, max_denominator=100)
STEPS = st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal("1"), Decimal("100")])
TRUE = st.decimals(-(10**6), 10**6, places=6)


@st.composite
def closed(draw: st.DrawFn, values: st.SearchStrategy[Fraction] = VALUES) -> Interval:
    low, high = sorted([draw(values), draw(values)])
    return Interval(low, high)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval that holds something: open above or not, without limits or not."""
    low, high = sorted([draw(VALUES), draw(VALUES)])
    return Interval(draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None])), draw(st.booleans()) and low < high)


@given(intervals(), intervals())
def test_meeting_is_symmetric(a: Interval, b: Interval) -> None:
    assert a.meets(b) == b.meets(a)


@given(intervals())
def test_meets_itself(a: Interval) -> None:
    assert a.meets(a)


@given(intervals(), intervals(), VALUES)
def test_a_common_member_is_a_meeting(a: Interval, b: Interval, value: Fraction) -> None:
    if value in a and value in b:
        assert a.meets(b)


@given(closed(), closed(), st.data())
def test_sum_holds_the_sums(a: Interval, b: Interval, data: st.DataObject) -> None:
    x, y = (data.draw(st.fractions(i.low, i.high)) for i in (a, b))
    assert x + y in a + b
    assert x - y in a - b
    assert -x in -a


@given(closed(), POSITIVE, st.data())
def test_scaled_holds_the_multiples(a: Interval, factor: Fraction, data: st.DataObject) -> None:
    x = data.draw(st.fractions(a.low, a.high))
    assert x * factor in a.scaled(factor)


@given(closed(POSITIVE), closed(POSITIVE), st.data())
def test_quotient_holds_the_quotients(a: Interval, b: Interval, data: st.DataObject) -> None:
    x, y = (data.draw(st.fractions(i.low, i.high)) for i in (a, b))
    assert x / y in a.divided_by(b)


@pytest.mark.parametrize("low", [Fraction(0), Fraction(-1), None])
def test_division_by_what_may_be_zero(low: Fraction | None) -> None:
    with pytest.raises(ZeroDivisionError):
        Interval.point(1).divided_by(Interval(low, Fraction(1)))


@given(TRUE, STEPS)
def test_rounding_interval_holds_the_true_value(true: Decimal, step: Decimal) -> None:
    """Half up, as reports round; away from zero a negative half falls on the open end, so it is rounded towards it."""
    written = (true / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    low, high = Fraction(written) - Fraction(step) / 2, Fraction(written) + Fraction(step) / 2
    interval = Quantity(written, "%", step).interval("rounded")
    assert (interval.low, interval.high) == (low, high)
    assert true in interval or Fraction(true) == high


@given(TRUE, STEPS)
def test_truncation_interval_holds_the_true_value(true: Decimal, step: Decimal) -> None:
    written = (true / step).quantize(Decimal(1), ROUND_DOWN) * step
    interval = Quantity(written, "%", step).interval("truncated")
    if true >= 0 or (written and true != written):  # what is cut off to 0 from below reads as of the positive side
        assert true in interval


@pytest.mark.parametrize("reading", ["rounded", "truncated"])
def test_a_negative_figure_stands_for_itself(reading: Reading) -> None:
    """-0.25 cut off from -0.25, and -0.125 rounded half away from zero to -0.13."""
    true = {"rounded": Decimal("-0.125"), "truncated": Decimal("-0.25")}[reading]
    written = {"rounded": Decimal("-0.13"), "truncated": Decimal("-0.25")}[reading]
    assert true in Quantity(written, "pp", Decimal("0.01")).interval(reading)


@given(st.integers(-(10**9), 10**9))
def test_a_count_stands_for_itself(count: int) -> None:
    interval = Quantity(Decimal(count), "person").interval()
    assert count in interval
    assert count + 1 not in interval
    assert count - 1 not in interval


@pytest.mark.parametrize(
    ("quantity", "inside", "outside"),
    [
        (Quantity(Decimal("69.6"), "%", Decimal("0.1")), ["69.55", "69.6", "69.6499"], ["69.54", "69.65", "69.7"]),
        (Quantity(Decimal("280000000"), "CNY", Decimal("10000000")), ["275000000", "284999999"], ["274999999", "285000000"]),
        (Quantity(Decimal("95"), "%", Decimal("1"), "at_least"), ["94.5", "95", "1000"], ["94.4"]),
        (Quantity(Decimal("5"), "%", Decimal("1"), "at_most"), ["0", "5", "5.49"], ["5.5", "6"]),
        (Quantity(Decimal("1000"), "person", Decimal(0), "about"), ["900", "1000", "1100"], ["899", "1101"]),
        (Quantity(Decimal("10"), "m", Decimal(0), "exact", Decimal("20")), ["10", "15", "20"], ["9", "21"]),
    ],
)
def test_interval_of_a_written_figure(quantity: Quantity, inside: list[str], outside: list[str]) -> None:
    interval = quantity.interval()
    assert all(Decimal(value) in interval for value in inside)
    assert not any(Decimal(value) in interval for value in outside)


def test_truncated_reading() -> None:
    interval = Quantity(Decimal("69.6"), "%", Decimal("0.1")).interval("truncated")
    assert (interval.low, interval.high, interval.open_high) == (Fraction("69.6"), Fraction("69.7"), True)


@given(st.decimals(1, 10**6, places=2))
def test_about_is_wider_than_exact(value: Decimal) -> None:
    wide, narrow = Quantity(value, "%", bound="about").interval(), Quantity(value, "%").interval()
    assert wide.low == narrow.low * (1 - ABOUT_MARGIN)
    assert wide.high == narrow.high * (1 + ABOUT_MARGIN)


@pytest.mark.parametrize(
    ("value", "text"),
    [("2.8E+8", "280000000"), ("0.50", "0.50"), ("-3.6", "-3.6"), ("1E-4", "0.0001"), ("0", "0"), ("12345678901234.5", "12345678901234.5")],
)
def test_decimal_text(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_decimal_text_is_exact(value: Decimal) -> None:
    assert Decimal(decimal_text(value)) == value
    assert "E" not in decimal_text(value)
