"""Claims that there are no large classes (未出现大班额, 大班额全部消除), against the sizes of classes that are told beside them.

Takes a sentence that makes the claim; gives the sizes, in it or around it, that surely are those of large classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from models.checks.around import outward
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Placed, Sentence, is_exact
from models.checks.limits import Limit
from models.checks.standard.claimed.norms import segment_start
from models.checks.standard.figures.single import of_all_classes
from models.checks.wordings import last_clause, pattern, says
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER

SIZE = "class.size"
LARGEST = Limit("at_most", Fraction(55))
"""56人及以上 is a large class."""
LARGEST_BUT_SOME = Limit("at_most", Fraction(65))
"""66人及以上 is 超大班额."""
_GROUP = re.compile("[及或]?以[上下]|的|[至到—~-]|线|标准")


def large_in_spite(desk: Desk, sentence: Sentence) -> Iterator[tuple[list[Fact], str]]:
    """The sizes above those that a claim leaves, and what such classes are: 大班额, or 超大班额 where the claim is on these alone."""
    for match in pattern(claims()["no_large_classes"]).finditer(sentence.text):
        words = sentence.text[segment_start(sentence.text, match.start()) : match.end()]
        kind, largest = ("very_large_class", LARGEST_BUT_SOME) if "超大班额" in match.group() else ("large_class", LARGEST)
        if not says("wishes", words) and (large := _larger(desk, sentence, match, largest)):
            yield large, kind
            return


def _larger(desk: Desk, sentence: Sentence, match: re.Match[str], largest: Limit) -> list[Fact]:
    """The sizes above the largest that a claim leaves, of the nearest place that tells sizes at its time, or of any place."""
    for view in outward(desk, sentence):
        sizes = [p.fact for p in view.sentence.placed if _is_size(view.sentence, p)]
        if sizes:
            last = max(f.period or "" for f in sizes)
            if large := [f for f in sizes if (f.period or "") == last and largest.missed_by(rounded_or_cut(f))]:
                return large
            break
    words = sentence.text[segment_start(sentence.text, match.start()) : match.end()]
    return [f for f in of_all_classes(desk, sentence, words, match.end()) if largest.missed_by(rounded_or_cut(f))]


def _is_size(sentence: Sentence, placed: Placed) -> bool:
    """A size told as true, or that of the next grade in a list: 一年级最大班额45人，四年级58人."""
    fact, ahead = placed.fact, sentence.text[: placed.start]
    of_a_group = _GROUP.match(sentence.text, placed.end) is not None  # 56人以上的大班额, 56人至65人的
    if fact.unit != "person" or not is_exact(fact) or of_a_group:
        return False
    return fact.indicator == SIZE or (fact.indicator == OTHER and "班额" in ahead and says("only_a_grade", last_clause(ahead)))
