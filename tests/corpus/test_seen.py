"""Reports of other writers that were scored unread and have been learned from since (corpus/seen): what was gained must stay."""

from __future__ import annotations

from pathlib import Path

from corpus.evaluate import evaluate

SEEN = Path(__file__).parents[2] / "corpus" / "seen"


def test_what_was_learned_from_other_writers_stays() -> None:
    evaluation = evaluate(SEEN)
    assert evaluation.findings is not None
    findings = evaluation.findings.total
    assert findings.found >= 12 and findings.false_alarms == 0
    least = {"quantity": 0.98, "indicator": 0.95, "fact": 0.84, "relation": 0.87}
    assert {measure: f1 for measure, f1 in least.items() if evaluation.total[measure].f1 < f1} == {}
