"""How the figures of a paragraph hang together: sums, ratios and changes, as the contract defines them.

Structure decides first (其中, brackets, 占…的, 从…到…). Arithmetic is asked only where the words leave open whether parts
make up the whole or which whole a share is of; it never hides a claim that does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.sentences import Sentence

Members = tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between figures: sum (whole, parts …), ratio (part, whole, rate) or change (from, to, delta)."""

    type: str
    members: Members


def relate(sentences: list[Sentence], earlier: list[Figure]) -> list[Link]:
    """The relations of a paragraph. `earlier`: figures of the paragraphs before, for a share of a whole named there."""
    links: list[Link] = []
    before: list[Figure] = list(earlier)
    for sentence in sentences:
        changes = _changes(sentence, before)
        links += _sums(sentence) + changes + _ratios(sentence, before)
        before += sentence.figures
    links += _series([f for s in sentences for f in s.figures], links)
    return links


# --- sums ----------------------------------------------------------------------------------------------------------


def _sums(sentence: Sentence) -> list[Link]:
    links = []
    for whole in sentence.figures:
        parts = [f for f in sentence.figures if f.whole is whole and _part_of(f, whole)]
        if len(parts) >= 2 and _exhaustive(sentence, whole, parts):
            links.append(Link("sum", (whole, *parts)))
    return links


def _part_of(part: Figure, whole: Figure) -> bool:
    counted = part.unit not in ("%", "number", "ratio")
    return counted and part.unit == whole.unit and part.kind == whole.kind == "level" and not part.roles & {"rate", "delta", "norm"}


def _exhaustive(sentence: Sentence, whole: Figure, parts: list[Figure]) -> bool:
    """The parts are told apart by something that divides the whole (stages, areas, years, sources), or they add up."""
    if whole.value is None:
        return all(p.value is None for p in parts)
    if any(p.value is None for p in parts):
        return False
    total = sum((p.value for p in parts if p.value is not None), Decimal(0))
    if total == whole.value:
        return True
    slack = sum((p.step for p in parts), whole.step) / 2
    if abs(total - whole.value) <= slack:
        return True
    if total > whole.value * Decimal("1.2") or total < whole.value * Decimal("0.8"):
        return False
    return _divided(whole, parts)


def _divided(whole: Figure, parts: list[Figure]) -> bool:
    stages = [p.stage for p in parts]
    if len(set(stages)) == len(parts) and set(stages) >= {"primary", "junior"}:
        return True
    areas = [p.area for p in parts]
    if set(areas) == {"urban", "rural"} and len(parts) == 2:
        return True
    years = [years_of(p.period) for p in parts]
    span = years_of(whole.period)
    if span and span[1] > span[0] and len({y for y in years if y}) == len(parts) == span[1] - span[0] + 1:
        return True
    return len(parts) >= 3


# --- ratios --------------------------------------------------------------------------------------------------------


def _ratios(sentence: Sentence, before: list[Figure]) -> list[Link]:
    links = []
    for rate in sentence.figures:
        if not _is_rate(rate):
            continue
        inside = [f for f in sentence.figures if f.order < rate.order]
        if pair := _part_and_whole(rate, inside, before):
            links.append(Link("ratio", (*pair, rate)))
    return links


def _is_rate(figure: Figure) -> bool:
    return figure.unit == "%" and figure.kind == "level" and not figure.roles & {"from", "to", "base", "norm"} and figure.status in ("actual",)


def _countable(figure: Figure) -> bool:
    return figure.value is not None and figure.kind == "level" and figure.unit not in ("%", "pp", "number", "ratio", "year", "month", "day") and not figure.roles & {"norm"}


def _part_and_whole(rate: Figure, inside: list[Figure], before: list[Figure]) -> tuple[Figure, Figure] | None:
    near = [f for f in inside if _countable(f)][-8:]
    if not near:
        near = []
    parts = list(reversed(near))[:3] or [f for f in reversed(before[-3:]) if _countable(f)][:1]
    wholes = [*reversed(near), *(f for f in reversed(before[-400:]) if _countable(f))]
    for part in parts:
        for whole in wholes:
            if whole is not part and _like(part, whole) and _holds(part, whole, rate):
                return part, whole
    if "rate" not in rate.roles or not parts:
        return None
    part = parts[0]
    for whole in wholes:
        if whole is not part and _like(part, whole) and whole.order < part.order and _greater(whole, part) and _plausible(part, whole):
            return part, whole
    return None


def _like(part: Figure, whole: Figure) -> bool:
    return part.unit == whole.unit or part.unit.split("_")[0] == whole.unit.split("_")[0]


def _greater(whole: Figure, part: Figure) -> bool:
    return whole.value is not None and part.value is not None and whole.value >= part.value


def _plausible(part: Figure, whole: Figure) -> bool:
    return part.stage == whole.stage or whole is part.head or abs(part.order - whole.order) <= 2


def _holds(part: Figure, whole: Figure, rate: Figure) -> bool:
    """The share is right, rounded or cut off, to the digit written."""
    if not whole.value or part.value is None or rate.value is None or part.value > whole.value:
        return False
    exact = part.value * 100 / whole.value
    return abs(exact - rate.value) <= rate.step


# --- changes -------------------------------------------------------------------------------------------------------


def _changes(sentence: Sentence, before: list[Figure]) -> list[Link]:
    links: list[Link] = []
    used: set[int] = set()
    for form in sentence.forms:
        if form.name in ("from_to_by", "from_to", "from_to_plain", "grown_from"):
            first, second, *rest = form.figures
            if id(second) in used or not _comparable(first, second):
                continue
            used |= {id(f) for f in form.figures}
            delta = rest[0] if rest else _delta_after(sentence, second, used)
            links.append(Link("change", (first, second, delta)))
    for figure in sentence.figures:
        if figure.kind == "change" and id(figure) not in used:
            links += _delta_link(figure, sentence, before, used)
    return links


def _delta_after(sentence: Sentence, to: Figure, used: set[int]) -> Figure | None:
    following = next((f for f in sentence.figures if f.order > to.order), None)
    if following is not None and following.kind == "change" and following.order == to.order + 1 and id(following) not in used:
        used.add(id(following))
        return following
    return None


def _delta_link(delta: Figure, sentence: Sentence, before: list[Figure], used: set[int]) -> list[Link]:
    base = next((form.figures[0] for form in sentence.forms if form.name in ("compared_base", "differing") and form.figures[-1] is delta), None)
    candidates = [f for f in sentence.figures if f.kind == "level" and f is not base and _measures(f, delta) and not f.roles & {"from", "norm"}]
    to = next((f for f in reversed(candidates) if f.order < delta.order), None) or next((f for f in candidates if f.order > delta.order), None)
    if to is None:
        return []
    if base is None:
        base = next((f for f in reversed(sentence.figures) if f.order < delta.order and f is not to and f.status in ("baseline",) and _measures(f, delta)), None)
    used.add(id(delta))
    return [Link("change", (base, to, delta))]


def _measures(level: Figure, delta: Figure) -> bool:
    if delta.unit == "pp":
        return level.unit == "%"
    if delta.unit == "%":
        return level.indicator == delta.indicator or delta.indicator == "funding.growth"
    return level.unit == delta.unit


def _comparable(a: Figure, b: Figure) -> bool:
    return a.unit == b.unit or a.unit.split("_")[0] == b.unit.split("_")[0]


def _series(figures: list[Figure], links: list[Link]) -> list[Link]:
    """2021年为4.8%，2022年为3.1%…: a change for each step of a series of years."""
    linked = {(id(l.members[0]), id(l.members[1])) for l in links if l.type == "change"}
    by_key: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        if figure.kind == "level" and figure.value is not None and years_of(figure.period) and figure.status in ("actual", "baseline", "plan"):
            key = (figure.indicator, figure.unit, figure.stage, figure.area, figure.criterion, figure.status == "plan")
            by_key.setdefault(key, []).append(figure)
    found = []
    for key, run in by_key.items():
        if key[0] == "other" or len(run) < 2:
            continue
        for a, b in zip(run, run[1:], strict=False):
            ya, yb = years_of(a.period), years_of(b.period)
            if ya and yb and yb[0] == ya[0] + 1 and ya[0] == ya[1] and (id(a), id(b)) not in linked and _is_series(run):
                found.append(Link("change", (a, b, None)))
    return found


def _is_series(run: list[Figure]) -> bool:
    return len(run) >= 3
