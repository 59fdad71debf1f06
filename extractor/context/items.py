"""Which item of the standard an attainment figure or a coefficient speaks of: the one named before it, or its place in a list of all.

Takes a bound figure with its sentence and what the text before has settled; sets `criterion`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from extractor.bind.lists import bracket_behind, list_length, says_respectively, takes_up_list
from extractor.context.missing import misses
from extractor.context.norms import is_line_of
from extractor.context.state import Context
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.units.totals import is_of_many
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER, load_indicators
from models.loading import load_data

_ATTAINMENT = frozenset(("school.compliant", "school.compliant_rate", "cv.item", "cv.composite"))


def set_item(figure: Figure, sentence: Sentence, state: Context) -> None:
    """The item that a figure on attainment speaks of: named before it, or for its section."""
    if state.criterion and (_is_its_value(figure, sentence, state.criterion) or _is_a_schools_value(figure, sentence, state.criterion)):
        _measure_item(figure, f"resource.{state.criterion}")
    elif item := _of_hundred(figure, sentence):
        _measure_item(figure, item)
    if (item := _named_behind(figure, sentence)) and not finder_of("visited").search(sentence.text, figure.clause, figure.start):
        figure.criterion = item
        figure.indicator = OTHER if misses(figure, sentence) else "school.compliant"
        return
    if figure.indicator not in _ATTAINMENT and not (figure.indicator == OTHER and misses(figure, sentence)):
        return
    if item := _in_bracket_behind(figure, sentence):
        figure.criterion = item
        figure.indicator = "cv.item" if figure.indicator == "cv.composite" else figure.indicator
        return
    if finder_of("all_items").search(sentence.text, figure.clause, min(figure.end + 12, sentence.end)):
        return
    if figure.kind == "change" and figure.head is not None and figure.head.criterion is not None:
        figure.criterion, figure.indicator = figure.head.criterion, figure.head.indicator
        return
    before = [t for t in sentence.tokens if t.hit and t.hit.word.criterion and t.end <= figure.start]
    if before:
        # 0.50 is the limit of every item, whichever it is compared with.
        figure.criterion = None if _is_limit(figure) else before[-1].hit.word.criterion  # type: ignore[union-attr]
        if figure.indicator == "cv.composite" and "综合" not in sentence.text[before[-1].start : figure.start]:
            figure.indicator = "cv.item"
    elif (item := _settled(figure, sentence, state)) and not _is_limit(figure):
        figure.criterion = item
        if figure.indicator == "cv.composite" and "综合" not in sentence.text[figure.clause : figure.start]:
            figure.indicator = "cv.item"


def _in_bracket_behind(figure: Figure, sentence: Sentence) -> str | None:
    """最大值分别为0.47（每百名学生拥有体育、艺术专任教师数）和0.42（生均教学仪器设备值）: the one item named in the bracket, which holds
    no figure."""
    bracket = bracket_behind(sentence, figure)
    items = {t.hit.word.criterion for t in bracket if t.hit and t.hit.word.criterion}
    return items.pop() if len(items) == 1 else None


def _named_behind(figure: Figure, sentence: Sentence) -> str | None:
    """音体美教师缺57人；5所学校生均运动场馆面积不达标: the item that stands between schools and the words that they reach or miss it."""
    of_schools = figure.unit == "school" and figure.indicator in ("school.count", "school.compliant", OTHER)
    told = _REACH_OR_MISS.match(sentence.text, figure.end) if of_schools else None
    if told is None:
        return None
    behind = (t for t in sentence.tokens if t.hit and t.hit.word.criterion and figure.end <= t.start < told.end())
    return next((t.hit.word.criterion for t in behind if t.hit), None)


_REACH_OR_MISS = re.compile(r"[^，,。；;：:\d]{4,26}?(?:达标|达到|达不到|符合|满足|低于|不足|不够|短缺)(?!的|[^，,。；;]{0,8}\d)")


def _is_its_value(figure: Figure, sentence: Sentence, item: str) -> bool:
    """6.生均教学仪器设备值。小学2260.54元; 小学县均5.58人; 折合5.75人: nothing but the stage is named, and no count has decimals. A norm
    is one of the item where it is the national line of that: 要求小学不低于4.2人."""
    if figure.kind != "level" or figure.value is None or "/" in figure.unit or "delta" in figure.roles:
        return False
    if "norm" in figure.roles:
        return is_line_of(figure, f"resource.{item}") and not _EACH.search(sentence.text, figure.clause, figure.start)
    counted = figure.unit in ("person", "item") and figure.value == figure.value.to_integral_value()
    total = is_of_many(figure, sentence.text)
    return not (counted or total) and is_bare(figure, sentence)


def _is_a_schools_value(figure: Figure, sentence: Sentence, item: str) -> bool:
    """（五）体育运动场馆。区实验小学6.50平方米，比标准少1.00平方米: of what its section is on, and no total: broken people and rooms, few
    square metres and yuan; a whole number only as the item's own line (都在1人以上)."""
    told = load_indicators().get(figure.indicator)
    if told is None or told.per_head != f"resource.{item}" or figure.value is None or is_of_many(figure, sentence.text):
        return False
    if figure.unit in ("person", "item"):
        line = (
            figure.bound_side is not None
            and is_line_of(figure, f"resource.{item}")
            and not _EACH.search(sentence.text, figure.clause, figure.start)
        )
        return line or figure.value != figure.value.to_integral_value()
    return abs(figure.value) < _LEAST_TOTAL.get(figure.unit, 0)


_LEAST_TOTAL = {"m2": 40, "CNY": 10000}
"""No school has less ground, rooms or equipment in all."""
_EACH = re.compile(r"[每各](?!百名|生|百生)")
"""每校不少于1人: no line of the item, though as much."""


_MEAN = re.compile("平均|[校班]均")
"""乡村学校平均仅1.6人: so many for each school."""


def _of_hundred(figure: Figure, sentence: Sentence) -> str | None:
    """初中骨干教师1.3人, 多媒体教室2.71间: broken people and rooms are those per hundred pupils, said or not, unless they are a mean of
    schools or classes."""
    told = load_indicators().get(figure.indicator)
    if told is None or told.per_head is None or not told.per_head.endswith("_per_100") or "/" in figure.unit:
        return None
    broken = figure.value is not None and figure.value != figure.value.to_integral_value() and not is_of_many(figure, sentence.text)
    words = sentence.text, figure.clause, figure.start
    return None if not broken or _EACH.search(*words) or _MEAN.search(*words) else told.per_head


def _measure_item(figure: Figure, indicator: str) -> None:
    """Make a figure one of the item, per head, if it is written in the item's unit."""
    known = load_indicators().get(indicator)
    if known is not None and known.unit.partition("/")[0] == figure.unit:
        figure.indicator, figure.unit, figure.step = indicator, known.unit, figure.step or Decimal(1)


@cache
def _only_scopes() -> re.Pattern[str]:
    """Words between an item's name and a figure of it that name nothing else."""
    return re.compile(f"(?:{one_of(words_of('around_item'))}|[，,；;、：:])*")


def set_item_counts(sentence: Sentence, state: Context) -> None:
    """1.骨干教师数。小学此类教师114人，折合1.28人；初中71人: where an item is told per head, the counts beside it that name nothing else
    are those that it is reckoned of."""
    if state.criterion is None:
        return
    item = f"resource.{state.criterion}"
    counted = next((i for i in load_indicators().values() if i.per_head == item), None)
    if counted is None or not any(f.indicator == item and "norm" not in f.roles for f in sentence.figures):
        return
    for figure in sentence.figures:
        if figure.unit == counted.unit == "person" and not figure.roles & {"norm", "delta", "group"} and is_bare(figure, sentence):
            figure.indicator = counted.id


def is_bare(figure: Figure, sentence: Sentence) -> bool:
    """Its clause names a stage or the county, and nothing that is measured."""
    return _only_scopes().fullmatch(sentence.text, figure.clause, figure.start) is not None


def _settled(figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """The item of the section, or the one told last where the words take it up."""
    if state.criterion or _THIS_ITEM.search(sentence.text, figure.clause, figure.start):
        return state.criterion or state.item
    before = sentence.neighbour(figure, -1)
    goes_on = before is not None and before.indicator == figure.indicator and _NEXT_STAGE.fullmatch(sentence.text, before.end, figure.start)
    return before.criterion if before is not None and goes_on else None


_NEXT_STAGE = re.compile(r"[，,；;、](?:小学|初中)(?:达标率)?(?:为|达|达到)?")


_THIS_ITEM = re.compile(r"[这该此]一?项")


def last_item(sentence: Sentence) -> str | None:
    """The item that a figure of the sentence told last."""
    return next((item for f in reversed(sentence.figures) if (item := item_of(f))), None)


def item_of(figure: Figure) -> str | None:
    """The item of the standard that a figure tells of, or that it measures."""
    measured = figure.indicator.removeprefix("resource.")
    return figure.criterion or (measured if measured in _items() else None)


@cache
def _items() -> tuple[str, ...]:
    """The items of the standard, in its order."""
    return tuple(load_data("words.yaml", "extractor")["criteria"])


def _is_limit(figure: Figure) -> bool:
    return figure.unit == "number" and ("norm" in figure.roles or figure.status == "standard")


def set_items_in_turn(sentence: Sentence) -> None:
    """七项指标的差异系数依次为0.271、0.308、…: as many coefficients as items are named are of these in their order, and as many as the
    standard has where none is; 初中对应为0.252、0.291 takes up the items of the list before."""
    for i, figure in enumerate(sentence.figures):
        if figure.indicator == OTHER and _ALL_ITEMS.search(sentence.text, figure.clause, figure.start):
            _measure_all(sentence.figures[i : i + list_length(sentence, i)])
        if figure.indicator not in _BY_ITEM:
            continue
        members = sentence.figures[i : i + list_length(sentence, i)]
        for item, member in zip(_items_in_turn(sentence, i, len(members)), members, strict=False):
            member.criterion = item


def _measure_all(members: list[Figure]) -> None:
    """初中上述7项指标分别为7.86人、1.52人、1.13人、6.97㎡、11.26㎡、3642元、3.18间: each in its place, by unit too, is an item of the
    standard."""
    items = [f"resource.{item}" for item in _items()]
    units = [load_indicators()[item].unit.partition("/")[0] for item in items]
    if [f.unit.partition("/")[0] for f in members] == units:
        for member, item in zip(members, items, strict=True):
            member.unit = member.unit.partition("/")[0]
            _measure_item(member, item)


_ALL_ITEMS = re.compile("[七7]项|各项|(?:上述|以上|前述)指标")
_BY_ITEM = ("cv.item", "school.compliant_rate")


def _items_in_turn(sentence: Sentence, i: int, count: int) -> Sequence[str | None]:
    """The items of a list of `count` figures that begins with number `i`; none where the words do not tell them."""
    figure = sentence.figures[i]
    if count == 1 or _is_limit(figure):
        return ()
    surely = figure.indicator == "cv.item" or says_respectively(figure)
    one_each = figure.criterion is None and surely and count == len(_items())
    if one_each and finder_of("all_items").search(sentence.text, figure.clause, figure.start):
        return _items()
    named = [t.hit.word.criterion for t in figure.own if t.hit and t.hit.word.criterion] if says_respectively(figure) else []
    before = [f.criterion for f in sentence.figures[max(i - count, 0) : i] if f.indicator == figure.indicator]
    told = (named, before) if takes_up_list(sentence, figure) else (named,)
    return next((items for items in told if len(items) == len({*items} - {None}) == count), ())
