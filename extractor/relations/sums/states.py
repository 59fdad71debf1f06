"""A whole told by how far each of it has come: 项目26个，总投资3.18亿元。已竣工19个，在建5个，尚未开工2个.

What is done, under way and not begun leaves nothing out, so that the three are meant to make up the count told before them.
"""

from __future__ import annotations

from itertools import takewhile

from extractor.figures import Figure
from extractor.relations.links import is_level
from extractor.relations.sums.deeds import state_of
from extractor.relations.sums.parts import adds_up, near, summable, written_alike
from extractor.wordlists import words_of

_REACH = 8
"""Figures behind the first among which the others stand."""
_ALL = {"not_begun", "under_way", "done"}


def divided_by_state(first: Figure, before: list[Figure], behind: list[Figure], text: str) -> list[Figure]:
    """The whole and its parts, of which `first` is the first; none where that is no such list. `before`: where the whole may stand."""
    if not is_level(first) or "AMONG" in first.tags or state_of(first, text) is None:
        return []
    behind = [f for f in behind[:_REACH] if "AMONG" not in f.tags]  # 已竣工19个，其中投用15个，在建5个
    run = [first, *takewhile(lambda f: _goes_on(f, first, text), behind)]
    states = [state_of(f, text) for f in run]
    if len(run) < len(_ALL) or not set(states) >= _ALL:
        return []
    following = behind[len(run) - 1 : len(run)]
    further = any(_is_alike(f, first) and f.sentence == first.sentence and "SEMI" not in f.tags for f in following)
    largest = max(f.value or 0 for f in run)
    whole = next((f for f in reversed(before) if _may_be_whole(f, first, text) and (f.value or 0) > largest), None)
    if whole is None:
        return []
    meant = len(set(states)) == len(states) and not further and near(whole, run)
    return [whole, *run] if adds_up(whole, run) or meant else []


def _goes_on(figure: Figure, first: Figure, text: str) -> bool:
    """Told right behind the others, in their sentence, and not of one of them."""
    beside = figure.sentence == first.sentence and figure.depth == first.depth and "SEMI" not in figure.tags
    return beside and _is_alike(figure, first) and state_of(figure, text) is not None


def _is_alike(figure: Figure, first: Figure) -> bool:
    return is_level(figure) and summable(figure, first) and written_alike(figure, first) and figure.bound == "exact"


def _may_be_whole(figure: Figure, first: Figure, text: str) -> bool:
    """Told in the sentence or the one before, of what may be built or mended: no 26个乡镇."""
    outside = figure.depth <= first.depth and figure.sentence >= first.sentence - 1
    of_places = text.startswith(words_of("sampled_places"), figure.end)
    return outside and not of_places and _is_alike(figure, first) and not figure.roles & {"group", "name"}
