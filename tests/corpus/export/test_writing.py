"""An export is complete or it is not there; the same dataset gives the same bytes; the manifest tells what is inside."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from corpus.export import xlsx
from corpus.export.cells import MOST_LETTERS
from corpus.export.contents import CannotExport, Contents
from corpus.export.formats import FORMATS, Format
from corpus.export.parts import Part
from corpus.export.writing import export
from tests.corpus.export.builders import contents, contents_of, row

SMALL = contents(row(1), row(2, subject="=1+1", year=2020))


def export_to(folder: Path, format: str, of: Contents = SMALL) -> Path:
    export(of, FORMATS[format], folder, "zh")
    return folder


@pytest.mark.parametrize("format", FORMATS)
def test_the_manifest_is_true(tmp_path: Path, format: str) -> None:
    folder = export_to(tmp_path / "out", format)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {file["path"]: file for file in manifest["files"]}
    assert sorted(files) == sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json")
    for path, file in files.items():
        content = (folder / path).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    tables = {table["name"]: table["rows"] for file in files.values() for table in file["tables"]}
    assert tables["long"] == 2
    assert manifest["versions"] == {"engine": "1", "catalogue": "c", "divisions": "2024", "schema": "1"}
    assert (manifest["snapshot"], manifest["filters"], manifest["format"]) == ("0123abcd", {"year": ["2021"]}, format)


@pytest.mark.parametrize("name", ["out", "out.zip"])
@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str, name: str) -> None:
    first, second = tmp_path / "one" / name, tmp_path / "two" / name
    export_to(first, format)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    export_to(second, format)
    assert bytes_in(first) == bytes_in(second)


def bytes_in(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return {file.relative_to(path.parent).as_posix(): file.read_bytes() for file in files}


def test_an_archive_holds_what_the_folder_holds(tmp_path: Path) -> None:
    folder, archive = export_to(tmp_path / "out", "xbrl"), export_to(tmp_path / "out.zip", "xbrl")
    with zipfile.ZipFile(archive) as zipped:
        found = {f"out/{name}": zipped.read(name) for name in zipped.namelist()}
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert found == bytes_in(folder)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(CannotExport) as error:
        export_to(tmp_path / "out", "csv")
    assert error.value.code == "export_exists"
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "mine.txt"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert (export_to(tmp_path / "out", "csv") / "manifest.json").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["out", "out.zip"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_leaves_nothing(tmp_path: Path, format: str, name: str) -> None:
    """A process that may write no file of more than 4 KiB meets what a full disk is: a write that the kernel refuses."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    taken = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    large = contents(*(row(number, quote=f"{number}" * 20) for number in range(400)))
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        with pytest.raises(OSError, match="File too large"):
            export_to(tmp_path / name, format, large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, taken)
    assert list(tmp_path.iterdir()) == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from corpus.export import csv
from corpus.export.formats import Format
from corpus.export.writing import export
from tests.corpus.export.test_writing import SMALL
def write(contents, folder, lang):
    csv.write(contents, folder, lang)
    os.kill(os.getpid(), signal.SIGKILL)
export(SMALL, Format("csv", write, csv.read_back), Path(sys.argv[1]), "zh")
"""


def test_a_killed_export_is_not_taken_for_one(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path / "out")], env=os.environ | {"PYTHONPATH": "."}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.rglob("manifest.json"))


def lose_a_row(parts: list[Part]) -> list[Part]:
    return [Part(part.path, {name: (rows - 1, columns) for name, (rows, columns) in part.tables.items()}) for part in parts]


def lose_a_file(parts: list[Part]) -> list[Part]:
    return parts[1:]


@pytest.mark.parametrize("lose", [lose_a_row, lose_a_file])
def test_what_is_not_read_back_is_no_export(tmp_path: Path, lose: Callable[[list[Part]], list[Part]]) -> None:
    csv = FORMATS["csv"]
    with pytest.raises(CannotExport) as error:
        export(SMALL, Format("csv", csv.write, lambda c, folder: lose(csv.read_back(c, folder))), tmp_path / "out", "zh")
    assert error.value.code == "export_incomplete"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("rows", "columns"), [(1_048_575, 1), (1, 16_385)])
def test_a_table_larger_than_a_sheet_is_refused_at_once(tmp_path: Path, rows: int, columns: int) -> None:
    numbers = pa.nulls(rows, pa.int64())
    large = contents_of(long=pa.table({f"c{number}": numbers for number in range(columns)}), dictionary=SMALL.tables["dictionary"])
    with pytest.raises(CannotExport) as error:
        export_to(tmp_path / "out", "xlsx", large)
    assert (error.value.code, error.value.details) == ("export_too_large", {"table": "long", "rows": rows, "columns": columns})
    assert list(tmp_path.iterdir()) == []


def test_the_workbook_tells_what_excel_could_not_hold(tmp_path: Path) -> None:
    long = contents(row(1, value=Decimal("12345678901234567.5"), quote="字" * (MOST_LETTERS + 1)))
    book = openpyxl.load_workbook(export_to(tmp_path / "out", "xlsx", long) / xlsx.NAME)
    about = {cells[0].value: cells[1].value for cells in book["关于本表"].iter_rows()}
    # The number stands in the data and in the facts.
    assert about["超过15位、以文本保存的数（一位不少）"] == 2
    assert about["超过32767字、未能写全的单元格"] == 1
    assert book["数据（宽表）"]["D3"].value == "12345678901234567.5"


def test_a_sheet_is_read_as_people_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export_to(tmp_path / "out", "xlsx") / xlsx.NAME)
    assert book.sheetnames == ["数据（宽表）", "存疑单元格", "明细（长表）", "数据字典", "来源", "关于本表"]
    sheet = book["数据（宽表）"]
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == ["区划代码", "county_id", "330482"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D3", "A2:D4")
    assert (sheet["D3"].value, sheet["D3"].number_format) == (280000000, "#,##0")


def test_a_doubtful_cell_stands_on_a_colour(tmp_path: Path) -> None:
    rows = (
        row(1),
        row(2, year=2020, doubts="conflict unreviewed"),
        row(3, year=2019, value=None, doubts="masked"),
        row(4, year=2018, doubts="about"),
    )
    sheet = openpyxl.load_workbook(export_to(tmp_path / "out", "xlsx", contents(*rows)) / xlsx.NAME)["数据（宽表）"]
    assert [sheet.cell(line, 4).fill.fill_type for line in range(3, 7)] == [None, "solid", "solid", None]
