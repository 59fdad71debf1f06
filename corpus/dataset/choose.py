"""Many mentions of one thing laid side by side: one is chosen for each cell, the others are kept and say by which rule.

Takes rows by MENTION_COLUMNS in any order and gives the long table, sorted by cell, the chosen row of each first. The rules
stand in corpus/data/dataset/choice.yaml. A choice between figures that cannot both be true is flagged, never silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.codes import Codes, Mask, cells, joined, where
from corpus.dataset.conflicts import intervals
from corpus.dataset.mentions import PART
from corpus.dataset.ranks import ACCOUNTS, MASKED, has_flag, is_null, is_span, no_cell, own_unit, ranks
from corpus.dataset.schema import CELL, LONG_COLUMNS, arrow_schema
from corpus.dataset.wording import ids
from models.finding import Code

LONG_SCHEMA = arrow_schema(LONG_COLUMNS)
_BY_CHECKS = tuple(code for code in get_args(Code) if code not in ("masked", "ratio_truncated"))
_UNSURE = ("ambiguous", "unknown")


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Rows in the order of their cells, the best first. `first`: for each row the place of the first row of its cell."""

    table: pa.Table
    reason: Codes
    ranks: dict[str, Codes]
    first: Codes

    @property
    def heads(self) -> Mask:
        return np.asarray(self.first == np.arange(len(self.first)), dtype=bool)

    @property
    def chosen(self) -> Mask:
        return np.asarray(self.heads & (self.reason < 0), dtype=bool)

    @property
    def blank(self) -> Mask:
        """Blanks that stand in cells of which no figure is given."""
        return np.asarray(self.heads & (self.reason == ids("no_cell").index(MASKED)), dtype=bool)

    @property
    def compared(self) -> Mask:
        """Rows that have a cell and were not chosen."""
        return np.asarray((self.reason < 0) & ~self.chosen, dtype=bool)


def choose(mentions: pa.Table) -> pa.Table:
    """The long table. The order in which the mentions come makes no difference."""
    rows = _sorted(mentions)
    doubts = joined({name: mask & rows.chosen for name, mask in _doubts(rows).items()} | {MASKED: rows.blank})
    table = rows.table.append_column("chosen", pa.array(rows.chosen)).append_column("set_aside", _set_aside(rows))
    return table.append_column("doubts", doubts).select(LONG_SCHEMA.names).cast(LONG_SCHEMA)


def _sorted(mentions: pa.Table) -> _Sorted:
    cell, reason, ranked = cells(mentions, CELL), no_cell(mentions), ranks(mentions)
    # What has a cell comes first, a blank next, for which there is no better row.
    blank = ids("no_cell").index(MASKED)
    keys = [cell, np.where(reason < 0, 0, np.where(reason == blank, 1, 2)), *ranked.values()]
    order = np.lexsort(keys[::-1])
    cell = cell[order]
    begins = np.concatenate([np.ones(min(len(cell), 1), dtype=bool), cell[1:] != cell[:-1]])
    first = np.maximum.accumulate(np.where(begins, np.arange(len(cell)), 0))
    return _Sorted(mentions.take(pa.array(order)), reason[order], {rule: rank[order] for rule, rank in ranked.items()}, first)


def _set_aside(rows: _Sorted) -> pa.Array:
    """Why a row has no cell, or the first rule by which the chosen one is better; nothing for the chosen one."""
    reasons, rules = ids("no_cell"), ids("rules")
    worse = np.stack([rank > rank[rows.first] for rank in rows.ranks.values()])
    # Rows that are alike in everything, place and all, are one row given twice: the last rule tells them apart.
    decided = np.where(worse.any(axis=0), worse.argmax(axis=0), len(rules) - 1)
    place = np.where(rows.reason >= 0, rows.reason, len(reasons) + decided)
    return pa.array([*reasons, *rules], pa.string()).take(pa.array(place, mask=rows.chosen))


def _doubts(rows: _Sorted) -> dict[str, Mask]:
    """By doubt: where it holds of a row, if that row is chosen."""
    table, rank = rows.table, rows.ranks
    return {
        "conflict": _contradicts(rows),
        "other_unit": ~own_unit(table) | _of_cell(rows, rows.compared & _differs(rows, "own_unit")),
        "span": is_span(table),
        "part": has_flag(table, PART),
        "plan": _is_plan(rows),
        "finding": has_flag(table, *_BY_CHECKS),
        "county": where(table["county_state"], lambda state: state in _UNSURE),
        "repaired": has_flag(table, "repaired", "ocr"),
        "about": where(table["bound"], lambda bound: bound == "about"),
        "bound": where(table["bound"], lambda bound: bound in ("at_least", "at_most")),
        "undated": is_null(table, "period"),
        "unreviewed": rank["reviewed"] > 0,
    }


def _contradicts(rows: _Sorted) -> Mask:
    """At the first row of a cell: whether the rows that speak of the same as the chosen one cannot all be true with it and each other."""
    others = np.flatnonzero(rows.compared & _same_meaning(rows))
    found = np.zeros(len(rows.first), dtype=bool)
    if others.size:
        chosen = np.unique(rows.first[others])
        together = np.sort(np.concatenate([chosen, others]))
        written = rows.table.select(["value", "step", "bound", "text"]).take(pa.array(together))
        found[chosen] = ~intervals(written).meet(np.searchsorted(together, chosen))
    return found


def _same_meaning(rows: _Sorted) -> Mask:
    """As the first row of the cell: of the same unit and scope, and a plan if that is one."""
    units, plan = rows.table["unit"], _is_plan(rows)
    same_unit = np.asarray(pc.equal(units, units.take(pa.array(rows.first))).to_numpy())
    differs = (plan != plan[rows.first]) | _differs(rows, "one_year") | _differs(rows, "whole")
    return np.asarray(same_unit & ~differs, dtype=bool)


def _is_plan(rows: _Sorted) -> Mask:
    return np.asarray(rows.ranks["actual"] > ACCOUNTS, dtype=bool)


def _differs(rows: _Sorted, rule: str) -> Mask:
    rank = rows.ranks[rule]
    return np.asarray(rank != rank[rows.first], dtype=bool)


def _of_cell(rows: _Sorted, holds: Mask) -> Mask:
    """Where it holds of any row of the cell, at the cell's first row."""
    found = np.zeros(len(holds), dtype=bool)
    found[rows.first[holds]] = True
    return found
