"""A dataset as a folder: its tables in Parquet, and manifest.json with rows, versions and the sha256 of each file.

The same mentions give the same bytes; no time and no path of a machine is written. Written whole or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from corpus.checksums import file_sha256
from corpus.dataset.build import Dataset
from corpus.dataset.wide import KEYS, Wide
from corpus.dataset.wording import PACKAGE
from corpus.versions import catalogue_version, engine_version, rules_version
from models.errors import JunhengError
from models.loading import load_data

SCHEMA = 1
"""Counted up whenever a column changes its name, type or meaning."""
MANIFEST = "manifest.json"
_ROWS_AT_ONCE = 100_000
_PART = ".part"


class BadSnapshot(JunhengError):
    """A folder that is no snapshot, is damaged, or cannot be written to; `details["name"]`."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A folder that was read: its manifest, and the dataset of it."""

    manifest: dict[str, Any]
    dataset: Dataset


def write_snapshot(dataset: Dataset, folder: Path) -> dict[str, Any]:
    """The manifest of what was written. Raises BadSnapshot where `folder` is there and not empty."""
    if not is_free(folder):
        raise BadSnapshot("snapshot_exists", name=folder)
    aside = folder.with_name(folder.name + _PART)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        manifest = _write(dataset, aside)
        if folder.exists():
            folder.rmdir()
        os.replace(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return manifest


def is_free(folder: Path) -> bool:
    """Whether a snapshot or an export can be written there: nothing is there, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def read_snapshot(folder: Path) -> Snapshot:
    """Raises BadSnapshot, also where a file is not the one that the manifest names."""
    manifest = read_manifest(folder)
    tables = {name: _read(folder, name, told["sha256"]) for name, told in manifest["files"].items()}
    wide = Wide(*(tables[f"{name}.parquet"] for name in ("wide", "flags", "sources")))
    return Snapshot(manifest, Dataset(tables["long.parquet"], wide, tables["derived.parquet"]))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Raises BadSnapshot for a folder without one, or one of another schema."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadSnapshot("snapshot_missing", name=folder) from error
    except ValueError as error:
        raise BadSnapshot("snapshot_damaged", name=folder / MANIFEST) from error
    if manifest.get("schema") != SCHEMA:
        raise BadSnapshot("snapshot_schema", name=folder, schema=manifest.get("schema"), known=SCHEMA)
    return manifest


def _write(dataset: Dataset, folder: Path) -> dict[str, Any]:
    told = {}
    for name, table in dataset.tables().items():
        path = folder / f"{name}.parquet"
        parquet.write_table(table, path, compression="zstd", row_group_size=_ROWS_AT_ONCE)
        told[path.name] = {"rows": table.num_rows, "columns": table.num_columns, "sha256": file_sha256(path)}
    manifest = {"schema": SCHEMA, "versions": _versions(dataset.long), "counts": _counts(dataset), "files": told}
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return manifest


def _versions(long: pa.Table) -> dict[str, Any]:
    """What built the dataset, and what read the documents, which may be several versions."""
    read_by = {name: sorted(pc.unique(long[name]).to_pylist()) for name in ("engine", "catalogue")}
    return {
        "engine": engine_version(), "catalogue": catalogue_version(), "rules": rules_version(PACKAGE),
        "divisions": load_data("divisions/sources.yaml")["as_of"], "read_by": read_by,
    }  # fmt: skip


def _counts(dataset: Dataset) -> dict[str, int]:
    values = dataset.wide.values
    cells = sum(values.num_rows - values[name].null_count for name in dataset.wide.columns)
    return {
        "documents": pc.count_distinct(dataset.long["document"]).as_py(), "counties": pc.count_distinct(values[KEYS[0]]).as_py(),
        "cells": cells, "conflicts": pc.sum(pc.match_substring(dataset.long["doubts"], "conflict")).as_py() or 0,
    }  # fmt: skip


def _read(folder: Path, name: str, expected: str) -> pa.Table:
    path = folder / name
    try:
        if file_sha256(path) == expected:
            return parquet.read_table(path)
    except FileNotFoundError:
        pass
    raise BadSnapshot("snapshot_damaged", name=path)
