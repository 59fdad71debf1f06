"""Shares of all that there are (音体美教师1046人，占义务教育专任教师总数的29.0%), wherever the text tells how many these are.

Silent where the count right before the share is not surely its part, or the text counts the whole twice and differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from models.checks.arithmetic.ratios import another_reading, check_share
from models.checks.desk import Desk, Tally, is_plain
from models.checks.sameness import is_whole_county, subset_ids
from models.checks.wordings import pattern, says
from models.claims import claims
from models.fact import Fact

_STAGES = {"义务教育": "compulsory", "小学": "primary", "初中": "junior"}


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
    """The count of all that the words name; None where the text gives none, or several."""
    kinds = (k for k in claims()["whole_counts"] if k["unit"] == part.unit and pattern(f"(?:{k['nouns']})$").search(words))
    kind = next(kinds, None)
    if kind is None or says("narrower_than_all", words):
        return None
    stage = next((stage for name, stage in _STAGES.items() if name in words), None)
    counted = (f for f in desk.by_measure.get((kind["indicator"], kind["unit"]), []) if f.id not in subset_ids(desk))
    told = [f for f in counted if is_whole_county(f) and f.stage == stage and f.area is None and _one_time(f, part)]
    return told[0] if len({f.value for f in told}) == 1 and (told[0].value or 0) >= (part.value or 0) > 0 else None


def _one_time(whole: Fact, part: Fact) -> bool:
    return None in (whole.period, part.period) or (whole.period or "")[:4] == (part.period or "")[:4]
