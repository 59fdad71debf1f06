"""Units: exact factors, one meaning a writing, and only base units of the contract."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.units import in_base, load_units

CONTRACT = {
    "CNY", "CNY/month", "CNY/person", "CNY/day", "%", "pp", "person", "person_time", "school", "class", "item", "m2", "m", "year", "month",
    "day", "hour", "minute", "Mbps", "times", "number", "ratio", "m2/person", "person/100person", "item/person", "item/100person",
}  # fmt: skip
FACTORS = [Fraction(1), Fraction(7), Fraction(1000), Fraction(10), Fraction(1, 10), Fraction(1_000_000), Fraction(1, 8)]


def test_base_units_are_those_of_the_contract() -> None:
    assert set(load_units().base_units) == CONTRACT


@pytest.mark.parametrize(
    ("text", "base", "factor", "counted"),
    [
        ("元", "CNY", 1, False), ("元/月", "CNY/month", 1, False), ("元每生每年", "CNY/person", 1, False), ("元/天", "CNY/day", 1, False),
        ("%", "%", 1, False), ("‰", "%", Fraction(1, 10), False), ("成", "%", 10, False), ("个百分点", "pp", 1, False),
        ("人", "person", 1, True), ("名", "person", 1, True), ("位", "person", 1, True), ("人次", "person_time", 1, True),
        ("所", "school", 1, True), ("班", "class", 1, True), ("个班", "class", 1, True), ("个", "item", 1, True), ("册", "item", 1, True),
        ("平方米", "m2", 1, False), ("㎡", "m2", 1, False), ("亩", "m2", Fraction(2000, 3), False), ("公顷", "m2", 10_000, False),
        ("平方公里", "m2", 1_000_000, False), ("米", "m", 1, False), ("公里", "m", 1000, False), ("岁", "year", 1, False),
        ("年", "year", 1, True), ("学时", "hour", 1, False), ("分钟", "minute", 1, False), ("周", "day", 7, True), ("M", "Mbps", 1, False),
        ("G", "Mbps", 1000, False), ("倍", "times", 1, False), ("分", "number", 1, False), ("㎡/生", "m2/person", 1, False),
        ("人/百人", "person/100person", 1, False), ("册/生", "item/person", 1, False), ("台/百人", "item/100person", 1, False),
    ],
)  # fmt: skip
def test_unit(text: str, base: str, factor: Fraction | int, counted: bool) -> None:
    unit = load_units().units[text]
    assert (unit.text, unit.base, unit.factor, unit.counted) == (text, base, factor, counted)


def test_every_unit_is_positive_and_of_a_base_unit() -> None:
    for text, unit in load_units().units.items():
        assert unit.text == text == text.strip() != ""
        assert unit.base in CONTRACT
        assert unit.factor > 0


def test_scales() -> None:
    assert load_units().scales == {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(FACTORS))
def test_in_base_is_exact(value: Decimal, factor: Fraction) -> None:
    assert Fraction(in_base(value, factor)) == Fraction(value) * factor


@given(st.decimals(0, 10**7, places=2))
def test_an_acre_is_rounded_to_the_hundredth(value: Decimal) -> None:
    exact = Fraction(value) * Fraction(2000, 3)
    assert abs(Fraction(in_base(value, Fraction(2000, 3))) - exact) <= Fraction(1, 200)


@pytest.mark.parametrize(("mu", "square_metres"), [("3", "2000"), ("36", "24000"), ("45", "30000"), ("4", "2666.67"), ("58", "38666.67")])
def test_mu(mu: str, square_metres: str) -> None:
    assert in_base(Decimal(mu), Fraction(2000, 3)) == Decimal(square_metres)


def test_written_zeros_stay() -> None:
    assert str(in_base(Decimal("0.50"), Fraction(1))) == "0.50"
