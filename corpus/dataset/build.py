"""From mentions to the whole dataset: long, wide, flags, sources and derived tables, each checked. Reads and writes no file."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from corpus.dataset.checked import checked_derived, checked_long, checked_wide
from corpus.dataset.choose import choose
from corpus.dataset.derived import derive, with_derived
from corpus.dataset.wide import Wide, widen


@dataclass(frozen=True, slots=True)
class Dataset:
    """Many documents as one: every mention, the wide table of what was chosen, and what follows from it."""

    long: pa.Table
    wide: Wide
    derived: pa.Table

    def tables(self) -> dict[str, pa.Table]:
        """By name, in the order in which they are written."""
        return {
            "long": self.long, "wide": self.wide.values, "flags": self.wide.flags, "sources": self.wide.sources,
            "derived": self.derived,
        }  # fmt: skip


def build(mentions: pa.Table) -> Dataset:
    """The dataset of all mentions, whatever order they come in. Raises WrongTable."""
    long = checked_long(choose(mentions))
    derived = checked_derived(derive(long))
    return Dataset(long, checked_wide(with_derived(widen(long), derived)), derived)
