"""Written times to the contract's periods: 2021, 2021-09, 2016/2021, 2025-01/2025-06.

Takes one time as written, gives its code or None; and reads and shifts codes. Knows nothing of sentences.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.numerals import DIGITS, parse_number

_FIVE_YEAR_PLANS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_PLAN = re.compile(r"(十[一二三四五六]?)五")
_CHINESE_MONTH = re.compile(r"(?<![一二三四五六七八九])(十[一二]?|[一二三四五六七八九])(?=月|[-~—–至到]+[一二三四五六七八九十]{1,2}月)")
_CHINESE_YEAR = re.compile(r"[一二][零〇○九Oo][零〇○一二三四五六七八九]{2}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTH = re.compile(r"(?:((?:19|20)\d{2})\s?年?度?\s?)?(?<!\d)(1[0-2]|0?[1-9])\s?(?:月|(?=[-~—–至到]+\s?\d{1,2}\s?月))")
"""A month with the year before it, if one stands there; of 4—6月 the 4 too."""
_DATED = re.compile(r"(?:19|20)\d{2}[-/.](\d{1,2})[-/.]\d")
_PART_OF_YEAR = re.compile(r"(?P<half>[上下])半年|(?P<to>前)?(?P<quarter>[一二三四])个?季度")
_YEARS_LONG = re.compile(r"(\d{1,2}|[一二两三四五六七八九十])多?个?(?:学年|年)")


@lru_cache(maxsize=2048)
def period_of(text: str, year: int | None = None) -> str | None:
    """The code of a written time; `year` is the one that a month without a year is of, and that 近三年 counts back from.

    >>> period_of("2021年9月"), period_of("2016年至2021年"), period_of("“十三五”"), period_of("三年", 2023)
    ('2021-09', '2016/2021', '2016/2020', '2021/2023')
    >>> period_of("2023年4—6月"), period_of("上半年", 2025)
    ('2023-04/2023-06', '2025-01/2025-06')
    """
    plan = _PLAN.search(text)
    if plan and plan[1] in _FIVE_YEAR_PLANS and "年" not in text and "月" not in text:
        first = _FIVE_YEAR_PLANS[plan[1]]
        return f"{first}/{first + 4}"
    text = _CHINESE_YEAR.sub(lambda m: "".join(str(DIGITS.get(c, 0)) for c in m[0]), text)
    text = _CHINESE_MONTH.sub(lambda m: str(parse_number(m[1]).value), text)
    years = [int(y) for y in _YEAR.findall(text)]
    if years:
        year = years[0]
    return _months(text, year) or _span_of_years(years) or _count_back(text, year)


def _months(text: str, year: int | None) -> str | None:
    """The month or the span of months that a text names; a month without a year is of the year before it."""
    if year is None:
        return None
    if part := _PART_OF_YEAR.search(text):
        return "/".join(f"{year}-{month:02}" for month in _months_of(part))
    if dated := _DATED.match(text):
        return f"{year}-{int(dated[1]):02}"
    months = []
    for written in _MONTH.finditer(text):
        year = int(written[1] or year)
        months.append(f"{year}-{int(written[2]):02}")
    if not months:
        return None
    return f"{months[0]}/{months[-1]}" if months[0] < months[-1] else months[0]


def _months_of(part: re.Match[str]) -> tuple[int, int]:
    """First and last month of 上半年, 三季度, 前三季度."""
    if part["half"]:
        return (1, 6) if part["half"] == "上" else (7, 12)
    last = 3 * DIGITS[part["quarter"]]
    return (1 if part["to"] else last - 2), last


def _span_of_years(years: list[int]) -> str | None:
    """2021; of two years or more the span of the first two."""
    if len(years) >= 2 and years[0] != years[1]:
        return f"{min(years[:2])}/{max(years[:2])}"
    return str(years[0]) if years else None


def _count_back(text: str, year: int | None) -> str | None:
    """近三年 of a document of 2023 is 2021/2023, 三年前 is 2020; without the document's year nothing is known."""
    count = years_long(text)
    if year is None or count is None:
        return None
    if _AGO.search(text):
        return str(year - count)
    return f"{year - count + 1}/{year}" if count > 1 else str(year)


_AGO = re.compile(r"年之?前$")


def years_long(text: str) -> int | None:
    """How many years 三年, 五年来, 近3个学年 count; None for a time that is named by its year.

    >>> years_long("三年来"), years_long("2021年")
    (3, None)
    """
    count = _YEARS_LONG.match(text)
    if count is None:
        return None
    return int(count[1]) if count[1].isdigit() else 10 if count[1] == "十" else DIGITS[count[1]]


@lru_cache(maxsize=1024)
def years_of(period: str | None) -> tuple[int, int] | None:
    """First and last year of a period code."""
    if period is None:
        return None
    years = [int(part[:4]) for part in period.split("/")]
    return years[0], years[-1]


def year_before(period: str) -> str:
    """The same time a year before.

    >>> year_before("2025-01/2025-06")
    '2024-01/2024-06'
    """
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in period.split("/"))


def months_on(month: str, step: int) -> str:
    """The month so many months later.

    >>> months_on("2024-01", -1)
    '2023-12'
    """
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + step
    return f"{count // 12}-{count % 12 + 1:02}"


def is_span_of_years(period: str | None) -> bool:
    """2021/2023, and neither a year nor a span of months."""
    return period is not None and "/" in period and "-" not in period


def span_of_years(text: str) -> str | None:
    """The code of a written span of years; a five-year plan is none.

    >>> span_of_years("2021年至2023年"), span_of_years("“十四五”"), span_of_years("2021年")
    ('2021/2023', None, None)
    """
    code = period_of(text)
    return code if is_span_of_years(code) and ("年" in text or text[0].isdigit()) else None
