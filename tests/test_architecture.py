"""The house rules that a machine can hold: imports go down only, files and functions stay small, data files parse."""

from __future__ import annotations

import ast
import fnmatch
import io
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.loading import parse_yaml

ROOT = Path(__file__).parents[1]
PACKAGES = ("models", "extractor", "corpus", "service")
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"}
NOT_PACKED = ("__pycache__", ".*")


def files_of(*suffixes: str) -> list[Path]:
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.suffix in suffixes or not suffixes)
    return sorted(path for path in found if path.is_file() and not any(part_is_left_out(part) for part in path.relative_to(ROOT).parts))


def part_is_left_out(part: str) -> bool:
    return any(fnmatch.fnmatch(part, pattern) for pattern in NOT_PACKED)


def long_functions(source: str, most: int = MOST_LINES_OF_A_FUNCTION) -> list[str]:
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno + 1 > most]


def foreign_identifiers(source: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in tokens if token.type == tokenize.NAME and not token.string.isascii()]


def is_vague(path: Path) -> bool:
    return not VAGUE_NAMES.isdisjoint(path.stem.lower().split("_"))


def in_all_modules() -> Iterator[tuple[str, str]]:
    return ((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in files_of(".py"))


def test_imports_go_down_only() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_there_is_code_to_look_at() -> None:
    packages = {path.relative_to(ROOT).parts[0] for path in files_of(".py")}
    assert packages == set(PACKAGES)


def test_no_file_is_long() -> None:
    lengths = {name: len(source.splitlines()) for name, source in in_all_modules()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_long() -> None:
    found = {name: long_functions(source) for name, source in in_all_modules()}
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_no_file_has_a_vague_name() -> None:
    assert [str(path.relative_to(ROOT)) for path in files_of(".py") if is_vague(path)] == []


def test_identifiers_are_ascii() -> None:
    found = {name: foreign_identifiers(source) for name, source in in_all_modules()}
    assert {name: identifiers for name, identifiers in found.items() if identifiers} == {}


@pytest.mark.parametrize("path", files_of(".yaml"), ids=lambda path: str(path.relative_to(ROOT)))
def test_data_file_parses(path: Path) -> None:
    assert parse_yaml(path.read_text(encoding="utf-8"), path.name) is not None


def test_every_data_file_is_packed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["*"]
    data_files = [path for path in files_of() if path.suffix != ".py"]
    assert [str(path) for path in data_files if not any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns)] == []


@pytest.mark.parametrize(("lines", "found"), [(60, []), (61, ["f"])])
def test_a_long_function_is_seen(lines: int, found: list[str]) -> None:
    assert long_functions("def f():\n" + "    pass\n" * (lines - 1)) == found


@pytest.mark.parametrize(("source", "found"), [("学校 = 1\n", ["学校"]), ('school = "学校"  # 学校\n', [])])
def test_a_foreign_identifier_is_seen(source: str, found: list[str]) -> None:
    assert foreign_identifiers(source) == found


@pytest.mark.parametrize(("name", "vague"), [("utils.py", True), ("pdf_helpers.py", True), ("counties.py", False)])
def test_a_vague_name_is_seen(name: str, vague: bool) -> None:
    assert is_vague(Path(name)) is vague
