"""Claims that every school attains so many items: 各校至少6项达标.

Takes a claim's sentence; gives a finding where a school told before attains less.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.around import outward
from models.checks.desk import Desk, Placed, Sentence, is_plain
from models.checks.limits import ITEMS
from models.checks.sameness import ATTAINED
from models.checks.standard.claimed.norms import segment_start
from models.checks.wordings import number_of, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, make_finding


def short_of_items(desk: Desk, sentence: Sentence) -> Iterator[Finding | None]:
    """The finding of each claim that every school attains so many items, where one told before attains less; None where none does."""
    if not says("items_counted_key", sentence.text):
        return
    for match in pattern(claims()["items_of_each"]).finditer(sentence.text):
        if says("wishes", sentence.text[segment_start(sentence.text, match.start()) : match.end()]):
            continue
        for view in outward(desk, sentence):
            numbers = [p for p in view.sentence.placed if p.end <= view.shift + match.start() and _is_number_of_items(view.sentence, p)]
            if len(numbers) > 1:
                less = [p.fact for p in numbers if (p.fact.value or 0) < number_of(match["count"])]
                yield _finding(match.group(), less) if less else None
                break


def _is_number_of_items(sentence: Sentence, placed: Placed) -> bool:
    """城北小学达标7项, or a cell of a column of such numbers."""
    fact = placed.fact
    if not is_plain(fact) or fact.bound != "exact" or fact.entity is None or not 0 <= (fact.value or 0) <= ITEMS:
        return False
    if fact.evidence.table is not None:
        return fact.indicator == ATTAINED or (fact.unit == "item" and says("items_column", fact.subject or ""))
    return fact.unit == "item" and fact.evidence.text.endswith("项") and says("items_attained_ahead", sentence.text[: placed.start])


def _finding(said: str, less: list[Fact]) -> Finding:
    figures = "、".join(f"{f.entity}{f.evidence.text}" for f in less)
    return make_finding("threshold_contradiction", less, variant="items_of_each", changes_verdict=True, said=said, figures=figures)
