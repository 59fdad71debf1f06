"""Names told in a list before figures told in a list: 生均教学用房、运动场馆面积和设备值分别为5.1平方米、8.2平方米和2360元.

Runs when the figures are bound, each by the words nearest to it; changes the indicators of such a list.
"""

from __future__ import annotations

import re

from extractor.bind.lists import list_length, says_respectively
from extractor.bind.voices import Voice, best_of, score_voices
from extractor.bind.zones import EARLIER, OWN
from extractor.figures import Figure
from extractor.lexicon import Lexicon
from extractor.sentences import Sentence
from extractor.tokens import Token
from models.indicators import OTHER

_SURELY = 0.5
"""So much a name must say for its figure, with what the list says beside it."""
_Span = tuple[int, int]


def name_by_list(sentence: Sentence, lexicon: Lexicon) -> None:
    """As many names as figures behind them: each figure is of the name of its place, if each tells a thing and not all the same."""
    for i, figure in enumerate(sentence.figures):
        if figure.unit == "%" and any(_is_of_all(t) for t in figure.own) and not says_respectively(figure):
            _name_by_first(sentence, figure, lexicon)
        count = list_length(sentence, i) if says_respectively(figure) else 1
        names = _names(figure) if count > 1 else []
        if len(names) != count:
            continue
        members = sentence.figures[i : i + count]
        best = [_best(sentence, names, name, member, lexicon) for name, member in zip(names, members, strict=True)]
        told = {indicator for indicator, _, _ in best}
        if told <= _TEACHERS and _LACKING.search(sentence.text, figure.clause, figure.start):
            best = [(_GAP, score, unit) for _, score, unit in best]
        elif len(told) == 1 or OTHER in told:
            continue
        for (start, end), member, (indicator, score, unit) in zip(names, members, best, strict=True):
            member.indicator, member.score, member.unit = indicator, score, unit
            member.subject = sentence.text[start:end]


_GAP = "teacher.gap"
_TEACHERS = frozenset(("teacher.count", "teacher.arts_pe", _GAP))
_LACKING = re.compile("(?:缺|差)[^，,。；;、:：\\d]{0,6}$|(?:缺口|缺额|缺员|缺编|短缺)[^，,。；;、:：\\d]{0,6}分别[为是有达]?$")
"""英语、音乐、美术教师分别缺3人、4人、2人: those of each subject who are lacking."""


def _name_by_first(sentence: Sentence, figure: Figure, lexicon: Lexicon) -> None:
    """小学毕业率、升学率均为100%: one number for two rates is told of the one that is named first."""
    names = _names(figure)
    if len(names) > 1:
        first, last = (_best(sentence, names, name, figure, lexicon) for name in (names[0], names[-1]))
        if OTHER not in (first[0], last[0]) and last[0] == figure.indicator:
            figure.indicator, figure.score, _ = first


def _names(figure: Figure) -> list[_Span]:
    """The parts of the list that stands right before 分别, or before 均."""
    names: list[_Span] = []
    start = None
    for token in figure.own:
        if (token.tag in _PARTS_NAMES or _is_of_all(token)) and start is not None:
            names.append((start, token.start))
            start = None
        elif token.tag in _BEGINS_ANEW:
            names, start = [], None
        elif start is None:
            start = token.start
        if token.tag == "RESP" or _is_of_all(token):
            break
    return names


def _is_of_all(token: Token) -> bool:
    """均, 均达到: what follows is of all that was named."""
    return token.tag == "BE" or (token.hit is not None and token.hit.word.text.startswith("均"))


_PARTS_NAMES = ("SEP", "CONJ", "RESP")


_BEGINS_ANEW = ("COMMA", "SEMI", "COLON", "END", "OPEN", "CLOSE")


def _best(sentence: Sentence, names: list[_Span], name: _Span, member: Figure, lexicon: Lexicon) -> tuple[str, float, str]:
    """The indicator, its score and the unit that a name tells; `other` where it tells none.

    Only where it does not by itself the other names help it to a wording (生均教学用房、运动场馆面积).
    """
    voices = []
    for hit in sentence.terms:
        if names[0][0] <= hit.start and hit.end <= names[-1][1]:
            own = name[0] <= hit.start and hit.end <= name[1]
            voices.append(Voice(hit, OWN if own else EARLIER, True, own))
    units = (member.unit, "class", "school") if (member.unit, member.unit_text) == ("item", "个") else (member.unit,)
    alone = [v for v in voices if v.own]
    if all(v.hit.word.scope for v in alone):
        return OTHER, 0.0, member.unit  # 小学、初中达标学校分别为31所和12所
    for said in (alone, voices):
        found = ((*best_of(score_voices(said, unit, lexicon)), unit) for unit in units)
        best = max(found, key=lambda told: told[1])
        if best[1] >= _SURELY:
            return best
    return OTHER, 0.0, member.unit
