"""`junheng compare`: what two documents of a county give alike, at another precision, and against each other."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.service.paper_builders import TITLE, saved

FIRST = TITLE + "2023年，全县共有义务教育学校66所，在校学生23876人，专任教师1520人。\n"
AGREES = TITLE + "2023年，全县共有义务教育学校66所，在校学生2.39万人，专任教师1520人。\n"
DIFFERS = TITLE + "2023年，全县共有义务教育学校68所，在校学生2.39万人，专任教师1520人。\n"


@pytest.fixture
def pair(tmp_path: Path):
    return lambda second: (saved(tmp_path / "自查.txt", FIRST), saved(tmp_path / "督导.txt", second))


@pytest.mark.parametrize(("second", "status"), [(AGREES, 0), (DIFFERS, 1)])
def test_the_exit_status(run, pair, second: str, status: int) -> None:
    assert run("compare", *pair(second)).exit_code == status


def test_both_places_are_shown(run, pair) -> None:
    shown = run("compare", *pair(DIFFERS)).stdout
    assert "矛盾 1" in shown and "精度不同 1" in shown and "一致 1" in shown
    assert shown.index("66 所 ↔ 68 所") < shown.index("精度不同  在校学生数")
    assert "自查.txt 第4段" in shown and "督导.txt 第4段" in shown
    assert "【66所】" in shown and "【68所】" in shown


def test_json_has_both_facts(run, pair) -> None:
    data = json.loads(run("compare", *pair(DIFFERS), "--format", "json").stdout)
    against = [c for c in data["conflicts"] if c["result"] == "contradicts"]
    assert [(c["first"]["value"], c["second"]["value"], c["finding"]["code"]) for c in against] == [("66", "68", "document_conflict")]
    assert [d["name"] for d in data["documents"]] == ["自查.txt", "督导.txt"]


def test_another_county_is_told(run, pair) -> None:
    assert "不是同一个县" in run("compare", *pair(AGREES.replace("平湖县", "东江县"))).stdout


def test_one_file_is_not_enough(run, pair, broken: Path) -> None:
    first, _ = pair(AGREES)
    assert run("compare", first).exit_code == 2
    result = run("compare", first, broken)
    assert result.exit_code == 3 and "不足两份" in result.stderr


def test_nothing_in_common(run, pair) -> None:
    result = run("compare", *pair(TITLE + "校园环境优美。\n"))
    assert result.exit_code == 0 and "没有共同的数字" in result.stdout


def written(run, pair, format: str, *options: str) -> bytes:
    first, second = pair(DIFFERS)
    path = first.with_name(f"比对.{format}")
    assert run("compare", first, second, "-o", path, *options).exit_code == 1
    return bytes(path.read_bytes())


def test_the_page_has_the_contradiction_and_every_common_figure(run, pair) -> None:
    page = written(run, pair, "html").decode("utf-8")
    assert "平湖县文件比对" in page and "文件比对底稿" in page
    assert "自查.txt 第4段" in page and "督导.txt 第4段" in page and "<mark>68所</mark>" in page
    assert "相互矛盾的数字（1）" in page and "共同的数字（3）" in page
    assert "核对范围" not in page, "a comparison has no checks of one document"


def test_the_word_file_has_both_places_and_room_for_the_auditor(run, pair) -> None:
    document = docx.Document(io.BytesIO(written(run, pair, "docx")))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "自查.txt 第4段：" in text and "督导.txt 第4段：" in text
    *notes, common, last = document.tables
    assert [row.cells[0].text for row in common.rows] == ["结果", "矛盾", "精度不同", "一致"]
    assert all("审核意见" in table.rows[0].cells[0].text for table in (*notes, last))


def test_the_workbook_computes_the_difference(run, pair) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(run, pair, "xlsx")))
    sheet = book["共同的数字"]
    assert [sheet.cell(2, n).value for n in (1, 4, 6, 8)] == ["矛盾", 66, 68, "=F2-D2"]
    assert "66所" in str(book["问题"].cell(2, 5).value) and "68所" in str(book["问题"].cell(2, 5).value)


def test_the_papers_are_english_with_lang_en(run, pair) -> None:
    page = written(run, pair, "html", "--lang", "en").decode("utf-8")
    assert "Working paper of a comparison" in page and "Figures in common" in page and "document conflict" in page
