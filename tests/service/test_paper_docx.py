"""The working paper in Word: fonts named, header and page number, a box for each note, charts as pictures with a description."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from service.paper import paper as paper_module
from service.paper.docx import render
from service.paper.paper import paper_of_assessed, paper_of_audit
from tests.service.paper_builders import CLEAN, HOSTILE, WRONG, assessed, checked


def document_of(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def text_of(document: docx.document.Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return render(paper_of_assessed(assessed(), "zh"))


def test_a_box_for_each_finding() -> None:
    document = document_of(render(paper_of_audit(checked(WRONG), "zh")))
    boxes = [table.rows[0].cells[0].text for table in document.tables if "审核意见" in table.rows[0].cells[0].text]
    assert len(boxes) == 3
    assert all("签字：" in box and "日期：" in box for box in boxes)
    assert "42 + 25 = 67" in text_of(document)


def test_page_header_and_number(whole: bytes) -> None:
    document = document_of(whole)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    header = "\n".join(p.text for p in section.header.paragraphs)
    assert "平湖县.txt" in header and "sha256:" in header
    assert "PAGE" in section.footer._element.xml


def test_chinese_fonts_are_named(whole: bytes) -> None:
    styles = document_of(whole).styles
    named = {name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Normal", "Title", "Heading 1", "Heading 2")}
    assert named == {"Normal": "宋体", "Title": "黑体", "Heading 1": "黑体", "Heading 2": "黑体"}


def test_charts_are_pictures_with_words(whole: bytes) -> None:
    described = [node.get("descr") for node in document_of(whole).element.body.iter(qn("wp:docPr"))]
    assert len(described) == 3 and any("差异系数与上限" in text for text in described)
    assert all(content.startswith(b"\x89PNG") for content in pictures(whole))


def pictures(content: bytes) -> list[bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]


def test_without_a_chinese_font_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_module, "chart_font", lambda: None)
    paper = paper_of_assessed(assessed(), "zh")
    assert "没有找到中文字体" in text_of(document_of(render(paper)))
    assert [figure.title for figure in paper.judgement.printed] == [
        "The seven indicators against their thresholds (county mean, threshold = 100%)", "Coefficients of variation against the limit",
    ]  # fmt: skip


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(paper_of_audit(checked(WRONG), "zh")) == render(paper_of_audit(checked(WRONG), "zh"))


@pytest.mark.parametrize("text", [CLEAN, HOSTILE, WRONG.replace("巩固率", "巩\x0c固\x01率")])
def test_any_text_can_be_stored(text: str) -> None:
    assert document_of(render(paper_of_audit(checked(text), "zh"))).paragraphs


@pytest.mark.office
def test_it_opens_and_fits_its_pages(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(whole)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path], check=True, capture_output=True)
    shown = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert "合计不符" in shown.stdout and "—2—" in shown.stdout.replace(" ", "")
