"""Figures that belong together: how many are joined by 、 or 和, whether 分别 assigns them in order, and which is set against which."""

from __future__ import annotations

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import words_of
from models.indicators import OTHER


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


def name_in_turn(sentence: Sentence, before: Sentence | None = None) -> None:
    """小学骨干教师1.18人、体艺教师0.84人，初中相应为1.26人、1.03人: a list that names a stage, an area or a time alone measures, one by
    one, what as many figures right before it do."""
    for i, figure in enumerate(sentence.figures):
        if not takes_up_list(sentence, figure):
            continue
        members = sentence.figures[i : i + list_length(sentence, i)]
        models = _models(sentence, before, i, len(members))
        if len({f.indicator for f in models}) == len(models) > 1 and [f.unit_text for f in models] == [f.unit_text for f in members]:
            for model, member in zip(models, members, strict=True):
                member.indicator, member.score, member.unit, member.subject = model.indicator, model.score, model.unit, model.subject
                member.step = member.step or model.step


def name_set_against(sentence: Sentence) -> None:
    """与规定的7.5平方米相比，该校生均场馆面积6.2平方米，少1.3平方米: what a value is set against in front of it measures what it does."""
    for form in sentence.forms:
        if form.name == "set_against_first":
            base, told, _ = form.figures
            if base.indicator == OTHER and told.unit.split("/")[0] == base.unit:
                base.indicator, base.score, base.unit, base.subject = told.indicator, told.score, told.unit, told.subject


def _models(sentence: Sentence, before: Sentence | None, i: int, count: int) -> list[Figure]:
    """As many figures as `count` right before number `i`; where that opens its sentence and says 分别, the last of the sentence before."""
    if i or before is None or not says_respectively(sentence.figures[0]):
        return sentence.figures[max(i - count, 0) : i]
    return before.figures[-count:]


def takes_up_list(sentence: Sentence, figure: Figure) -> bool:
    """Before the figure stands whose or of when it is, or 分别, and nothing that is measured."""
    scopes = [t for t in figure.own if t.tag in _SCOPES or (t.hit is not None and t.hit.word.area is not None)]
    rest = [t for t in figure.own if t not in scopes and t.tag not in _TURN]
    named = bool(scopes) or says_respectively(figure)
    return named and all(sentence.text[t.start : t.end] in words_of("in_turn") for t in rest)


_SCOPES = frozenset(("STAGE", "PERIOD"))
_TURN = frozenset(("COMMA", "SEMI", "END", "RESP", "LE", "BE", "GEN"))
"""What stands before such a list beside its scope: 小学…，初中的分别为."""
