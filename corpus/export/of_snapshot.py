"""A snapshot of the dataset as the tables of an export, with the filters laid over it.

What a filter leaves is widened and derived anew, so that no cell of the wide table rests on a figure that was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from corpus.checksums import file_sha256
from corpus.dataset.build import Dataset
from corpus.dataset.checked import checked_derived, checked_long, checked_wide
from corpus.dataset.derived import derive, with_derived
from corpus.dataset.snapshot import MANIFEST, Snapshot
from corpus.dataset.wide import widen
from corpus.export.contents import DERIVED, DICTIONARY, FLAGS, LONG, NOTES, SOURCES, WIDE, Contents, safe_table
from corpus.export.dictionary import dictionary
from corpus.export.filters import Filters, filtered
from corpus.export.flagging import flagged_cells, notes

_OF_DOCUMENT = ("document", "document_name", "document_kind", "document_year", "county_id", "county_name", "engine", "catalogue")
_FIRST = ("county_id", "county_name", "year", "province", "prefecture", "county_code", "county_state")
"""What a reader of the wide table must see first comes first."""
_ORDER = (WIDE, FLAGS, LONG, DERIVED, DICTIONARY, SOURCES, NOTES)
_LINKS = ("over", "under", "stated")


def contents_of(snapshot: Snapshot, digest: str, filters: Filters) -> Contents:
    """The tables. `digest`: what `manifest_digest` gives. Raises CannotExport for filters, WrongTable."""
    dataset = _filtered(snapshot.dataset, filters)
    long, wide, flags = dataset.long, dataset.wide, flagged_cells(dataset.wide)
    tables = {
        WIDE: wide.values.select([*_FIRST, *wide.columns]), FLAGS: flags, LONG: long, DERIVED: _linked(dataset.derived, long),
        SOURCES: sources(long), NOTES: notes(wide, flags),
    }  # fmt: skip
    tables[DICTIONARY] = dictionary(tables)
    return Contents({name: safe_table(tables[name]) for name in _ORDER}, digest, dict(_versions(snapshot.manifest)), filters.given())


def manifest_digest(folder: Path) -> str:
    """What names a snapshot: the sha256 of its manifest, which names its files by theirs."""
    return file_sha256(folder / MANIFEST)


def _filtered(dataset: Dataset, filters: Filters) -> Dataset:
    if not filters.given():
        return dataset
    long = checked_long(filtered(dataset.long, filters))
    derived = checked_derived(derive(long))
    return Dataset(long, checked_wide(with_derived(widen(long), derived)), derived)


def sources(long: pa.Table) -> pa.Table:
    """A row for each document, with how many figures come from it and how many of them were chosen."""
    counted = long.group_by(list(_OF_DOCUMENT), use_threads=False).aggregate([("fact", "count"), ("chosen", "sum")])
    schema = pa.schema([*(long.schema.field(name) for name in _OF_DOCUMENT), *(pa.field(n, pa.int64(), nullable=False) for n in _COUNTS)])
    named = counted.select([*_OF_DOCUMENT, "fact_count", "chosen_sum"]).rename_columns(schema.names).cast(schema)
    return named.sort_by([("document", "ascending")])


_COUNTS = ("figures", "figures_chosen")


def _linked(derived: pa.Table, long: pa.Table) -> pa.Table:
    """Figures by document and fact: a row number would be that of one order of one file."""
    keys = pc.binary_join_element_wise(long["document"], long["fact"], " ")
    for name in _LINKS:
        place = derived.schema.get_field_index(name)
        field = pa.field(name, pa.string(), nullable=derived.schema.field(name).nullable)
        derived = derived.set_column(place, field, keys.take(derived[name]))
    return derived


def _versions(manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "schema", str(manifest["schema"])
    for name, version in manifest["versions"].items():
        if isinstance(version, dict):
            yield from ((f"{name}_{part}", "、".join(each)) for part, each in version.items())
        else:
            yield name, str(version)
