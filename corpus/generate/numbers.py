"""A true amount written as a report writes it: 42000000 yuan as 4200万元, 0.42亿元 or 四千二百万元.

Takes an exact value, its unit and the document's habits; gives the written words together with the value that a
reader must find in them. Every rounding is to the nearest unless the document cuts off, so the truth always lies in
the interval of the last written digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import cn2an  # type: ignore[import-untyped]

from corpus.generate.county import round_half_up
from corpus.generate.data import Quantity, phrasing

_FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_SCALES = {"万元": 10**4, "亿元": 10**8, "平方公里": 10**6, "公顷": 10**4, "万平方米": 10**4, "万人": 10**4}
_COUNTED = {"person", "person_time", "school", "class", "item", "year", "month", "day", "hour", "minute", "Mbps"}


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document writes its numbers. `chinese` and `scaled` are chances in percent, `percent` the sign."""

    chinese: int = 0
    scaled: int = 30
    thousands: bool = False
    full_width: bool = False
    percent: str = "%"
    rate_digits: int = 1
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """Written words with their label. `step` is the worth of one in the last written digit, 0 for an exact count."""

    before: str
    text: str
    after: str
    value: Decimal | None
    unit: str
    bound: str = "exact"
    step: Fraction = Fraction(0)
    value_max: Decimal | None = None


def draw_habits(rng: Random) -> Habits:
    """The number habits of one document."""
    return Habits(
        chinese=rng.choice([0, 0, 0, 10, 35]),
        scaled=rng.choice([0, 20, 60]),
        thousands=rng.random() < 0.12,
        full_width=rng.random() < 0.08,
        percent=rng.choices(["%", "％", "百分之"], [8, 1, 1])[0],
        rate_digits=rng.choice([1, 1, 1, 2]),
    )


def write_number(truth: Fraction, quantity: Quantity, habits: Habits, rng: Random, *, manner: str = "", bare: bool = False) -> Number:
    """`truth` in words. `manner` is a word of bound such as 约 or 余; `bare` leaves the measure word away.

    A change is written by its amount: the sign stands in the words around it, but stays in the label.
    """
    say = "" if bare else rng.choice(quantity.say)
    size = abs(truth)
    if manner:
        number = _write_bounded(size, quantity, manner, say)
    elif quantity.unit == "%":
        number = _write_percent(size, quantity, habits, rng, bare)
    elif quantity.unit == "CNY":
        number = _write_money(size, habits, rng)
    elif quantity.unit == "ratio":
        number = _write_ratio(size, say)
    elif quantity.unit == "m2":
        number = _write_area(size, say, rng)
    elif quantity.unit in _COUNTED and quantity.digits is None:
        number = _write_count(size, quantity, say, habits, rng)
    else:
        number = _write_decimal(size, quantity, say)
    number = replace(number, bound=number.bound if manner else quantity.bound)
    return _signed(_full_width(number, habits), truth)


def write_range(low: Fraction, high: Fraction, quantity: Quantity, rng: Random) -> Number:
    """`10-20公里`: one number with a lower and an upper end."""
    say = rng.choice(quantity.say)
    dash = rng.choice(["-", "—", "至", "～"])
    return Number("", f"{low}{dash}{high}{say}", "", Decimal(int(low)), quantity.unit, value_max=Decimal(int(high)))


def write_masked(quantity: Quantity, rng: Random) -> Number:
    """A figure that the report leaves blank: `XX人`, `**%`."""
    word = {"%": "%", "CNY": "万元"}.get(quantity.unit) or rng.choice(quantity.say)
    return Number("", rng.choice(["XX", "**"]) + word, "", None, quantity.unit)


def label_value(value: Decimal | None) -> str:
    """The decimal string of a label: digits as written, no exponent; empty for a masked number."""
    return "" if value is None else f"{value:f}"


def rounded(truth: Fraction, digits: int, habits: Habits) -> Decimal:
    """`truth` with `digits` decimals, rounded or, where the document cuts off, cut."""
    if not habits.cut_off:
        return round_half_up(truth, digits)
    return Decimal(int(truth * 10**digits)).scaleb(-digits)


def _write_count(size: Fraction, quantity: Quantity, say: str, habits: Habits, rng: Random) -> Number:
    count = int(size)
    value = Decimal(count)
    if say and count >= 20000 and quantity.unit in {"person", "item", "person_time"} and rng.random() * 100 < habits.scaled:
        written = round_half_up(size / 10000, 2)
        return Number("", f"{_trim(written)}万{say}", "", _scaled(written, 10**4), quantity.unit, step=Fraction(100))
    chinese = rng.random() * 100 < habits.chinese and (count < 1000 or count % 100 == 0)
    if chinese and say and count:
        return Number("", chinese_count(count) + say, "", value, quantity.unit)
    digits = f"{count:,}" if habits.thousands and count >= 1000 else str(count)
    return Number("", digits + say, "", value, quantity.unit)


def chinese_count(count: int) -> str:
    """`count` in Chinese numerals as said before a measure word: 两, 十二, 三百二十一."""
    return "两" if count == 2 else str(cn2an.an2cn(count))


def _write_percent(size: Fraction, quantity: Quantity, habits: Habits, rng: Random, bare: bool) -> Number:
    digits = habits.rate_digits if quantity.digits is None else quantity.digits
    value = rounded(size, digits, habits)
    if size.denominator == 1 and rng.random() < 0.6:
        value, digits = Decimal(int(size)), 0
    step = Fraction(1, 10**digits)
    if habits.percent == "百分之" and not bare and rng.random() < 0.7:
        words = "百分之" + str(cn2an.an2cn(str(value)))
        trimmed = value.normalize() if value else value
        return Number("", words if trimmed == value and digits < 2 else f"{value}%", "", value, "%", step=step)
    sign = "" if bare else habits.percent.replace("百分之", "%")
    return Number("", f"{value}{sign}", "", value, "%", step=step)


def _write_money(size: Fraction, habits: Habits, rng: Random) -> Number:
    wan = size / 10**4
    round_sum = wan.denominator == 1 and int(wan) % 100 == 0
    if round_sum and rng.random() * 100 < habits.chinese:
        count = int(size)
        step = 10 ** (len(str(count)) - len(str(count).rstrip("0")))
        return Number("", str(cn2an.an2cn(count)) + "元", "", Decimal(count), "CNY", step=Fraction(step))
    if size >= 10**8 and rng.random() < 0.75:
        return _scaled_money(size, "亿元", 2)
    if size < 10**5 or (size < 10**7 and rng.random() < 0.05):
        digits = f"{int(size):,}" if habits.thousands else str(int(size))
        return Number("", f"{digits}元", "", Decimal(int(size)), "CNY", step=Fraction(1))
    exact = next((d for d in range(3) if (wan * 10**d).denominator == 1), 2)
    if size >= 10**7 and habits.scaled == 60 and rng.random() < 0.3:
        return _scaled_money(size, "亿元", 3)
    return _scaled_money(size, "万元", exact, habits.thousands)


def _scaled_money(size: Fraction, say: str, digits: int, thousands: bool = False) -> Number:
    scale = _SCALES[say]
    written = round_half_up(size / scale, digits)
    text = f"{written:,}" if thousands else f"{written}"
    if digits == 2 and text.endswith("0"):
        # 2.80亿元 is written 2.8亿元 only where it is exact to the digit that stays.
        exact = (size / scale * 10).denominator == 1
        written, text, digits = (_trim(written), str(_trim(written)), digits) if exact else (written, text, digits)
        digits = max(0, -int(written.as_tuple().exponent))
    return Number("", text + say, "", _scaled(written, scale), "CNY", step=Fraction(scale, 10**digits))


def _write_area(size: Fraction, say: str, rng: Random) -> Number:
    if say in _SCALES:
        written = round_half_up(size / _SCALES[say], 0)
        return Number("", f"{written}{say}", "", _scaled(written, _SCALES[say]), "m2", step=Fraction(_SCALES[say]))
    if size >= 20000 and rng.random() < 0.7:
        written = round_half_up(size / 10**4, 2)
        return Number("", f"{written}万平方米", "", _scaled(written, 10**4), "m2", step=Fraction(100))
    return Number("", f"{int(size)}{say}", "", Decimal(int(size)), "m2", step=Fraction(1))


def _write_ratio(size: Fraction, say: str) -> Number:
    value = round_half_up(size, 1)
    return Number("", f"{value}:1" if say == "x:1" else f"1:{value}", "", value, "ratio", step=Fraction(1, 10))


def _write_decimal(size: Fraction, quantity: Quantity, say: str) -> Number:
    digits = 1 if quantity.digits is None else quantity.digits
    if quantity.status == "standard" and say:
        # A norm is quoted as it was set: 4.2人 and 2000元; only the coefficients have two digits, 0.50.
        digits = next(d for d in range(digits + 1) if d == digits or (size * 10**d).denominator == 1)
    if say in _SCALES:
        written = round_half_up(size / _SCALES[say], digits)
        step = Fraction(_SCALES[say], 10**digits)
        return Number("", f"{written}{say}", "", _scaled(written, _SCALES[say]), quantity.unit, step=step)
    value = round_half_up(size, digits)
    return Number("", f"{value}{say}", "", value, quantity.unit, step=Fraction(1, 10**digits))


def _write_bounded(size: Fraction, quantity: Quantity, manner: str, say: str) -> Number:
    rule = phrasing()["bounds"][manner]
    before, after = rule.get("before", ""), rule.get("after", "")
    if manner == "成":
        tenths = min(9, int(size / 10 + Fraction(1, 2)))
        return Number(before, f"{cn2an.an2cn(tenths)}成", after, Decimal(tenths * 10), "%", "about", Fraction(10))
    scale, say = _bounded_scale(size, quantity, say)
    lead = 10 ** max(0, len(str(int(size / scale))) - 2)
    units = size / scale / lead
    whole = {"down": int(units), "up": -int(-units // 1), "near": int(units + Fraction(1, 2))}[rule["round"]]
    # 多 and 余 stand behind a round number of at least ten and before its scale: 700多万元, 8100余人次.
    text = f"{whole * lead}{rule.get('inside', '')}{say}"
    value = _scaled(Decimal(whole * lead), scale)
    return Number(before, text, after, value, quantity.unit, rule["bound"], Fraction(lead * scale))


def _bounded_scale(size: Fraction, quantity: Quantity, say: str) -> tuple[int, str]:
    if quantity.unit == "CNY":
        return (10**8, "亿元") if size >= 10**9 else (10**4, "万元")
    if quantity.unit == "%":
        return 1, "%"
    if quantity.unit == "m2" and say not in _SCALES:
        return 1, "平方米"
    return 1, say


def _trim(value: Decimal) -> Decimal:
    text = f"{value:f}"
    return Decimal(re.sub(r"\.?0+$", "", text)) if "." in text else value


def _scaled(written: Decimal, scale: int) -> Decimal:
    return _trim(written * scale)


def _full_width(number: Number, habits: Habits) -> Number:
    return replace(number, text=number.text.translate(_FULL_WIDTH)) if habits.full_width else number


def _signed(number: Number, truth: Fraction) -> Number:
    return replace(number, value=-number.value) if truth < 0 and number.value is not None else number
