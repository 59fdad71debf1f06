"""The working paper as a workbook: its formulas, computed by another program, say what the checks said."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest

from corpus.audit import Assessed, Audit
from corpus.workings import workings
from service.paper.xlsx import render_assessed, render_audit
from tests.service.paper_builders import CLEAN, HOSTILE, WRONG, assessed, checked

GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("g*.txt"))
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def opened(content: bytes, values: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def rows_of(book: openpyxl.Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def verdicts(book: openpyxl.Workbook) -> dict[object, str]:
    """By the number of the finding; None for claims that hold."""
    return {row[0]: str(row[14]) for row in rows_of(book, "复算")[1:] if row[14]}


def test_findings_and_claims() -> None:
    book = opened(render_audit(checked(WRONG), "zh"))
    assert book.sheetnames == ["问题", "复算", "核对范围", "说明"]
    assert [row[0] for row in rows_of(book, "问题")[1:]] == [1, 2, 3]
    assert verdicts(book) == {1: "不相符", 2: "不相符", 3: "不相符"}


def test_a_clean_report_agrees() -> None:
    assert set(verdicts(opened(render_audit(checked(CLEAN), "zh"))).values()) == {"相符"}


def test_claims_are_numbers_and_computed_by_formulas() -> None:
    content = render_audit(checked(WRONG), "zh")
    first, formulas = opened(content)["复算"][2], opened(content, values=False)["复算"][2]
    assert first[5].value == 66 and first[5].data_type == "n"
    assert formulas[9].value == "=SUM(P2,S2)"
    assert formulas[10].value == "=ROUND(J2,0)"
    assert str(formulas[14].value).startswith("=IF(AND(")


def test_no_text_of_the_report_becomes_a_formula() -> None:
    for content in (render_audit(checked(HOSTILE), "zh"), render_assessed(assessed(HOSTILE), "zh")):
        for sheet in opened(content, values=False):
            formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert all(re.fullmatch(r'=[A-Z0-9$:,.()+\-*/^<>=E"相符不达到未]+', text) for text in formulas), formulas
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_the_assessment() -> None:
    book = opened(render_assessed(assessed(), "zh"))
    assert book.sheetnames == ["评估结果", "学校判定", "问题", "复算", "加权重算", "核对范围", "说明"]
    area = next(r for r in rows_of(book, "评估结果") if r[1] == "1.4 生均教学及辅助用房面积" and r[2] == "小学")
    assert (area[3], area[7]) == ("未达标", "840 平方米")
    limits = [row[2:] for row in rows_of(book, "加权重算") if row[0] == "是否达到"]
    assert [{cell for cell in row if cell} for row in limits] == [{"达到"}]


@pytest.mark.office
@pytest.mark.parametrize("made", ["audit", "assessed"])
def test_another_program_computes_the_same(made: str, tmp_path: Path) -> None:
    content = render_audit(checked(WRONG), "zh") if made == "audit" else render_assessed(assessed(), "zh")
    assert_same(opened(content), recalculated(content, tmp_path))


@pytest.mark.office
def test_every_claim_of_the_labelled_reports_is_recomputed(tmp_path: Path) -> None:
    for path in GOLD[:4]:
        content = render_audit(checked(path.read_text(encoding="utf-8"), path.name), "zh")
        computed = recalculated(content, tmp_path)
        assert_same(opened(content), computed)
        assert all((number is None) == (text == "相符") for number, text in verdicts(computed).items())


def recalculated(content: bytes, folder: Path) -> openpyxl.Workbook:
    """The workbook after LibreOffice has computed all its formulas anew."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    (folder / "in.xlsx").write_bytes(content)
    command: list[str | Path] = [
        "soffice",
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        folder / "out",
    ]
    subprocess.run([*command, folder / "in.xlsx"], check=True, capture_output=True)
    return openpyxl.load_workbook(folder / "out" / "in.xlsx", data_only=True)


def assert_same(written: openpyxl.Workbook, computed: openpyxl.Workbook) -> None:
    for sheet in written.sheetnames:
        for mine, theirs in zip(rows_of(written, sheet), rows_of(computed, sheet), strict=False):
            for a, b in zip(mine, theirs, strict=False):
                assert a == (pytest.approx(b, rel=1e-9, abs=1e-6) if isinstance(a, int | float) else b)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_working_disagrees_exactly_where_there_is_a_finding(path: Path) -> None:
    from corpus.workings import holds

    audit: Audit = checked(path.read_text(encoding="utf-8"), path.name)
    found = [w for w in workings(audit.extraction, audit.checks.findings) if w.way not in ("given", "weighted")]
    assert found
    assert [w.claim.evidence.text for w in found if holds(w) == (w.finding is not None)] == []


def test_a_school_table_recomputes_its_coefficients() -> None:
    found: Assessed = assessed()
    book = opened(render_assessed(found, "zh"))
    [row] = [r for r in rows_of(book, "加权重算") if r[0] == "差异系数"]
    stated = [float(v.cv) for v in found.assessment.stages if v.stage == "primary"]
    assert list(row[2:9]) == pytest.approx(stated)
