"""The figures of the evaluation, on reports of a few words whose right answers can be counted by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.evaluate import MEASURES, Evaluation, Row, Tally, evaluate, extract_file
from models.errors import BadData, UnreadableInput
from models.fact import ChangeRelation, Document, Evidence, Extraction, Fact, RatioRelation, SumRelation

TEXT = "全县有小学12所，初中8所，在校生XX人，占比60%，投入2亿元。"
HEADER = (
    "id", "text", "value", "value_max", "unit", "bound", "kind", "status", "indicator",
    "stage", "area", "period", "criterion", "flags", "start", "end",
)  # fmt: skip
PRIMARY = {"id": "g1", "text": "12所", "value": "12", "unit": "school", "indicator": "school.count", "stage": "primary", "period": "2021"}
JUNIOR = {"id": "g2", "text": "8所", "value": "8", "unit": "school", "indicator": "school.count", "stage": "junior"}
MASKED = {"id": "g3", "text": "XX人", "value": "", "unit": "person", "indicator": "student.enrolled", "flags": "masked"}
SHARE = {"id": "g4", "text": "60%", "value": "60", "unit": "%", "indicator": "other"}
MONEY = {"id": "g5", "text": "2亿元", "value": "200000000", "unit": "CNY", "indicator": "fund.total", "area": "rural"}
LABELS = (PRIMARY, JUNIOR, MASKED, SHARE, MONEY)
USUAL = {"bound": "exact", "kind": "level", "status": "actual"}


def write_gold(folder: Path, labels: tuple[dict[str, str], ...], relations: str = "", name: str = "a", text: str = TEXT) -> Path:
    lines = ["\t".join(HEADER)]
    for label in labels:
        start = text.index(label["text"])
        row = USUAL | label | {"start": str(start), "end": str(start + len(label["text"]))}
        lines.append("\t".join(row.get(column, "") for column in HEADER))
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / f"{name}.findings.tsv").write_text("", encoding="utf-8")
    if relations:
        (folder / f"{name}.rel.tsv").write_text(relations, encoding="utf-8")
    return folder


def answer(label: dict[str, str], **changes: Any) -> Fact:
    """The fact that answers `label`, but for the changes; its id is p1 for g1."""
    text = changes.pop("text", label["text"])
    start = TEXT.index(text)
    fields: dict[str, Any] = {key: value for key, value in (USUAL | label).items() if key not in ("id", "text", "value", "flags")}
    fields |= {"value": Decimal(label["value"]) if label["value"] else None, "flags": ("masked",) if "flags" in label else ()}
    evidence = Evidence(text=text, start=start, end=start + len(text))
    return Fact(**{"id": label["id"].replace("g", "p")} | fields | changes, evidence=evidence)


def extraction(*facts: Fact, relations: tuple[Any, ...] = ()) -> Extraction:
    return Extraction(document=Document(id="sha256:0", name="a.txt", format="txt"), facts=facts, relations=relations)


def scored(folder: Path, *facts: Fact, relations: tuple[Any, ...] = (), **options: Any) -> Evaluation:
    return evaluate(folder, lambda path: extraction(*facts, relations=relations), **options)


ALL_RIGHT = tuple(answer(label) for label in LABELS)
WITHOUT_FIRST = ALL_RIGHT[1:]

CASES: list[tuple[str, tuple[Fact, ...], dict[str, tuple[int, int, int]]]] = [
    ("all right", ALL_RIGHT, {
        "span": (4, 4, 4), "quantity": (4, 4, 4), "indicator": (3, 3, 3), "stage": (2, 2, 2), "area": (1, 1, 1), "period": (1, 1, 1),
        "criterion": (0, 0, 0), "bound": (4, 4, 4), "kind": (4, 4, 4), "status": (4, 4, 4), "fact": (4, 4, 4), "masked": (1, 1, 1)}),
    ("nothing found", (), {"span": (0, 0, 4), "quantity": (0, 0, 4), "bound": (0, 0, 0), "fact": (0, 0, 4), "masked": (0, 0, 1)}),
    ("one missed", WITHOUT_FIRST, {"span": (3, 3, 4), "quantity": (3, 3, 4), "stage": (1, 1, 2), "period": (0, 0, 1), "bound": (3, 3, 3)}),
    ("value wrong, so no field counts", (answer(PRIMARY, value=Decimal(13)), *WITHOUT_FIRST),
        {"span": (4, 4, 4), "quantity": (3, 4, 4), "stage": (1, 2, 2), "period": (0, 1, 1), "status": (3, 3, 3), "fact": (3, 4, 4)}),
    ("unit wrong", (answer(PRIMARY, unit="item"), *WITHOUT_FIRST), {"quantity": (3, 4, 4)}),
    ("within a ten-thousandth", (*ALL_RIGHT[:4], answer(MONEY, value=Decimal(200020000))), {"quantity": (4, 4, 4), "area": (1, 1, 1)}),
    ("beyond a ten-thousandth", (*ALL_RIGHT[:4], answer(MONEY, value=Decimal(200020003))), {"quantity": (3, 4, 4), "area": (0, 1, 1)}),
    ("status wrong", (answer(PRIMARY, status="plan"), *WITHOUT_FIRST), {"status": (3, 4, 4), "bound": (4, 4, 4), "fact": (3, 4, 4)}),
    ("a wrong period leaves the fact right", (answer(PRIMARY, period="2020"), *WITHOUT_FIRST), {"period": (0, 1, 1), "fact": (4, 4, 4)}),
    ("an area too many leaves the fact right", (answer(PRIMARY, area="rural"), *WITHOUT_FIRST), {"area": (1, 2, 1), "fact": (4, 4, 4)}),
    ("a stage too many", (*ALL_RIGHT[:3], answer(SHARE, stage="primary"), ALL_RIGHT[4]), {"stage": (2, 3, 2), "fact": (3, 4, 4)}),
    ("an indicator too many", (*ALL_RIGHT[:3], answer(SHARE, indicator="fund.share"), ALL_RIGHT[4]), {"indicator": (3, 4, 3)}),
    ("no indicator", (answer(PRIMARY, indicator="other"), *WITHOUT_FIRST), {"indicator": (2, 2, 3), "fact": (3, 4, 4)}),
    ("spurious", (*ALL_RIGHT, answer(PRIMARY, id="p9", text="全县")), {"span": (4, 5, 4), "quantity": (4, 5, 4), "fact": (4, 5, 4)}),
    ("two on one span: the right value is taken", (answer(PRIMARY, id="p9", value=Decimal(1)), *ALL_RIGHT),
        {"span": (4, 5, 4), "quantity": (4, 5, 4)}),
    ("part of the span", (answer(PRIMARY, text="2所"), *WITHOUT_FIRST), {"span": (4, 4, 4), "quantity": (4, 4, 4)}),
    ("masked not marked", (*ALL_RIGHT[:2], answer(MASKED, flags=()), *ALL_RIGHT[3:]),
        {"masked": (0, 0, 1), "span": (4, 4, 4), "quantity": (4, 5, 4)}),
    ("solid figure marked as masked", (answer(PRIMARY, flags=("masked",), value=None), *WITHOUT_FIRST),
        {"masked": (1, 2, 1), "span": (4, 4, 4), "quantity": (3, 3, 4)}),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_tallies(tmp_path: Path, facts: tuple[Fact, ...], expected: dict[str, tuple[int, int, int]]) -> None:
    total = scored(write_gold(tmp_path, LABELS), *facts).total
    assert {measure: total[measure] for measure in expected} == {measure: Tally(*counts) for measure, counts in expected.items()}


@pytest.mark.parametrize(("upper", "right"), [("20", 1), ("21", 0), (None, 0)])
def test_upper_end_of_a_range_counts(tmp_path: Path, upper: str | None, right: int) -> None:
    folder = write_gold(tmp_path, (PRIMARY | {"value_max": "20"},))
    assert scored(folder, answer(PRIMARY, value_max=upper and Decimal(upper))).total["quantity"] == Tally(right, 1, 1)


SUM, RATIO, CHANGE = "sum\tg5\tg1\tg2\n", "ratio\tg1\tg2\tg4\n", "change\t-\tg4\tg5\n"
RELATIONS: list[tuple[str, str, Any, tuple[int, int, int]]] = [
    ("parts in any order", SUM, SumRelation(whole="p5", parts=("p2", "p1")), (1, 1, 1)),
    ("a part too few", SUM, SumRelation(whole="p5", parts=("p1",)), (0, 1, 1)),
    ("another whole", SUM, SumRelation(whole="p1", parts=("p5", "p2")), (0, 1, 1)),
    ("ratio", RATIO, RatioRelation(part="p1", whole="p2", rate="p4"), (1, 1, 1)),
    ("ratio upside down", RATIO, RatioRelation(part="p2", whole="p1", rate="p4"), (0, 1, 1)),
    ("change with no beginning", CHANGE, ChangeRelation(**{"from": None}, to="p4", delta="p5"), (1, 1, 1)),
    ("a member that answers no label", CHANGE, ChangeRelation(**{"from": "p7"}, to="p4", delta="p5"), (0, 1, 1)),
    ("spurious", "", RatioRelation(part="p1", whole="p2", rate="p4"), (0, 1, 0)),
    ("missed, below a header", "type\tids\n" + RATIO, None, (0, 0, 1)),
]


@pytest.mark.parametrize(("gold", "found", "counts"), [case[1:] for case in RELATIONS], ids=[case[0] for case in RELATIONS])
def test_relations(tmp_path: Path, gold: str, found: Any, counts: tuple[int, int, int]) -> None:
    evaluation = scored(write_gold(tmp_path, LABELS, gold), *ALL_RIGHT, relations=(found,) if found else ())
    assert evaluation.total["relation"] == Tally(*counts)
    assert len(evaluation.mistakes) == counts[1] + counts[2] - 2 * counts[0]


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [((3, 4, 6), 3 / 4, 3 / 6, 2 * 3 / (4 + 6)), ((0, 0, 5), 0, 0, 0), ((0, 5, 0), 0, 0, 0), ((0, 3, 3), 0, 0, 0), ((7, 7, 7), 1, 1, 1)],
)
def test_formulae(counts: tuple[int, int, int], precision: float, recall: float, f1: float) -> None:
    tally = Tally(*counts)
    assert (tally.precision, tally.recall, tally.f1) == pytest.approx((precision, recall, f1))


def test_figures_are_rounded_counts_of_all_documents(tmp_path: Path) -> None:
    write_gold(tmp_path, LABELS, name="a")
    write_gold(tmp_path, (PRIMARY, JUNIOR), name="b")
    found = (answer(PRIMARY), answer(JUNIOR, status="plan"), answer(MONEY, id="p9"))
    figures = scored(tmp_path, *found).figures()
    assert (figures["docs"], figures["spans_found"], figures["spurious"]) == (2, round(5 / 6, 4), 1)
    assert figures["quantity"] == {"p": 0.8333, "r": 0.8333, "f1": 0.8333, "n": 6}
    assert figures["status"] == {"accuracy": 0.6}
    assert figures["masked"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "n": 1}


def test_rows_give_the_whole_and_then_each_document(tmp_path: Path) -> None:
    write_gold(tmp_path, LABELS, name="b")
    write_gold(tmp_path, (PRIMARY,), name="a")
    rows = list(scored(tmp_path, answer(PRIMARY)).rows())
    assert [(row.document, row.measure) for row in rows] == [(name, measure) for name in (None, "a", "b") for measure in MEASURES]
    assert rows[1] == Row(None, "quantity", Tally(2, 2, 5))


def test_mistakes_name_the_place_and_both_sides(tmp_path: Path) -> None:
    found = (answer(PRIMARY, value=Decimal(13)), answer(SHARE, bound="about"), answer(MONEY), answer(PRIMARY, id="p9", text="全县"))
    mistakes = scored(write_gold(tmp_path, LABELS), *found).mistakes
    assert [(m.problem, m.label, m.place, m.detail) for m in mistakes] == [
        ("value", "g1", "«全县有小学[12所]，初中8所，在校»", "13 school, not 12 school"),
        ("missed", "g2", "«全县有小学12所，初中[8所]，在校生XX人，»", "8 school"),
        ("field", "g4", "«12所，初中8所，在校生XX人，占比[60%]，投入2亿元。»", "bound about, not exact"),
        ("spurious", None, "«[全县]有小学12所，初»", "12 school"),
    ]


def test_order_pairs_where_offsets_differ(tmp_path: Path) -> None:
    folder = write_gold(tmp_path, LABELS)
    (folder / "a.docx").write_bytes(b"")
    moved = tuple(fact.model_copy(update={"evidence": Evidence(text="", start=900, end=901)}) for fact in ALL_RIGHT)
    with_one_more = (*moved[:2], answer(PRIMARY, id="p9", value=Decimal(77)), *moved[2:])
    assert scored(folder, *with_one_more).total["quantity"] == Tally(0, 5, 4)
    assert scored(folder, *with_one_more, align="order", inputs="docx").total["quantity"] == Tally(4, 5, 4)


def test_the_wanted_kind_of_file_is_extracted_and_absent_ones_are_named(tmp_path: Path) -> None:
    write_gold(tmp_path, LABELS, name="a")
    write_gold(tmp_path, LABELS, name="b")
    (tmp_path / "b.pdf").write_bytes(b"")
    read: list[str] = []
    evaluation = evaluate(tmp_path, lambda path: read.append(path.name) or extraction(), align="order", inputs="pdf")  # type: ignore[func-returns-value]
    assert (read, [d.name for d in evaluation.documents], evaluation.left_out) == (["b.pdf"], ["b"], ("a",))


def test_spans_cannot_pair_other_files_than_text(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="order"):
        evaluate(write_gold(tmp_path, LABELS), inputs="docx")


def test_a_report_that_cannot_be_read_counts_as_missed(tmp_path: Path) -> None:
    def refuse(path: Path) -> Extraction:
        raise UnreadableInput("empty", name=path.name)

    evaluation = evaluate(write_gold(tmp_path, LABELS, SUM), refuse)
    assert (evaluation.total["quantity"], evaluation.total["relation"]) == (Tally(0, 0, 4), Tally(0, 0, 1))
    assert [m.problem for m in evaluation.mistakes] == ["unread", *["missed"] * 4, "relation_missed"]
    assert "a.txt" in evaluation.mistakes[0].detail


@pytest.mark.parametrize("cells", ["g1\t12所\tzwölf\t\tschool" + "\t" * 9 + "\t5\t8", "g1\t12所\t12"])
def test_a_broken_label_is_refused_with_its_line(tmp_path: Path, cells: str) -> None:
    (write_gold(tmp_path, LABELS) / "a.tsv").write_text("\t".join(HEADER) + "\n" + cells + "\n", encoding="utf-8")
    with pytest.raises(BadData) as caught:
        scored(tmp_path)
    assert "a.tsv" in caught.value.message("en") and "2" in caught.value.message("zh")


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="no_labels"):
        scored(tmp_path)


def test_the_program_itself_is_what_is_measured(tmp_path: Path) -> None:
    path = write_gold(tmp_path, (PRIMARY, JUNIOR)) / "a.txt"
    assert {"12所", "8所"} <= {fact.evidence.text for fact in extract_file(path).facts}
    assert evaluate(tmp_path).total["quantity"].right == 2
