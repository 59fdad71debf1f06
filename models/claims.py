"""The wordings of claims as data (claims.yaml), and which sentences claim something. Knows no figure."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from models.loading import load_data

Says = Literal["met", "missed", "above", "below"]
"""What is claimed of a figure: the norm is met or missed, or it lies above or below the norm."""


@cache
def claims() -> dict[str, Any]:
    """The content of claims.yaml."""
    loaded: dict[str, Any] = load_data("claims.yaml")
    return loaded


@cache
def any_trend() -> re.Pattern[str]:
    """The words of every trend in one pattern: asked once instead of once an entry."""
    return re.compile("|".join(f"(?:{entry['words']})" for entry in claims()["trends"]))


def is_claim(text: str) -> bool:
    """Whether a sentence claims something that figures told elsewhere can be held against: a trend, or a norm met or missed."""
    return _any_norm().search(text) is not None or any_trend().search(text) is not None


@cache
def standing_claims() -> tuple[tuple[Says, re.Pattern[str]], ...]:
    """What is claimed of figures without the norm's number, and in which words."""
    entries = claims()["standing_claims"]
    return tuple((entry["claim"], re.compile(entry["words"].replace("NORM", claims()["norm_words"]))) for entry in entries)


@cache
def _any_norm() -> re.Pattern[str]:
    return re.compile("|".join([claims()["against_body_told"], *(words.pattern for _, words in standing_claims())]))
