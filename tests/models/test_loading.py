"""The program's data files load; broken ones are refused with a whole sentence that names the place (tests/broken)."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from models import indicators, units
from models.errors import BadData
from models.loading import load_data, parse_yaml
from models.messages import LANGUAGES, message

TESTS = Path(__file__).parents[1]
CASES = parse_yaml((TESTS / "cases" / "broken.yaml").read_text(encoding="utf-8"), "broken.yaml")["cases"]
PACKAGES = {"models.data": "models", "extractor": "extractor", "corpus.data": "corpus"}
LOADERS = {"units.yaml": (units, units.load_units), "indicators.yaml": (indicators, indicators.load_indicators)}


def data_files() -> list[tuple[str, str]]:
    return sorted((package, entry.name) for package in PACKAGES for entry in files(package).iterdir() if entry.name.endswith(".yaml"))


def load_broken(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Load a catalogue anew; the sections that the broken file gives take the place of the sound ones."""
    module, load = LOADERS[case["as"]]
    text = (TESTS / "broken" / case["file"]).read_text(encoding="utf-8")
    monkeypatch.setattr(module, "load_data", lambda name: load_data(name) | parse_yaml(text, name))
    load.__wrapped__()


@pytest.mark.parametrize(("package", "name"), data_files())
def test_data_file_loads(package: str, name: str) -> None:
    assert load_data(name, package)


def test_there_are_data_files() -> None:
    assert {package for package, _ in data_files()} == set(PACKAGES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_broken_file(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadData) as caught:
        load_broken(case, monkeypatch)
    assert caught.value.code == case["code"]
    for lang in LANGUAGES:
        said = caught.value.message(lang)
        assert [word for word in case[lang] if word not in said] == [], said
        assert "—" not in said
        assert said[-1] in "。."


def test_every_broken_file_is_a_case() -> None:
    assert sorted(p.name for p in (TESTS / "broken").glob("*.yaml")) == sorted(case["file"] for case in CASES)


def test_every_kind_of_fault_is_a_case() -> None:
    codes = {"bad_yaml", "duplicate_key", "unit_doubled", "item_incomplete", "unit_unknown", "item_doubled", "item_unknown"}
    assert {case["code"] for case in CASES} == codes


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1\nb: {a: 2}", {"a": 1, "b": {"a": 2}}), ("[]", []), ("", None), ("# nothing", None),
        ("- {a: 1}\n- {a: 2}", [{"a": 1}, {"a": 2}]),
    ],
)  # fmt: skip
def test_parse(text: str, data: object) -> None:
    assert parse_yaml(text, "x.yaml") == data


@pytest.mark.parametrize(("text", "line"), [("a: 1\na: 2", 2), ("a:\n  - b: 1\n    b: 2", 3), ("{a: {b: 1, b: 2}}", 1)])
def test_duplicate_key_at_any_depth(text: str, line: int) -> None:
    with pytest.raises(BadData) as caught:
        parse_yaml(text, "x.yaml")
    assert (caught.value.code, caught.value.details["line"]) == ("duplicate_key", line)


def test_python_objects_are_refused() -> None:
    """YAML tags that would build objects are no data."""
    with pytest.raises(BadData) as caught:
        parse_yaml("a: !!python/object/apply:os.getcwd []", "x.yaml")
    assert caught.value.code == "bad_yaml"


@pytest.mark.parametrize("code", load_data("messages.yaml"))
def test_message_is_whole_in_both_languages(code: str) -> None:
    sentences = load_data("messages.yaml")[code]
    assert set(sentences) == set(LANGUAGES)
    for lang in LANGUAGES:
        assert message(code, lang).strip()[-1] in "。.！!？?)）"


def test_message_without_a_detail_shows_a_dash() -> None:
    assert "—" in message("unit_doubled", "en", name="units.yaml")


def test_unknown_message() -> None:
    with pytest.raises(KeyError):
        message("no_such_code")
