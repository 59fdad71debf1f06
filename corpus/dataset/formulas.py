"""The derived columns as data: corpus/data/dataset/derived.yaml, read and checked. Computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.dataset.wording import PACKAGE
from models.errors import BadData
from models.indicators import load_indicators
from models.loading import load_data
from models.units import load_units

PREFIX = "derived"
"""How the name of a derived column of the wide table begins."""


@dataclass(frozen=True, slots=True)
class Formula:
    """`times` x `over` / `under`, in `unit`; `stated`: the indicator that gives the same thing as the reports have it.

    `most`: no true value is greater.
    """

    id: str
    zh: str
    en: str
    over: str
    under: str
    times: int
    unit: str
    stated: str | None = None
    most: int | None = None

    @property
    def shown(self) -> str:
        """As it is shown: teacher.backbone / student.count * 100."""
        return f"{self.over} / {self.under}" + (f" * {self.times}" if self.times != 1 else "")


@cache
def formulas() -> dict[str, Formula]:
    """By id, in the order of the file. Raises BadData where one is doubled or names an unknown indicator or unit."""
    found: dict[str, Formula] = {}
    for entry in load_data("derived.yaml", PACKAGE)["derived"]:
        formula = Formula(**entry)
        if formula.id in found:
            raise BadData("item_doubled", name="derived.yaml", item=formula.id)
        _refuse_unknown(formula)
        found[formula.id] = formula
    return found


def _refuse_unknown(formula: Formula) -> None:
    for indicator in (formula.over, formula.under, formula.stated):
        if indicator and indicator not in load_indicators():
            raise BadData("item_unknown", name="derived.yaml", item=formula.id, unknown=indicator)
    if formula.unit not in load_units().base_units:
        raise BadData("unit_unknown", name="derived.yaml", item=formula.id, unit=formula.unit)
