"""What choice.yaml names: why a row has no cell, and how good a row is by each rule, as numbers for all rows at once.

Takes tables by MENTION_COLUMNS. Chooses nothing (choose.py); the order of reasons and rules is that of the YAML.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.codes import Codes, Mask, codes, mapped, translated, where
from corpus.dataset.mentions import PART
from corpus.dataset.wording import ids
from models.indicators import OTHER, load_indicators

MASKED = "masked"
"""The reason of a blank whose cell is known: it stands there where no figure is given."""
_KINDS = {"supervision": 0, "self_inspection": 1}
_STATES = {"actual": 0, "baseline": 1}
ACCOUNTS = max(_STATES.values())
"""By the rule `actual` a row with a greater number is no account of what was, but a plan."""
_NAMED = ("plan", "baseline")
"""What needs its own time: a document's year is no year of its plans, nor of the values that it starts from."""


def no_cell(table: pa.Table) -> Codes:
    """For each row the place of its reason in the list `no_cell`, -1 where it has a cell."""
    found = np.full(table.num_rows, -1, dtype=np.int64)
    for place, reason in reversed(list(enumerate(ids("no_cell")))):
        found[REASONS[reason](table)] = place
    return found


def ranks(table: pa.Table) -> dict[str, Codes]:
    """By rule, in their order: a number for each row, the smaller the better. `place` may tell all rows apart."""
    return {rule: RULES[rule](table) for rule in ids("rules")}


def has_flag(table: pa.Table, *flags: str) -> Mask:
    """Where a row has one of the flags."""
    wanted = set(flags)
    return where(table["flags"], lambda text: not wanted.isdisjoint(str(text).split()))


def is_null(table: pa.Table, column: str) -> Mask:
    return np.asarray(pc.is_null(table[column]).to_numpy())


def _equals(column: str, *values: str) -> Callable[[pa.Table], Mask]:
    return lambda table: where(table[column], lambda value: value in values)


def _no_year(table: pa.Table) -> Mask:
    return is_null(table, "year") | (_equals("status", *_NAMED)(table) & is_null(table, "period"))


def own_unit(table: pa.Table) -> Mask:
    """Where the unit is the one in which the indicator is counted, as the column of the wide table is."""
    units = {name: indicator.unit for name, indicator in load_indicators().items()}
    own = translated(table["indicator"], lambda name: units.get(str(name)))
    return np.asarray(pc.fill_null(pc.equal(own, table["unit"]), False).to_numpy(zero_copy_only=False))


def is_span(table: pa.Table) -> Mask:
    """Where the figure is of several years together."""
    return where(table["period"], lambda period: period is not None and _years(str(period)) > 1)


def _years(period: str) -> int:
    first, _, last = period.partition("/")
    return int((last or first)[:4]) - int(first[:4]) + 1


def _later(table: pa.Table) -> Codes:
    """The latest year is 0; a document without a year comes last."""
    years = codes(table["document_year"])
    last = int(years.max(initial=0))
    return np.where(years < 0, last + 1, last - years)


def _place(table: pa.Table) -> Codes:
    """The number of a row where all are put in the order of their documents and places."""
    keys = [codes(table[name]) for name in ("document_name", "document", "start", "end", "fact")]
    order = np.lexsort(keys[::-1])
    found = np.empty(table.num_rows, dtype=np.int64)
    found[order] = np.arange(table.num_rows)
    return found


def _worse(holds: Mask) -> Codes:
    return (~holds).astype(np.int64)


REASONS: dict[str, Callable[[pa.Table], Mask]] = {
    "rejected": _equals("review", "rejected"),
    "no_indicator": _equals("indicator", OTHER),
    "standard": _equals("status", "standard"),
    "change": _equals("kind", "change"),
    "range": lambda t: ~is_null(t, "value_max"),
    "entity": lambda t: ~is_null(t, "entity"),
    "no_year": _no_year,
    "masked": lambda t: is_null(t, "value") & has_flag(t, "masked"),
    "no_value": lambda t: is_null(t, "value"),
}

RULES: dict[str, Callable[[pa.Table], Codes]] = {
    "own_unit": lambda t: _worse(own_unit(t)),
    "one_year": lambda t: is_span(t).astype(np.int64),
    "whole": lambda t: has_flag(t, PART).astype(np.int64),
    "actual": lambda t: mapped(t["status"], lambda status: _STATES.get(str(status), ACCOUNTS + 1)),
    "figure": lambda t: _equals("bound", "at_least", "at_most")(t).astype(np.int64),
    "supervision": lambda t: mapped(t["document_kind"], lambda kind: _KINDS.get(str(kind), len(_KINDS))),
    "reviewed": lambda t: _worse(_equals("review", "accepted", "edited")(t)),
    "dated": lambda t: is_null(t, "period").astype(np.int64),
    "exact": lambda t: _worse(_equals("bound", "exact")(t)),
    "precise": lambda t: codes(t["step"]),
    "later": _later,
    "place": _place,
}
