"""Fixtures of the command line: a small report, a way to run `junheng`, and an extraction of that report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractor.pipeline import extract
from extractor.read import read_report
from service.cli import app
from service.output.result import Result as Extracted

TEXT = """平湖县义务教育优质均衡发展自查报告
（2024年11月）
一、基本情况
2023年，全县共有义务教育学校66所，其中小学42所、初中24所。66所学校中达标5所，占7.58%。
累计投入2.8亿元，新增学位4200个，辍学率较上年下降0.36个百分点。
<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">在校生12345人。
"""

Run = Callable[..., Result]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "平湖县.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"PK\x03\x04 no archive")
    return path


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs `junheng` with the arguments in an empty folder."""
    folder = tmp_path / "cwd"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("JUNHENG_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def invoke(*arguments: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    yield invoke


@pytest.fixture
def extracted() -> Extracted:
    read = read_report(TEXT.encode("utf-8"), "平湖县.txt")
    return Extracted(read, extract(read))
