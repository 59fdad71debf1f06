"""How well the extraction does on labelled reports, with the misses counted: figures by measure, by document and in all.

Takes a folder of labelled files and gives an Evaluation. Its measures, each a Tally of what was right, found and labelled:
  span        a figure was found where one is labelled, whatever its value
  quantity    value, upper end and unit right
  indicator   over figures with an indicator other than `other`, the value right
  stage, area, period, criterion   over the labels that are not empty, the value right
  bound, kind, status              over the pairs whose value is right, so that precision and recall are one accuracy
  fact        value, unit, bound, kind, status, indicator, stage and criterion all right
  masked      figures left blank in the text, counted apart from all the others
  relation    all members the right facts
Where findings are labelled, what the checks find is scored too (evaluate_findings.py), and between documents what their
comparison finds (evaluate_conflicts.py).
Prints nothing and writes no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from dataclasses import field as with_default
from functools import cached_property, reduce
from pathlib import Path
from typing import Literal

from corpus.evaluate_conflicts import score_conflicts
from corpus.evaluate_findings import FindingScore, score_findings, score_of_all
from corpus.labelled import Label, Labelled, LabelledFinding, RelationKey, label_files, read_labelled, relation_key
from corpus.pairing import pair_by_order, pair_by_span, same_value
from models.checks import check
from models.errors import BadData, JunhengError, UnreadableInput
from models.fact import Extraction, Fact
from models.quantity import decimal_text

Align = Literal["span", "order"]
Inputs = Literal["txt", "docx", "pdf"]
Problem = Literal[
    "unread", "missed", "value", "field", "spurious", "relation_missed", "relation_spurious",
    "finding_missed", "finding_code", "false_alarm",
]  # fmt: skip
Extract = Callable[[Path], Extraction]

SPARSE = ("indicator", "stage", "area", "period", "criterion")
ALWAYS = ("bound", "kind", "status")
MEASURES = ("span", "quantity", *SPARSE, *ALWAYS, "fact", "masked", "relation")
_OUTSIDE_FACT = {"area", "period"}
"""Fields that a fact may have wrong and still count as right under `fact`."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one measure: how many were right, how many the program found, how many are labelled."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.labelled + other.labelled)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong. `place` is the figure in its surroundings, «…[4200个]…»; `detail` says what against what."""

    document: str
    problem: Problem
    label: str | None = None
    place: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the printed table; `document` is None for the whole folder."""

    document: str | None
    measure: str
    tally: Tally


@dataclass(frozen=True)
class DocumentScore:
    """The figures of one document. `findings`: None where none are labelled."""

    name: str
    tallies: Mapping[str, Tally]
    mistakes: tuple[Mistake, ...]
    findings: FindingScore | None = None


@dataclass(frozen=True)
class Evaluation:
    """The figures of a folder. `left_out` names the labelled reports that have no file of the wanted kind; `conflicts` are the
    contradictions between documents, by the name of their file."""

    documents: tuple[DocumentScore, ...]
    left_out: tuple[str, ...] = ()
    conflicts: Mapping[str, FindingScore] = with_default(default_factory=dict)

    @cached_property
    def total(self) -> Mapping[str, Tally]:
        """The tallies of all documents added up (so a long report weighs more than a short one)."""
        return {measure: reduce(Tally.__add__, (d.tallies[measure] for d in self.documents), Tally()) for measure in MEASURES}

    @cached_property
    def findings(self) -> FindingScore | None:
        """Of all documents with labelled findings, and between them; None where there is no such document."""
        scores = [document.findings for document in self.documents if document.findings is not None]
        scores += self.conflicts.values()
        return score_of_all(scores) if scores else None

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        between = (mistake for name, score in self.conflicts.items() for mistake in _conflict_mistakes(name, score))
        return (*(mistake for document in self.documents for mistake in document.mistakes), *between)

    def rows(self) -> Iterator[Row]:
        """A Row for every measure: first of the whole, then of each document."""
        for name, tallies in [(None, self.total), *((d.name, d.tallies) for d in self.documents)]:
            yield from (Row(name, measure, tallies[measure]) for measure in MEASURES)

    def figures(self) -> dict[str, object]:
        """The figures of the whole for JSON, rounded to four decimals."""
        span = self.total["span"]
        counts: dict[str, object] = {"docs": len(self.documents), "spans_found": round(span.recall, 4), "spurious": span.found - span.right}
        counts |= {measure: _rounded(measure, self.total[measure]) for measure in MEASURES[1:]}
        if self.findings is None:
            return counts
        by_code = {code: asdict(tally) for code, tally in self.findings.by_code.items()}
        info = {code: {"labelled": tally.labelled, "found": tally.found} for code, tally in self.findings.info.items()}
        return counts | {"findings": asdict(self.findings.total) | {"by_code": by_code, "info": info}}


def evaluate(gold_dir: Path, extract: Extract | None = None, align: Align = "span", inputs: Inputs = "txt") -> Evaluation:
    """Extract every labelled report of `gold_dir` from its NAME.txt (.docx, .pdf) and compare.

    Docx and PDF need `align="order"`, their offsets being others than the labelled text's: ValueError otherwise.
    Raises BadData where a label file is broken, or where no labelled report has a file of the wanted kind.
    A report that cannot be read counts with all its labels missed.
    """
    if inputs != "txt" and align == "span":
        raise ValueError('docx and pdf inputs have other offsets than the labels: use align="order"')
    label_paths = label_files(gold_dir)
    present = [path for path in label_paths if path.with_suffix(f".{inputs}").exists()]
    if not present:
        raise BadData("no_labels", name=str(gold_dir), kind=inputs)
    reading = extract or extract_file
    documents = tuple(_evaluate_one(path, path.with_suffix(f".{inputs}"), reading, align) for path in present)
    left_out = tuple(path.stem for path in label_paths if path not in present)
    return Evaluation(documents, left_out, score_conflicts(gold_dir, reading, align, inputs))


def extract_file(path: Path) -> Extraction:
    """The program's own reading of a file. Raises UnreadableInput."""
    from extractor.pipeline import extract  # loads spaCy, which who evaluates something else need not wait for
    from extractor.read import read_report

    return extract(read_report(path.read_bytes(), path.name))


def compare(gold: Labelled, extraction: Extraction | None, align: Align = "span") -> DocumentScore:
    """The figures of one document; None stands for a report that could not be read."""
    facts = extraction.facts if extraction else ()
    pairs = (pair_by_span if align == "span" else pair_by_order)(gold.labels, facts)
    solid = [i for i, label in enumerate(gold.labels) if "masked" not in label.flags]
    solid_facts = [fact for fact in facts if "masked" not in fact.flags]
    spurious = [fact for j, fact in enumerate(facts) if "masked" not in fact.flags and j not in set(pairs.values())]
    matched = [(gold.labels[i], facts[pairs[i]]) for i in solid if i in pairs]
    label_ids = {facts[j].id: gold.labels[i].id for i, j in pairs.items()}
    found_relations = _relations(extraction, label_ids)
    raised = check(extraction).findings if extraction and gold.findings is not None else ()
    findings = None if gold.findings is None else score_findings(gold.findings, raised, label_ids)
    tallies = _tallies([gold.labels[i] for i in solid], solid_facts, matched, len(spurious)) | {
        "masked": _masked(gold.labels, facts, pairs),
        "relation": Tally(len(gold.relations & found_relations), len(found_relations), len(gold.relations)),
    }
    mistakes = (
        *_label_mistakes(gold, facts, solid, pairs),
        *(Mistake(gold.name, "spurious", None, _place(gold, fact.evidence.start, fact.evidence.end), _value(fact)) for fact in spurious),
        *_relation_mistakes(gold, found_relations),
        *(_finding_mistakes(gold, findings) if findings else ()),
    )
    return DocumentScore(gold.name, tallies, mistakes, findings)


def _evaluate_one(labels: Path, file: Path, extract: Extract, align: Align) -> DocumentScore:
    gold = read_labelled(labels)
    try:
        return compare(gold, extract(file), align)
    except UnreadableInput as error:
        return _unread(gold, align, error)


def _unread(gold: Labelled, align: Align, error: JunhengError) -> DocumentScore:
    score = compare(gold, None, align)
    return replace(score, mistakes=(Mistake(gold.name, "unread", detail=error.message("en")), *score.mistakes))


def _tallies(labels: Sequence[Label], facts: Sequence[Fact], matched: Sequence[tuple[Label, Fact]], spurious: int) -> dict[str, Tally]:
    """All measures but masked and relation; no masked figure is among `labels` and `facts`."""
    wrong = [wrong_fields(label, fact) for label, fact in matched if same_value(label, fact)]
    right = [label for label, fact in matched if same_value(label, fact)]
    whole = sum(1 for fields in wrong if not set(fields) - _OUTSIDE_FACT)
    tallies = {
        "span": Tally(len(matched), len(matched) + spurious, len(labels)),
        "quantity": Tally(len(right), len(facts), len(labels)),
        "fact": Tally(whole, len(facts), len(labels)),
    }
    for field in SPARSE:
        hits = sum(1 for label, fields in zip(right, wrong, strict=True) if _told(label, field) and field not in fields)
        tallies[field] = Tally(hits, sum(1 for fact in facts if _told(fact, field)), sum(1 for label in labels if _told(label, field)))
    for field in ALWAYS:
        tallies[field] = Tally(sum(1 for fields in wrong if field not in fields), len(right), len(right))
    return tallies


def wrong_fields(label: Label, fact: Fact) -> tuple[str, ...]:
    """The fields in which a fact differs from its label; no indicator and `other` are the same."""
    plain = [field for field in ALWAYS if getattr(label, field) != getattr(fact, field)]
    return (*plain, *(field for field in SPARSE if _told(label, field) != _told(fact, field)))


def _told(item: Label | Fact, field: str) -> str | None:
    """What the field says, or None where it says nothing."""
    value: str | None = getattr(item, field) or None
    return None if field == "indicator" and value == "other" else value


def _masked(labels: Sequence[Label], facts: Sequence[Fact], pairs: Mapping[int, int]) -> Tally:
    wanted = [i for i, label in enumerate(labels) if "masked" in label.flags]
    found = {j for j, fact in enumerate(facts) if "masked" in fact.flags}
    return Tally(sum(1 for i in wanted if pairs.get(i) in found), len(found), len(wanted))


def _relations(extraction: Extraction | None, label_ids: Mapping[str, str]) -> frozenset[RelationKey]:
    """The extracted relations in ids of labels; a member that answers no label keeps its own, marked with `?`."""
    relations = extraction.relations if extraction else ()
    return frozenset(relation_key(r.type, [None if m is None else label_ids.get(m, f"?{m}") for m in r.members]) for r in relations)


def _label_mistakes(gold: Labelled, facts: Sequence[Fact], solid: Sequence[int], pairs: Mapping[int, int]) -> Iterator[Mistake]:
    for i in solid:
        label = gold.labels[i]
        problem, detail = _judge(label, facts[pairs[i]] if i in pairs else None)
        if problem:
            yield Mistake(gold.name, problem, label.id, _place(gold, label.start, label.end), detail)


def _judge(label: Label, fact: Fact | None) -> tuple[Problem | None, str]:
    if fact is None:
        return "missed", _value(label)
    if not same_value(label, fact):
        return "value", f"{_value(fact)}, not {_value(label)}"
    wrong = wrong_fields(label, fact)
    detail = ", ".join(f"{field} {getattr(fact, field)}, not {getattr(label, field)}" for field in wrong)
    return ("field" if wrong else None), detail


def _relation_mistakes(gold: Labelled, found: frozenset[RelationKey]) -> Iterator[Mistake]:
    for key in sorted(gold.relations - found):
        yield Mistake(gold.name, "relation_missed", detail=" ".join(key))
    for key in sorted(found - gold.relations):
        yield Mistake(gold.name, "relation_spurious", detail=" ".join(key))


def _finding_mistakes(gold: Labelled, score: FindingScore) -> Iterator[Mistake]:
    for finding in score.missed:
        yield Mistake(gold.name, "finding_missed", place=_place_of(gold, finding), detail=finding.code)
    for finding, codes in score.other_code:
        yield Mistake(gold.name, "finding_code", place=_place_of(gold, finding), detail=f"{', '.join(codes)}, not {finding.code}")
    for alarm in score.false_alarms:
        place = _place(gold, alarm.evidence[0].start, alarm.evidence[0].end)
        yield Mistake(gold.name, "false_alarm", place=place, detail=f"{alarm.code}: {alarm.message_en}")


def _conflict_mistakes(name: str, score: FindingScore) -> Iterator[Mistake]:
    for finding in score.missed:
        yield Mistake(name, "finding_missed", detail=f"{finding.code} {' '.join(sorted(finding.facts))}")
    for alarm in score.false_alarms:
        yield Mistake(name, "false_alarm", detail=f"{alarm.code}: {alarm.message_en}")


def _place_of(gold: Labelled, finding: LabelledFinding) -> str:
    """The first of its figures in the text."""
    label = min((one for one in gold.labels if one.id in finding.facts), key=lambda one: one.start, default=None)
    return _place(gold, label.start, label.end) if label else ""


def _value(item: Label | Fact) -> str:
    ends = [decimal_text(value) for value in (item.value, item.value_max) if value is not None]
    return f"{'~'.join(ends) or 'no value'} {item.unit}"


def _place(gold: Labelled, start: int, end: int) -> str:
    before, written, after = gold.text[max(0, start - 18) : start], gold.text[start:end], gold.text[end : end + 8]
    return f"«{before}[{written}]{after}»".replace("\n", "⏎") if gold.text else ""


def _rounded(measure: str, tally: Tally) -> dict[str, float]:
    if measure in ALWAYS:
        return {"accuracy": round(tally.recall, 4)}
    return {"p": round(tally.precision, 4), "r": round(tally.recall, 4), "f1": round(tally.f1, 4), "n": tally.labelled}
