"""Ratios: part, whole and rate; shares in per cent, amounts per head, students per teacher, students per class."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor.figures import Figure
from extractor.relations.links import Link, is_level, same_count
from extractor.sentences import Sentence

_NO_COUNT = frozenset(("%", "pp", "number", "ratio", "year", "month", "day", "hour", "minute", "times", "Mbps", "m"))
_STUDENTS, _TEACHERS, _CLASSES = ("student.count",), ("teacher.count",), ("class.count",)


def find_ratios(sentence: Sentence, before: list[Figure]) -> list[Link]:
    """The ratios whose rate stands in this sentence; part and whole may stand in earlier ones."""
    links = []
    for rate in sentence.figures:
        if rate.value is None or rate.kind != "level" or rate.roles & {"from", "base", "norm"} or rate.status != "actual":
            continue
        inside = [f for f in sentence.figures if f.order < rate.order]
        if pair := _find(rate, inside, before, sentence):
            links.append(Link("ratio", (*pair, rate)))
    return links


def _find(rate: Figure, inside: list[Figure], before: list[Figure], sentence: Sentence) -> tuple[Figure, Figure] | None:
    if rate.unit == "%":
        return _share(rate, inside, before)
    if "/" in rate.unit and rate.unit.endswith("person"):
        return _per_head(rate, inside, before)
    if rate.unit == "ratio":
        return _of_two(rate, _STUDENTS, _TEACHERS, [*before, *inside], Decimal(1))
    if rate.indicator == "class.size":
        return _of_two(rate, _STUDENTS, _CLASSES, [*before, *inside], Decimal(1))
    return None


# --- shares --------------------------------------------------------------------------------------------------------


def _countable(figure: Figure) -> bool:
    return is_level(figure) and figure.unit not in _NO_COUNT and "/" not in figure.unit and not figure.roles & {"norm", "base"}


def _share(rate: Figure, inside: list[Figure], before: list[Figure]) -> tuple[Figure, Figure] | None:
    near = [f for f in reversed(inside) if _countable(f)]
    told = "rate" in rate.roles
    parts = near[:2] if near and rate.order - near[0].order <= 3 else []
    for part in parts:
        for whole in _wholes(part, near, before):
            if holds(part, whole, rate, Decimal(100)):
                return part, whole
    if not parts or not (told or rate.order - parts[0].order == 1):
        return None
    part = parts[0]
    structural = _structural_whole(part, near, before)
    if structural is None or not (told or structural in near):
        return None
    return part, structural


def _wholes(part: Figure, near: list[Figure], before: list[Figure]) -> Iterable[Figure]:
    """Candidates for the whole: in the sentence, nearest first; then earlier ones that count something larger."""
    for whole in near:
        if whole is not part and same_count(part, whole) and whole.order < part.order:
            yield whole
    for whole in reversed(before):
        if _countable(whole) and same_count(part, whole) and whole.indicator != part.indicator and _stages_fit(part, whole):
            yield whole
    for whole in near:
        if whole.order > part.order and same_count(part, whole):
            yield whole


def _structural_whole(part: Figure, near: list[Figure], before: list[Figure]) -> Figure | None:
    """Where no whole makes the share right: its own whole, the one before it in the sentence, or the stock it is part of."""
    if part.whole is not None and _larger(part.whole, part):
        return part.whole
    for whole in near:
        if whole.order < part.order and same_count(part, whole) and _larger(whole, part):
            return whole
    stock = {"school.compliant": "school.count"}.get(part.indicator)
    for whole in reversed(before):
        if whole.indicator == stock and whole.stage == part.stage and _countable(whole) and _larger(whole, part):
            return whole
    return None


def _larger(whole: Figure, part: Figure) -> bool:
    return whole.value is not None and part.value is not None and whole.value >= part.value


def _stages_fit(part: Figure, whole: Figure) -> bool:
    return part.stage == whole.stage or whole.stage in (None, "compulsory") or part.stage is None


def holds(part: Figure, whole: Figure, rate: Figure, scale: Decimal) -> bool:
    """part / whole × scale is the rate, rounded or cut off, to the digit written."""
    if not whole.value or part.value is None or rate.value is None or (scale == 100 and rate.unit == "%" and part.value > whole.value):
        return False
    exact = part.value * scale / whole.value
    slack = rate.step * (Decimal("0.1") * rate.value if rate.bound == "about" else 1)
    return abs(exact - rate.value) <= slack


# --- per head, per teacher, per class ------------------------------------------------------------------------------


def _per_head(rate: Figure, inside: list[Figure], before: list[Figure]) -> tuple[Figure, Figure] | None:
    """生均11.67平方米 behind 校舍21420平方米: the total just before it, over the students counted earlier."""
    base = rate.unit.split("/")[0]
    scale = Decimal(100) if rate.unit.endswith("100person") else Decimal(1)
    totals = [f for f in reversed(inside) if f.unit == base and is_level(f)][:2]
    students = [f for f in (*reversed(inside), *reversed(before)) if f.unit == "person" and f.indicator in _STUDENTS and is_level(f)]
    for total in totals:
        for pupils in students:
            if pupils is not total and holds(total, pupils, rate, scale):
                return total, pupils
    near = [s for s in students if s in inside and s not in totals[:1]]
    return (totals[0], near[0]) if totals and near and rate.order - totals[0].order == 1 else None


def _of_two(
    rate: Figure, tops: tuple[str, ...], bottoms: tuple[str, ...], figures: list[Figure], scale: Decimal
) -> tuple[Figure, Figure] | None:
    """The nearest pair of figures of these indicators whose quotient is the rate."""
    recent = [f for f in reversed(figures[-120:]) if is_level(f)]
    for top in (f for f in recent if f.indicator in tops and _stages_fit(rate, f)):
        for bottom in (f for f in recent if f.indicator in bottoms):
            if holds(top, bottom, rate, scale):
                return top, bottom
    return None
