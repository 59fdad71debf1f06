"""Cases as data: the lists of tests/cases/*.yaml as test parameters, and a text as the whole program reads it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from extractor.pipeline import extract
from extractor.read import read_report
from models.fact import Extraction, Fact
from models.loading import parse_yaml

CASES = Path(__file__).parents[1] / "cases"
GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("*.txt"))
TITLE = "青禾县2023年教育情况报告"
"""Stands above every sentence: a document of 2023 and of no kind that would turn its figures into plans."""


def cases(family: str, section: str = "cases") -> list[Any]:
    """The entries of one section of tests/cases/<family>.yaml as parameters, named by what they read."""
    entries = parse_yaml((CASES / f"{family}.yaml").read_text(encoding="utf-8"), f"{family}.yaml").get(section) or []
    return [pytest.param(entry, id=str(next(iter(entry.values())))) for entry in entries]


def known_gaps(family: str) -> list[Any]:
    """Fair cases that are still read wrongly; one that comes to be read rightly fails until it moves up to the others."""
    mark = pytest.mark.xfail(strict=True, reason="known gap")
    return [pytest.param(*case.values, id=f"gap-{case.id}", marks=mark) for case in cases(family, "known_gaps")]


@lru_cache(maxsize=4096)
def reading(text: str, title: str = TITLE) -> Extraction:
    """What the program gets out of a document of this text under this title."""
    return extract(read_report(f"{title}\n{text}\n".encode(), "case.txt"))


@lru_cache(maxsize=16)
def gold_reading(path: Path) -> Extraction:
    """What the program gets out of a labelled report."""
    return extract(read_report(path.read_bytes(), path.name))


def fact_of(extraction: Extraction, text: str) -> Fact:
    """The one fact whose evidence is `text`; the test fails where there is none or more than one."""
    found = [f for f in extraction.facts if f.evidence.text == text]
    assert len(found) == 1, f"{text!r} is written by {len(found)} of {[f.evidence.text for f in extraction.facts]}"
    return found[0]


def plain(value: object) -> str | None:
    """A value of the case files and of a fact in one writing: 4200 and 4200.0 are the same."""
    if value is None:
        return None
    number = format(value, "f") if hasattr(value, "as_tuple") else str(value)
    return number.rstrip("0").rstrip(".") if "." in number else number
