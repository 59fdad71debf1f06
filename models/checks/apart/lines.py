"""Figures that are added up behind them: 小学：32所，17556人 / 初中：14所，9682人 / 合计：46所，27238人; 以上三批共投入9470万元.

A total is the first word of its line, or the words in front of it say how many it takes together, or a note behind the lines does.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from models.checks.apart.told import OVER, SHORT, Told, are_near, is_slightly_off, is_slip, makes_up, off_by, where, written_alike
from models.checks.apart.wording import apart_data, has, said_at_end
from models.checks.desk import Sentence, is_exact
from models.checks.wordings import NUMERALS, pattern
from models.fact import Fact


def by_line(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Totals, each with the figures of its unit in the lines before."""
    lines = [sentence for sentence, _ in groupby(told.sentence for told in turn)]
    for place, line in enumerate(lines):
        if has("adds_lines", line.text):
            before = lines[max(0, place - _MOST) : place][::-1]
            for whole in line.facts:
                if is_exact(whole) and whole.value and (parts := _added(whole, line, before)):
                    yield whole, parts


_MOST = 20


def by_count(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Totals, each with as many figures before it as its words take together."""
    for place, told in where(turn, "so_many"):
        said = said_at_end("taken_together", told.ahead) if is_exact(told.fact) and told.fact.value else None
        if said:
            count = NUMERALS[said["count"]]
            alike = [t for t in turn[max(0, place - _MOST) : place] if written_alike(t.fact, told.fact)]
            parts = [t.fact for t in alike[-count:] if is_exact(t.fact) and are_near(t.sentence, told.sentence, count)]
            if len(parts) == count and _are_meant(told.fact, parts):
                yield told.fact, parts


def by_composition(turn: list[Told]) -> Iterator[tuple[Fact, list[Fact]]]:
    """教职工：640人 / 专任教师：570人 / 行政人员：38人 / 工勤人员：32人 / 教职工由以上三类人员组成: wholes whose parts a note counts."""
    for place, told in where(turn, "composed_keys"):
        said = None if told.place else pattern(apart_data()["composed"]).search(told.sentence.text)
        if said:
            count = NUMERALS[said["count"]]
            before = [t for t in turn[max(0, place - _MOST) : place] if are_near(t.sentence, told.sentence, count + 1)][-count - 1 :]
            if len(before) == count + 1 and all(is_exact(t.fact) and written_alike(t.fact, before[0].fact) for t in before):
                whole, *parts = [t.fact for t in before]
                if said["whole"] in before[0].words + before[0].behind and whole.value and _are_meant(whole, parts):
                    yield whole, parts


def _are_meant(whole: Fact, parts: list[Fact]) -> bool:
    """Whether figures that are counted as the parts of a whole are so: a slip, or hardly anything, is what they miss it by."""
    return is_slightly_off(whole, parts) or (-OVER <= off_by(whole, parts) <= OVER and is_slip(whole, parts))


def _added(whole: Fact, line: Sentence, before: list[Sentence]) -> list[Fact]:
    """The figures of the lines before, one each, that make up the whole, or else all of them, if a slip is what they miss it by."""
    parts: list[Fact] = []
    for earlier in before:
        alike = [fact for fact in earlier.facts if written_alike(fact, whole)]
        if len(alike) != 1 or not is_exact(alike[0]) or not are_near(earlier, line, 1) or has("adds_lines", earlier.text):
            break
        parts.append(alike[0])
        line = earlier
        if len(parts) > 1 and makes_up(whole, parts):
            return parts[::-1]
    return parts[::-1] if len(parts) > 1 and -SHORT <= off_by(whole, parts) <= OVER and is_slip(whole, parts) else []
