"""Snapshots: the same bytes for the same figures, refused where they are not whole; and what differs between two."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from corpus.dataset.build import build
from corpus.dataset.changes import as_json, counts
from corpus.dataset.checked import WrongTable, checked_long, checked_wide
from corpus.dataset.choose import choose
from corpus.dataset.diff import diff
from corpus.dataset.snapshot import BadSnapshot, Snapshot, read_snapshot, write_snapshot
from corpus.dataset.wide import Wide
from tests.corpus.dataset.builders import mentions_of

ROWS: list[dict[str, Any]] = [
    {"value": 6929, "document": "a"},
    {"indicator": "teacher.count", "value": 400, "document": "a"},
    {"indicator": "class.count", "value": 150, "unit": "class", "document": "b", "document_name": "督导报告.pdf"},
    {"indicator": "school.count", "value": None, "unit": "school", "flags": "masked", "document": "a"},
]


def snapshot(tmp_path: Path, rows: list[dict[str, Any]], name: str = "s") -> Snapshot:
    write_snapshot(build(mentions_of(rows)), tmp_path / name)
    return read_snapshot(tmp_path / name)


def test_the_same_figures_give_the_same_bytes(tmp_path: Path) -> None:
    mentions = mentions_of(ROWS)
    write_snapshot(build(mentions), tmp_path / "a")
    write_snapshot(build(mentions.take(pa.array([3, 1, 0, 2]))), tmp_path / "b")
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second and len(first) == 6


def test_a_snapshot_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = build(mentions_of(ROWS))
    write_snapshot(made, tmp_path / "s")
    read = read_snapshot(tmp_path / "s")
    assert all(read.dataset.tables()[name].equals(table) for name, table in made.tables().items())
    assert read.manifest["counts"] == {"documents": 2, "counties": 1, "cells": 6, "conflicts": 0}
    assert {"engine", "catalogue", "rules", "divisions", "read_by"} == read.manifest["versions"].keys()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "mine.txt").write_text("x")
    with pytest.raises(BadSnapshot, match="snapshot_exists"):
        write_snapshot(build(mentions_of(ROWS)), tmp_path / "s")
    assert [p.name for p in tmp_path.rglob("*")] == ["s", "mine.txt"]


def test_what_is_damaged_is_refused(tmp_path: Path) -> None:
    snapshot(tmp_path, ROWS)
    path = tmp_path / "s" / "wide.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(BadSnapshot, match=r"wide\.parquet"):
        read_snapshot(tmp_path / "s")
    with pytest.raises(BadSnapshot, match="snapshot_missing"):
        read_snapshot(tmp_path / "nothing")


def test_another_format_is_refused(tmp_path: Path) -> None:
    snapshot(tmp_path, ROWS)
    path = tmp_path / "s" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 99}))
    with pytest.raises(BadSnapshot, match="snapshot_schema"):
        read_snapshot(tmp_path / "s")


@pytest.mark.parametrize(
    ("column", "value", "row"),
    [
        ("status", "done", 1),
        ("unit", "", 1),
        ("unit", None, 1),
        ("year", 20, 1),
        ("step", -1, 1),
        ("chosen", False, 1),
        ("set_aside", "no", 1),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(column: str, value: object, row: int) -> None:
    long = choose(mentions_of(ROWS))
    given = [value, *long[column].to_pylist()[1:]]
    place = long.column_names.index(column)
    wrong = long.set_column(place, long.schema.field(column), pa.array(given, long.schema.field(column).type))
    with pytest.raises(WrongTable) as error:
        checked_long(wrong)
    assert (error.value.details["table"], error.value.details["row"]) == ("long", row)
    assert str(row) in error.value.message("en")


def test_a_value_without_a_source_is_refused() -> None:
    wide = build(mentions_of(ROWS)).wide
    place = wide.sources.column_names.index("student.count")
    sources = wide.sources.set_column(place, "student.count", pa.nulls(1, pa.int64()))
    with pytest.raises(WrongTable, match=r"student\.count"):
        checked_wide(Wide(wide.values, wide.flags, sources))


def changed(**given: Any) -> list[dict[str, Any]]:
    """The rows with fields of the first one changed."""
    return [ROWS[0] | given, *ROWS[1:]]


PER_TEACHER, PER_CLASS = "derived.students_per_teacher", "derived.class_size"
CHANGES = [
    ([*ROWS, {"area": "rural", "value": 300, "document": "c"}], "student.count.rural", "added", "new_document", {}),
    (
        [*ROWS, {"value": 7000, "document": "c", "document_kind": "supervision"}], "student.count", "changed", "new_document",
        {PER_TEACHER: "changed", PER_CLASS: "changed"},
    ),
    ([*ROWS, {"value": 7000, "document": "c"}], "student.count", "flags", "new_document", {PER_TEACHER: "flags", PER_CLASS: "flags"}),
    (
        [r for r in ROWS if r["document"] == "a"], "class.count", "removed", "document_removed",
        {PER_CLASS: "removed", "derived.teachers_per_class": "removed"},
    ),
    (changed(value=6930, review="edited"), "student.count", "changed", "review", {PER_TEACHER: "changed", PER_CLASS: "changed"}),
    # Teachers and classes are unreviewed still, and so is what follows from them.
    (changed(review="accepted"), "student.count", "flags", "review", {}),
    (changed(review="rejected"), "student.count", "removed", "review", {PER_TEACHER: "removed", PER_CLASS: "removed"}),
    (changed(value=6930, engine="2.0"), "student.count", "changed", "engine", {PER_TEACHER: "changed", PER_CLASS: "changed"}),
    (changed(value=6930, catalogue="new"), "student.count", "changed", "catalogue", {PER_TEACHER: "changed", PER_CLASS: "changed"}),
    (changed(value=6930), "student.count", "changed", "other", {PER_TEACHER: "changed", PER_CLASS: "changed"}),
    (
        [*ROWS, {"indicator": "teacher.ratio", "value": 20, "unit": "ratio", "document": "c"}],
        "teacher.ratio", "added", "new_document", {PER_TEACHER: "flags"},
    ),
]  # fmt: skip
"""Rows of the later snapshot; the stated cell that differs, how and why; and the derived cells that differ because of it."""


@pytest.mark.parametrize(("rows", "column", "kind", "why", "derived"), CHANGES)
def test_a_change_says_what_and_why(
    tmp_path: Path, rows: list[dict[str, Any]], column: str, kind: str, why: str, derived: dict[str, str]
) -> None:
    a, b = snapshot(tmp_path, ROWS, "a"), snapshot(tmp_path, rows, "b")
    found = diff(a, b)
    assert [(c.column, c.kind, c.why, c.because) for c in found if c.why != "inputs"] == [(column, kind, why, ())]
    followed = {c.column: (c.kind, c.because) for c in found if c.why == "inputs"}
    assert followed == {name: (kind, (column,)) for name, kind in derived.items()}
    assert sum(counts(found).values()) == len(found)
    assert diff(a, a) == ()


def test_another_county_moves_the_cell(tmp_path: Path) -> None:
    moved = [row | {"county_id": "360828", "county_name": "万安县"} for row in ROWS]
    found = diff(snapshot(tmp_path, ROWS, "a"), snapshot(tmp_path, moved, "b"))
    assert {(c.kind, c.why) for c in found if not c.because} == {("added", "county"), ("removed", "county")}
    assert {(c.kind, c.because) for c in found if c.column == PER_CLASS} == {
        (kind, ("student.count", "class.count")) for kind in ("added", "removed")
    }  # fmt: skip


def test_new_rules_are_told(tmp_path: Path) -> None:
    a, b = snapshot(tmp_path, ROWS, "a"), snapshot(tmp_path, changed(value=6930), "b")
    b.manifest["versions"]["rules"] = "another"
    assert [c.why for c in diff(a, b) if not c.because] == ["rules"]


def test_a_derived_cell_may_differ_by_the_rules_alone(tmp_path: Path) -> None:
    a, b = snapshot(tmp_path, ROWS, "a"), snapshot(tmp_path, ROWS, "b")
    without = replace(b.dataset, derived=b.dataset.derived.filter(pc.not_equal(b.dataset.derived["column"], PER_CLASS)))
    b.manifest["versions"]["rules"] = "another"
    assert [(c.column, c.kind, c.why, c.because) for c in diff(a, replace(b, dataset=without))] == [(PER_CLASS, "removed", "rules", ())]


def test_the_json_of_a_change(tmp_path: Path) -> None:
    found = as_json(diff(snapshot(tmp_path, ROWS, "a"), snapshot(tmp_path, changed(value="6930.50", review="edited"), "b")))
    side = {"unit": "person", "document": "a".ljust(64, "0"), "document_name": "自查报告.docx", "quote": "在校学生6929人。"}
    about = {"county_id": "360827", "county": "遂川县", "year": 2022, "kind": "changed"}
    derived = {"unit": "ratio", "flags": ["unreviewed"], "document": None, "document_name": None, "quote": None}
    assert [told for told in found if told["column"] != PER_CLASS] == [
        about | {"column": PER_TEACHER, "why": "inputs", "because": ["student.count"],
                 "before": derived | {"value": "17.3225"}, "after": derived | {"value": "17.32625"}},
        about | {"column": "student.count", "why": "review", "because": [],
                 "before": side | {"value": "6929", "flags": ["unreviewed"]}, "after": side | {"value": "6930.5", "flags": []}},
    ]  # fmt: skip
