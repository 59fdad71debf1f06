"""Written times to the contract's periods: 2021, 2021-09, 2016/2021. Takes one time as written, gives its code or None."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.numerals import DIGITS

_FIVE_YEAR_PLANS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_PLAN = re.compile(r"(十[一二三四五六]?)五")
_CHINESE_YEAR = re.compile(r"[一二][零〇○九Oo][零〇○一二三四五六七八九]{2}")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@lru_cache(maxsize=2048)
def period_of(text: str, year: int | None = None) -> str | None:
    """The code of a written time; `year` is the document's own, which 近三年 counts back from.

    >>> period_of("2021年9月"), period_of("2016年至2021年"), period_of("“十三五”"), period_of("三年", 2023)
    ('2021-09', '2016/2021', '2016/2020', '2021/2023')
    """
    plan = _PLAN.search(text)
    if plan and plan[1] in _FIVE_YEAR_PLANS and "年" not in text and "月" not in text:
        first = _FIVE_YEAR_PLANS[plan[1]]
        return f"{first}/{first + 4}"
    text = _CHINESE_YEAR.sub(lambda m: "".join(str(DIGITS.get(c, 0)) for c in m[0]), text)
    years = [int(y) for y in _YEAR.findall(text)]
    if len(years) >= 2 and years[0] != years[1]:
        return f"{min(years[:2])}/{max(years[:2])}"
    if years:
        return _with_month(text, years[0])
    return _recent(text, year)


def _with_month(text: str, year: int) -> str:
    """The code of `year`, with the month if the text names just one."""
    months = re.findall(r"(?<![0-9])(\d{1,2})\s?月", text)
    if len(set(months)) == 1 and 1 <= int(months[0]) <= 12:
        return f"{year}-{int(months[0]):02}"
    if dated := re.match(rf"{year}[-/.](\d{{1,2}})[-/.]\d", text):
        return f"{year}-{int(dated[1]):02}"
    return str(year)


def _recent(text: str, year: int | None) -> str | None:
    """近三年 of a document of 2023 is 2021/2023; without the document's year nothing is known."""
    if year is None:
        return None
    if count := re.match(r"(\d{1,2}|[一二两三四五六七八九十])多?个?(?:学年|年)", text):
        years = int(count[1]) if count[1].isdigit() else 10 if count[1] == "十" else DIGITS[count[1]]
        return f"{year - years + 1}/{year}" if years > 1 else str(year)
    if month := re.match(r"(\d{1,2})\s?月", text):
        return f"{year}-{int(month[1]):02}" if 1 <= int(month[1]) <= 12 else None
    return None


def years_of(period: str | None) -> tuple[int, int] | None:
    """First and last year of a period code."""
    if period is None:
        return None
    years = [int(part[:4]) for part in period.split("/")]
    return years[0], years[-1]
