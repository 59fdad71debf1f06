"""Measure words: what is counted in sheets or pieces is none of the rooms or events that were counted before it.

Takes an indicator and a figure; tells whether the figure's measure word counts such things. The words are in words.yaml.
"""

from __future__ import annotations

from functools import cache

from extractor.figures import Figure
from models.loading import load_data


def counts_otherwise(best: str, figure: Figure) -> bool:
    """开展演练46场，发放告家长书2.1万份: 份 counts no events, and 两年 behind 平均年龄 no age."""
    if figure.unit not in ("item", "year") or not figure.unit_text:
        return False
    counted = next((words for indicator, words in _measures() if best.startswith(indicator)), None)
    return counted is not None and not figure.unit_text.startswith(counted)


@cache
def _measures() -> list[tuple[str, tuple[str, ...]]]:
    """The measure words of an indicator, or of all whose names begin so."""
    measures: dict[str, list[str]] = load_data("words.yaml", "extractor")["measures"]
    return [(indicator, tuple(words)) for indicator, words in measures.items()]
