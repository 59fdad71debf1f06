"""Derived columns: students per teacher, areas per student, shares, from chosen figures of one county, year, stage and area.

Takes the long table and gives a table by DERIVED_COLUMNS; `with_derived` lays it over the wide table. A stated figure of the
same meaning is compared, not replaced. The formulas are data (formulas.py).
"""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.codes import Codes, Mask, cells, joined, under_doubt, where
from corpus.dataset.conflicts import DIGITS, Intervals, Numbers, intervals, numbers
from corpus.dataset.formulas import PREFIX, Formula, formulas
from corpus.dataset.mentions import fitting
from corpus.dataset.ranks import is_null
from corpus.dataset.schema import COUNTY, DERIVED_COLUMNS, NUMBER, arrow_schema
from corpus.dataset.wide import KEYS, Wide, column_names
from corpus.dataset.wording import ids

DERIVED_SCHEMA = arrow_schema(DERIVED_COLUMNS)
_PLACE = ("county_id", "year", "stage", "area")
"""What the figures of a formula must share."""
_UNFIT = frozenset(("other_unit", "span", "part", "bound"))
"""Figures under these doubts are not computed with: they are of another scope, or give no number but a limit."""


def derive(long: pa.Table) -> pa.Table:
    """A row for each formula and place where both figures are there, sorted by county, year and column."""
    fit = np.flatnonzero(_fit(long))
    chosen = long.take(pa.array(fit)).append_column("long_row", pa.array(fit))
    place = cells(chosen, _PLACE)
    parts = [_derived(chosen, place, formula) for formula in formulas().values()]
    table = pa.concat_tables([DERIVED_SCHEMA.empty_table(), *parts])
    order = np.lexsort([cells(table, (name,)) for name in ("column", "year", "county_id")])
    return table.take(pa.array(order))


def with_derived(wide: Wide, derived: pa.Table) -> Wide:
    """The wide table with a column for each derived one behind the others; its sources are rows of `derived`."""
    keys = _keys(wide.values)
    row = pc.index_in(_keys(derived), value_set=keys).to_numpy(zero_copy_only=False)
    values, flags, sources = wide.values, wide.flags, wide.sources
    names = derived["column"].combine_chunks()
    for name in sorted(pc.unique(names).to_pylist()):
        of_column = np.flatnonzero(pc.equal(names, name).to_numpy(zero_copy_only=False))
        place = np.full(wide.values.num_rows, -1, dtype=np.int64)
        place[row[of_column]] = of_column
        source = pa.array(place, mask=place < 0)
        values = values.append_column(name, derived["value"].take(source))
        doubts = derived["doubts"].take(source)
        flags = flags.append_column(name, pc.if_else(pc.equal(doubts, ""), None, doubts))
        sources = sources.append_column(name, source)
    return Wide(values, flags, sources)


def _fit(long: pa.Table) -> Mask:
    usable = where(long["doubts"], lambda doubts: _UNFIT.isdisjoint(str(doubts).split()))
    return np.asarray(long["chosen"].to_numpy() & usable & is_null(long, "criterion"), dtype=bool)


def _derived(chosen: pa.Table, place: Codes, formula: Formula) -> pa.Table:
    over, under = _pairs(chosen, place, formula)
    top, bottom = chosen.take(pa.array(over)), chosen.take(pa.array(under))
    stated = _stated(chosen, place, formula, over)
    with localcontext(DIGITS):
        quotient = numbers(top["value"]) * formula.times / numbers(bottom["value"])
    value = [fitting(number) for number in quotient]
    own = {"disagrees": _disagrees(chosen, top, bottom, stated, formula.times), "impossible": _above(value, formula.most)}
    columns = {
        **{name: top[name] for name in (*(column.name for column in COUNTY), "year", "stage", "area")},
        "column": _column(top, formula), "formula": pa.repeat(formula.id, len(over)), "value": pa.array(value, NUMBER),
        "unit": pa.repeat(formula.unit, len(over)), "over": top["long_row"], "under": bottom["long_row"],
        "stated": chosen["long_row"].take(stated), "doubts": _doubts(top, bottom, own),
    }  # fmt: skip
    table = pa.table([columns[name] for name in DERIVED_SCHEMA.names], names=DERIVED_SCHEMA.names)
    return table.filter(table["value"].is_valid()).cast(DERIVED_SCHEMA)  # What no column can hold is a misreading.


def _pairs(chosen: pa.Table, place: Codes, formula: Formula) -> tuple[Codes, Codes]:
    """The rows of both figures where both are there, both are accounts or both plans, and the divisor is above zero."""
    over, under = _of(chosen, formula.over), _of(chosen, formula.under)
    _, first, second = np.intersect1d(place[over], place[under], assume_unique=True, return_indices=True)
    over, under = over[first], under[second]
    plan = under_doubt(chosen["doubts"], "plan")
    positive = np.asarray(pc.greater(chosen["value"], 0).to_numpy())
    fits = (plan[over] == plan[under]) & positive[under]
    return over[fits], under[fits]


def _of(chosen: pa.Table, indicator: str) -> Codes:
    return np.flatnonzero(where(chosen["indicator"], lambda name: name == indicator))


def _above(values: list[Decimal | None], most: int | None) -> Mask:
    return np.array([most is not None and value is not None and value > most for value in values], dtype=bool)


def _stated(chosen: pa.Table, place: Codes, formula: Formula, over: Codes) -> pa.Array:
    """For each place the row of the figure that the reports themselves give."""
    rows = _of(chosen, formula.stated) if formula.stated else np.array([], dtype=np.int64)
    by_place = np.full(int(place.max(initial=0)) + 1, -1, dtype=np.int64)
    by_place[place[rows]] = rows
    found = by_place[place[over]]
    return pa.array(found, mask=found < 0)


def _disagrees(chosen: pa.Table, top: pa.Table, bottom: pa.Table, stated: pa.Array, times: int) -> Mask:
    """Where the stated figure and the derived one cannot be one: compared without dividing, so that nothing is rounded."""
    found = np.zeros(top.num_rows, dtype=bool)
    given = np.flatnonzero(pc.is_valid(stated).to_numpy(zero_copy_only=False))
    if given.size:
        said = intervals(chosen.take(stated.take(pa.array(given))))
        found[given] = ~_meets(said, intervals(top.take(pa.array(given))), intervals(bottom.take(pa.array(given))), times)
    return found


def _meets(said: Intervals, top: Intervals, bottom: Intervals, times: int) -> Mask:
    """Row by row; where the divisor may be as small as zero nothing can be said against it."""
    with localcontext(DIGITS):
        least, most = (top.low * times, said.high * _positive(bottom.high)), (said.low * _positive(bottom.low), top.high * times)
    below = _all(least[0] < least[1]) | (_all(least[0] == least[1]) & ~(said.open_high | top.open_low | bottom.open_high))
    above = _all(most[0] < most[1]) | (_all(most[0] == most[1]) & ~(said.open_low | top.open_high | bottom.open_low))
    return (below & above) | ~_all(bottom.low > 0)


def _positive(ends: Numbers) -> Numbers:
    return np.where(_all(ends > 0), ends, np.array(Decimal(1), dtype=object))


def _all(compared: npt.ArrayLike) -> Mask:
    return np.asarray(compared, dtype=bool)


def _doubts(top: pa.Table, bottom: pa.Table, own: dict[str, Mask]) -> pa.Array:
    """Those of both figures, and its `own`."""
    inherited = {doubt: np.logical_or(*(under_doubt(side["doubts"], doubt) for side in (top, bottom))) for doubt in ids("doubts")}
    return joined(inherited | own)


def _column(top: pa.Table, formula: Formula) -> pa.Array:
    """derived.ID[.stage][.area]"""
    named = {"indicator": pa.repeat(f"{PREFIX}.{formula.id}", top.num_rows), "stage": top["stage"], "area": top["area"]}
    return column_names(pa.table(named | {"criterion": pa.nulls(top.num_rows, pa.string())}))


def _keys(table: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(*(table[key].cast(pa.string()) for key in KEYS), "\x1f")
