"""The order in which a list is said to stand: 由高到低依次为城关镇92.1分、东河镇94.8分, where a member has more than the one before."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from models.checks.computing import rounded, surely_less
from models.checks.desk import Desk, Sentence, Tally
from models.checks.listed.lists import Listed, Member, listed_data, lists_of
from models.checks.wordings import pattern
from models.finding import Finding, exact_text, make_finding


def check_orders(desk: Desk) -> Tally:
    """trend_contradiction for each list with a member out of the order that the words right in front of it tell."""
    tally = Tally("orders")
    for sentence in desk.running_prose.having(pattern(listed_data()["order_keys"])):
        for told, falling, words in _ordered(desk, sentence):
            tally.check(_out_of_order(told, falling, words))
    return tally


def _ordered(desk: Desk, sentence: Sentence) -> Iterator[tuple[Listed, bool, str]]:
    """The lists, whether the greatest stands first, and the words that say so."""
    for told in lists_of(desk, sentence):
        found = pattern(listed_data()["order"]).search(told.ahead)
        if found is not None:
            yield told, found["falling"] is not None, found["said"]


def _out_of_order(told: Listed, falling: bool, words: str) -> Finding | None:
    for before, after in pairwise(told.members):
        greater, less = (before, after) if falling else (after, before)
        if surely_less(rounded(greater.fact), rounded(less.fact)):
            return _finding(before, after, words)
    return None


def _finding(before: Member, after: Member, words: str) -> Finding:
    return make_finding(
        "trend_contradiction", [before.fact, after.fact], variant="order",
        claimed=words, computed=exact_text(Fraction(after.fact.value or 0)),
        words=words, first=f"{before.name}{before.fact.evidence.text}", second=f"{after.name}{after.fact.evidence.text}",
    )  # fmt: skip
