"""`junheng assess`: verdicts from report and school table, what was declared, and the standard that fits the document."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from rich.cells import cell_len
from rich.console import Console

from corpus.audit import Request, assess_report, fitting_standard, standard_for
from models.fact import Document
from service.output.assessment import print_assessments
from tests.service.paper_builders import CLEAN, GOOD, POOR, SCHOOLS, SEVEN, assessed, checked, saved


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    table = tmp_path / "学校表.xlsx"
    table.write_bytes(SCHOOLS)
    return saved(tmp_path / "平湖县.txt", CLEAN), table


def json_of(run, *arguments: object):
    result = run("assess", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_school_table_is_judged(run, files) -> None:
    data = json_of(run, files[0], "--schools", files[1])
    found = {(r["requirement"], r["stage"]): r for r in data["assessment"]["results"]}
    area = found["teaching_area_per_student", "primary"]
    assert (area["verdict"], area["lacking"]["amount"], area["threshold"]) == ("not_met", "840", "4.5")
    assert found["equipment_value_per_student", "primary"]["verdict"] == "met"
    assert data["school_table"]["schools"] == 3
    assert data["assessment"]["county"]["verdict"] == "not_met"


def test_the_table(run, files) -> None:
    shown = run("assess", files[0], "--schools", files[1]).stdout
    assert "学校表.xlsx，3 所学校" in shown
    assert "840 平方米" in shown and "未达到的有：第二小学。" in shown
    assert "总的判定：未达标" in shown


def test_a_report_alone_is_judged_from_its_claims(run, files) -> None:
    shown = run("assess", files[0]).stdout
    assert "没有学校表" in shown and "资料不足" in shown


def test_a_school_table_alone_is_judged(run, files) -> None:
    data = json_of(run, "--schools", files[1])
    found = {(r["requirement"], r["stage"]): r for r in data["assessment"]["results"]}
    assert found["teaching_area_per_student", "primary"]["lacking"]["amount"] == "840"
    assert {r["origin"] for r in data["assessment"]["results"]} == {"table", "none"}
    assert (data["document"]["name"], data["document"]["format"], data["facts"], data["checks"]) == ("学校表.xlsx", "none", [], [])


def test_what_a_school_table_alone_cannot_tell_is_named(run, files) -> None:
    shown = run("assess", "--schools", files[1]).stdout.replace("\n", "")
    assert "没有报告，只按学校表“学校表.xlsx”判定" in shown and "3.1 初中三年巩固率" in shown and "--declare" in shown
    assert "没有发现问题" not in shown and "问题 0 条" not in shown, "nothing was checked, which is not the same as nothing found"


@pytest.mark.parametrize("format", ["html", "docx", "xlsx"])
def test_the_paper_of_a_school_table_alone_says_nothing_of_findings(run, files, tmp_path: Path, format: str) -> None:
    path = tmp_path / f"底稿.{format}"
    assert run("assess", "--schools", files[1], "-o", path).exit_code == 0
    text = words_of(path)
    assert "没有报告，只按学校表" in text and "第二小学" in text
    assert "没有发现问题" not in text and "核对范围" not in text


def words_of(path: Path) -> str:
    """All text of a paper; a workbook with the names of its sheets."""
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    sheets = openpyxl.load_workbook(path).worksheets
    cells = (str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join([*(sheet.title for sheet in sheets), *cells])


def test_what_the_school_table_has_no_column_of_is_named(run, tmp_path: Path) -> None:
    table = tmp_path / "五项.csv"
    table.write_text(",".join(["学校名称", "在校生数", *SEVEN[:5]]) + "\n第一小学,1200,5.1,1.2,0.9,5.2,8.1\n", encoding="utf-8")
    assert "没有这些数据，相应各项判为资料不足：仪器设备；多媒体教室。" in run("assess", "--schools", table).stdout.replace("\n", "")


def test_neither_report_nor_school_table_is_told(run) -> None:
    result = run("assess")
    assert result.exit_code == 2 and "--schools" in result.stderr


@pytest.mark.parametrize(("arguments", "status"), [(("--on", "2000-01-01"), 2), (("--standard", "nothing"), 2)])
def test_wrong_usage_with_a_school_table_alone(run, files, arguments: tuple[str, ...], status: int) -> None:
    assert run("assess", "--schools", files[1], *arguments).exit_code == status


def test_declared(run, files) -> None:
    declared = ("--declare", "gov_01_layout_plan=是", "--declare", "gov_02_unified_standards=no")
    found = {r["requirement"]: r for r in json_of(run, files[0], *declared)["assessment"]["results"]}
    assert (found["gov_01_layout_plan"]["verdict"], found["gov_01_layout_plan"]["origin"]) == ("met", "declared")
    assert found["gov_02_unified_standards"]["verdict"] == "not_met"


def test_day_and_overlay(run, files) -> None:
    data = json_of(run, files[0], "--on", "2020-01-01", "--overlay", "liaoning")
    found = {r["requirement"]: r for r in data["assessment"]["results"]}
    assert (data["assessment"]["day"], found["gov_07_special_ed_funding"]["threshold"]) == ("2020-01-01", "8000")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--standard", "nothing"), "没有名为“nothing”的评估标准"),
        (("--overlay", "nothing"), "没有名为“nothing”的地方标准"),
        (("--on", "2024-13-01"), "不是日期"),
        (("--on", "2000-01-01"), "还没有任何评估标准施行"),
        (("--declare", "gov_01_layout_plan"), "不是认定的写法"),
        (("--declare", "nothing=yes"), "没有“nothing”这一要求"),
        (("--declare", "gov_01_layout_plan=3.5"), "对要求“gov_01_layout_plan”的认定"),
    ],
)
def test_wrong_usage_says_why(run, files, arguments: tuple[str, ...], said: str) -> None:
    result = run("assess", files[0], *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_school_table_that_cannot_be_read(run, files, tmp_path: Path) -> None:
    result = run("assess", files[0], "--schools", saved(tmp_path / "表.csv", "甲,乙\n1,2\n"))
    assert result.exit_code == 3 and "没有找到表头" in result.stderr


@pytest.mark.parametrize(
    ("title", "year", "standard"),
    [
        ("平湖县义务教育优质均衡发展自查报告", 2023, "yzjh2017"),
        ("平湖县义务教育基本均衡发展自查报告", 2019, "jbjh2012"),
        ("平湖县义务教育发展报告", 2015, "jbjh2012"),
        ("平湖县义务教育发展报告", 2020, "yzjh2017"),
        (None, 2020, "yzjh2017"),
    ],
)
def test_the_standard_fits_the_document(title: str | None, year: int, standard: str) -> None:
    document = Document(id="sha256:0", name="a.txt", format="txt", title=title, year=year)
    assert fitting_standard(document, date(year, 12, 31)) == standard


def test_the_day_is_the_end_of_the_documents_year() -> None:
    dated = Document(id="sha256:0", name="a.txt", format="txt", year=2021)
    undated = dated.model_copy(update={"year": None})
    request = Request(date(2025, 3, 4))
    assert (standard_for(dated, request).day, standard_for(undated, request).day) == (date(2021, 12, 31), date(2025, 3, 4))


HEADING = "\t".join(["学校名称", "在校生数", *SEVEN])
INSIDE = CLEAN + "表1 小学各项指标情况\n" + "\n".join(
    [HEADING, *("\t".join(map(str, row)) for row in (("第一小学", 1200, *GOOD), ("第二小学", 600, *POOR), ("第三小学", 300, *GOOD)))]
)  # fmt: skip


def test_the_table_inside_the_report_is_used() -> None:
    found = assess_report(checked(INSIDE), Request(date(2024, 6, 1)))
    assert [school.name for school in found.schools.schools] == ["第一小学", "第二小学", "第三小学"]
    own, given = found.assessment, assessed(CLEAN).assessment
    assert own.result("teaching_area_per_student", "primary").value == given.result("teaching_area_per_student", "primary").value


def test_per_student_units_are_no_amounts() -> None:
    """㎡/生 in a heading is a value per student, not an area."""
    short = ["高学历教师（人/百生）", "骨干教师（人/百生）", "体艺教师（人/百生）", "教学及辅助用房（㎡/生）", "体育场馆（㎡/生）",
             "仪器设备（元/生）", "多媒体教室（间/百生）"]  # fmt: skip
    found = assess_report(checked(INSIDE.replace(HEADING, "\t".join(["学校", "在校生（人）", *short]))), Request(date(2024, 6, 1)))
    assert found.assessment.result("teaching_area_per_student", "primary").verdict == "not_met"
    assert found.assessment.result("sports_area_per_student", "primary").verdict == "met"


def test_a_broken_table_inside_is_told_and_not_used(run, tmp_path: Path) -> None:
    broken = INSIDE.replace("第二小学\t600", "第二小学\t六百")
    shown = run("assess", saved(tmp_path / "a.txt", broken)).stdout
    assert "没有学校表" in shown and "应当是不小于零的数字" in shown


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_keeps_its_width_and_loses_nothing(width: int, lang: str) -> None:
    out = io.StringIO()
    print_assessments(Console(file=out, width=width, highlight=False), [assessed()], lang)
    shown = out.getvalue()
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    assert "4.5 " in shown and "840" in shown and "-1.4" in shown
