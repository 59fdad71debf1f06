"""Which columns of the wide table a standard draws a line for, and on which side of it a figure lies.

Takes a Standard and names of columns. A line for each school says of a county's mean only that falling short proves a
failure. Figures that are told apart by their words alone (`words` of a selector) have no line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from models.indicators import load_indicators
from models.quantity import Quantity
from models.schools.outcome import Verdict, compare
from models.standard import Direction, Requirement, Selector, Standard

_LIMITS = ("at_least", "at_most", "less_than")
_STAGES = ("primary", "junior", "compulsory")


@dataclass(frozen=True, slots=True)
class Line:
    """The threshold of a column. `for_each_school`: it is set for every school, not for the county."""

    column: str
    value: Decimal
    direction: Direction
    unit: str
    requirement: str
    name: str
    confirmed: bool
    for_each_school: bool


def lines(standard: Standard, columns: Iterable[str]) -> dict[str, Line]:
    """By column, in the order of the standard; columns without a line are left out."""
    wanted = frozenset(columns)
    found: dict[str, Line] = {}
    for requirement in standard.requirements:
        for line in _lines(requirement):
            if line.column in wanted:
                found.setdefault(line.column, line)
    return found


def side(line: Line, figure: Quantity) -> Verdict:
    """Whether the figure reaches the line, by its written precision; a bound names its limit itself."""
    step = figure.step if figure.bound in ("exact", "about") else Decimal(0)
    return compare(Quantity(figure.value, figure.unit, step, figure.bound).interval(), line.direction, line.value).verdict


def _lines(requirement: Requirement) -> Iterator[Line]:
    if requirement.direction not in _LIMITS:
        return
    for selector in requirement.judged_from:
        if _says_all(selector, requirement):
            for stage, criterion in product(_stages(selector, requirement), _criteria(selector, requirement)):
                value = requirement.values.get(stage or "all", requirement.values.get("all"))
                if isinstance(value, Decimal):
                    yield _line(requirement, ".".join(part for part in (selector.indicator, stage, criterion) if part), value)


def _line(requirement: Requirement, column: str, value: Decimal) -> Line:
    return Line(
        column, value, requirement.direction, requirement.unit, requirement.number, requirement.name, requirement.confirmed,
        requirement.level in ("school", "class"),
    )  # fmt: skip


def _says_all(selector: Selector, requirement: Requirement) -> bool:
    """Whether indicator, stage and criterion alone tell which figures the requirement is judged from, in the column's unit."""
    special = selector.words or selector.item_word or selector.over or selector.line or selector.floor_of or selector.direction
    return not special and selector.unit == requirement.unit == load_indicators()[selector.indicator].unit


def _stages(selector: Selector, requirement: Requirement) -> tuple[str | None, ...]:
    if selector.stage == "own":
        return requirement.stages
    return (None, *_STAGES) if selector.stage == "any" else selector.stage


def _criteria(selector: Selector, requirement: Requirement) -> tuple[str | None, ...]:
    if selector.criterion == "item":
        return requirement.items
    return (requirement.id,) if selector.criterion == "own" else (None,)
