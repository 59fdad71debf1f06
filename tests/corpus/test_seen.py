"""Reports of other writers that were scored unread and have been learned from since: what was gained must stay.

`corpus/seen` are three whole reports, `corpus/rough` three papers in the rough manner of notes, web briefs and village schools.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.evaluate import evaluate

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    ("room", "found", "least"),
    [
        ("seen", 12, {"quantity": 0.98, "indicator": 0.95, "fact": 0.84, "relation": 0.87}),
        ("rough", 2, {"quantity": 0.92, "indicator": 0.67, "fact": 0.48, "relation": 0.65}),
    ],
)
def test_what_was_learned_from_other_writers_stays(room: str, found: int, least: dict[str, float]) -> None:
    evaluation = evaluate(CORPUS / room)
    assert evaluation.findings is not None
    findings = evaluation.findings.total
    assert findings.found >= found and findings.false_alarms == 0
    assert {measure: f1 for measure, f1 in least.items() if evaluation.total[measure].f1 < f1} == {}
