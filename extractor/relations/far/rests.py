"""What is left, told farther on than the whole: of a plan of which a share is done, of the pupils who had not come back.

Takes the paragraphs of a document. Asks the figures to come out exactly, since no words tie them together.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.figures import Figure
from extractor.relations.links import Link, is_level, own_clause
from extractor.relations.slips import LARGE, digits
from extractor.relations.sums.parts import CHANCE, adds_up, summable
from extractor.sentences import Sentence
from extractor.wordlists import finder_of

_REACH = 30
"""Figures back among which those who had not come back may be counted."""


def find_far_rests(paragraphs: list[list[Sentence]], links: list[Link]) -> list[Link]:
    """The sums of a document that `links` do not hold yet."""
    summed = {id(part) for link in links if link.type == "sum" for part in link.members[1:]}
    shares = [link.members for link in links if link.type == "ratio"]
    missing: list[Figure] = []
    found = []
    for sentence in (s for sentences in paragraphs for s in sentences if s.figures):
        for rest in sentence.figures:
            if id(rest) not in summed and (parts := _of_plan(rest, sentence, shares) or _come_back(rest, sentence, missing)):
                found.append(Link("sum", tuple(parts)))
        missing += _not_back(sentence)
    return found


def _of_plan(rest: Figure, sentence: Sentence, shares: list[tuple[Figure | None, ...]]) -> list[Figure]:
    """完成投资2790万元，占全年计划4650万元的60%。…抓紧做完剩余的1860万元: what a part of which the share is told leaves of its whole."""
    if digits(rest) < LARGE or not finder_of("rest").search(own_clause(rest, sentence.text)):
        return []
    for part, whole, _ in reversed(shares):
        if part is None or whole is None or whole.order > rest.order:
            continue
        if summable(rest, whole) and summable(part, whole) and adds_up(whole, [part, rest]):
            return [whole, part, rest]
    return []


def _not_back(sentence: Sentence) -> Iterator[Figure]:
    """Those who had not come to school."""
    words = finder_of("not_back")
    if words.search(sentence.text, sentence.start, sentence.end):
        told = (f for f in sentence.figures if f.unit == "person" and is_level(f) and (f.value or 0) >= CHANCE)
        yield from (f for f in told if words.search(own_clause(f, sentence.text)))


def _come_back(rest: Figure, sentence: Sentence, missing: list[Figure]) -> list[Figure]:
    """未返校46人。…已劝返29人，还有17人正在做工作: those who came back of them, and those who did not."""
    back = sentence.neighbour(rest, -1) if missing and rest.unit == "person" and is_level(rest) else None
    if back is None or not is_level(back) or not finder_of("left_over").search(own_clause(rest, sentence.text)):
        return []
    if not finder_of("brought_back").search(own_clause(back, sentence.text)):
        return []
    near = (f for f in reversed(missing) if f.order >= rest.order - _REACH)
    return next(([whole, back, rest] for whole in near if summable(back, whole) and adds_up(whole, [back, rest])), [])
