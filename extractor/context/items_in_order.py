"""Coefficients whose items are listed once for several lists: 按教学用房、运动场馆、图书的顺序，小学依次为0.41、0.52、0.38，初中….

Runs before stages are set; makes each figure of such a list the coefficient of the item in its place.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.bind.lists import list_length
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import one_of
from models.indicators import OTHER
from models.loading import load_data

_ORDER = re.compile(r"按照?(?P<names>[^。；;\d]{4,}?)的?(?:先后)?(?:顺序|次序)")
_MARK = re.compile(r"[、，,]")
_LAST_MARK = re.compile(r"以及|和|与|及")
_FEWEST = 3
"""Items of such an order at least; and two of them are the standard's."""
_KNOWN = 2


def set_items_in_order(sentence: Sentence) -> None:
    """Name the coefficients of each list that has as many figures as the order told before it has items."""
    order = _ORDER.search(sentence.text, sentence.start, sentence.end)
    if order is None:
        return
    named = _MARK.split(order["names"])
    orders = {len(names): [_item_in(name) for name in names] for names in ([*named[:-1], *_LAST_MARK.split(named[-1])], named)}
    for i, figure in enumerate(sentence.figures):
        items = orders.get(list_length(sentence, i), []) if figure.start > order.end() else []
        members = sentence.figures[i : i + len(items)]
        if len(items) >= _FEWEST and len(items) - items.count(None) >= _KNOWN and all(map(_may_be_one, members)):
            for item, member in zip(items, members, strict=True):
                member.indicator, member.criterion, member.score = "cv.item", item, 1.0


def _may_be_one(figure: Figure) -> bool:
    bare = figure.unit == "number" and figure.value is not None and 0 < figure.value < 1 and bool(figure.step)
    return bare and figure.indicator in (OTHER, "resource.other", "cv.item", "cv.composite") and not figure.roles & {"norm", "delta"}


def _item_in(name: str) -> str | None:
    """The standard's item of that name, if it is one."""
    found = _names().search(name)
    return None if found is None else found.lastgroup


@cache
def _names() -> re.Pattern[str]:
    criteria: dict[str, list[str]] = load_data("words.yaml", "extractor")["criteria"]
    return re.compile("|".join(f"(?P<{item}>{one_of(words)})" for item, words in criteria.items()))
