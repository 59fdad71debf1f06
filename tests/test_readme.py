"""The READMEs name what is there: every command, file and finding code, and nothing that is not."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from models.loading import load_data
from service.cli import app

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_told_and_exists(name: str) -> None:
    told = set(re.findall(r"junheng ([a-z]+)", (ROOT / name).read_text(encoding="utf-8")))
    assert told == set(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_every_option_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    known = {o for c in COMMANDS.values() for p in _params(c) for o in p.opts} | {"--version", "--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", text)) <= known


@pytest.mark.parametrize("name", READMES)
def test_every_finding_code_is_told(name: str) -> None:
    told = set(re.findall(r"^\|[^|]*`([a-z]+(?:_[a-z0-9]+)*)` \|", (ROOT / name).read_text(encoding="utf-8"), re.M))
    assert set(load_data("findings.yaml")["sentences"]) <= told


def test_every_path_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    paths = {p for p in re.findall(r"`((?:models|extractor|corpus|service|tests|benchmarks|scripts)/[\w./*-]*)`", text)}
    assert len(paths) > 10
    assert [p for p in sorted(paths) if not list(ROOT.glob(p.rstrip("/")))] == []


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = re.findall(r"^make .*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    targets = {shlex.split(line, comments=True)[1] for line in lines}
    assert targets
    assert [t for t in targets if not re.search(rf"^{t}:", makefile, re.M)] == []


def test_direct_dependencies_have_their_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.M | re.S)
    assert listed
    names = {re.split(r"[>=<\[]", n)[0].lower() for n in re.findall(r'"([^"]+)"', listed[1])}
    rows = {m.lower() for m in re.findall(r"^\| ([\w-]+) \| ", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)}
    assert names - rows == set()


def _params(command: object) -> list[Any]:
    found = list(getattr(command, "params", []))
    for child in getattr(command, "commands", {}).values():
        found += _params(child)
    return found
