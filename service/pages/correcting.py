"""The form that corrects a figure: the fields that a person may put right, and what each of them may be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from corpus.store.judgement import EDITABLE
from models.fact import Area, Kind, Stage, Status
from models.indicators import load_indicators
from models.quantity import Bound
from models.units import load_units
from service.exits import Lang
from service.labels import indicator_name, label, load_labels

_CODES = {"kind": get_args(Kind), "status": get_args(Status), "stage": get_args(Stage), "area": get_args(Area), "bound": get_args(Bound)}
_MAY_BE_EMPTY = ("value_max", "stage", "area", "period", "criterion")
_NUMBERS = ("value", "value_max", "step")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form. `options`: code and label of each choice; without any, text is written. `optional`: may be empty."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    optional: bool
    is_number: bool


@cache
def correction_fields(lang: Lang) -> tuple[Field, ...]:
    """All fields that the store lets people edit."""
    return tuple(
        Field(name, label("field", _labelled(name), lang), _options(name, lang), name in _MAY_BE_EMPTY, name in _NUMBERS)
        for name in EDITABLE
    )


def _labelled(name: str) -> str:
    return "indicator_name" if name == "indicator" else name


def _options(name: str, lang: Lang) -> tuple[tuple[str, str], ...]:
    match name:
        case "unit":
            return tuple((unit, label("unit", unit, lang)) for unit in load_units().base_units)
        case "indicator":
            return tuple((id, indicator_name(id, lang)) for id in load_indicators())
        case "criterion":
            return tuple((code, label("criterion", code, lang)) for code in load_labels()["criterion"])
        case _:
            return tuple((code, label(name, code, lang)) for code in _CODES.get(name, ()))
