"""Amounts per head, students per teacher, students per class."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal

from extractor.figures import Figure
from extractor.relations.links import is_level
from extractor.relations.ratios.quotients import Pair, holds, stages_fit
from extractor.relations.ratios.reckoned import find_reckoned, of_other_group
from extractor.sentences import Sentence
from extractor.wordlists import finder_of

_STUDENTS, _TEACHERS, _CLASSES = ("student.count",), ("teacher.count",), ("class.count",)


def find_mean(rate: Figure, sentence: Sentence, told: list[Figure], stock: list[Figure]) -> Pair | None:
    """The two counts of an amount per head, a ratio of pupils to teachers, a mean class or school; None for any other figure.

    `told`: the figures of the sentences before it in the paragraph.
    """
    inside = [f for f in sentence.figures if f.order < rate.order]
    if "/" in rate.unit and rate.unit.endswith("person"):
        pair = _per_head(rate, inside, stock, sentence.text)
        if pair is not None and holds(*pair, rate, _scale(rate)):
            return pair
        beside = find_reckoned(rate, sentence, [*told, *inside])
        # 为7420名幼儿免费742万元，人均1000元: those beside it, where they give the rate, and not all that are told elsewhere
        if beside is not None and (pair is None or holds(*beside, rate, _scale(rate))):
            return beside
        return pair or _of_only_pupils(rate, inside, stock)
    if rate.unit == "ratio":
        beside = _beside(rate, inside, _STUDENTS, _TEACHERS)
        return beside or _of_two(rate, _STUDENTS, _TEACHERS, stock) or _of_only_two(rate, sentence, stock, _TEACHERS)
    if rate.indicator == "class.size":
        beside = _beside(rate, inside, (*_STUDENTS, "student.enrolled_new"), _CLASSES)
        of_two = _of_two(rate, _STUDENTS, _CLASSES, stock) if "." in str(rate.value) else None
        return beside or of_two or (_of_only_two(rate, sentence, stock, _CLASSES) if _is_mean(rate) else None)
    return None


def _scale(rate: Figure) -> Decimal:
    return Decimal(100) if rate.unit.endswith("100person") else Decimal(1)


def _per_head(rate: Figure, inside: list[Figure], stock: list[Figure], text: str) -> Pair | None:
    """生均11.67平方米 behind 校舍21420平方米: the total just before it, over the pupils counted anywhere in the text."""
    scale = _scale(rate)
    totals = _totals(rate, inside)
    counts = (f for f in nearest(stock, rate) if f.indicator in _STUDENTS and f.status != "standard")
    pupils = [f for f in counts if _may_be_of_one_year(f, rate)]
    for total in totals:
        for count in pupils:
            if count is not total and holds(total, count, rate, scale):
                return total, count
    near = [f for f in inside if f.indicator in _STUDENTS and f not in totals[:1] and f.status != "standard"]
    if (
        totals
        and near
        and not _of_some_area(totals[0], near[-1])
        and _side_by_side(rate, totals[0], near[-1])
        and not of_other_group(rate, near[-1], text)
    ):
        return totals[0], near[-1]
    return None


def _of_some_area(total: Figure, count: Figure) -> bool:
    """在校生12400人，占地37.2万平方米，其中城区学校占地12万平方米，生均18平方米: no share of the pupils of all areas."""
    return total.order > count.order and total.area not in (None, count.area)


def _of_only_pupils(rate: Figure, inside: list[Figure], stock: list[Figure]) -> Pair | None:
    """校舍12.4万平方米，生均6.2平方米: the total right before the rate, over the only pupils of its stage that the text counts."""
    totals = _totals(rate, inside)
    whole = _only(_STUDENTS, rate, stock) if totals and rate.order - totals[0].order == 1 and _alike_in_scope(totals[0], rate) else None
    return (totals[0], whole) if whole is not None and whole is not totals[0] else None


def _totals(rate: Figure, inside: list[Figure]) -> list[Figure]:
    """The two last figures before an amount per head that may be what is shared out, the nearest first."""
    return [f for f in reversed(inside) if f.unit == rate.unit.split("/")[0] and is_level(f)][:2]


def _only(indicators: tuple[str, ...], rate: Figure, stock: list[Figure]) -> Figure | None:
    """The one count that the text gives of these for the stage of `rate` in its scope; None where it gives several, or other times."""
    if rate.stage is None:
        return None
    told = [f for f in stock if f.indicator in indicators and f.bound == "exact" and not f.roles and _alike_in_scope(f, rate)]
    told = [f for f in told if None in (f.period, rate.period) or f.period == rate.period]
    return told[-1] if len({f.value for f in told}) == 1 else None


def _may_be_of_one_year(a: Figure, b: Figure) -> bool:
    return a.period is None or b.period is None or a.period[:4] == b.period[:4]


def _alike_in_scope(a: Figure, b: Figure) -> bool:
    """Of one stage, area and entity."""
    return (a.stage, a.area, a.entity) == (b.stage, b.area, b.entity)


def _side_by_side(rate: Figure, total: Figure, count: Figure) -> bool:
    """The total stands right before the rate, or only the pupils whom it is shared by stand between."""
    return rate.order - total.order == 1 or (rate.order - count.order == 1 and count.order - total.order == 1)


def _beside(rate: Figure, inside: list[Figure], tops: tuple[str, ...], bottoms: tuple[str, ...]) -> Pair | None:
    """小学有学生9044名，专任教师563人，生师比14.1:1: the two counts right before the rate, whatever they give."""
    top, bottom = ([f for f in inside[-2:] if f.indicator in names and is_level(f)] for names in (tops, bottoms))
    return (top[0], bottom[0]) if top and bottom and top[0].stage == bottom[0].stage == rate.stage else None


def _of_two(rate: Figure, tops: tuple[str, ...], bottoms: tuple[str, ...], stock: list[Figure]) -> Pair | None:
    """The nearest pair of figures of these indicators whose quotient is the rate."""
    near = nearest(stock, rate)
    for top in (f for f in near if f.indicator in tops and stages_fit(rate, f)):
        for bottom in (f for f in near if f.indicator in bottoms):
            if holds(top, bottom, rate, Decimal(1)) and (rate.bound != "exact" or _comes_to(top, bottom, rate)):
                return top, bottom
    return None


def _comes_to(top: Figure, bottom: Figure, rate: Figure) -> bool:
    """Rounded or cut off: nothing but the quotient ties these to the rate, and 14.39 is not what 1:15 tells."""
    over = (top.value or Decimal(0)) / (bottom.value or Decimal(1)) - (rate.value or Decimal(0))
    return -rate.step <= 2 * over < 2 * rate.step


def _of_only_two(rate: Figure, sentence: Sentence, stock: list[Figure], bottoms: tuple[str, ...]) -> Pair | None:
    """生师比18.1:1, where the text tells one number of pupils and one of teachers of that stage, wherever they stand; an earlier value is
    of other numbers than these, and so is that of some schools."""
    if rate.roles & {"from", "base"} or rate.status == "baseline" or _is_of_some(rate, sentence):
        return None
    top, bottom = _only(_STUDENTS, rate, stock), _only(bottoms, rate, stock)
    return (top, bottom) if top is not None and bottom is not None and bottom.value else None


def _is_of_some(rate: Figure, sentence: Sentence) -> bool:
    """县城4所小学班额偏大，平均班额44.6人; 如实验小学平均班额48.6人: the sentence speaks of some schools."""
    if finder_of("some_schools").search(sentence.text, sentence.start, rate.start):
        return True
    return any(f.unit == "school" and f.indicator != "school.count" for f in sentence.figures if f.order < rate.order)


def _is_mean(rate: Figure) -> bool:
    """平均班额45.2人, 班均45人: and not the largest or any one class."""
    return any(t.hit and t.hit.word.text.endswith(("平均班额", "班均", "平均班额为", "平均")) for t in rate.own)


def nearest(stock: list[Figure], rate: Figure) -> list[Figure]:
    """The stocks around a rate, nearest first; `stock` is in the order of the text."""
    at = bisect_left(stock, rate.order, key=lambda f: f.order)
    around = stock[max(at - _AROUND, 0) : at + _AROUND]
    return sorted(around, key=lambda f: abs(f.order - rate.order))


_AROUND = 40
