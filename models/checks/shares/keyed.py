"""Lists of one item a line (在校生：860人 ⏎ 教室面积：4472平方米 ⏎ 生均…：5.80平方米): amounts per head, pupils per teacher and per class
against the items that they are reckoned of.

Reads only items whose label stands before a colon. Silent where a list gives an item twice or under another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks.desk import Desk, Tally, is_plain
from models.checks.shares.ratios import check_share
from models.checks.wordings import pattern, says
from models.claims import claims
from models.fact import Fact
from models.indicators import load_indicators

Item = tuple[str, Fact]
"""A label and its figure."""


def check_keyed(desk: Desk) -> Tally:
    """ratio_mismatch for each item of a list that does not follow from two others of it."""
    tally = Tally("keyed_items")
    known = {r.rate for _, r in desk.ratios}
    for items in _lists(desk):
        for label, rate in items:
            if rate.id not in known and (pair := _reckoned_of(label, rate, items)):
                check_share(tally, *pair, rate)
    return tally


# --- the lists ------------------------------------------------------------------------------------------------------


def _lists(desk: Desk) -> Iterator[list[Item]]:
    """The runs of items in lines that follow each other; an item named again begins another list."""
    run: list[Item] = []
    last = None
    for sentence in desk.prose:
        label = _LABEL.match(sentence.text) if len(sentence.placed) == 1 else None
        fact = sentence.placed[0].fact if label and sentence.placed[0].start == label.end() else None
        follows = fact is not None and last is not None and (sentence.block or 0) - last <= _BLOCKS
        if run and (not follows or (label and label[1] in dict(run))):
            yield run
            run = []
        if label and fact is not None and is_plain(fact) and fact.value_max is None:
            run.append((label[1], fact))
        last = sentence.block if fact is not None else None
    yield run


_LABEL = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）.、．]\s*)?([一-龥（）()、]{2,24})[:：]\s*")
_BLOCKS = 3
"""Lines from one item to the next at most: those between tell no figure."""


# --- what an item is reckoned of ------------------------------------------------------------------------------------


def _reckoned_of(label: str, rate: Fact, items: list[Item]) -> tuple[Fact, Fact] | None:
    """The two items whose quotient the rate is: a part and its whole, a total and the pupils, pupils and teachers, pupils and classes."""
    if rate.unit == "%":
        return _share_of(label, rate, items)
    pupils = [f for _, f in items if f.indicator == "student.count"]
    if len(pupils) != 1 or pupils[0].value is None or pupils[0].value <= 0:
        return None
    if rate.indicator == "teacher.ratio":
        return _only([(pupils[0], f) for name, f in items if f.indicator == "teacher.count" and says("item_teachers", name)])
    if rate.indicator == "class.size" and says("item_mean_class", label):
        return _only([(pupils[0], f) for name, f in items if says("item_classes", name)])
    return _only([(f, pupils[0]) for name, f in items if _is_total(f, rate) and _named_alike(name, label)])


def _share_of(label: str, rate: Fact, items: list[Item]) -> tuple[Fact, Fact] | None:
    """应交流教师：640人 ⏎ 实际交流教师：80人 ⏎ 交流比例：12.5%: the two items before it, the whole named by what should be."""
    at = next(i for i, (_, f) in enumerate(items) if f is rate)
    named = pattern(claims()["item_share"]).search(label)
    if named is None or at < 2:
        return None
    (whole_name, whole), (part_name, part) = items[at - 2 : at]
    counted = whole.unit == part.unit and "/" not in part.unit and (part.value or 0) <= (whole.value or 0)
    sure = counted and says("item_whole", whole_name) and not says("item_whole", part_name) and named[1] in part_name
    return (part, whole) if sure else None


def _only(pairs: list[tuple[Fact, Fact]]) -> tuple[Fact, Fact] | None:
    return pairs[0] if len(pairs) == 1 else None


def _is_total(fact: Fact, rate: Fact) -> bool:
    known = load_indicators().get(fact.indicator)
    return known is not None and known.per_head == rate.indicator and fact.unit == rate.unit.partition("/")[0]


def _named_alike(total: str, rate: str) -> bool:
    """体育运动场馆面积 and 生均体育运动场馆面积: the rate's name but for its 生均 is all in the total's."""
    return set(_PER_HEAD.sub("", rate)) <= set(total)


_PER_HEAD = re.compile("(?:生均|人均|每百名学生|每百生|每生|拥有|占有|平均)")
