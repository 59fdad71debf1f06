"""Lines that a web library printed around a report."""

from __future__ import annotations

import re
from functools import cache

from extractor.documents import document_words
from extractor.wordlists import finder


def is_web_furniture(text: str) -> bool:
    """A line that a web library printed around the report: two of its words, or a telling one in a short line."""
    if len(text) > 300:
        return False
    telling, usual = (len(set(p.findall(text))) for p in _web())
    return (telling + usual >= 2 and (telling > 0 or len(text) < 80)) or (telling == 1 and len(text) < 60)


@cache
def _web() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = document_words()["web"]
    return finder(words["telling"]), finder(words["usual"])
