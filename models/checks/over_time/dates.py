"""Times as a sentence writes them, down to what it tells of them: 2020年3月18日, 2020年3月, 2020年, 当年8月, 次年8月.

Takes words; gives years, months and days. Knows no figure.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache

_DATE = (
    r"(?:(?P<year#>(?:19|20)\d\d)年(?:初|底|末|[春夏秋冬]季?)?|(?P<same#>当年|同年)|(?P<next#>次年|翌年|第二年))"
    r"(?:(?P<month#>1[0-2]|0?[1-9])月(?:份|底|初|末|[上中下]旬)?(?:(?P<day#>\d{1,2})日)?)?"
)
When = tuple[int, ...]
"""Year, month and day, as far as they are told."""


@cache
def with_dates(words: str) -> re.Pattern[str]:
    """The pattern of `words`, each DATE in it the written times of which `when` tells: the first by number 1."""
    head, *rest = words.split("DATE")
    return re.compile(head + "".join(_DATE.replace("#", str(n)) + tail for n, tail in enumerate(rest, start=1)))


def when(match: re.Match[str], number: int = 1, since: When | None = None) -> When | None:
    """The time of a match's DATE; 当年 and 次年 are of the year of `since`, and None without it."""
    told = {name: match[f"{name}{number}"] for name in ("year", "same", "next", "month", "day")}
    if told["year"] is None and since is None:
        return None
    year = int(told["year"]) if told["year"] else (since or (0,))[0] + bool(told["next"])
    parts = [int(told[name]) for name in ("month", "day") if told[name]]
    return (year, *parts) if _is_day(year, *parts) else None


def _is_day(year: int, month: int = 1, day: int = 1) -> bool:
    return day <= monthrange(year, month)[1]


def is_before(one: When, other: When) -> bool:
    """Whether a time surely is before another, as far as both are told."""
    told = min(len(one), len(other))
    return one[:told] < other[:told]


def days_between(one: When, other: When) -> tuple[int, int]:
    """The fewest and the most days that there may be from one time to a later one, both counted."""
    first, last = _days(one), _days(other)
    return max(0, (last[0] - first[1]).days), (last[1] - first[0]).days + 1


def _days(told: When) -> tuple[date, date]:
    """The first and the last day of a time."""
    year, month, day = (*told, 0, 0)[:3]
    last = month or 12
    return date(year, month or 1, day or 1), date(year, last, day or monthrange(year, last)[1])
