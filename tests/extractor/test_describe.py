"""Title, kind, year and county of a document, and the stage of a report on one school, by the lines at its head."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.describe import describe
from extractor.lexicon import load_lexicon
from extractor.outline import Outline
from extractor.read import read_report
from tests.extractor.casebook import cases


@pytest.mark.parametrize("case", cases("documents"))
def test_head_of_a_document(case: dict[str, Any]) -> None:
    document = describe(read_report("\n".join(case["lines"]).encode(), "case.txt"))
    found = {"title": document.title, "kind": document.kind, "year": document.year, "county": document.county}
    assert found == {"title": case["title"], "kind": case["kind"], "year": case.get("year"), "county": case.get("county")}
    assert Outline(document, load_lexicon()).context().stage == case.get("stage")
