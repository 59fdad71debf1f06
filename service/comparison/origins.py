"""What stands behind a cell, in words: each mention with its document, place and quote, and the formula of a derived one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Cell
from corpus.dataset.origins import Origin, derivation, origins
from corpus.dataset.wording import choice
from models.indicators import load_indicators
from models.plain import plain_line
from service.comparison.table import value_text
from service.exits import Lang
from service.labels import indicator_name, label, word
from service.output.figures import place_of, with_unit
from service.paper.quotes import Piece
from service.words import say

At = Callable[[Origin], str]
"""The address of the fact in its document; empty where there is none."""
MOST_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """One mention. `role`: what it is to the cell: the figure itself, one that was set aside and why, a part of a formula."""

    role: str
    value: str
    about: tuple[str, ...]
    document: str
    place: str
    quote: tuple[Piece, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Behind:
    """All that is told of a cell. `formula` is empty for what the reports state; `more` mentions are left out."""

    formula: str
    told: tuple[Told, ...]
    more: int = 0


def behind(dataset: Dataset, cell: Cell, lang: Lang, at: At, most: int = MOST_OTHERS) -> Behind:
    """What was chosen and `most` of what was set aside, or the figures that a derived value follows from."""
    if cell.is_derived:
        return _derived(dataset, cell, lang, at)
    found = origins(dataset, cell)
    rules = choice()
    told = []
    for origin in found[: most + 1]:
        reason = {**rules["no_cell"], **rules["rules"]}.get(origin.set_aside or "")
        role = say("chosen_figure", lang) if reason is None or origin is found[0] else say("set_aside", lang, why=reason[lang])
        told.append(told_of(origin, role, lang, at))
    return Behind("", tuple(told), max(0, len(found) - most - 1))


def _derived(dataset: Dataset, cell: Cell, lang: Lang, at: At) -> Behind:
    found = derivation(dataset, cell)
    parts = [(found.over, "over"), (found.under, "under"), (found.stated, "stated")]
    told = [told_of(origin, say(f"formula_{role}", lang), lang, at) for origin, role in parts if origin is not None]
    over, under = (indicator_name(id, lang) for id in (found.formula.over, found.formula.under))
    return Behind(f"{over} ÷ {under}" + (f" × {found.formula.times}" if found.formula.times != 1 else ""), tuple(told))


def told_of(origin: Origin, role: str, lang: Lang, at: At) -> Told:
    """One mention in words."""
    figure = origin.figure
    value = word("masked_value", lang)
    if figure is not None:
        value = f"{label('bound_sign', figure.bound, lang)}{with_unit(value_text(figure), figure.unit, lang)}"
    name = indicator_name(origin.indicator, lang) if origin.indicator in load_indicators() else ""
    about = (
        name, label("stage", origin.stage, lang), origin.period or "", label("status", origin.status, lang),
        say(f"review_{origin.review}", lang), label("document_kind", origin.document_kind, lang),
    )  # fmt: skip
    place = place_of(origin.evidence, lang)
    return Told(role, value, tuple(a for a in about if a), plain_line(origin.document_name), place, pieces(origin), at(origin))


def pieces(origin: Origin) -> tuple[Piece, ...]:
    """The quote with the figure marked, where it stands there once: of two of the same writing nobody knows which is meant."""
    quote, text = plain_line(origin.quote), plain_line(origin.evidence.text)
    before, found, after = quote.partition(text)
    if not found or text in after:
        return (Piece(quote),)
    return tuple(piece for piece in (Piece(before), Piece(found, True), Piece(after)) if piece.text)
