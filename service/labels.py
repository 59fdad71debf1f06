"""What fields and codes are called in front of people, from models/data/labels.yaml."""

from __future__ import annotations

from functools import cache
from typing import Any

from models.loading import load_data
from service.exits import Lang


@cache
def load_labels() -> dict[str, dict[str, dict[str, Any]]]:
    """All labels: family, code, language."""
    families: dict[str, dict[str, dict[str, Any]]] = load_data("labels.yaml")
    return families


def label(family: str, code: str | None, lang: Lang) -> str:
    """The label of `code`; nothing for None. Raises KeyError for a code without one: a fault of the program."""
    return "" if code is None else str(load_labels()[family][code][lang])


def means(field: str, lang: Lang) -> str:
    """What a field holds, in one sentence."""
    return str(load_labels()["field"][field]["means"][lang])


def word(name: str, lang: Lang, **blanks: object) -> str:
    """A word of the interface with its blanks filled."""
    return label("word", name, lang).format(**blanks)


def said(value: object, field: str, lang: Lang) -> Any:
    """What `value` says in `field`, which for English has _en behind it; in Chinese where it has no English (yet)."""
    return (getattr(value, f"{field}_en") if lang == "en" else None) or getattr(value, field)


def indicator_name(indicator: str, lang: Lang) -> str:
    """The indicator's Chinese name, or its id for readers of English."""
    if lang == "en":
        return indicator
    from models.indicators import load_indicators

    known = load_indicators().get(indicator)
    return known.name if known else indicator
