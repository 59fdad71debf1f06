"""The readers of numbers that are laid side by side, each a function from a text to NumberReads: Junheng, JioNLP, Recognizers-Text.

JioNLP and Recognizers-Text are no dependencies of the program: requirements/rivals.lock has them, `make bench-numbers` installs
them apart, and this module loads without them. Their units are told by Junheng's catalogue, so that all values are in base units.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from benchmarks.number_scores import NumberRead
from extractor.figures import Figure, read_figure
from extractor.fold import fold
from extractor.pipeline import extract
from extractor.read import read_report
from extractor.spans import find_spans
from models.fact import Fact
from models.units import in_base, load_units

Reader = Callable[[str], list[NumberRead]]

_WRITTEN = {
    "Chinese yuan": "元", "Meter": "米", "Kilometer": "公里", "Square meter": "平方米", "Square kilometer": "平方公里",
    "Mu": "亩", "Hectare": "公顷", "Year": "岁", "元": "元", "%": "%", "个百分点": "个百分点",
}  # fmt: skip
"""What the others call a unit, as a report writes it. Another keeps its own name, which no label has."""


def junheng(text: str) -> list[NumberRead]:
    """The whole extraction, with indicators, relations and ledger."""
    facts = extract(read_report(text.encode(), "report.txt")).facts
    return [NumberRead(fact.evidence.start, fact.evidence.end, _ends(fact), fact.unit) for fact in facts]


def junheng_numbers(text: str) -> list[NumberRead]:
    """Numbers with their units line by line, and nothing of what they mean: no words, no tables, no units from headers."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        folded = fold(text, start, start + len(line))
        figures = (read_figure(folded.text, span) for span in find_spans(folded.text) if span.kind in ("figure", "bare"))
        found += [NumberRead(*folded.raw_span(f.start, f.end), _ends(f), f.unit) for f in figures if f is not None]
        start += len(line)
    return found


def recognizers_numbers(text: str) -> list[NumberRead]:
    """Bare numbers."""
    from recognizers_number import recognize_number

    return list(map(recognized, recognize_number(text, "zh-cn")))


def recognizers_quantities(text: str) -> list[NumberRead]:
    """Bare numbers, percentages, and numbers with a unit of money, size or age."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_age, recognize_currency, recognize_dimension

    recognizers = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension, recognize_age)
    return [recognized(result) for recognize in recognizers for result in recognize(text, "zh-cn")]


def jionlp_money(text: str) -> list[NumberRead]:
    """Amounts of money, the only kind of number that JioNLP has an extractor for."""
    return list(map(jionlp_read, _jionlp().ner.extract_money(text)))


READERS: dict[str, Reader] = {
    "Junheng, whole extraction": junheng,
    "Junheng, numbers alone": junheng_numbers,
    "Recognizers-Text, numbers": recognizers_numbers,
    "Recognizers-Text, with units": recognizers_quantities,
    "JioNLP, money": jionlp_money,
}


def recognized(result: Any) -> NumberRead:
    """A result of Recognizers-Text, whose end is that of its last character; one without a value is a place only."""
    value: str | None = result.resolution["value"]
    values = [] if value is None else [value.rstrip("%")]
    name = result.resolution.get("unit")
    if result.type_name == "percentage":
        name = "个百分点" if result.text.endswith("百分点") else "%"
    return _read_in(result.start, result.end + 1, values, name)


def jionlp_read(entity: dict[str, Any]) -> NumberRead:
    """An entity of JioNLP's extract_money; the value of `blur` ones is a pair."""
    (start, end), number = entity["offset"], entity["detail"]["num"]
    return _read_in(start, end, [number] if isinstance(number, str) else number, entity["detail"]["case"])


def _ends(figure: Fact | Figure) -> tuple[Decimal, ...]:
    return tuple(value for value in (figure.value, figure.value_max) if value is not None)


def _read_in(start: int, end: int, values: Sequence[str], name: str | None) -> NumberRead:
    """With the values converted into the base unit, where the reader names a unit."""
    written = load_units().units.get(_WRITTEN.get(name or "", ""))
    if written is None:
        return NumberRead(start, end, tuple(map(Decimal, values)), name)
    return NumberRead(start, end, tuple(in_base(Decimal(value), written.factor) for value in values), written.base)


@cache
def _jionlp() -> ModuleType:
    """The module, without the greeting that it prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        return import_module("jionlp")
