"""Totals: a whole that stands behind the parts that make it up."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from extractor.figures import Figure
from extractor.relations.links import own_words
from extractor.relations.slips import LARGE, digits, slipped
from extractor.relations.sums.parts import (
    FAR,
    NEAR,
    PAIR_SLACK,
    adds_up,
    by_place,
    by_stage,
    exhaustive,
    flows_in,
    miscounted,
    names_a_class,
    near,
    shared,
    singled_out,
    summable,
    total,
    written_alike,
)
from extractor.tokens import Token
from extractor.wordlists import one_of, words_of


def added_up(whole: Figure, before: list[Figure], text: str) -> list[Figure]:
    """小学52所，初中18所，合计70所: the figures just before that the whole adds up, by its words or by itself."""
    if whole.value is None:
        return []
    if both := _both_stages(whole, before, text):
        return both
    said = _is_total(whole, text)
    if said and (told := _stages_told_one_by_one(whole, before[-2:])):
        return told
    listed = _listed_before(whole, before, text)
    parts = [p for p in listed if summable(p, whole) and p.value is not None]
    if said or (len(parts) > 1 and _taken_together(whole, parts, text)):
        for count in range(2, len(parts) + 1):
            if adds_up(whole, parts[-count:]):
                return parts[-count:]
    parts = [p for p in parts if written_alike(p, whole)]
    announced = _announced(listed, text)
    runs = [run for run in (parts, _side_by_side(parts, text)) if len(run) >= 2]
    return next((run for run in runs if _meant(whole, run, text, said, announced)), [])


def _side_by_side(parts: list[Figure], text: str) -> list[Figure]:
    """应配58名，现有语文12名、数学11名、外语9名，合计32名: the last three or more that nothing but 、 parts; else none."""
    run = parts[-1:]
    for earlier in reversed(parts[:-1]):
        between = text[earlier.end : run[0].start]
        if run[0].order - earlier.order > 1 or "、" not in between or _MARK.search(between):
            break
        run.insert(0, earlier)
    return run if 2 < len(run) < len(parts) else []


_MARK = re.compile("[，,；;。：:]")


def _listed_before(whole: Figure, before: list[Figure], text: str) -> list[Figure]:
    """The figures before the whole in its sentence; where it opens a sentence, those of the sentence before."""
    if not before:
        return []
    last = before[-1].sentence
    if names_a_class(before[-1], text) and before[-1].sentence == whole.sentence:  # 两批共31所
        last = next((f.sentence for f in reversed(before) if not names_a_class(f, text)), last)
    if last not in (whole.sentence, whole.sentence - 1):
        return []
    near_by = takewhile(lambda f: f.whole is None and f.sentence >= last, reversed(before))
    listed = [f for f in near_by if f.sentence == last][::-1]
    return listed if last == whole.sentence or _announced(listed, text) or _taken_together(whole, before, text) else []


def _announced(listed: list[Figure], text: str) -> bool:
    """渠道有四条：招聘96人、…: the number in front of a list is that of its parts."""
    return len(listed) > 2 and names_a_class(listed[0], text) and listed[0].value == len(listed) - 1 and "COLON" in listed[1].tags


def _taken_together(whole: Figure, before: list[Figure], text: str) -> bool:
    """三者相加…, 两批共…, 上述…: the words between the parts and the whole take them together."""
    opening = next((f.end for f in reversed(before) if not names_a_class(f, text)), whole.start)
    between = text[before[0].end : whole.start]
    return _together().search(text, opening, whole.start) is not None or any(word in between for word in words_of("added_to"))


@cache
def _together() -> re.Pattern[str]:
    counted = "[两二三四五六七八九](?:个|大)?" + one_of(words_of("counters_of_parts"))
    return re.compile(f"{counted}|{one_of(words_of('taken_together'))}")


def _meant(whole: Figure, parts: list[Figure], text: str, said: bool, announced: bool) -> bool:
    """The parts miss the whole, but are meant to make it up."""
    alike = {p.indicator for p in parts} == {whole.indicator} or _taken_together(whole, parts, text) or (said and whole.unit == "CNY")
    if singled_out(whole, parts, text) or flows_in(parts, text):
        return False
    if said and alike and (miscounted(whole, parts, text) or near(whole, parts, FAR if len(parts) > 2 else PAIR_SLACK)):
        return True
    if alike and slipped(whole, parts) and _divided_by_words(whole, parts, text, said):
        return True
    listed = said or announced or (alike and len(parts) >= 3 and max(p.value or 0 for p in parts) < (whole.value or 0))
    close = near(whole, parts, NEAR if len(parts) > 2 else PAIR_SLACK)
    return listed and close and digits(whole) >= LARGE and slipped(whole, parts) and (announced or not shared(parts, text))


def _divided_by_words(whole: Figure, parts: list[Figure], text: str, said: bool) -> bool:
    """上半年64场，下半年71场，全年135场; 河东镇14人；河西镇11人；…——全年42人: classes or places, and then all of them."""
    every = said or any(word in own_words(whole, text) for word in words_of("of_all"))
    if not every or {p.status for p in parts} != {whole.status}:
        return False
    # Some may be left out, so that they fall short; people may be told of in both halves of a year.
    close = near(whole, parts, FAR if total(parts) > (whole.value or 0) else PAIR_SLACK)
    return close and (by_place(parts, text) or (whole.unit != "person" and exhaustive(parts, text)))


def _stages_told_one_by_one(whole: Figure, last: list[Figure]) -> list[Figure]:
    """小学有教职工1286人。初中有教职工874人。中小学教职工共2180人: a sentence for each of the two stages, and one for both."""
    alike = all(p.indicator == whole.indicator and summable(p, whole) and p.period == whole.period and p.value is not None for p in last)
    apart = len({f.sentence for f in (*last, whole)}) == 3
    return last if apart and alike and by_stage(last) and near(whole, last) else []


_BOTH = re.compile(r"(?:小学[、和与及]?初中|中小学|(?:两个?|各|两大)学段|义务教育(?:阶段|学校)?)[一-龥]{0,6}?(?:合计|共计|总计|合并)")


def _both_stages(whole: Figure, before: list[Figure], text: str) -> list[Figure]:
    """小学31所…；初中13所…。小学、初中合计44所，达标41所: those of one thing told last of each stage that make up what is of both."""
    opening = max(text.rfind(mark, 0, whole.start) for mark in "。；;\n")
    said = _BOTH.search(text, opening + 1, whole.start)
    own = whole.own and any(t.hit and t.hit.word.stage in ("primary", "junior") for t in whole.own if said and t.start >= said.end())
    if said is None or own or whole.value is None:
        return []
    told = [f for f in before if f.start < said.start() and f.value is not None and summable(f, whole) and written_alike(f, whole)]
    junior = (f for f in reversed(told) if f.stage == "junior")
    pairs = ([p, j] for j in junior for p in reversed(told) if p.stage == "primary" and p.indicator == j.indicator)
    return next((sorted(pair, key=lambda f: f.order) for pair in pairs if adds_up(whole, pair)), [])


_NEAR_TOTAL = 6
"""Characters at most between 合计 and the whole."""
_CLAUSE = 24
"""Characters of a clause that opens with 合计 at most."""
_OPENS_TOTAL = re.compile(
    r"[，,；;。—](?:今年|全年|年内|这样|目前|最终|[两二三四五六七八九几]年(?:间|来|里)?)?"
    r"(?:一共|总共|共计|合计|总计)[^，,；;。、：:\d]{0,14}$"
)
"""今年一共增加义务教育学位: a clause that opens with it has only the noun of the whole behind it."""


def _is_total(whole: Figure, text: str) -> bool:
    """合计, 共, 总人数 stand right before the whole; also in a time: 三年共, 三年累计; or open its clause."""
    if _OPENS_TOTAL.search(text[max(whole.left[0], whole.start - _CLAUSE) : whole.start]):
        return True
    if any(whole.start - t.end <= _NEAR_TOTAL and _says_total(t) for t in whole.own[-_NEAR_TOTAL - 1 :]):
        return True
    return text[max(whole.left[0], whole.start - _NEAR_TOTAL) : whole.start].rstrip("为达约有是").endswith(words_of("totals"))


def _says_total(token: Token) -> bool:
    """合计, 共; also in a time: 三年共, 三年累计."""
    if token.span is not None:
        return token.span.form == "years_since"
    return token.hit is not None and token.hit.word.text in words_of("added_up")
