"""Named schools, and what only looks like one (entities.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.entities import find_entities
from tests.extractor.casebook import cases, known_gaps


@pytest.mark.parametrize("case", [*cases("entities"), *known_gaps("entities")])
def test_names(case: dict[str, Any]) -> None:
    assert {e.name: e.stage for e in find_entities(case["text"])} == case["names"]
