"""Items with a verdict and their figures in brackets: 班额：达标（小学最大45人，初中最大52人）, 名额分配：不达标（51%）.

Takes a sentence; gives each verdict as a claim with the figures in its brackets that the standard limits. Compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.desk import Desk, Sentence, is_plain
from models.checks.standard.claimed.scheme import Limited, limit_of, named_limit
from models.checks.standard.claimed.standing import Standing
from models.checks.wordings import pattern
from models.claims import Says, claims


def lines_with_verdict(desk: Desk, sentence: Sentence) -> Iterator[tuple[Standing, Limited]]:
    """The verdicts of a sentence with their figures; those whose figures the standard does not limit left out."""
    if not sentence.facts or "标" not in sentence.text or "：" not in sentence.text:
        return
    for match in pattern(claims()["verdict_line"]).finditer(sentence.text):
        inside = [p.fact for p in sentence.placed if match.start("figures") <= p.start and p.end <= match.end("figures")]
        plain = [f for f in inside if is_plain(f)]
        limited = [(f, limit) for f in plain if (limit := limit_of(desk, f) or named_limit(desk, f, match["item"]))]
        claim: Says = "missed" if match["missed"] else "met"
        start, at = match.start("item"), match.start("verdict")
        if limited:
            yield Standing(claim, match["verdict"], sentence.text[start:at], start, at, denied=False, which=False), limited
