"""The wordings of claims as data (claims.yaml), and which sentences claim something. Knows no figure."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from models.loading import load_data


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
def _any_norm() -> re.Pattern[str]:
    return re.compile(f"{claims()['attained_claims']}|{claims()['missed_claims']}")
