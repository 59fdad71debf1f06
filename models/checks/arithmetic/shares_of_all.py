"""Shares of all that there are (音体美教师1046人，占义务教育专任教师总数的29.0%), wherever the text tells how many these are.

Silent where the count right before the share is not surely its part, or the text counts the whole twice and differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.checks.arithmetic.ratios import another_reading, check_share
from models.checks.arithmetic.wholes_named import all_of
from models.checks.desk import Desk, Tally, is_plain
from models.checks.wordings import pattern, says
from models.claims import claims
from models.fact import Fact


def check_shares_of_all(desk: Desk) -> Tally:
    """ratio_mismatch for each share of all the schools, pupils or teachers of a stage that does not hold."""
    tally = Tally("shares_of_all")
    for part, whole, rate in _shares(desk):
        check_share(tally, part, whole, rate)
    return tally


def _shares(desk: Desk) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Part, whole and rate of each such share that no relation joins, or for which the check of relations sees another whole: the
    words leave none."""
    joined = {r.rate for _, r in desk.ratios}
    for sentence in desk.prose:
        if not says("share_of_all_key", sentence.text):
            continue
        for first, second in pairwise(sentence.placed):
            part, rate = first.fact, second.fact
            if rate.unit != "%" or not (is_plain(rate) and is_plain(part)) or part.bound != "exact":
                continue
            told = pattern(claims()["share_of_all"]).search(sentence.text[first.end : second.start])
            whole = _whole(desk, told["of"], part) if told else None
            if whole is not None and (rate.id not in joined or another_reading(desk, part, whole, rate)):
                yield part, whole, rate


def _whole(desk: Desk, words: str, part: Fact) -> Fact | None:
    """The count of all that the words name, if it may be the whole of a part."""
    whole = all_of(desk, words, part, part.unit)
    return whole if whole is not None and (whole.value or 0) >= (part.value or 0) > 0 else None
