"""Which figures of a dataset leave: by county, province, year, indicator, review state and kind of document.

A filter only leaves rows out; what was chosen for a cell among several figures stays chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import pyarrow as pa
import pyarrow.compute as pc

from corpus.export.contents import CannotExport

_COLUMNS = {
    "county": ("county_id", "county_code", "county_name"), "province": ("province",), "year": ("year",),
    "indicator": ("indicator",), "review": ("review",), "kind": ("document_kind",),
}  # fmt: skip
"""The columns of the long table in one of which a value must stand."""
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Filters:
    """Values that are let through; none lets everything through. A county goes by id, code or name."""

    county: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()

    def given(self) -> dict[str, tuple[str, ...]]:
        """The filters that do filter, each without doubles and in order."""
        found = {field.name: tuple(sorted(set(getattr(self, field.name)))) for field in fields(self)}
        return {name: values for name, values in found.items() if values}


def filtered(long: pa.Table, filters: Filters) -> pa.Table:
    """The rows that all filters let through. Raises CannotExport where a value meets no row, or all of them together none."""
    given = filters.given()
    for name, values in given.items():
        if unknown := [value for value in values if not pc.any(_meets(long, name, (value,))).as_py()]:
            raise CannotExport("filter_unknown", filter=name, unknown="、".join(unknown), known="、".join(_known(long, name)))
    kept = long
    for name, values in given.items():
        kept = kept.filter(_meets(kept, name, values))
    if long.num_rows and not kept.num_rows:
        raise CannotExport("filters_leave_nothing", filters="、".join(value for values in given.values() for value in values))
    return kept


def _meets(long: pa.Table, name: str, values: tuple[str, ...]) -> pa.ChunkedArray:
    wanted = pa.array(values, pa.string())
    masks = [pc.is_in(pc.cast(long.column(column), pa.string()), value_set=wanted) for column in _COLUMNS[name]]
    met = masks[0]
    for mask in masks[1:]:
        met = pc.or_(met, mask)
    return met


def _known(long: pa.Table, name: str) -> Iterator[str]:
    """Some of the values that there are, those that people would write."""
    values = sorted(str(value) for value in pc.unique(long.column(_COLUMNS[name][-1])).to_pylist() if value is not None)
    yield from values[:_MOST_NAMED]
    if len(values) > _MOST_NAMED:
        yield "…"
