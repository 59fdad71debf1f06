"""A snapshot as an export: every column in the dictionary, every version with a name, no cell that rests on what a filter left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.dataset.snapshot import Snapshot, read_snapshot
from corpus.export.contents import DERIVED, DICTIONARY, FLAGS, LONG, NOTES, SOURCES, WIDE, Contents, titles
from corpus.export.filters import Filters
from corpus.export.formats import FORMATS
from corpus.export.of_snapshot import contents_of
from corpus.export.words import word
from corpus.export.writing import export
from tests.corpus.export.builders import document_hash, write_counties
from tests.corpus.export.test_frictionless import errors
from tests.corpus.export.test_xbrl import judged


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_counties(tmp_path_factory.mktemp("dataset") / "snapshot")


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    return read_snapshot(folder)


ALL = Filters()


def exported(snapshot: Snapshot, filters: Filters = ALL) -> Contents:
    return contents_of(snapshot, "0123", filters)


def test_every_column_has_its_entry(snapshot: Snapshot) -> None:
    tables = exported(snapshot).tables
    told = {(entry["table"], entry["column"]) for entry in tables[DICTIONARY].to_pylist()}
    assert told == {(name, column) for name, table in tables.items() for column in table.column_names}


@pytest.mark.parametrize(("lang", "title"), [("zh", "在校学生数，小学"), ("en", "student.count, primary")])
def test_a_column_of_the_wide_table_says_of_whom(snapshot: Snapshot, lang, title: str) -> None:
    assert titles(exported(snapshot), lang)[WIDE, "student.count.primary"] == title


def test_the_wide_table_begins_with_county_and_year(snapshot: Snapshot) -> None:
    assert exported(snapshot).tables[WIDE].column_names[:3] == ["county_id", "county_name", "year"]


def test_doubtful_cells_are_listed_and_explained(snapshot: Snapshot) -> None:
    tables = exported(snapshot).tables
    flags = {(flag["county_name"], flag["column"]): flag["doubts"].split() for flag in tables[FLAGS].to_pylist()}
    assert "conflict" in flags["平湖市", "student.count.primary"]
    assert flags["海盐县", "teacher.count.primary"] == ["masked"]
    notes = {(note["column"], note["doubt"]): note["cells"] for note in tables[NOTES].to_pylist()}
    assert notes["student.count.primary", "conflict"] == 1
    assert notes["student.count.primary", None] is None


def test_a_derived_cell_leads_to_its_figures(snapshot: Snapshot) -> None:
    ratio = next(r for r in exported(snapshot).tables[DERIVED].to_pylist() if r["formula"] == "students_per_teacher")
    assert (ratio["value"], ratio["over"], ratio["under"]) == (20, f"{document_hash(1)} f1", f"{document_hash(1)} f2")


def test_sources_count_their_figures(snapshot: Snapshot) -> None:
    counts = {s["document"]: (s["figures"], s["figures_chosen"]) for s in exported(snapshot).tables[SOURCES].to_pylist()}
    assert counts == {document_hash(1): (2, 2), document_hash(2): (1, 0), document_hash(3): (2, 1)}


def test_nothing_rests_on_a_figure_that_was_left_out(snapshot: Snapshot) -> None:
    tables = exported(snapshot, Filters(indicator=("student.count",))).tables
    assert [name for name in tables[WIDE].column_names if "." in name] == ["student.count.primary"]
    assert (tables[DERIVED].num_rows, tables[SOURCES].num_rows, tables[LONG].num_rows) == (0, 3, 3)


def test_what_was_set_aside_takes_no_cell_when_the_chosen_one_is_left_out(snapshot: Snapshot) -> None:
    """A filter is no new choice: the figure of the self-inspection stays set aside."""
    tables = exported(snapshot, Filters(kind=("self_inspection",))).tables
    assert (tables[LONG].num_rows, tables[WIDE].num_rows) == (1, 0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_version_and_filter_has_a_name(snapshot: Snapshot, lang) -> None:
    contents = exported(snapshot, Filters(year=("2021",)))
    assert all(word("about", name, lang) for name in contents.versions)
    assert all(word("filter", name, lang) for name in Filters.__dataclass_fields__)
    assert all(word("table", name, lang) for name in contents.tables)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("filters", [ALL, Filters(kind=("self_inspection",))])
def test_every_format_takes_it(snapshot: Snapshot, tmp_path: Path, format: str, filters: Filters) -> None:
    export(exported(snapshot, filters), FORMATS[format], tmp_path / "out", "en")
    if format == "frictionless":
        assert errors(tmp_path / "out" / "datapackage.json") == []
    if format == "xbrl":
        assert judged(tmp_path / "out" / "report.json")[0] == []
