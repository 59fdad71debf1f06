"""Amounts behind those who were aided: 小学1180人、每生每学期500元，发放59万元 tells what each of them was given, and all of them.

Runs when the indicators before are bound.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of
from models.indicators import OTHER, load_indicators

_LOANS = "funding.student_loan"
_RATES = {"student.aided": "funding.student_aid_rate", "student.loan": _LOANS, _LOANS: _LOANS}
_ENDS = frozenset("。；;\n")


def bind_granted(figure: Figure, sentence: Sentence) -> None:
    """为困难寄宿生860人发放生活补助，每人625元: an amount per head right behind those aided, or their loans, is what they were given."""
    if figure.unit != "CNY/person" or figure.indicator not in (OTHER, "funding.teacher_allowance_rate", "funding.student_aid_rate"):
        return
    before = sentence.neighbour(figure, -1)
    rate = _RATES.get(before.indicator) if before is not None else None
    if before is None or rate is None or not _ENDS.isdisjoint(sentence.text[before.end : figure.start]):
        return
    if finder_of("teachers").search(sentence.text, before.end, figure.start) is None:
        figure.indicator = rate


def bind_beneficiaries(figure: Figure, sentence: Sentence) -> None:
    """乡村教师生活补助每人每月300元，全年发放612万元，1094人受益: whom an allowance of teachers reaches are no pupils."""
    if figure.indicator != "student.aided" or finder_of("pupils").search(sentence.text, figure.clause, figure.start):
        return
    before = sentence.neighbour(figure, -1)
    while before is not None and before.indicator == OTHER:
        before = sentence.neighbour(before, -1)
    if before is not None and before.indicator.startswith("funding.teacher_allowance"):
        figure.indicator = OTHER


def bind_next_aided(figure: Figure, sentence: Sentence) -> None:
    """小学寄宿生2136人，每生500元，计106.8万元；初中寄宿生3842人，每生625元: behind those who were aided, and how much each was given, the
    next for whom that is told are aided as well."""
    if figure.unit != "person" or figure.indicator != "student.count" or not _EACH_GIVEN.match(sentence.text, figure.end):
        return
    told = {f.indicator for f in sentence.figures if f.order < figure.order}
    if {"student.aided", "funding.student_aid_rate"} <= told:
        figure.indicator = "student.aided"


_EACH_GIVEN = re.compile(r"[，,、](?:小学|初中)?(?:按照?|给予|发放)?(?:每[生人名]|人均)[^，,。；;\d]{0,10}\d[\d.]*元")


def bind_total(figure: Figure, previous: Figure | None, text: str) -> None:
    """补助1180人、每生每学期500元，发放59万元: what an amount per head comes to, told right behind it, is of the same money."""
    if previous is None or figure.unit != "CNY" or not previous.unit.startswith("CNY/"):
        return
    total = _totals().get(previous.indicator)
    if total is not None and _COMES_TO.fullmatch(text, previous.end, figure.start):
        figure.indicator = total


_COMES_TO = re.compile(
    r"(?:的?标准)?[，,、]?(?:全年|全学年|本学期|今年|一年|累计)?"
    r"(?:共计?|合计|总计|总共|计|发放|拨付|支付|落实|补助|兑现|需要?|资金|金额|经费|为|约){1,4}"
)


@cache
def _totals() -> dict[str, str]:
    """The total that each indicator per head is a share of."""
    return {i.per_head: i.id for i in load_indicators().values() if i.per_head is not None and i.unit == "CNY"}


def aided_before(figure: Figure, sentence: Sentence) -> Figure | None:
    """Those whom an amount of aid was granted to: told right before it, alone, in the same part of the sentence."""
    told = sentence.neighbour(figure, -1) if _is_aid(figure) else None
    while told is not None and (_is_aid(told) or told.unit in ("day", "month")):
        told = sentence.neighbour(told, -1)
    if told is None or told.indicator != "student.aided" or not _ENDS.isdisjoint(sentence.text[told.end : figure.start]):
        return None
    other = sentence.neighbour(told, -1)
    beside = other is not None and other.indicator == told.indicator and _ENDS.isdisjoint(sentence.text[other.end : told.start])
    return None if beside else told  # 小学1236人、初中1874人，共发放168.9万元: of both


def _is_aid(figure: Figure) -> bool:
    return figure.indicator in ("funding.student_aid", "funding.student_aid_rate")
