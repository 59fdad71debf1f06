"""Area of a figure, urban or rural: named in its own words, by the noun behind it, or handed on by what it goes on with.

Takes a bound figure with its sentence; sets `area`.
"""

from __future__ import annotations

import re

from extractor.entities import find_entities
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token

_MARKS = frozenset(("COMMA", "SEP", "SEMI", "END"))


def set_area(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    """The area that its own words name, or those behind it; else what it goes on with lies in."""
    if figure.unit == "m" or figure.indicator.startswith("society.") or "name" in figure.roles:
        return  # a way from 县城, the number of 乡镇, a size that only names a group
    own = tokens[max(_noun_before(tokens, sentence), _own_clause(figure, sentence, tokens)) :]
    near = [t for t in own if t.hit and t.hit.word.area and not _in_a_name(t, sentence)]
    if near:
        figure.area = None if _of_both(near, sentence) else near[-1].hit.word.area  # type: ignore[union-attr]
    elif area := _area_behind(figure, sentence):
        figure.area = area
    elif figure.head is not None and figure.head.area is not None:
        figure.area = figure.head.area
    else:
        figure.area = _area_handed_on(figure, sentence)


def _own_clause(figure: Figure, sentence: Sentence, tokens: list[Token]) -> int:
    """城区学位充足；教师交流10%, 城区学位充足，全县巩固率98%: how many of its tokens are of another matter than its own, told before
    the last semicolon or before what is said of all."""
    anew = next((m.end() for m in _ALL_ANEW.finditer(sentence.text, figure.left[0], figure.start)), figure.left[0])
    return next((i + 1 for i, t in reversed(list(enumerate(tokens))) if t.tag in ("SEMI", "END") or t.end <= anew), 0)


_ALL_ANEW = re.compile(r"[，,](?:目前|现在|现有|如今|今年)?[，,]?[全我本][县区市旗州省](?![共现已还仍尚]?[有缺]?[约近]?$)")


def _of_both(near: list[Token], sentence: Sentence) -> bool:
    """城区优质学校与乡镇学校结成的共同体6个: what joins two areas lies in neither."""
    if len(near) < 2 or near[-1].hit is None or near[-2].hit is None or near[-1].hit.word.area == near[-2].hit.word.area:
        return False
    return _JOINED.search(sentence.text[near[-2].end : near[-1].start]) is not None


_JOINED = re.compile(r"^[^，,。；;、]{0,8}[与和同跟][^，,。；;、]{0,4}$")


def _in_a_name(token: Token, sentence: Sentence) -> bool:
    """城关一小: a word of area in a school's name tells none."""
    return any(entity.start <= token.start and token.end < entity.end for entity in find_entities(sentence.text))


def _area_handed_on(figure: Figure, sentence: Sentence) -> str | None:
    """县城小学15所，达标11所，占73.3%: up to the next semicolon what is told of the same matter lies in one area."""
    before = _told_before(figure, sentence)
    anew = "SEMI" in figure.tags or figure.roles & {"norm", "base"} or _counts_a_stage(figure, sentence)
    if before is None or before.area is None or anew:
        return None
    listed = figure.joined is before and before.indicator == figure.indicator
    counted = before.indicator in _COUNTED and figure.indicator in _COUNTED and not _OF_ALL.search(sentence.text, before.end, figure.start)
    return before.area if listed or counted else None


def _told_before(figure: Figure, sentence: Sentence) -> Figure | None:
    """The figure before, past one that only names a group: 县城学校有教学班386个，其中56人以上的大班额143个."""
    before = sentence.neighbour(figure, -1)
    return sentence.neighbour(before, -1) if before is not None and "group" in before.roles and "SEMI" not in before.tags else before


def _counts_a_stage(figure: Figure, sentence: Sentence) -> bool:
    """12所初中: who counts another stage begins anew."""
    return any(t.tag == "STAGE" for t in sentence.tokens[figure.at + 1 : figure.at + 2])


_COUNTED = frozenset((
    "school.count", "school.compliant", "school.compliant_rate", "student.count",
    "class.count", "class.size", "class.large", "class.large_rate",
))  # fmt: skip
"""What is told of the schools of one area side by side."""

_OF_ALL = re.compile(r"[全我本][县区市旗州省]|县域|区域内|各[县区校]|总")


def begins_another_matter(sentence: Sentence) -> bool:
    """一是城区学校用地紧张。县第三小学…。二是骨干教师分布不均: where the first matter lies says nothing of the next."""
    return _NEXT_MATTER.match(sentence.text, sentence.start) is not None


_NEXT_MATTER = re.compile(r"(?:其?[二三四五六七八九]是?|其次是?|最后)(?=[^、，])")


def take_area(sentence: Sentence, area: str) -> None:
    """（一）县城学校拥挤。县第二小学现有学生2286人: schools named below a heading are where the heading says."""
    for figure in sentence.figures:
        if figure.area is None and not figure.roles & {"norm", "name"}:
            figure.area = area


def _area_behind(figure: Figure, sentence: Sentence) -> str | None:
    """The area that the noun right behind the figure names: 3所农村小学."""
    for token in sentence.tokens[figure.at + 1 :]:
        if token.tag in _MARKS or token.start > figure.end + 8:
            return None
        if token.hit and token.hit.word.area and sentence.text[token.start - 1] not in "从由":
            return token.hit.word.area
    return None


def _noun_before(tokens: list[Token], sentence: Sentence) -> int:
    """How many of a figure's own tokens are still of the figure before: in 204名乡村教师，111名… 乡村教师 is."""
    if not tokens or not any(f.end == tokens[0].start for f in sentence.figures):
        return 0
    return next((i for i, t in enumerate(tokens) if t.tag in _MARKS), 0)
