"""`junheng dataset export`: what it writes, what it says, and that it leaves nothing half done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.export.formats import FORMATS
from tests.corpus.export.builders import write_counties
from tests.service.conftest import Run


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    return write_counties(tmp_path / "数据集")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format(run: Run, snapshot: Path, format: str) -> None:
    result = run("dataset", "export", snapshot, "-o", "out", "--format", format)
    assert result.exit_code == 0
    assert result.stdout == "已导出到“out”：宽表2行10列，明细5条，来自3份文件。内容和校验值见其中的 manifest.json。\n"
    assert json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))["format"] == format


def test_filters(run: Run, snapshot: Path) -> None:
    options = "--county", "海盐县", "--year", "2021", "--review", "accepted", "--kind", "supervision", "--province", "浙江省"
    result = run("dataset", "export", snapshot, "-o", "out", "-f", "csv", *options, "--indicator", "student.count", "--lang", "en")
    assert result.stdout.startswith("Exported to “out”: a wide table of 1 rows and 8 columns, 1 figures of 1 documents.")
    assert json.loads(Path("out/manifest.json").read_text(encoding="utf-8"))["filters"]["county"] == ["海盐县"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["-o", "out", "--county", "海岩县"], 2, "数据集中没有 --county 海岩县。现有：平湖市、海盐县。"),
        (["-o", "out", "--county", "海盐县", "--kind", "self_inspection"], 2, "没有数据同时符合 海盐县、self_inspection"),
        (["-o", "taken"], 2, "“taken”已经存在，没有改动它。"),
        (["-o", "taken/file.txt/out"], 2, "无法写入“taken/file.txt/out”"),
        (["-o", "out", "--format", "dbf"], 2, "dbf"),
    ],
)
def test_what_cannot_be_done_is_told(run: Run, snapshot: Path, arguments: list[str], status: int, said: str) -> None:
    Path("taken").mkdir()
    Path("taken/file.txt").write_text("mine", encoding="utf-8")
    result = run("dataset", "export", snapshot, *arguments)
    assert (result.exit_code, said in result.stderr, result.stdout) == (status, True, "")
    assert [path.name for path in Path().rglob("*")] == ["taken", "file.txt"]


def test_a_damaged_dataset_is_unreadable(run: Run, snapshot: Path) -> None:
    (snapshot / "long.parquet").write_bytes(b"PAR1")
    result = run("dataset", "export", snapshot, "-o", "out")
    assert result.exit_code == 3
    assert "long.parquet" in result.stderr
    assert not Path("out").exists()
