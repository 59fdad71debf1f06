"""Chinese and Arabic numerals to exact decimals: 2.36万, 三千二百一十五, 3万2千, 百分之九十九点五, 六成, 翻一番.

Takes the text of one number, already cut out and folded; finds nothing in running text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
HEDGES = "余多几来数"


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the size of its last written digit. `open_above`: written with 余, 多 or 几."""

    value: Decimal
    step: Decimal
    scaled: bool
    """Written with 万, 亿 or a decimal point: a rounded figure, not a count to the last one."""
    open_above: bool = False


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Number:
    """The number that `text` writes. Raises ValueError where it writes none.

    >>> parse_number("2.36万").value, parse_number("三百二").value, parse_number("2千零30万").value
    (Decimal('23600.00'), Decimal('320'), Decimal('20300000'))
    """
    bare = text.replace(",", "").replace(" ", "")
    open_above = any(c in HEDGES for c in bare)
    bare = bare.translate(_NO_HEDGE)
    if bare.isascii():
        return _arabic(bare, open_above)
    if len(bare) > 1 and all(c in DIGITS for c in bare):
        return Number(Decimal("".join(str(DIGITS[c]) for c in bare)), Decimal(1), False, open_above)
    value, step = _mixed(bare or "十")
    return Number(value, step, any(c in "万亿兆点." for c in bare), open_above)


_NO_HEDGE = str.maketrans("", "", HEDGES)


def _arabic(text: str, open_above: bool) -> Number:
    try:
        value = Decimal(text)
    except ArithmeticError:
        raise ValueError(f"not a number: {text!r}") from None
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    return Number(value, step, "." in text, open_above)


def _mixed(text: str) -> tuple[Decimal, Decimal]:
    """Value and last written step of digits, scale words and Arabic runs in any order that Chinese allows."""
    total = section = Decimal(0)
    current: Decimal | None = None
    step = last_scale = Decimal(1)
    for token in _tokens(text):
        if token[0] in "0123456789.":
            current = _arabic(token, False).value
            step = _arabic(token, False).step
        elif token[0] == "点":
            current, step = _fraction(current or Decimal(0), token)
        elif token in DIGITS:
            current, step = Decimal(DIGITS[token]), Decimal(1)
            if token in "零〇○":
                last_scale = Decimal(1)
                continue
        elif token in SMALL:
            last_scale = Decimal(SMALL[token])
            step = last_scale if current is None else step * last_scale
            section += (Decimal(1) if current is None else current) * last_scale
            current = None
        elif token in LARGE:
            last_scale = Decimal(LARGE[token])
            written = section != 0 or current is not None
            below = section + (current or Decimal(0))
            step = last_scale * (step if below else 1)
            if 0 < total < last_scale:  # 一万亿, 一万二千亿: the larger scale raises all that stands before it
                total = (total + below) * last_scale
            else:
                total += (below if written else Decimal(1)) * last_scale
            section = Decimal(0)
            current = None
        else:
            raise ValueError(f"not a number: {text!r}")
    if current is not None:
        implied = last_scale / 10 if last_scale >= 100 and current < 10 and current == current.to_integral() else Decimal(1)
        if implied != 1:
            step = implied
        section += current * implied
    return total + section, step


def _fraction(whole: Decimal, token: str) -> tuple[Decimal, Decimal]:
    """The value of `whole` with the digits of 点五二 behind the point, and its last written step."""
    digits = "".join(str(DIGITS[c]) for c in token[1:])
    if not digits:
        raise ValueError(f"no digits after the point: {token!r}")
    return whole + Decimal(digits).scaleb(-len(digits)), Decimal(1).scaleb(-len(digits))


def _tokens(text: str) -> list[str]:
    """Runs of Arabic digits, 点 with its digits, and every other character by itself."""
    tokens: list[str] = []
    for char in text:
        grows_arabic = char in "0123456789." and tokens and tokens[-1][0] in "0123456789."
        grows_point = char in DIGITS and tokens and tokens[-1][0] == "点"
        if grows_arabic or grows_point:
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens


def percent(text: str) -> Number | None:
    """百分之九十五 is 95, 千分之三 is 0.3, 三分之一 and 1/3 are 33.33, 八成五 is 85 (in %); None for anything else."""
    if "/" in text:
        top_text, _, bottom_text = text.partition("/")
        text = f"{bottom_text}分之{top_text}"
    tens, tenths, ones = text.partition("成")
    if tenths and tens and ones:
        return Number(10 * parse_number(tens).value + (5 if ones == "半" else parse_number(ones).value), Decimal(1), True)
    head, found, tail = text.partition("分之")
    if not found or not tail:
        return None
    top = parse_number(tail)
    if head in ("百", "千"):
        factor = Decimal(1) if head == "百" else Decimal("0.1")
        return Number(top.value * factor, min(top.step, Decimal(1)) * factor, True, top.open_above)
    bottom = parse_number(head)
    if not bottom.value:
        return None
    return Number((top.value * 100 / bottom.value).quantize(Decimal("0.01")), Decimal("0.01"), True, top.open_above)


def doublings(text: str) -> Decimal:
    """The growth in % of 翻一番 (100), 翻两番 (300). Raises ValueError where no number stands between."""
    times = parse_number(text.removeprefix("翻").removeprefix("了").removesuffix("番"))
    return (Decimal(2) ** int(times.value) - 1) * 100
