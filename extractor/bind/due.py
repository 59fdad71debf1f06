"""What was due by a rule, in front of what came of it: 教育费附加应提640万元，实际拨付568万元，少拨72万元.

Runs when the indicators before are bound: what was paid of a sum, and what is still owed of it, are of the same money.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER

_MONEY = frozenset(("funding.investment", "funding.expenditure", OTHER))
_BETWEEN = r"[^，,。；;\d]"
_BEHIND = re.compile(
    rf"[(（，,]{_BETWEEN}{{0,6}}(?:实[有际配拨计提征收缴到]|现有|现配|配备|(?:已经?|[只仅])(?:配|拨|计?提|征|收|到|落实|安排|有))"
)
_OF_IT = re.compile(r"[(（，,；;][^，,。；;\d]{0,4}?(?:实|已|[只仅]|少|欠|缺|未|差|短)[^，,。；;\d]{0,8}")


def is_due(figure: Figure, text: str) -> bool:
    """应配210人，实有160人; 应提640万元，实际拨付568万元: as much as a rule asks for, beside what is there; not 应返校1260人."""
    ought = _due().get(figure.unit)
    if ought is None or ought.search(text, figure.left[0], figure.start) is None:
        return False
    return _BEHIND.match(text, figure.end) is not None


def bind_paid(figure: Figure, sentence: Sentence) -> None:
    """Money that was paid of what was due, or is still owed, is what was due: the words paid and owed tell no more of it."""
    if figure.unit != "CNY" or figure.indicator not in _MONEY:
        return
    due = before = sentence.neighbour(figure, -1)
    if before is not None and not is_due(before, sentence.text):
        due = sentence.neighbour(before, -1)
    if due is None or before is None or due.unit != "CNY" or due.indicator == OTHER or not is_due(due, sentence.text):
        return
    told = (sentence.text, before.end, figure.start)
    if _OF_IT.fullmatch(*told) and not finder_of("money_aims").search(*told):
        figure.indicator, figure.score, figure.head = due.indicator, due.score, due


@cache
def _due() -> dict[str, re.Pattern[str]]:
    """By unit, what stands in front of what is due: teachers and goods are to be there, money is to be paid."""
    ought = rf"(?<![适供响反相对效感])应[当该]?{one_of(words_of('how_due'))}*"
    there = re.compile(rf"{ought}(?:配(?:备|置|齐)?|设置?|有){_BETWEEN}{{0,12}}$")
    paid = re.compile(rf"{ought}{one_of(words_of('due_verbs'))}{_BETWEEN}{{0,12}}$")
    return {"person": there, "item": there, "CNY": paid}
