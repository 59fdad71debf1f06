"""How the figures of a paragraph hang together: sums, ratios and changes, as the contract defines them.

Structure decides first (其中, brackets, 占…的, 从…到…). Arithmetic is asked only where the words leave open whether parts
make up the whole, or which whole a share is of; it never hides a claim that does not hold.
"""

from __future__ import annotations

from extractor.figures import Figure
from extractor.relations.changes.find import find_changes
from extractor.relations.changes.mended import find_mended
from extractor.relations.changes.series import find_series
from extractor.relations.far.find import find_far
from extractor.relations.links import Link
from extractor.relations.ratios.beside import find_divided
from extractor.relations.ratios.find import find_ratios
from extractor.relations.ratios.shares import COUNTED
from extractor.relations.sums.divisions import find_divisions
from extractor.relations.sums.find import find_sums
from extractor.relations.sums.left_over import find_left_over
from extractor.relations.sums.nested import find_nested
from extractor.relations.sums.rows import find_rows
from extractor.sentences import Sentence

__all__ = ["Link", "find_far", "find_mended", "relate", "settle_wholes"]

_REACH = 200
"""How many figures back a whole or an earlier value is looked for."""

_TOLD = 12
"""How many figures back in its paragraph a figure may be that a rate names again."""


def relate(paragraphs: list[list[Sentence]], figures: list[Figure]) -> list[Link]:
    """The relations of a document: its paragraphs' sentences, and all its figures in order, those of tables among them."""
    links: list[Link] = []
    stock = [f for f in figures if f.indicator in COUNTED and f.kind == "level" and f.value is not None and "table" not in f.flags]
    for sentences in paragraphs:
        own = [f for s in sentences for f in s.figures]
        if not own:
            continue
        found = find_sums(own, sentences[0].text)
        found = find_nested(own, found + find_rows(own, found), sentences[0].text)
        found += find_left_over(own, sentences[0].text, found)
        found += find_divisions(own, figures[max(own[0].order - _TOLD * 2, 0) : own[0].order], sentences[0].text, found)
        told: list[Figure] = []
        for sentence in sentences:
            if sentence.figures:
                first = sentence.figures[0].order
                before = figures[max(first - _REACH, 0) : first]
                bases = {id(link.members[0]) for link in found if link.type == "change"}
                found += find_changes(sentence, before, bases, told)
                found += find_ratios(sentence, before, stock, told)
                told = [*told, *sentence.figures][-_TOLD:]
        found += find_divided(found)
        links += found + find_series(sentences, found)
    return links


def _both(stages: set[str | None]) -> bool:
    """The parts are of 小学 and 初中, and of no other stage."""
    return {"primary", "junior"} <= stages <= {"primary", "junior", "compulsory", None}


def _free_of_last_part(whole: Figure, parts: list[Figure]) -> None:
    """小学52所，初中18所，合计70所: a whole behind its parts has neither the stage nor the area of the last of them."""
    if not parts or parts[-1].order > whole.order or any(t.hit and (t.hit.word.stage or t.hit.word.area) for t in whole.own):
        return
    if len({p.stage for p in parts} - {None}) > 1:
        whole.stage = None
    if len({p.area for p in parts} - {None}) > 1:
        whole.area = None


def settle_wholes(links: list[Link], figures: list[Figure]) -> None:
    """A whole without a stage whose parts are 小学 and 初中 is of compulsory education, and so is its share."""
    wholes: dict[int, str | None] = {}
    """Those wholes, each with the stage that it seemed to have."""
    for link in links:
        if link.type == "sum":
            whole, *parts = (member for member in link.members if member is not None)  # a sum's members are all written
            seemed = whole.stage
            _free_of_last_part(whole, parts)
            if whole.stage is None and "sample" not in whole.roles and _both({p.stage for p in parts}):
                whole.stage = "compulsory"
                wholes[id(whole)] = seemed
    for figure in figures:
        if figure.unit == "%" and id(figure.head) in wholes and figure.stage in (None, wholes[id(figure.head)]) and not figure.names_stage:
            figure.stage = "compulsory"
