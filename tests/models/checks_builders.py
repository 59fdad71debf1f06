"""Documents for the tests of the checks, from sentences in which each figure is marked up.

A figure is {id=words|value unit step|indicator key=value …}; step may be left out (a count), and so may the indicator.
Keys are fields of a Fact: stage, area, period, criterion, entity, status, kind, bound, flags. A sentence is one string;
a list of strings is a row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from models.fact import ChangeRelation, Document, DocumentKind, Evidence, Extraction, Fact, RatioRelation, Relation, SumRelation

_MARK = re.compile(r"\{(\w+)=([^|{}]*)\|([^|{}]*)(?:\|([^{}]*))?\}")


def build(
    text: Sequence[Any],
    relations: Sequence[str] = (),
    year: int | None = 2023,
    kind: DocumentKind = "self_inspection",
    dated: str | None = None,
) -> Extraction:
    """The extraction of a document with these sentences and relations (`sum whole parts…`, `ratio part whole rate`,
    `change from to delta`, `-` for none)."""
    facts: list[Fact] = []
    at = row = 0
    for paragraph, item in enumerate(text):
        cells = [item] if isinstance(item, str) else item
        plain = "\t".join(_MARK.sub(r"\2", cell) for cell in cells)
        for column, cell in enumerate(cells):
            place = {} if isinstance(item, str) else {"table": 0, "row": row, "column": column}
            facts += _facts(cell, plain, at, {"paragraph": paragraph, **place})
            at += len(_MARK.sub(r"\2", cell)) + 1
        row += not isinstance(item, str)
    document = Document(id="sha256:0", name="t.txt", format="txt", year=year, dated=dated, kind=kind)
    return Extraction(document=document, facts=tuple(facts), relations=tuple(_relation(r) for r in relations))


def _facts(cell: str, sentence: str, at: int, place: dict[str, Any]) -> list[Fact]:
    found, shift = [], 0
    for match in _MARK.finditer(cell):
        start = at + match.start() - shift
        shift += len(match.group()) - len(match.group(2))
        evidence = Evidence(text=match.group(2), start=start, end=start + len(match.group(2)), sentence=sentence, **place)
        found.append(_fact(match, evidence))
    return found


def _fact(match: re.Match[str], evidence: Evidence) -> Fact:
    value, unit, *step = match.group(3).split()
    words = (match.group(4) or "").split()
    fields = dict(word.split("=", 1) for word in words if "=" in word)
    flags = tuple(fields.pop("flags").split(",")) if "flags" in fields else ()
    indicator = next((word for word in words if "=" not in word), "other")
    return Fact.model_validate({
        "id": match.group(1), "value": None if value == "-" else Decimal(value), "unit": unit,
        "step": Decimal(step[0]) if step else Decimal(0), "indicator": indicator, "evidence": evidence, "flags": flags, **fields,
    })  # fmt: skip


def _relation(text: str) -> Relation:
    kind, *ids = text.split()
    if kind == "sum":
        return SumRelation(whole=ids[0], parts=tuple(ids[1:]))
    if kind == "ratio":
        return RatioRelation(part=ids[0], whole=ids[1], rate=ids[2])
    members = [None if i == "-" else i for i in ids]
    return ChangeRelation.model_validate({"from": members[0], "to": members[1], "delta": members[2]})


def plain(id: str, value: Decimal, unit: str, step: Decimal, **fields: Any) -> Fact:
    """A figure that stands alone in its sentence, for tests of arithmetic."""
    evidence = Evidence(text=f"{value}", start=0, end=1, sentence=f"{value}")
    return Fact(id=id, value=value, unit=unit, step=step, evidence=evidence, **fields)
