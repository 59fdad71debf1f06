"""`junheng check`: findings with their places and figures, the exit status, and the JSON that other programs read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

import corpus.audit
from models.fact import Extraction
from service.output.findings import print_audits
from tests.service.paper_builders import CLEAN, CUT, WRONG, checked, saved

GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("g0*.txt"))


@pytest.mark.parametrize(("text", "status"), [(CLEAN, 0), (WRONG, 1), (CUT, 0)])
def test_the_exit_status(run, tmp_path: Path, text: str, status: int) -> None:
    assert run("check", saved(tmp_path / "a.txt", text)).exit_code == status


def test_a_cut_off_rate_only_informs(run, tmp_path: Path) -> None:
    shown = run("check", saved(tmp_path / "a.txt", CUT)).stdout
    assert "提示 比例截尾 (ratio_truncated)" in shown


def test_the_table_shows_claim_place_and_correction(run, tmp_path: Path) -> None:
    shown = run("check", saved(tmp_path / "a.txt", WRONG)).stdout
    assert "错误 合计不符 (sum_mismatch)" in shown
    assert "【66所】" in shown and "第4段" in shown
    assert "42 + 25 = 67" in shown
    assert "5 ÷ 66 × 100 = 7.575758%" in shown or "5 ÷ 66 × 100 = 7.575758" in shown
    assert "97.1 − 95.4 = 1.7" in shown
    assert "建议核对" in shown and "核对范围" in shown


def test_english(run, tmp_path: Path) -> None:
    shown = run("check", saved(tmp_path / "a.txt", WRONG), "--lang", "en").stdout
    assert "error sum mismatch (sum_mismatch)" in shown and "What was checked" in shown


def test_json_is_the_document_with_findings_and_counts(run, tmp_path: Path) -> None:
    data = json.loads(run("check", saved(tmp_path / "a.txt", WRONG), "--format", "json").stdout)
    counts = data.pop("checks")
    extraction = Extraction.model_validate(data)
    assert [f["code"] for f in extraction.findings] == ["sum_mismatch", "ratio_mismatch", "change_mismatch"]
    known = {fact.id for fact in extraction.facts}
    assert all(set(f["facts"]) <= known for f in data["findings"])
    assert {c["family"] for c in counts} >= {"sums", "ratios", "changes"}
    assert all(c["found"] == c["checkable"] + c["not_checkable"] for c in counts)


def test_each_report_gets_its_file(run, tmp_path: Path) -> None:
    sources = [saved(tmp_path / "a.txt", WRONG), saved(tmp_path / "b.txt", CLEAN)]
    assert run("check", *sources, "--format", "json", "-o", tmp_path / "out").exit_code == 1
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.json", "b.json"]


def test_an_unreadable_file_does_not_stop_the_others(run, tmp_path: Path, broken: Path) -> None:
    result = run("check", broken, saved(tmp_path / "a.txt", WRONG))
    assert result.exit_code == 3
    assert "坏.docx" in result.stderr and "合计不符" in result.stdout


@pytest.mark.parametrize("format_name", ["html", "docx", "xlsx"])
def test_papers_need_a_folder_for_several(run, tmp_path: Path, format_name: str) -> None:
    sources = [saved(tmp_path / "a.txt", WRONG), saved(tmp_path / "b.txt", CLEAN)]
    assert run("check", *sources, "-o", tmp_path / f"x.{format_name}").exit_code == 2
    assert run("check", *sources, "-f", format_name, "-o", tmp_path / "out").exit_code == 1
    assert {p.name for p in (tmp_path / "out").iterdir()} == {f"a.{format_name}", f"b.{format_name}"}


@pytest.mark.parametrize("arguments", [("-f", "csv"), ("-f", "docx"), ()])
def test_wrong_usage(run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    sources = [saved(tmp_path / "a.txt", WRONG)] if arguments else ["-", "-"]
    assert run("check", *sources, *arguments).exit_code == 2


def test_a_program_error_is_no_finding(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.audit, "check", lambda extraction: 1 / 0)
    result = run("check", saved(tmp_path / "a.txt", CLEAN))
    assert result.exit_code == 4 and "ZeroDivisionError" in result.stderr


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_keeps_its_width(width: int, lang: str) -> None:
    out = io.StringIO()
    print_audits(Console(file=out, width=width, highlight=False), [checked(path.read_text(encoding="utf-8")) for path in GOLD], lang)
    assert max(cell_len(line) for line in out.getvalue().splitlines()) <= width
