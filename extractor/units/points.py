"""Percentage points whose unit only the last of a list writes in full: 分别提高1.2个、0.8个百分点, 下降0.01个、上升0.03个百分点.

Takes a text with its figures; sets the unit of those in front.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extractor.figures import Figure
from extractor.wordlists import one_of
from models.loading import load_data


def share_points(text: str, figures: list[Figure]) -> None:
    for figure, following in reversed(list(pairwise(figures))):
        if following.unit == "pp" and figure.unit_text == "个" and _listed().fullmatch(text, figure.end, following.start):
            figure.unit, figure.unit_text = following.unit, following.unit_text


@cache
def _listed() -> re.Pattern[str]:
    tags = load_data("words.yaml", "extractor")["tags"]
    ways = one_of(word for tag in ("UP", "DOWN", "MORE", "LESS") for word in tags[tag])
    return re.compile(rf"\s*[、，,和与及]\s*(?:{ways}了?)?\s*")
