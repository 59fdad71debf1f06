"""`junheng standard show`: every requirement of a standard, readable, and as data."""

from __future__ import annotations

import json
from datetime import date

import pytest

from models.standard import standard_ids, standard_on


def test_the_list(run) -> None:
    shown = run("standard", "show").stdout
    assert all(id in shown for id in standard_ids())


@pytest.mark.parametrize("id", standard_ids())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_requirement_is_shown(run, id: str, lang: str) -> None:
    shown = run("standard", "show", id, "--lang", lang, "--on", "2024-01-01").stdout
    numbers = {line.split()[0] for line in shown.splitlines() if line.strip()}
    assert {r.number for r in standard_on(id, date(2024, 1, 1)).requirements} <= numbers


def test_an_overlay_names_its_standard(run) -> None:
    shown = run("standard", "show", "--overlay", "liaoning").stdout
    assert "≥ 8,000 元/人" in shown
    assert "≥ 6,000 元/人" in run("standard", "show", "yzjh2017").stdout


def test_json(run) -> None:
    data = json.loads(run("standard", "show", "yzjh2017", "--on", "2024-01-01", "--format", "json").stdout)
    assert (data["id"], data["day"]) == ("yzjh2017", "2024-01-01")
    line = next(r for r in data["requirements"] if r["id"] == "resource_indicator_cv")
    assert line["values"] == {"primary": "0.50", "junior": "0.45"}


@pytest.mark.parametrize("arguments", [("nothing",), ("yzjh2017", "--on", "2001-01-01"), ("--overlay", "nothing")])
def test_what_does_not_exist(run, arguments: tuple[str, ...]) -> None:
    result = run("standard", "show", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
