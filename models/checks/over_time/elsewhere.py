"""A trend that is claimed in one place, of a series that a table's row or another section gives: 表1…. 小学生均支出逐年增长."""

from __future__ import annotations

import re

from models.checks.desk import Desk, Sentence, once
from models.checks.over_time.claimed import Claim
from models.checks.over_time.series import Series, all_series, is_planned, moment
from models.checks.over_time.subjects import BEYOND, is_named, is_per_head_as_named, items_named, may_be_of
from models.checks.standard.claimed.norms import segment_start
from models.checks.wordings import STAGE_WORDS, SURE_NAME, clause, number_of, same_subject, says, stages_named
from models.indicators import OTHER


def told_elsewhere(desk: Desk, sentence: Sentence, claim: Claim) -> list[Series]:
    """The series of a table's row or of another section that surely is what the claim names: 表1…. 小学生均支出逐年增长."""
    ahead = sentence.text[segment_start(sentence.text, claim.start) : claim.start]
    if len(claim.subject) < SURE_NAME or says("wishes", ahead) or says("trend_demanded", sentence.text[claim.start + len(claim.words) :]):
        return []
    named = [s for s in _series_of_county(desk) if is_named(s[0].indicator, claim.subject) and _is_same(desk, claim, s)]
    return [cut for s in named if len(cut := _within(s, ahead)) > 1]


@once
def _series_of_county(desk: Desk) -> list[Series]:
    """Figures of the whole county at three times or more; none where the document tells the same thing in two ways."""
    found: dict[tuple[object, ...], list[Series]] = {}
    for sentence in desk.sentences:
        for one in all_series(sentence) if len(sentence.facts) > 2 else ():
            first = one[0]
            of_county = first.indicator != OTHER and first.entity is None and first.area is None and not is_planned(one)
            if len(one) > 2 and of_county and moment(first):
                found.setdefault((first.indicator, first.unit, first.stage, first.criterion), []).append(one)
    return [told[0] for told in found.values() if len({tuple(f.value for f in one) for one in told}) == 1]


def _is_same(desk: Desk, claim: Claim, series: Series) -> bool:
    """Of the stage, the group and the kind of amount (生均) that the claim's words name."""
    first = series[0]
    stages = stages_named(claim.clause)
    if (first.stage not in stages if stages else first.stage in STAGE_WORDS and "/" not in first.unit) or first.stage in BEYOND:
        return False  # both stages together may grow where one does not, but no amount per head grows that falls in one of them
    if not may_be_of(claim, first) or (first.criterion is not None and first.criterion not in items_named(claim.clause)):
        return False
    return is_per_head_as_named(claim, first) and same_subject(first.indicator, claim.clause, clause(desk, first))


def _within(series: Series, ahead: str) -> Series:
    """The figures of the years that the words before the claim name: 2021年以来, 近三年."""
    since = min((int(year) for year in _YEAR.findall(ahead)), default=0)
    counted = _LAST_YEARS.search(ahead)
    last = number_of(counted[1]) if counted else len(series)
    return [f for f in series if int((f.period or "0")[:4]) >= since][-last:]


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LAST_YEARS = re.compile(r"近?([两三四五六七八九]|(?<!\d)[2-9])年[来间]?")
