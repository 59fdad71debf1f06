"""The wordings of claims as data (claims.yaml), and which sentences claim something. Knows no figure."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from models.loading import load_data

Says = Literal["met", "missed", "above", "below"]
"""What is claimed of a figure: the norm is met or missed, or it lies above or below the norm."""


def claims() -> dict[str, Any]:
    """The content of claims.yaml."""
    loaded: dict[str, Any] = load_data("claims.yaml")
    return loaded


def is_claim(text: str) -> bool:
    """Whether a sentence claims something that figures told elsewhere can be held against: a trend, a norm met or missed,
    which of those listed is the first or the last; or heads a table of some."""
    return claims_norm(text) or claims_trend(text) or _counts_items(text) or _ranks(text) or heads_some(text)


def claims_norm(text: str) -> bool:
    """Whether a text says that a norm is met or missed, without the norm's number."""
    keys, words = _any_norm()
    return keys.search(text) is not None and words.search(text) is not None


@cache
def held_keys() -> re.Pattern[str]:
    """The plain words without one of which a text is held against nothing but a norm that it writes out."""
    return re.compile(f"{claims()['norm_keys']}|{claims()['held_keys']}")


def claims_trend(text: str) -> bool:
    """Whether a text says where a series goes."""
    return trend_keys().search(text) is not None and _any_trend().search(text) is not None


def _counts_items(text: str) -> bool:
    """Whether a text says how many items of the standard are met: of one school (七项指标中有1项未达到), or at least by each."""
    keys, wordings = _any_items()
    return keys.search(text) is not None and any(words.search(text) for words in wordings)


def _ranks(text: str) -> bool:
    """Whether a text may say which member of a list has most or least, or what its rank is."""
    return _any_rank().search(text) is not None


@cache
def _any_rank() -> re.Pattern[str]:
    listed = load_data("listed.yaml")
    return re.compile(f"{listed['extreme_keys']}|{listed['rank_keys']}")


@cache
def standing_claims() -> tuple[tuple[Says, re.Pattern[str]], ...]:
    """What is claimed of figures without the norm's number, and in which words."""
    entries = claims()["standing_claims"]
    return tuple((entry["claim"], re.compile(entry["words"].replace("NORM", claims()["norm_words"]))) for entry in entries)


def heads_some(text: str) -> bool:
    """Whether a text says of a table that its rows are some of all: 部分乡镇小学基本情况对比表."""
    return _some_rows().search(text) is not None


@cache
def _some_rows() -> re.Pattern[str]:
    return re.compile(claims()["heads_some"])


_OTHER_CLAIMS = ("against_body", "against_body_told", "all_attain", "goal_passed", "no_large_classes", "no_oversize")


@cache
def _any_norm() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The plain words of which each such claim has one, looked for in a hundredth of the time, and all claims in one pattern."""
    wordings = [words.pattern for _, words in standing_claims()]
    return re.compile(claims()["norm_keys"]), re.compile("|".join([*(claims()[name] for name in _OTHER_CLAIMS), *wordings]))


@cache
def trend_keys() -> re.Pattern[str]:
    """The same of trends: their plain words."""
    return re.compile(claims()["trend_keys"])


@cache
def _any_trend() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry['words']})" for entry in claims()["trends"]))


@cache
def _any_items() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """The same of numbers of items, whose wordings name their groups alike and so make no one pattern."""
    wordings = (*claims()["items_counted"], claims()["items_of_each"])
    return re.compile(claims()["items_counted_key"]), tuple(re.compile(words) for words in wordings)
