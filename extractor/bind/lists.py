"""Figures that belong together: how many are joined by 、 or 和, whether 分别 assigns them in order, and which is set against which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from extractor.bind.counted import alike
from extractor.entities import Entity, find_entities
from extractor.figures import Figure
from extractor.lexicon import Word
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import one_of, words_of
from models.indicators import OTHER

_Told = TypeVar("_Told")


def list_length(sentence: Sentence, i: int) -> int:
    """How many figures from number `i` on are joined by 、 or 和 with nothing else between."""
    count = 1
    while i + count < len(sentence.figures) and goes_on_listing(sentence, *sentence.figures[i + count - 1 : i + count + 1]):
        count += 1
    return count


def goes_on_listing(sentence: Sentence, figure: Figure, following: Figure) -> bool:
    """Nothing but 、 or 和 (and a word of bound) stands between a figure and the next."""
    between = sentence.tokens[figure.at + 1 : following.at]
    aside = bracket_behind(sentence, figure)
    between = between[len(aside) :]  # 0.47（生均教学仪器设备值）和0.42
    both_ways = {"delta"} & figure.roles & following.roles  # 分别比去年少312人、多156人
    marks = [t.tag for t in between if t.tag not in (_DIRECTED if both_ways else _UNDIRECTED)]
    return marks in (["SEP"], ["CONJ"]) or (marks == ["COMMA"] and len(between) == 1)


_UNDIRECTED = ("BOUND", "RIGHT")
_DIRECTED = (*_UNDIRECTED, "UP", "DOWN", "MORE", "LESS")
"""Tags of the words that may stand behind a mark; in front of differences, which way they go."""


def bracket_behind(sentence: Sentence, figure: Figure) -> list[Token]:
    """The tokens of a bracket that stands right behind a figure and holds none itself, with its marks."""
    behind = sentence.tokens[figure.at + 1 : figure.at + 1 + _LONGEST_ASIDE]
    if not behind or behind[0].tag != "OPEN":
        return []
    close = next((i for i, t in enumerate(behind) if t.tag == "CLOSE" or t.figure is not None), None)
    return behind[: close + 1] if close is not None and behind[close].figure is None else []


_LONGEST_ASIDE = 12
"""Tokens of such a bracket at most."""


def says_respectively(figure: Figure) -> bool:
    return "RESP" in figure.tags


def told_in_turn(
    sentence: Sentence, listed: Callable[[Figure], Sequence[_Told]], names_one: Callable[[Figure], bool]
) -> Iterator[tuple[Figure, _Told]]:
    """The figures of each list that 分别 assigns, each with its own of the things `listed` side by side in front, where these are as many.

    A later list takes up what was listed before (分别比上年提高1.2个、0.8个百分点), unless its own words name one of such things.
    """
    told: Sequence[_Told] = ()
    for i, figure in enumerate(sentence.figures):
        members = sentence.figures[i : i + list_length(sentence, i)] if says_respectively(figure) else []
        if len(members) < 2:
            continue
        named = listed(figure)
        told = named or told
        if len(told) == len(members) and (named or not names_one(figure)):
            yield from zip(members, told, strict=True)


def words_side_by_side(figure: Figure, wanted: Callable[[Word], object]) -> list[Word]:
    """The last `wanted` words in front of the figure that 、 or 和 joins: 小学、中学教师."""
    listed: list[Word] = []
    for before, token in zip([None, *figure.own], figure.own, strict=False):
        if token.hit is not None and wanted(token.hit.word):
            beside = before is not None and before.tag in ("SEP", "CONJ")
            listed = [*listed, token.hit.word] if beside else [token.hit.word]
    return listed


def name_in_turn(sentence: Sentence, before: Sentence | None = None) -> None:
    """小学骨干教师1.18人、体艺教师0.84人，初中相应为1.26人、1.03人: a list that names a stage, an area or a time alone, or takes up
    上述各项, measures, one by one, what as many figures right before it do; all of it is of what stands in front of its first."""
    for i, figure in enumerate(sentence.figures):
        members = sentence.figures[i : i + list_length(sentence, i)]
        if len(members) < 2 or not takes_up_list(sentence, figure):
            continue
        models = _models(sentence, before, i, members)
        for model, member in zip(models, members, strict=False):
            member.indicator, member.score, member.subject = model.indicator, model.score, model.subject
            member.unit = member.unit if member.unit == "pp" else model.unit
            member.step = member.step or model.step
            member.head = member.head if member is figure else figure


def name_set_against(sentence: Sentence) -> None:
    """与规定的7.5平方米相比，该校生均场馆面积6.2平方米，少1.3平方米: what a value is set against in front of it measures what it does."""
    for form in sentence.forms:
        if form.name == "set_against_first":
            base, told, _ = form.figures
            if base.indicator == OTHER and told.unit.split("/")[0] == base.unit:
                base.indicator, base.score, base.unit, base.subject = told.indicator, told.score, told.unit, told.subject


def _models(sentence: Sentence, before: Sentence | None, i: int, members: list[Figure]) -> list[Figure]:
    """The figures that the list `members`, which begins with number `i`, takes up; where it opens its sentence, of the sentence before.

    Norms and differences told between them (1.2人，高于0.9人的标准) are passed over.
    """
    told = sentence.figures[:i] if i or before is None else before.figures
    cut = _CUT.search(sentence.text, members[0].clause, members[0].start)
    values = [f for f in told if f.depth <= members[0].depth and not f.roles & {"norm", "delta", "base"}]
    for figures in (told, values):
        start = 0 if cut and cut[1] == "前" else len(figures) - len(members)
        models = figures[max(start, 0) : start + len(members)]
        if _measure_in_turn(models, members) and (cut or not _listed_behind(models[0], figures[:start])):
            return models
    return []


def _measure_in_turn(models: list[Figure], members: list[Figure]) -> bool:
    """As many figures of as many things, each written in the unit of its model."""
    each = len({f.indicator for f in models}) == len(models) == len(members) > 1
    return each and all(alike(model, member) for model, member in zip(models, members, strict=True))


def _listed_behind(figure: Figure, before: list[Figure]) -> bool:
    """高于规定学历教师6.1人、骨干教师1.2人: the figure goes on with a list, and begins none."""
    marks = {t.tag for t in figure.own}
    return bool(before) and not marks.isdisjoint(("SEP", "CONJ")) and marks.isdisjoint(_ENDS_LIST)


_ENDS_LIST = ("COMMA", "SEMI", "COLON", "END", "OPEN", "CLOSE")


_CUT = re.compile("([前后])[两三四五六七]项")
"""Which of the items before are taken up."""


def takes_up_list(sentence: Sentence, figure: Figure) -> bool:
    """Before the figure stands whose or of when it is, 分别 or 上述各项, and nothing that is measured."""
    begins = _ITEM_MARK.match(sentence.text, sentence.start) if figure is sentence.figures[0] else None
    own = [t for t in figure.own if begins is None or t.start >= begins.end()]
    schools = [e for e in find_entities(sentence.text) if figure.left[0] <= e.start < figure.start]
    scopes = [t for t in own if t.tag in _SCOPES or (t.hit is not None and t.hit.word.area is not None) or _within(t, schools)]
    others = [t for t in own if t not in scopes and t.tag not in _TURN]
    if says_respectively(figure):
        others = [t for t in others if t.tag == "SEP" or (t.hit is not None and t.hit.word.term and t.tag not in _MOVES)]
    if any(t.tag == "CONJ" and scopes[0].start < t.start < scopes[-1].start for t in own if len(scopes) > 1):
        return False  # 小学和初中分别为: one for each stage
    rest = "".join(sentence.text[t.start : t.end] for t in others)
    named = bool(scopes) or says_respectively(figure) or _ITEMS_TOLD.search(rest) is not None
    return named and _only_in_turn().fullmatch(rest) is not None


def _within(token: Token, schools: list[Entity]) -> bool:
    """实验小学分别为4.2平方米、6.9平方米: the name of a school tells whose the list is."""
    return any(e.start <= token.start and token.end <= e.end for e in schools)


_SCOPES = frozenset(("STAGE", "PERIOD"))
_TURN = frozenset(("COMMA", "SEMI", "COLON", "END", "CLOSE", "RESP", "LE", "BE", "GEN", "TO"))
"""What stands before such a list beside its scope: 小学…，初中的分别为. Beside 分别 any word may stand
that names no thing (按同样的次序)."""
_MOVES = ("UP", "DOWN", "CMP", "PLAN", "PAST", "OLD")
"""Words of a change or a time, which may speak for a thing and name none here: 分别比上年增加."""
_ITEM_MARK = re.compile(r"\s*(?:[(（][\d一二三四五六七八九十]{1,2}[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、．])\s*")
"""The number of an item: （二）初中：对应为6.3平方米、10.8平方米."""
_ITEMS_TOLD = re.compile("[上前]述|以上|上列|各项|[两三四五六七]项")


@cache
def _only_in_turn() -> re.Pattern[str]:
    return re.compile(f"{one_of(words_of('in_turn'))}*")
