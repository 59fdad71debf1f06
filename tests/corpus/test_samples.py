"""The labelled reports as real files: Word, PDF and plain text of one report say the same."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from corpus.evaluate import extract_file
from corpus.generate import GeneratedReport, generate
from corpus.labelled import label_files, read_labelled
from corpus.typeset import parse_markup, to_text
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf
from extractor.pipeline import extract
from extractor.read import read_report
from models.fact import Fact

GOLD = Path(__file__).resolve().parents[2] / "corpus" / "gold"
SAMPLES = sorted([*GOLD.glob("*.docx"), *GOLD.glob("*.pdf")])
MARKUPS = sorted(GOLD.glob("*.md"))
LEAST = 0.99
"""Share of the facts of a report that every format of it gives alike."""


def told(fact: Fact) -> str:
    return f"{fact.value}–{fact.value_max} {fact.unit} {fact.indicator} «{fact.evidence.text}»"


def quantity(fact: Fact) -> tuple[str, str, str | None]:
    return (str(fact.value), str(fact.value_max), fact.unit)


def differences(of_text: Sequence[Fact], of_file: Sequence[Fact]) -> tuple[float, list[str]]:
    """The share of facts that are alike in value, unit and indicator, and one line for every one that is not."""
    matcher = SequenceMatcher(a=[quantity(f) for f in of_text], b=[quantity(f) for f in of_file], autojunk=False)
    alike, lines = 0, list[str]()
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            lines += [f"- {told(f)}" for f in of_text[a:b]] + [f"+ {told(f)}" for f in of_file[c:d]]
            continue
        for x, y in zip(of_text[a:b], of_file[c:d], strict=True):
            alike += x.indicator == y.indicator
            lines += [f"  {told(x)} became {y.indicator}"] if x.indicator != y.indicator else []
    return alike / max(len(of_text), len(of_file), 1), lines


def assert_alike(name: str, of_text: Sequence[Fact], of_file: Sequence[Fact]) -> None:
    share, lines = differences(of_text, of_file)
    assert of_text, f"{name}: the text gives no facts at all"
    assert share >= LEAST, "\n".join([f"{name}: {share:.1%} of {len(of_text)} facts alike", *lines])


@cache
def facts_of(path: Path) -> Sequence[Fact]:
    return extract_file(path).facts


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_file_and_text_of_a_report_give_the_same_facts(path: Path) -> None:
    assert_alike(path.name, facts_of(path.with_suffix(".txt")), facts_of(path))


def test_there_are_word_and_pdf_samples() -> None:
    kinds = [path.suffix for path in SAMPLES]
    assert kinds.count(".docx") >= 6
    assert kinds.count(".pdf") >= 6


def test_samples_are_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES) < 2_000_000


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_holds_what_its_markup_says(path: Path) -> None:
    """A NAME.md that was changed without scripts/make_samples.py shows here: other text in its files."""
    manuscript = parse_markup(path.with_suffix(".md").read_text(encoding="utf-8"))
    written = (to_docx if path.suffix == ".docx" else to_pdf)(manuscript)
    assert read_report(path.read_bytes(), path.name).text == read_report(written, path.name).text


@pytest.mark.parametrize("path", MARKUPS, ids=lambda path: path.stem)
def test_markup_and_text_of_a_report_are_the_same(path: Path) -> None:
    markup = path.read_text(encoding="utf-8")
    assert to_text(parse_markup(markup)) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", label_files(GOLD), ids=lambda path: path.stem)
def test_every_label_stands_where_it_says(path: Path) -> None:
    gold = read_labelled(path)
    assert gold.labels
    # A line break inside a figure is written \\n in the table.
    wrong = [label.id for label in gold.labels if gold.text[label.start : label.end] != label.text.replace("\\n", "\n")]
    assert wrong == []


@cache
def generated(seed: int) -> tuple[GeneratedReport, Sequence[Fact]]:
    report = generate(seed, tables=True)
    return report, extract(read_report(report.text.encode(), f"{report.name}.txt")).facts


@pytest.mark.parametrize("seed", [0, 4, 9])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_file_and_text_of_a_generated_report_give_the_same_facts(seed: int, kind: str) -> None:
    report, of_text = generated(seed)
    data = (to_docx if kind == "docx" else to_pdf)(report.manuscript)
    assert_alike(f"{report.name}.{kind}", of_text, extract(read_report(data, f"{report.name}.{kind}")).facts)


def test_differences_are_told() -> None:
    """The comparison itself: a fact with another indicator and one that is missing both lower the share."""
    facts = facts_of(GOLD / "g03.txt")
    place = next(i for i, fact in enumerate(facts) if fact.indicator not in (None, "other"))
    renamed = facts[place].model_copy(update={"indicator": "other"})
    share, lines = differences(facts, [*facts[:place], renamed, *facts[place + 2 :]])
    assert share == pytest.approx((len(facts) - 2) / len(facts))
    assert len(lines) == 2
