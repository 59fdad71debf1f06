"""How well contradictions between documents are found: NAME.conflicts.tsv against what the comparison of the documents says.

A line of the file is like one of NAME.findings.tsv, its facts written NAME:ID. Takes a folder and how to extract; gives a
FindingScore for each file. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.evaluate_findings import FindingScore, score_findings
from corpus.labelled import LabelledFinding, read_findings, read_labelled
from corpus.pairing import pair_by_order, pair_by_span
from models.checks import compare
from models.fact import Extraction
from models.finding import Finding


def score_conflicts(folder: Path, extract: Callable[[Path], Extraction], align: str, inputs: str) -> dict[str, FindingScore]:
    """The score of each file of conflicts whose documents are there, by its name.

    Raises BadData for a broken file, UnreadableInput for a document that cannot be read.
    """
    found = {}
    for path in sorted(folder.glob("*.conflicts.tsv")):
        labelled = read_findings(path) or ()
        names = sorted({member.partition(":")[0] for label in labelled for member in label.facts})
        if all((folder / f"{name}.{inputs}").exists() for name in names):
            found[path.name.removesuffix(".conflicts.tsv")] = _score(labelled, names, folder, extract, align, inputs)
    return found


def _score(
    labelled: Sequence[LabelledFinding], names: Sequence[str], folder: Path, extract: Callable[[Path], Extraction], align: str, inputs: str
) -> FindingScore:
    extractions = [extract(folder / f"{name}.{inputs}") for name in names]
    called = {extraction.document.id: name for name, extraction in zip(names, extractions, strict=True)}
    label_ids: dict[str, str] = {}
    for name, extraction in zip(names, extractions, strict=True):
        labels = read_labelled(folder / f"{name}.tsv").labels
        pairs = (pair_by_span if align == "span" else pair_by_order)(labels, extraction.facts)
        label_ids |= {f"{name}:{extraction.facts[j].id}": f"{name}:{labels[i].id}" for i, j in pairs.items()}
    return score_findings(labelled, _raised(extractions, called), label_ids)


def _raised(extractions: Sequence[Extraction], called: dict[str, str]) -> list[Finding]:
    """The contradictions, their facts named with their document."""
    return [
        conflict.finding.model_copy(
            update={"facts": (f"{called[conflict.first_document]}:{conflict.first_fact}",
                              f"{called[conflict.second_document]}:{conflict.second_fact}")}
        )
        for conflict in compare(extractions) if conflict.finding
    ]  # fmt: skip
