"""Which counties give which indicator in a year, whatever the stage or area. Takes a Dataset; computes no value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.build import Dataset
from corpus.dataset.codes import where
from corpus.dataset.comparing import County, counties, rows_of
from corpus.dataset.formulas import PREFIX
from corpus.dataset.wording import is_grave
from models.indicators import load_indicators

NOT_GIVEN, BLANK, DOUBTFUL, GIVEN = range(4)
"""How well an indicator is given: not at all, left blank, under grave doubts only, or without one."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """`states`: a row for each county, a column for each indicator, in the order of the catalogue; the codes above."""

    counties: tuple[County, ...]
    indicators: tuple[str, ...]
    states: npt.NDArray[np.int8]

    @property
    def by_county(self) -> tuple[int, ...]:
        """How many indicators each county gives."""
        return tuple(int(n) for n in (self.states >= DOUBTFUL).sum(axis=1))

    @property
    def by_indicator(self) -> tuple[int, ...]:
        """How many counties give each indicator."""
        return tuple(int(n) for n in (self.states >= DOUBTFUL).sum(axis=0))


def coverage(dataset: Dataset, year: int) -> Coverage:
    """The counties of the year in the order of their ids; indicators that none of them names are left out."""
    wide, of_year = dataset.wide, rows_of(dataset, year)
    found: dict[str, npt.NDArray[np.int8]] = {}
    for column in wide.columns:
        indicator = ".".join(column.split(".")[:2])
        if not column.startswith(f"{PREFIX}."):
            state = _states(*(table[column].take(of_year) for table in (wide.values, wide.flags, wide.sources)))
            found[indicator] = np.maximum(found.get(indicator, state), state)
    return _ordered(counties(wide.values.take(of_year)), found)


def _states(values: pa.ChunkedArray, flags: pa.ChunkedArray, sources: pa.ChunkedArray) -> npt.NDArray[np.int8]:
    grave = where(flags, lambda doubts: any(is_grave(doubt) for doubt in str(doubts or "").split()))
    state = np.where(grave, DOUBTFUL, GIVEN)
    state = np.where(pc.is_null(values).to_numpy(), BLANK, state)
    return np.where(pc.is_null(sources).to_numpy(), NOT_GIVEN, state).astype(np.int8)


def _ordered(of_counties: list[County], found: Mapping[str, npt.NDArray[np.int8]]) -> Coverage:
    named = tuple(id for id in load_indicators() if id in found and found[id].any())
    states = np.stack([found[id] for id in named], axis=1) if named else np.zeros((len(of_counties), 0), dtype=np.int8)
    return Coverage(tuple(of_counties), named, states)
