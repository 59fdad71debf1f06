"""The score of findings: found by a shared figure, right code, false alarms, and what only informs counted apart."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.evaluate import evaluate
from corpus.evaluate_findings import FindingTally, score_findings, score_of_all
from corpus.generate import write_generated
from corpus.labelled import LabelledFinding
from models.errors import BadData
from models.fact import Document, Evidence, Extraction, Fact
from models.finding import Finding

TEXT = "全县完成率112.4%，另有120%。"
HEADER = "id\ttext\tvalue\tvalue_max\tunit\tbound\tkind\tstatus\tindicator\tstage\tarea\tperiod\tcriterion\tflags\tstart\tend"
IDS = {"f1": "g1", "f2": "g2", "f3": "g3"}


def wanted(code: str, *facts: str, severity: str = "error") -> LabelledFinding:
    return LabelledFinding(code, severity, frozenset(facts))


def raised(code: str, *facts: str, severity: str = "error") -> Finding:
    return Finding.model_validate({"code": code, "severity": severity, "message": "", "message_en": "", "facts": facts})


CASES = [
    ("found", [wanted("sum_mismatch", "g1", "g2")], [raised("sum_mismatch", "f2", "f9")], {"sum_mismatch": (1, 1, 1, 1, 0)}),
    ("a warning counts", [wanted("implausible", "g1")], [raised("implausible", "f1", severity="warning")],
        {"implausible": (1, 1, 1, 1, 0)}),
    ("missed, and another raised elsewhere", [wanted("sum_mismatch", "g1")], [raised("sum_mismatch", "f2")],
        {"sum_mismatch": (1, 0, 0, 1, 1)}),
    ("found under another code", [wanted("sum_mismatch", "g1")], [raised("ratio_mismatch", "f1")],
        {"sum_mismatch": (1, 1, 0, 0, 0), "ratio_mismatch": (0, 0, 0, 1, 0)}),
    ("found twice, one of them right", [wanted("sum_mismatch", "g1")], [raised("ratio_mismatch", "f1"), raised("sum_mismatch", "f1")],
        {"sum_mismatch": (1, 1, 1, 1, 0), "ratio_mismatch": (0, 0, 0, 1, 0)}),
    ("one raised finds two labelled", [wanted("sum_mismatch", "g1"), wanted("sum_mismatch", "g2")], [raised("sum_mismatch", "f1", "f2")],
        {"sum_mismatch": (2, 2, 2, 1, 0)}),
    ("a figure that answers no label", [wanted("sum_mismatch", "g1")], [raised("sum_mismatch", "f9")], {"sum_mismatch": (1, 0, 0, 1, 1)}),
    ("info finds no error", [wanted("sum_mismatch", "g1")], [raised("masked", "f1", severity="info")], {"sum_mismatch": (1, 0, 0, 0, 0)}),
    ("raised on labelled info is no false alarm", [wanted("masked", "g1", severity="info")], [raised("sum_mismatch", "f1")],
        {"sum_mismatch": (0, 0, 0, 1, 0)}),
    ("nothing labelled", [], [raised("sum_mismatch", "f1")], {"sum_mismatch": (0, 0, 0, 1, 1)}),
]  # fmt: skip


@pytest.mark.parametrize(("labels", "findings", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_counts(labels: list[LabelledFinding], findings: list[Finding], expected: dict[str, tuple[int, ...]]) -> None:
    score = score_findings(labels, findings, IDS)
    assert score.by_code == {code: FindingTally(*counts) for code, counts in expected.items()}
    assert len(score.false_alarms) == score.total.false_alarms
    assert len(score.other_code) == score.total.found - score.total.right_code


def test_info_is_found_by_its_code_alone() -> None:
    labels = [wanted("masked", "g1", severity="info"), wanted("ratio_truncated", "g2", severity="info")]
    score = score_findings(labels, [raised("masked", "f3", severity="info")], IDS)
    assert score.info == {"masked": FindingTally(1, 1, 1), "ratio_truncated": FindingTally(1)}
    assert (score.by_code, [label.code for label in score.missed]) == ({}, ["ratio_truncated"])


def test_scores_add_up() -> None:
    score = score_findings([wanted("sum_mismatch", "g1")], [raised("sum_mismatch", "f1"), raised("implausible", "f2")], IDS)
    assert score_of_all([score, score]).total == FindingTally(2, 2, 2, 4, 2)
    assert score_of_all([]).total == FindingTally()


def write_labels(folder: Path, findings: str | None) -> Path:
    rows = [HEADER]
    for number, text in enumerate(("112.4%", "120%"), 1):
        start = TEXT.index(text)
        cells = [f"g{number}", text, text[:-1], "", "%", "exact", "level", "actual", "other", *[""] * 5, str(start), str(start + len(text))]
        rows.append("\t".join(cells))
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    if findings is not None:
        (folder / "a.findings.tsv").write_text(findings, encoding="utf-8")
    return folder


def two_rates(path: Path) -> Extraction:
    facts = []
    for number, text in enumerate(("112.4%", "120%"), 1):
        start = TEXT.index(text)
        evidence = Evidence(text=text, start=start, end=start + len(text), sentence=TEXT, paragraph=0)
        facts.append(Fact(id=f"f{number}", value=Decimal(text[:-1]), unit="%", step=Decimal("0.1"), indicator="other", evidence=evidence))
    return Extraction(document=Document(id="sha256:0", name=path.name, format="txt"), facts=tuple(facts))


def test_a_folder_is_checked_and_the_misses_are_named(tmp_path: Path) -> None:
    evaluation = evaluate(write_labels(tmp_path, "rate_over_100\terror\tg1\t…\nsum_mismatch\terror\tg2\t…\n"), two_rates)
    assert evaluation.findings is not None
    assert evaluation.findings.by_code["rate_over_100"] == FindingTally(1, 1, 1, 1, 0)
    missed = [m for m in evaluation.mistakes if m.problem == "finding_missed"]
    assert [(m.detail, "[120%]" in m.place) for m in missed] == [("sum_mismatch", True)]
    assert evaluation.figures()["findings"]["by_code"]["sum_mismatch"]["found"] == 0  # type: ignore[index]


def test_an_empty_file_says_that_there_is_nothing_to_find_and_no_file_says_nothing(tmp_path: Path) -> None:
    evaluation = evaluate(write_labels(tmp_path, ""), two_rates)
    assert evaluation.findings is not None and evaluation.findings.total == FindingTally(raised=1, false_alarms=1)
    assert [m.problem for m in evaluation.mistakes if m.detail.startswith("rate_over_100")] == ["false_alarm"]
    (tmp_path / "a.findings.tsv").unlink()
    assert evaluate(tmp_path, two_rates).findings is None
    assert "findings" not in evaluate(tmp_path, two_rates).figures()


def test_a_broken_finding_label_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        evaluate(write_labels(tmp_path, "masked\tinfo\t-\t…\nsum_mismatch error g1\n"), two_rates)
    assert "a.findings.tsv" in caught.value.message("zh") and "2" in caught.value.message("en")


def test_planted_mistakes_are_found(tmp_path: Path) -> None:
    write_generated(tmp_path, 3, 1, errors=["rate_over_100", "implausible"])
    findings = evaluate(tmp_path).findings
    assert findings is not None
    assert (findings.total.labelled, findings.total.right_code, findings.total.false_alarms) == (2, 2, 0)
