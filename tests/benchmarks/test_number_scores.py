"""How the benchmark of number readers counts, by readings made by hand, and how the others' answers become readings.

The others themselves are not needed: what they answer is written down here as they gave it.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.number_readers import jionlp_read, junheng_numbers, recognized
from benchmarks.number_scores import DAMAGED, GROUPS, OTHERS, TABLES, Counts, NumberRead, count, elsewhere, group_of
from corpus.labelled import Label, Labelled, label_files, read_labelled
from tests.extractor.casebook import cases

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
MEANING = dict.fromkeys(("bound", "kind", "status", "indicator", "stage", "area", "period", "criterion"))
"""What is not counted here."""
REPORTS = [read_labelled(path) for path in label_files(GOLD)]


def labelled(text: str, words: str, value: Any = None, value_max: Any = None, unit: str = "item", flags: str = "") -> Labelled:
    start = text.index(words)
    low, high = (None if one is None else Decimal(one) for one in (value, value_max))
    place = {"start": start, "end": start + len(words)}
    label = Label(id="g1", text=words, value=low, value_max=high, unit=unit, flags=tuple(flags.split(",")), **MEANING, **place)
    return Labelled("report", text, (label,), frozenset())


def read(text: str, words: str, values: tuple[str, ...] = (), unit: str | None = None) -> NumberRead:
    start = text.index(words)
    return NumberRead(start, start + len(words), tuple(map(Decimal, values)), unit)


def total(gold: Labelled, reads: list[NumberRead]) -> Counts:
    return sum(count(gold, reads).values(), Counts())


@pytest.mark.parametrize("case", cases("number_scores"))
def test_counts(case: dict[str, Any]) -> None:
    label = dict(case["label"])
    gold = labelled(case["text"], label.pop("text"), **label)
    assert total(gold, [read(case["text"], *one) for one in case["reads"]]) == Counts(case.get("labelled", 1), *case["counts"])


@pytest.mark.parametrize("case", cases("number_scores", "elsewhere"))
def test_elsewhere(case: dict[str, Any]) -> None:
    gold = labelled(case["text"], "12所", 12)
    assert elsewhere(gold, [read(case["text"], words) for words in case["reads"]]) == case["number"]


@pytest.mark.parametrize("gold", REPORTS, ids=lambda gold: gold.name)
def test_the_labels_themselves_are_all_right(gold: Labelled) -> None:
    reads = [
        NumberRead(label.start, label.end, tuple(v for v in (label.value, label.value_max) if v is not None), label.unit)
        for label in gold.labels
    ]
    solid = sum("masked" not in label.flags for label in gold.labels)
    assert total(gold, reads) == Counts(solid, solid, solid, solid)
    assert elsewhere(gold, reads) == 0


@pytest.mark.parametrize("gold", REPORTS, ids=lambda gold: gold.name)
def test_every_figure_is_in_one_group(gold: Labelled) -> None:
    groups = Counter(group_of(label) for label in gold.labels if "masked" not in label.flags)
    assert {group: counts.labelled for group, counts in count(gold, []).items()} == {group: groups[group] for group in GROUPS}


@pytest.mark.parametrize(
    ("unit", "flags", "group"),
    [
        ("CNY/person", "", "money"), ("pp", "", "shares"), ("m2/person", "", "areas and lengths"), ("ratio", "", OTHERS),
        ("CNY", "table", TABLES), ("CNY", "repaired", DAMAGED), ("CNY", "repaired,table", TABLES),
    ],
)  # fmt: skip
def test_group(unit: str, flags: str, group: str) -> None:
    assert group_of(labelled("12元", "12元", 12, unit=unit, flags=flags).labels[0]) == group


@pytest.mark.parametrize(
    ("kind", "words", "resolution", "read"),
    [
        ("number", "46.2万", {"value": "462000"}, (["462000"], None)),
        ("percentage", "21.0%", {"value": "21%"}, (["21"], "%")),
        ("percentage", "4.8个百分点", {"value": "4.8%"}, (["4.8"], "pp")),
        ("currency", "8.94亿元", {"value": "894000000", "unit": "Chinese yuan", "isoCurrency": "CNY"}, (["894000000"], "CNY")),
        ("dimension", "18平方公里", {"value": "18", "unit": "Square kilometer"}, (["18000000"], "m2")),
        ("dimension", "4亩", {"value": "4", "unit": "Mu"}, (["2666.67"], "m2")),
        ("dimension", "5位", {"value": "5", "unit": "Bit"}, (["5"], "Bit")),
        ("dimension", "平方米", {"value": None, "unit": "Square meter"}, ([], "m2")),
    ],
)
def test_answers_of_recognizers_text(kind: str, words: str, resolution: dict[str, Any], read: tuple[list[str], str | None]) -> None:
    result = SimpleNamespace(start=7, end=6 + len(words), text=words, type_name=kind, resolution=resolution)
    assert recognized(result) == NumberRead(7, 7 + len(words), tuple(map(Decimal, read[0])), read[1])


@pytest.mark.parametrize(
    ("number", "currency", "read"),
    [
        ("894000000.00", "元", (["894000000"], "CNY")),
        (["8600000.00", "8700000.00"], "元", (["8600000", "8700000"], "CNY")),
        ("7000.00", "美元", (["7000"], "美元")),
    ],
)
def test_answers_of_jionlp(number: str | list[str], currency: str, read: tuple[list[str], str]) -> None:
    entity = {"text": "…", "offset": [3, 9], "type": "money", "detail": {"num": number, "case": currency, "definition": "accurate"}}
    assert jionlp_read(entity) == NumberRead(3, 9, tuple(map(Decimal, read[0])), read[1])


def test_numbers_alone_have_their_place_in_the_whole_text() -> None:
    text = "2021年\n\n小学12所，\r\n占地4亩、投入２．５亿元\n"
    found = {text[read.start : read.end]: (read.values, read.unit) for read in junheng_numbers(text)}
    assert found == {
        "12所": ((Decimal(12),), "school"),
        "4亩": ((Decimal("2666.67"),), "m2"),
        "２．５亿元": ((Decimal(250000000),), "CNY"),
    }
