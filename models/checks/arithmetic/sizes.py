"""Seats and beds by the size of what holds them: 36座的18辆、24座的14辆，共有座位984个; 宿舍286间，每间8个床位，共有床位2288个.

Only where the sizes leave none of the things out. Words are data (products.yaml).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from models.checks.arithmetic.factors import WORDS, is_factor, wrong_product
from models.checks.computing import far_apart, judge
from models.checks.desk import Desk, Placed, Sentence, Tally
from models.checks.wordings import first_piece, has_words, last_piece, pattern
from models.loading import load_data


def check_sizes(desk: Desk) -> Tally:
    """sum_mismatch of the seats or beds told of all, by those of each size."""
    tally = Tally("sizes")
    for kind in load_data(WORDS)["sizes"]:
        for sentence in desk.running_prose.having(pattern("|".join(kind["keys"]))):
            _check(tally, sentence, kind)
    return tally


def _check(tally: Tally, sentence: Sentence, kind: dict[str, Any]) -> None:
    """The number of all stands behind the sizes; how many things there are may stand in front of them."""
    pairs = list(pattern(kind["pair"]).finditer(sentence.text))
    numbers = [next((p.fact for p in sentence.placed if p.start <= m.start("number") < p.end), None) for m in pairs]
    counts = [fact for fact in numbers if fact is not None and is_factor(fact)]
    if len(pairs) < kind.get("least", _KINDS) or len(counts) < len(pairs):
        return
    behind = next((p for p in sentence.placed if p.start > pairs[-1].end()), None)
    things = [p.fact for p in sentence.placed if p.end <= pairs[0].start() and p.fact.evidence.text.endswith(kind["counted"])]
    if behind is None or not is_factor(behind.fact) or not pattern(kind["all"]).search(_around(sentence, behind)):
        return
    if things and things[-1].value != sum(fact.value or 0 for fact in counts):
        tally.skip("not_all_sizes")
        return
    computed = sum((Fraction(m["size"]) * Fraction(fact.value or 0) for m, fact in zip(pairs, counts, strict=True)), Fraction())
    if len(pairs) < _KINDS and (far_apart(computed, Fraction(behind.fact.value or 0)) or _is_of_others(sentence, pairs[0].start(), behind)):
        tally.skip("not_all_sizes")
        return
    holds = judge(behind.fact, lambda read: read(counts[0]).scaled(computed / Fraction(counts[0].value or 1))).verdict != "inconsistent"
    tally.check(None if holds else wrong_product("sum_mismatch", "sizes", counts, behind.fact, computed))


_KINDS = 2
"""Sizes at least, if there may be others; of a single one what is far off holds more."""


def _is_of_others(sentence: Sentence, start: int, told: Placed) -> bool:
    """现有36个教学班，每班45人，新增学位1500个: the number of all says that it is of some others than the things just told."""
    return has_words(WORDS, "sizes_of_others", _around(sentence, told)) and not has_words(WORDS, "sizes_new", sentence.text[:start])


def _around(sentence: Sentence, placed: Placed) -> str:
    return f"{last_piece(sentence.text[: placed.start])}#{first_piece(sentence.text[placed.end :])}"
