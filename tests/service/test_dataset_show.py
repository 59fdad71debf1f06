"""`junheng dataset show`: the views of a dataset as a table, as JSON and as CSV, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from corpus.dataset.build import build
from corpus.dataset.snapshot import write_snapshot
from tests.corpus.dataset.comparing_builders import mention, table_of
from tests.service.conftest import Run

AREA = "resource.teaching_area_per_student"
VALUES = {2020: "4.0", 2021: "4.4", 2022: "4.8"}
PLACE = ["at_page", "at_paragraph", "at_table", "at_row", "at_column"]
CELL = ["county_id", "county", "prefecture", "province", "year", "column", "name", "value", "unit", "bound", "flags"]
STANDING = ["rank", "of", "line", "direction", "distance", "verdict", "z", "outlier"]
SLOPE = ["slope", "slope_first", "slope_last", "slope_years"]
SOURCE = ["formula", "document", "document_name", *PLACE, "quote"]
FIELDS = {
    "columns": [
        "column", "name", "unit", "year", "counties", "compared", "least", "lower", "median", "upper", "most", "outliers", "line",
        "direction",
    ],
    "profile": [*CELL, *STANDING, *SLOPE, *SOURCE],
    "ranking": [*CELL, *STANDING, *SLOPE, *SOURCE],
    "outliers": [*CELL, "median", *STANDING, *SOURCE],
    "copies": ["question", "kind", "said", "together", "county_id", "county", "year", "document", "document_name", *PLACE, "quote"],
}  # fmt: skip
"""What programs rely on: a change of these is a change of the schema."""
ASKED: dict[str, tuple[str, ...]] = {
    "columns": (), "profile": ("--county", "110000"), "ranking": ("--indicator", AREA), "outliers": ("--outliers",),
    "copies": ("--copies",),
}  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven counties; one of them is far out, two share a long figure, two bear one name."""
    rows = [mention(0, year, AREA, "m2/person", value, stage="primary") for year, value in VALUES.items()]
    rows += [mention(n, 2022, AREA, "m2/person", f"5.{n}", stage="primary") for n in range(1, 6)]
    rows += [mention(6, 2022, AREA, "m2/person", "52.0", stage="primary", county_name="平平县")]
    rows += [mention(n, 2022, "student.count", "person", "23456", stage="primary", quote=f"{n}") for n in (1, 2)]
    rows += [mention(1, 2022, "teacher.count", "person", "1500", stage="primary", quote="1500")]
    rows[0] |= {"county_name": "平平县", "prefecture": "嘉兴市"}
    folder = tmp_path_factory.mktemp("show") / "snap"
    write_snapshot(build(table_of(*rows)), folder)
    return folder


def shown(run: Run, snapshot: Path, *options: str) -> list[dict[str, Any]]:
    found = run("dataset", "show", snapshot, *options, "--format", "json")
    assert found.exit_code == 0, found.output
    rows: list[dict[str, Any]] = json.loads(found.stdout)["rows"]
    return rows


def test_one_county_by_year_with_rank_distance_and_slope(run: Run, snapshot: Path) -> None:
    rows = shown(run, snapshot, "--county", "110000")
    assert [(r["year"], r["value"], r["rank"], r["of"], r["distance"], r["verdict"]) for r in rows] == [
        (2020, "4", 1, 1, "-0.5", "not_met"), (2021, "4.4", 1, 1, "-0.1", "not_met"), (2022, "4.8", 7, 7, "0.3", "met"),
    ]  # fmt: skip
    assert {(r["slope"], r["slope_first"], r["slope_last"], r["slope_years"]) for r in rows} == {("0.4", 2020, 2022, 3)}
    assert rows[0]["quote"].startswith("2020年") and rows[0]["document_name"] == "平平县2020年自查报告.docx"
    (alone,) = shown(run, snapshot, "--county", "110000", "--year", "2021")
    assert (alone["value"], alone["slope"]) == ("4.4", None)  # Two years up to then.


@pytest.mark.parametrize("said", [AREA, f"{AREA}.primary", "生均教学及辅助用房面积"])
def test_a_ranking_by_id_column_or_name(run: Run, snapshot: Path, said: str) -> None:
    rows = shown(run, snapshot, "--indicator", said)
    assert [(r["rank"], r["value"]) for r in rows] == [(1, "52"), *((8 - n - 1, f"5.{n}") for n in range(5, 0, -1)), (7, "4.8")]


def test_outliers_and_their_median(run: Run, snapshot: Path) -> None:
    (row,) = shown(run, snapshot, "--outliers")
    assert (row["county_id"], row["value"], row["median"], row["outlier"]) == ("110006", "52", "5.3", True)
    assert row["z"] == "157.49575"  # 0.6745 x (52 - 5.3) / 0.2
    assert shown(run, snapshot, "--outliers", "--county", "110001") == []


def test_a_computed_figure_tells_its_formula_and_its_numerator(run: Run, snapshot: Path) -> None:
    (row,) = shown(run, snapshot, "--indicator", "derived.students_per_teacher")
    assert (row["value"], row["formula"], row["quote"]) == ("15.637333333333", "student.count / teacher.count", "1")


def test_copies_are_all_or_those_of_one_county(run: Run, snapshot: Path) -> None:
    rows = shown(run, snapshot, "--copies")
    assert [(r["question"], r["kind"], r["said"], r["county_id"], r["together"]) for r in rows] == [
        (1, "figure", "23456", "110001", 1), (1, "figure", "23456", "110002", 1),
    ]  # fmt: skip
    assert shown(run, snapshot, "--copies", "--county", "110001") == rows and shown(run, snapshot, "--copies", "--county", "110003") == []


def test_the_columns_with_how_their_values_lie(run: Run, snapshot: Path) -> None:
    rows = {row["column"]: row for row in shown(run, snapshot)}
    area = rows[f"{AREA}.primary"]
    assert [area[name] for name in ("compared", "least", "lower", "median", "upper", "most", "outliers", "line")] == [
        7, "4.8", "5.15", "5.3", "5.45", "52", 1, "4.5",
    ]  # fmt: skip


@pytest.mark.parametrize("view", FIELDS)
def test_the_fields_are_the_same_in_json_and_csv(run: Run, snapshot: Path, view: str) -> None:
    found = run("dataset", "show", snapshot, *ASKED[view], "--format", "json")
    told = json.loads(found.stdout)
    assert (told["schema"], told["view"]) == (1, view) and list(told["rows"][0]) == FIELDS[view]
    table = run("dataset", "show", snapshot, *ASKED[view], "--format", "csv").stdout_bytes.decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(table)))
    assert list(read[0]) == FIELDS[view] and len(read) == len(told["rows"])
    assert found.stdout == run("dataset", "show", snapshot, *ASKED[view], "--format", "json").stdout


@pytest.mark.parametrize(
    ("options", "zh", "en"),
    [
        ((), "参与比较", "Compared"), (("--county", "110000"), "每年变化 +0.400 (2020—2022 的 3 年)", "Change per year +0.400"),
        (("--indicator", AREA), "1 / 7", "1 / 7"), (("--outliers",), "是需要核对的地方，不是错误", "no errors"),
        (("--copies",), "不是结论", "no verdict"), (("--outliers", "--county", "110001"), "没有符合条件的内容", "nothing of this kind"),
    ],
)  # fmt: skip
def test_the_table_speaks_both_languages(run: Run, snapshot: Path, options: tuple[str, ...], zh: str, en: str) -> None:
    assert zh in " ".join(run("dataset", "show", snapshot, *options).stdout.split())
    assert en in " ".join(run("dataset", "show", snapshot, *options, "--lang", "en").stdout.split())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--county", "海平"), "相近的有：海平县"), (("--county", "平平县"), "110000 浙江省嘉兴市、110006"),
        (("--indicator", "teacher"), "teacher.count"), (("--year", "1999"), "2022、2021、2020"),
        (("--outliers", "--copies"), "只用其中一个"), (("--copies", "--year", "2022"), "可以加 --county"),
        (("--indicator", "student.count", "--year", "2021"), "2021 年没有县给出"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_with_what_is(run: Run, snapshot: Path, options: tuple[str, ...], sentence: str) -> None:
    found = run("dataset", "show", snapshot, *options)
    assert found.exit_code == 2 and sentence in found.stderr and not found.stdout


def test_an_empty_dataset_and_no_dataset_are_told(run: Run, tmp_path: Path) -> None:
    write_snapshot(build(table_of()), tmp_path / "empty")
    assert run("dataset", "show", tmp_path / "empty").exit_code == 2
    assert run("dataset", "show", tmp_path / "nothing").exit_code == 3
