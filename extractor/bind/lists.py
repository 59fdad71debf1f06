"""Figures in a list: how many are joined by 、 or 和, and whether 分别 assigns them in order."""

from __future__ import annotations

from extractor.figures import Figure
from extractor.sentences import Sentence


def list_length(sentence: Sentence, i: int) -> int:
    """How many figures from number `i` on are joined by 、 or 和 with nothing else between."""
    count = 1
    while i + count < len(sentence.figures) and _goes_on(sentence, i + count - 1):
        count += 1
    return count


def _goes_on(sentence: Sentence, i: int) -> bool:
    """Nothing but 、 or 和 (and a word of bound) stands between figure `i` and the next."""
    figure, following = sentence.figures[i], sentence.figures[i + 1]
    between = sentence.tokens[figure.at + 1 : following.at]
    marks = [t.tag for t in between if t.tag not in ("BOUND", "RIGHT")]
    return marks in (["SEP"], ["CONJ"]) or (marks == ["COMMA"] and len(between) == 1)


def says_respectively(figure: Figure) -> bool:
    return "RESP" in figure.tags


def name_in_turn(sentence: Sentence) -> None:
    """小学骨干教师1.18人、体艺教师0.84人，初中分别为1.26人、1.03人: figures that 分别 tells of a stage alone measure, one by one, what
    as many figures right before them do."""
    for i, figure in enumerate(sentence.figures):
        if not says_respectively(figure) or any(t.tag not in _TURN for t in figure.own):
            continue
        count = list_length(sentence, i)
        before, members = sentence.figures[max(i - count, 0) : i], sentence.figures[i : i + count]
        told = {f.indicator for f in before}
        if len(told) == len(before) == count > 1 and [f.unit_text for f in before] == [f.unit_text for f in members]:
            for model, member in zip(before, members, strict=True):
                member.indicator, member.score, member.unit, member.subject = model.indicator, model.score, model.unit, model.subject
                member.step = member.step or model.step


_TURN = frozenset(("STAGE", "COMMA", "SEMI", "RESP", "LE", "BE"))
"""What stands before such a list: 小学…，初中分别为."""
