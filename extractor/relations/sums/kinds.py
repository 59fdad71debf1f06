"""By what the teachers of a list are told apart: their degrees or their titles, each of which divides all of them by itself."""

from __future__ import annotations

import re
from functools import cache

from extractor.wordlists import finder, words_of
from models.loading import load_data


def kind_of(words: str) -> str | None:
    """The kind of a part that is named so (degree, title); None where the words name none."""
    return next((kind for kind, names in _kinds().items() if names.search(words)), None)


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    barred = words_of("no_traits")
    return {kind: finder(words, barred) for kind, words in load_data("words.yaml", "extractor")["divisions"].items()}
