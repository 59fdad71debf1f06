"""`junheng extract`: exit statuses, sentences, several files, standard input, and where output goes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from models.fact import Extraction


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_file_to_json(run, report) -> None:
    result = run("extract", report, "-f", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    extraction = Extraction.model_validate_json(result.stdout)
    assert extraction.document.name == "平湖县.txt"
    assert "4200个" in [fact.evidence.text for fact in extraction.facts]


def test_standard_input(run, report) -> None:
    result = run("extract", "-", "-f", "json", stdin=report.read_bytes())
    assert result.exit_code == 0
    assert json.loads(result.stdout)["document"]["name"] == "stdin"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{report}", "-f", "ods"], "没有“ods”这种输出格式"),
        (["{report}", "-f", "xlsx"], "请用 -o 指定"),
        (["{report}", "-o", "result"], "请用 --format 指定"),
        (["{report}", "{report}", "-f", "html"], "每份报告写一个文件"),
        (["{report}", "{report}", "-o", "page.html"], "每份报告写一个文件"),
        (["{report}", "-f", "table", "-o", "{report}"], "是输入文件"),
        (["-", "-"], "只能给一次"),
    ],
)
def test_wrong_usage(run, report, arguments: list[str], said: str) -> None:
    result = run("extract", *(a.format(report=report) for a in arguments))
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["--nonsense"], ["x.txt", "--lang", "fr"]])
def test_wrong_options(run, arguments: list[str]) -> None:
    result = run("extract", *arguments)
    assert result.exit_code == 2
    assert "Usage" in result.stderr


def test_missing_file(run) -> None:
    result = run("extract", "没有.docx")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines() == ["找不到“没有.docx”。请检查文件名和路径。"]


def test_english(run) -> None:
    assert run("extract", "x.docx", "--lang", "en").stderr.startswith("“x.docx” was not found.")


def test_folder_given(run, tmp_path) -> None:
    result = run("extract", tmp_path)
    assert result.exit_code == 3
    assert "是文件夹" in result.stderr


def test_no_permission(run, report, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = run("extract", report)
    assert result.exit_code == 3
    assert "没有权限读取" in result.stderr


def test_unreadable_content(run, broken) -> None:
    result = run("extract", broken)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "坏.docx" in result.stderr
    assert "Traceback" not in result.stderr


def test_others_go_on_when_one_is_broken(run, broken, report) -> None:
    result = run("extract", broken, report, "missing.txt", "-f", "json")
    assert result.exit_code == 3
    assert [d["document"]["name"] for d in json.loads(result.stdout)] == ["平湖县.txt"]
    assert len(result.stderr.splitlines()) == 2


def test_a_program_error_says_so(run, report, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    import extractor.pipeline

    real = extractor.pipeline.extract

    def fail_once(read):
        if read.name == "平湖县.txt":
            raise RuntimeError("a slip of ours")
        return real(read)

    monkeypatch.setattr(extractor.pipeline, "extract", fail_once)
    other = tmp_path / "other.txt"
    other.write_text("全县有学校66所。", encoding="utf-8")
    result = run("extract", report, other, tmp_path / "none.txt", "-f", "json")
    assert result.exit_code == 1
    assert "读取“平湖县.txt”时程序本身出错（RuntimeError: a slip of ours）" in result.stderr
    assert "Traceback" in result.stderr
    assert [d["document"]["name"] for d in json.loads(result.stdout)] == ["other.txt"]


def test_an_error_while_writing_is_a_program_error(run, report, monkeypatch: pytest.MonkeyPatch) -> None:
    import service.output.csv

    monkeypatch.setattr(service.output.csv, "render", lambda results, setting: 1 / 0)
    result = run("extract", report, "-f", "csv")
    assert result.exit_code == 1
    assert "程序本身出错（ZeroDivisionError" in result.stderr


@pytest.mark.parametrize("suffix", ["txt", "json", "jsonl", "csv", "xlsx", "html", "HTML"])
def test_format_follows_the_suffix(run, report, suffix: str) -> None:
    result = run("extract", report, "-o", f"new/folder/out.{suffix}")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    start = {"xlsx": b"PK", "csv": b"\xef\xbb\xbf", "html": b"<!DOCTYPE", "json": b"{", "jsonl": b"{"}.get(suffix.lower(), "═".encode())
    assert Path(f"new/folder/out.{suffix}").read_bytes().startswith(start)


def test_format_wins_over_the_suffix(run, report) -> None:
    assert run("extract", report, "-f", "json", "-o", "data.txt").exit_code == 0
    assert json.loads(Path("data.txt").read_text(encoding="utf-8"))["document"]["format"] == "txt"


def test_a_folder_gets_a_file_for_each_report(run, report, broken, tmp_path) -> None:
    twin = tmp_path / "twin"
    twin.mkdir()
    (twin / "平湖县.txt").write_bytes(report.read_bytes())
    result = run("extract", report, broken, twin / "平湖县.txt", "-f", "html", "-o", "pages")
    assert result.exit_code == 3
    assert names(Path("pages")) == ["平湖县-2.html", "平湖县.html"]


def test_one_report_into_a_folder_that_is_there(run, report) -> None:
    Path("out").mkdir()
    assert run("extract", report, "-f", "csv", "-o", "out").exit_code == 0
    assert names(Path("out")) == ["平湖县.csv"]


def test_one_report_into_a_folder_with_a_slash(run, report) -> None:
    assert run("extract", report, "-f", "csv", "-o", "out/").exit_code == 0
    assert names(Path("out")) == ["平湖县.csv"]


def test_output_never_falls_on_an_input(run, report) -> None:
    before = report.read_bytes()
    result = run("extract", report, "-f", "table", "-o", report.parent)
    assert result.exit_code == 2
    assert report.read_bytes() == before


def test_a_file_appears_whole_or_not_at_all(run, report, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    Path("out.json").write_text("before", encoding="utf-8")
    monkeypatch.setattr(os, "replace", full)
    result = run("extract", report, "-o", "out.json")
    assert result.exit_code == 2
    assert "无法写入“out.json”（No space left on device）" in result.stderr
    assert Path("out.json").read_text(encoding="utf-8") == "before"
    assert names(Path()) == ["out.json"]


def test_a_folder_in_the_way(run, report) -> None:
    Path("file").write_text("", encoding="utf-8")
    result = run("extract", report, "-o", "file/out.json")
    assert result.exit_code == 2
    assert "无法写入" in result.stderr


def test_a_new_file_has_ordinary_rights(run, report) -> None:
    mask = os.umask(0o022)
    try:
        run("extract", report, "-o", "out.json")
    finally:
        os.umask(mask)
    assert Path("out.json").stat().st_mode & 0o777 == 0o644


def test_a_link_stays_a_link(run, report) -> None:
    Path("real.json").write_text("", encoding="utf-8")
    Path("link.json").symlink_to("real.json")
    assert run("extract", report, "-o", "link.json").exit_code == 0
    assert Path("link.json").is_symlink()
    assert Path("real.json").read_bytes().startswith(b"{")


def test_a_name_cannot_steer_the_terminal(run) -> None:
    result = run("extract", "a\x1b[31m\nb.txt")
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_name_in_another_encoding(run, tmp_path, report) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    Path(os.fsdecode(path)).write_bytes(report.read_bytes())
    result = run("extract", os.fsdecode(path), "-f", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["document"]["name"] == "\ufffd\ufffd.txt"
