"""`schema`, `generate`, `evaluate`, `--version`, `--help`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.fact import Extraction

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
HEAVY = {"pydantic", "rich.table", "rich.console", "spacy", "pandas", "yaml", "jinja2", "xlsxwriter", "lxml", "numpy", "docx", "pypdfium2"}


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys, service.cli; print(sorted({HEAVY!r} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("command", [[], ["extract"], ["schema"], ["generate"], ["evaluate"]])
def test_help(run, command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_no_command_is_wrong_usage(run) -> None:
    assert run().exit_code == 2
    assert run("nonsense").exit_code == 2


def test_version(run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("junheng ")


def test_schema(run) -> None:
    schema = json.loads(run("schema").stdout)
    assert set(schema["properties"]) == set(Extraction.model_fields)
    assert schema["$defs"]["ChangeRelation"]["properties"].keys() == {"type", "from", "to", "delta"}


def test_schema_to_a_file(run) -> None:
    assert run("schema", "--out", "a/schema.json").exit_code == 0
    assert Path("a/schema.json").read_text(encoding="utf-8") == run("schema").stdout


def test_generate(run) -> None:
    result = run("generate", "--seed", 3, "--count", 2, "--format", "txt,docx", "--errors", 1, "-o", "made")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["写出 2 份报告：made", "gen-0003", "gen-0004"]
    assert {"gen-0003.txt", "gen-0003.tsv", "gen-0004.docx"} <= {p.name for p in Path("made").iterdir()}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "odt", "-o", "x"],
        ["--format", "", "-o", "x"],
        ["--errors", "nonsense", "-o", "x"],
        ["--damage", "4", "-o", "x"],
        ["--count", "0", "-o", "x"],
        [],
    ],
)
def test_generate_wrongly(run, arguments: list[str]) -> None:
    result = run("generate", *arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert not Path("x").exists()


def test_generate_into_a_file(run) -> None:
    Path("x").write_text("", encoding="utf-8")
    result = run("generate", "-o", "x")
    assert result.exit_code == 2
    assert "无法写入“x”" in result.stderr


def test_evaluate_shows_fields_and_documents(run) -> None:
    result = run("evaluate", GOLD)
    assert result.exit_code == 0
    assert {"找到数字", "数值与单位", "整条数据", "关系", "g01", "g12"} <= set(result.stdout.split())


def test_evaluate_as_json(run) -> None:
    content = json.loads(run("evaluate", GOLD, "--json", "--errors").stdout)
    assert content["docs"] == len(content["documents"]) == len(list(GOLD.glob("*.tsv"))) - len(list(GOLD.glob("*.*.tsv")))
    assert {"document", "problem", "place"} <= content["mistakes"][0].keys()
    assert "mistakes" not in json.loads(run("evaluate", GOLD, "--json").stdout)


def test_evaluate_wrongly(run, tmp_path) -> None:
    assert run("evaluate", tmp_path / "nothing").exit_code == 2
    assert run("evaluate", GOLD, "--inputs", "docx", "--align", "span").exit_code == 2
    empty = run("evaluate", tmp_path)
    assert empty.exit_code == 3
    assert "Traceback" not in empty.stderr
