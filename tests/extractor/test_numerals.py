"""Numbers in all the ways that reports write them: cases from numbers.yaml, and whatever cn2an can spell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import cn2an  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.numerals import doublings, parse_number, percent
from tests.extractor.casebook import cases, known_gaps

COUNTS = st.one_of(st.integers(0, 10_000), st.integers(0, 10**8), st.integers(0, 10**12))
SCALES = st.sampled_from([("万", 10**4), ("亿", 10**8), ("千", 10**3), ("百", 10**2)])


@pytest.mark.parametrize("case", [*cases("numbers"), *known_gaps("numbers")])
def test_number(case: dict[str, Any]) -> None:
    number = parse_number(case["text"])
    assert number.value == Decimal(str(case["value"]))
    assert number.open_above == case.get("open_above", False)
    if "step" in case:
        assert number.step == Decimal(str(case["step"]))


@pytest.mark.parametrize("case", cases("numbers", "shares"))
def test_share(case: dict[str, Any]) -> None:
    number = percent(case["text"])
    assert number is not None
    assert number.value == Decimal(str(case["value"]))
    if "step" in case:
        assert number.step == Decimal(str(case["step"]))


@pytest.mark.parametrize("case", cases("numbers", "doublings"))
def test_doubling(case: dict[str, Any]) -> None:
    assert doublings(case["text"]) == case["value"]


@pytest.mark.parametrize("case", cases("numbers", "refused"))
def test_refused(case: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        parse_number(case["text"])


@pytest.mark.parametrize("text", ["九十五", "", "百分之"])
def test_no_share(text: str) -> None:
    assert percent(text) is None


@given(COUNTS)
def test_chinese_spelling(count: int) -> None:
    assert parse_number(cn2an.an2cn(count, "low")).value == count


@given(st.decimals(0, 10**6, places=2))
def test_chinese_spelling_with_point(value: Decimal) -> None:
    assert parse_number(cn2an.an2cn(format(value, "f"), "low")).value == value


@given(COUNTS)
def test_thousands_separators(count: int) -> None:
    number = parse_number(f"{count:,}")
    assert number.value == count
    assert number.step == 1
    assert not number.scaled


@given(st.decimals("0.01", 10**6, places=2), SCALES)
def test_arabic_with_scale(value: Decimal, scale: tuple[str, int]) -> None:
    word, factor = scale
    number = parse_number(f"{value:f}{word}")
    assert number.value == value * factor
    assert number.step == Decimal("0.01") * factor


@given(st.integers(1, 999), st.integers(1, 9))
def test_arabic_mixed_with_chinese(high: int, low: int) -> None:
    assert parse_number(f"{high}万{low}千").value == high * 10_000 + low * 1000
    assert parse_number(f"{high}亿{low}千万").value == high * 10**8 + low * 10**7


@given(COUNTS, st.sampled_from("余多"))
def test_hedge_changes_no_value(count: int, hedge: str) -> None:
    open_number = parse_number(f"{count}{hedge}")
    assert open_number.value == count
    assert open_number.open_above
