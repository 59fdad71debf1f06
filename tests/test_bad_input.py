"""Files that are no report, through the command line: one whole sentence with the file's name and what to do,
exit status 3, no traceback, and the other files of the same call are still done."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner, Result

from corpus.typeset import parse_markup
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf
from service.cli import app
from tests.read.builders import document, docx, p, zipped

TEXT = "2023年，全县共有义务教育学校66所，其中小学42所、初中24所。\n"
MANUSCRIPT = parse_markup("# 平湖县自查报告\n" + TEXT)
W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
END = b"</w:body></w:document>"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "66"><!ENTITY b "&a;&a;&a;">]>' + W + b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p>" + END
PICTURE = b'<Relationships><Relationship Id="i" Type="http://x/image" Target="media/1.png"/></Relationships>'
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@cache
def sound(kind: str) -> bytes:
    return to_docx(MANUSCRIPT) if kind == "docx" else to_pdf(MANUSCRIPT)


def encrypted_pdf() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 700, "66")
    canvas.save()
    return out.getvalue()


def long_pdf(pages: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, str(number))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def blank_pdf() -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.rect(72, 72, 200, 200)
    canvas.save()
    return out.getvalue()


def damaged_docx() -> bytes:
    """A whole zip with a Word file's parts, one of them with flipped bytes inside."""
    data = bytearray(sound("docx"))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    for i in range(start + 60, start + 200):
        data[i] ^= 0xFF
    return bytes(data)


def noise() -> bytes:
    return random.Random(7).randbytes(4096)


BAD = {
    "空.docx": (b"", "空文件"),
    "空格.txt": (b" \r\n\t\xe3\x80\x80\n", "空文件"),
    "半截.docx": (sound("docx")[: len(sound("docx")) // 2], "没有传完整"),
    "损坏.docx": (damaged_docx(), "已损坏"),
    "半截.pdf": (sound("pdf")[: len(sound("pdf")) // 2], "没有传完整"),
    "少了结尾.pdf": (sound("pdf")[:-64], "没有传完整"),
    "加密.pdf": (encrypted_pdf(), "取消密码"),
    "加密.docx": (OLE2 + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
    "炸弹.docx": (document(W + b" " * 20_000_000 + END), "解压后大得异常"),
    "实体.docx": (document(LAUGHS), "实体声明"),
    "两千页.pdf": (long_pdf(2000), "共 2000 页"),
    "只有图片.docx": (docx(p(), extra={"word/_rels/document.xml.rels": PICTURE}), "扫描件"),
    "扫描件.pdf": (blank_pdf(), "没有文字层"),
    "噪声.txt": (noise(), "不是能识别的文件"),
    "噪声.docx": (noise(), "不是能识别的文件"),
    "表格.docx": (zipped({"xl/workbook.xml": b""}), "电子表格"),
    "旧版.docx": (OLE2 + "WordDocument".encode("utf-16-le"), "另存为 docx"),
    "网页.docx": (b"<!DOCTYPE html><html><body>66</body></html>", "网页文件"),
}


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"JUNHENG_LANG": "zh"})


def assert_says(stderr: str, name: str, said: str) -> None:
    """One line: a whole Chinese sentence with the file's name, what is wrong and what to do."""
    assert len(stderr.splitlines()) == 1
    assert f"“{name}”" in stderr
    assert said in stderr
    assert "请" in stderr
    assert stderr.rstrip().endswith("。")
    assert "—" not in stderr, "a blank of the sentence was not filled"
    assert not re.search(r"Traceback|Error|Exception|\{|\}", stderr)


@pytest.mark.parametrize(("name", "data", "said"), [(n, *rest) for n, rest in BAD.items()], ids=BAD)
def test_an_unreadable_file_is_told_in_one_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = invoke("extract", tmp_path / name)
    assert (result.exit_code, result.stdout) == (3, "")
    assert_says(result.stderr, name, said)


@pytest.mark.parametrize(("name", "said"), [("没有这个文件.pdf", "找不到"), ("文件夹", "是文件夹")])
def test_what_is_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "文件夹").mkdir()
    result = invoke("extract", name)
    assert (result.exit_code, result.stdout) == (3, "")
    assert_says(result.stderr, name, said)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("其实是PDF.docx", sound("pdf"), "pdf"),
        ("其实是Word.pdf", sound("docx"), "docx"),
        ("其实是文本.docx", TEXT.encode(), "txt"),
        ("没有后缀", TEXT.encode("gb18030"), "txt"),
    ],
)
def test_a_wrong_name_does_no_harm(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = invoke("extract", tmp_path / name, "-f", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    extraction = json.loads(result.stdout)
    assert (extraction["document"]["name"], extraction["document"]["format"]) == (name, found)
    assert [fact["evidence"]["text"] for fact in extraction["facts"]] == ["66所", "42所", "24所"]


def test_a_long_pdf_is_read(tmp_path: Path) -> None:
    """The limit refuses two thousand pages, not a long report."""
    (tmp_path / "长.pdf").write_bytes(long_pdf(300))
    assert invoke("extract", tmp_path / "长.pdf", "-f", "json").exit_code == 0


def test_all_other_files_of_a_call_are_done(tmp_path: Path) -> None:
    """As a whole process, as a user calls it: good files first, between and last."""
    good = {"甲.txt": TEXT.encode(), "乙.docx": sound("docx"), "丙.pdf": sound("pdf")}
    for name, data in [*good.items(), *((n, d) for n, (d, _) in BAD.items())]:
        (tmp_path / name).write_bytes(data)
    bad = list(BAD)
    order = ["甲.txt", *bad[:7], "乙.docx", *bad[7:], "没有.docx", "丙.pdf"]
    root = Path(__file__).resolve().parent.parent
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONUTF8": "1", "JUNHENG_LANG": "zh"}
    command = [sys.executable, "-m", "service.cli", "extract", *order, "-f", "json"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert [e["document"]["name"] for e in json.loads(done.stdout)] == list(good)
    assert all([f["evidence"]["text"] for f in e["facts"]] == ["66所", "42所", "24所"] for e in json.loads(done.stdout))
    told = done.stderr.splitlines()
    assert [re.findall("“(.+?)”", line)[0] for line in told] == [*bad, "没有.docx"]
