"""Numbers as Word's automatic numbering writes them (the numFmt names of ECMA-376, 17.18.59).

Takes a count and a format's name, gives its text. Formats that are not listed come out as Arabic digits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_SMALL_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def render_count(count: int, number_format: str) -> str:
    """`count` in the writing `number_format`, e.g. (3, "chineseCounting") -> "三"."""
    return _FORMATS.get(number_format, str)(count)


def _counting(count: int, digits: str, units: tuple[str, ...], short_ten: bool) -> str:
    if not 0 < count < 10_000:
        return str(count)
    text, gap = "", False
    for power in range(len(str(count)) - 1, -1, -1):
        digit = count // 10**power % 10
        if digit:
            text += (digits[0] if gap else "") + digits[digit] + units[power]
        gap = not digit
    # 10 to 19 are written 十, 十一 and so on, but 110 is 一百一十.
    return text[1:] if short_ten and 10 <= count < 20 else text


def _digit_by_digit(count: int, digits: str) -> str:
    return "".join(digits[int(d)] for d in str(count))


def _cycle(count: int, signs: str) -> str:
    return signs[(count - 1) % len(signs)] if count > 0 else str(count)


def _letters(count: int, first: str) -> str:
    """a to z, then aa, bb: Word repeats the letter."""
    return chr(ord(first) + (count - 1) % 26) * min((count - 1) // 26 + 1, 30) if count > 0 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _row(count: int, first: str, length: int) -> str:
    """A row of consecutive characters that ends after `length`; beyond it, plain digits."""
    return chr(ord(first) + count - 1) if 0 < count <= length else str(count)


def _chinese(count: int) -> str:
    return _counting(count, _DIGITS, _SMALL_UNITS, short_ten=True)


def _legal(count: int) -> str:
    return _counting(count, _LEGAL, _LEGAL_UNITS, short_ten=False)


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda count: "",
    "decimalZero": lambda count: f"{count:02d}",
    "numberInDash": lambda count: f"- {count} -",
    "upperLetter": partial(_letters, first="A"),
    "lowerLetter": partial(_letters, first="a"),
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "koreanCounting": _chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographDigital": partial(_digit_by_digit, digits="〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": partial(_digit_by_digit, digits="〇一二三四五六七八九"),
    "taiwaneseDigital": partial(_digit_by_digit, digits="○一二三四五六七八九"),
    "ideographTraditional": partial(_cycle, signs="甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": partial(_cycle, signs="子丑寅卯辰巳午未申酉戌亥"),
    "decimalFullWidth": partial(_digit_by_digit, digits="０１２３４５６７８９"),
    "decimalFullWidth2": partial(_digit_by_digit, digits="０１２３４５６７８９"),
    "decimalEnclosedCircle": partial(_row, first="①", length=20),
    "decimalEnclosedCircleChinese": partial(_row, first="①", length=20),
    "decimalEnclosedParen": partial(_row, first="⑴", length=20),
    "decimalEnclosedFullstop": partial(_row, first="⒈", length=20),
    "ideographEnclosedCircle": partial(_row, first="㊀", length=10),
}
