"""Settings from the environment and the command line, and the language that somebody wants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.exits import WrongUsage
from service.language import preferred_language
from service.problems import known_problems
from service.settings import Settings, is_loopback, read_settings


def test_the_command_line_goes_before_the_environment() -> None:
    read = read_settings({"JUNHENG_PORT": "9000", "JUNHENG_DATA": "/srv/j", "JUNHENG_WORKERS": ""}, port=8001, host=None)
    assert (read.port, read.data, read.workers) == (8001, Path("/srv/j"), Settings().workers)


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"JUNHENG_PORT": "eighty"}, "setting_number"),
        ({"JUNHENG_MEMORY_MB": "1"}, "setting_number"),
        ({"JUNHENG_TIMEOUT": "-5"}, "setting_number"),
        ({"JUNHENG_ACCESS": "none"}, "setting_access"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], code: str) -> None:
    with pytest.raises(WrongUsage) as raised:
        read_settings(environment)
    assert raised.value.code == code
    assert next(iter(environment)) in raised.value.message()


@pytest.mark.parametrize(
    ("host", "access", "is_open"),
    [
        ("127.0.0.1", "auto", True),
        ("::1", "auto", True),
        ("0.0.0.0", "auto", False),
        ("192.168.1.2", "auto", False),
        ("127.0.0.1", "keys", False),
    ],
)
def test_open_is_loopback_only(host: str, access: str, is_open: bool) -> None:
    assert Settings(host=host, access=access).is_open is is_open


@pytest.mark.parametrize(("host", "local"), [("localhost", True), ("127.9.9.9", True), ("localhost.evil.example", False), ("", False)])
def test_loopback(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "zh"), ("en", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,en;q=0.9,zh;q=0.1", "en"), ("fr", "zh"), ("en;q=x", "zh")],
)
def test_the_language_that_is_wanted(header: str, language: str) -> None:
    assert preferred_language(header) == language


def test_every_problem_has_its_words_and_is_raised() -> None:
    """In both languages, with the same blanks; and nothing stands in the data that no code names."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "service").rglob("*.py"))
    for code, entry in known_problems().items():
        blanks = [sorted(re.findall(r"\{(\w+)\}", entry[lang]["detail"])) for lang in ("zh", "en")]
        assert blanks[0] == blanks[1] and 400 <= entry["status"] <= 599, code
        assert f'"{code}"' in sources, code
