"""How the figures of a paragraph hang together: sums, ratios and changes, as the contract defines them.

Structure decides first (其中, brackets, 占…的, 从…到…). Arithmetic is asked only where the words leave open whether parts
make up the whole, or which whole a share is of; it never hides a claim that does not hold.
"""

from __future__ import annotations

from extractor.figures import Figure
from extractor.relations.changes import find_changes, find_series
from extractor.relations.links import Link
from extractor.relations.ratios import find_ratios
from extractor.relations.sums import find_sums
from extractor.sentences import Sentence

__all__ = ["Link", "relate"]

_REACH = 400
"""How many figures back a whole or an earlier value is looked for."""


def relate(sentences: list[Sentence], earlier: list[Figure]) -> list[Link]:
    """The relations of a paragraph. `earlier`: the figures of the paragraphs before, in order."""
    links: list[Link] = []
    figures = [f for s in sentences for f in s.figures]
    links += find_sums(figures)
    before = earlier[-_REACH:]
    for sentence in sentences:
        links += find_changes(sentence, before)
        links += find_ratios(sentence, before)
        before = before + sentence.figures
    return links + find_series(figures, links)
