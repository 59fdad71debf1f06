"""The labelled reports: with the labelled facts every labelled finding is found, and nothing else is raised.

Facts, relations and findings come from corpus/gold as they stand; a fact's sentence is cut from the text by its place.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.checks import check
from models.fact import ChangeRelation, Document, Evidence, Extraction, Fact, RatioRelation, Relation, SumRelation

GOLD = Path(__file__).parents[2] / "corpus" / "gold"
NAMES = sorted(p.name.removesuffix(".findings.tsv") for p in GOLD.glob("*.findings.tsv"))
_COUNTED = ("person", "person_time", "school", "class", "item")
_SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}
_WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")


def step_of(row: dict[str, str]) -> Decimal:
    """The size of the last written digit, as far as these reports need it."""
    text = row["text"].translate(_WIDE).replace("、", ".").replace(" ", "")
    digits = re.search(r"\d[\d,.]*", text)
    if digits is None:
        return Decimal(0) if row["unit"] in _COUNTED else Decimal("0.1") if "点" in text else Decimal(1)
    places = len(digits.group().partition(".")[2])
    scale = next((value for word, value in _SCALES.items() if word in text[digits.end() :]), 1)
    factor = 10**6 if "公里" in text and row["unit"] == "m2" else 667 if "亩" in text else 1
    exact = row["unit"] in _COUNTED and places == 0 and scale == 1
    return Decimal(0) if exact else Decimal(1).scaleb(-places) * scale * factor


def read(name: str) -> Extraction:
    text = (GOLD / f"{name}.txt").read_text("utf-8")
    with (GOLD / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    breaks = [m.end() for m in re.finditer(r"\n", text)]
    facts = tuple(_fact(row, text, breaks) for row in rows)
    relations = tuple(_relation(line.split("\t")) for line in (GOLD / f"{name}.rel.tsv").read_text("utf-8").splitlines() if line)
    document = Document(id=name, name=f"{name}.txt", format="txt", year=_year(text), kind=_kind(text))
    return Extraction(document=document, facts=facts, relations=tuple(r for r in relations if r))


def _fact(row: dict[str, str], text: str, breaks: list[int]) -> Fact:
    start, end = int(row["start"]), int(row["end"])
    line = bisect_right(breaks, start)
    begin, stop = ([0, *breaks])[line], (breaks[line] - 1 if line < len(breaks) else len(text))
    flags = tuple(f for f in row["flags"].split(",") if f in ("masked", "table"))
    place: dict[str, Any] = {"paragraph": line}
    entity = None
    if "table" in flags:
        cells = text[begin:stop].split("\t")
        place |= {"table": _block(text, breaks, line), "row": line, "column": text.count("\t", begin, start)}
        entity = next((c for c in cells if re.search(r"(?:学校|小学|中学|学区)$", c) and len(c) > 3), None)
        flags = (*flags, "total") if any(c.strip() == "合计" for c in cells) else flags
    else:
        begin = max([begin, *(m.end() for m in re.finditer("[。！？]", text[:start]))])
        stop = min([stop, *(m.end() + end for m in re.finditer("[。！？]", text[end:stop]))])
    known = {k: v or None for k, v in row.items() if (v or k == "value") and k in Fact.model_fields and k != "flags"}
    evidence = Evidence(text=text[start:end], start=start, end=end, sentence=text[begin:stop], **place)
    return Fact.model_validate({**known, "step": step_of(row), "flags": flags, "entity": entity, "evidence": evidence})


def _block(text: str, breaks: list[int], line: int) -> int:
    """The first line of the run of lines with tabs, as the table's number."""
    lines = text.split("\n")
    while line > 0 and "\t" in lines[line - 1]:
        line -= 1
    return line


def _relation(fields: list[str]) -> Relation | None:
    kind, *ids = fields
    if kind == "sum":
        return SumRelation(whole=ids[0], parts=tuple(ids[1:]))
    if kind == "ratio":
        return RatioRelation(part=ids[0], whole=ids[1], rate=ids[2])
    if kind != "change":
        return None
    start, end, delta = (None if i == "-" else i for i in ids)
    return ChangeRelation.model_validate({"from": start, "to": end, "delta": delta})


def _year(text: str) -> int | None:
    years = [int(y) for y in re.findall(r"(20\d\d)年\d+月", text.translate(_WIDE)[-60:])]
    return years[-1] if years else None


def _kind(text: str) -> Any:
    return "plan" if re.search(r"方案|规划|计划|要点", text[:40]) else "self_inspection"


def labels(name: str) -> list[tuple[str, str, set[str]]]:
    lines = (GOLD / f"{name}.findings.tsv").read_text("utf-8").splitlines()
    return [(f[0], f[1], set(f[2].split(","))) for line in lines if (f := line.split("\t"))[0]]


@pytest.mark.parametrize("name", NAMES)
def test_every_labelled_finding_is_found_and_no_other(name: str) -> None:
    found = [(f.code, f.severity, set(f.facts)) for f in check(read(name)).findings]
    wanted = labels(name)
    for code, severity, facts in wanted:
        assert any(c == code and s == severity and ids & facts for c, s, ids in found), (code, facts)
    for code, severity, ids in found:
        assert any(c == code and s == severity and ids & facts for c, s, facts in wanted), (code, ids)


def test_the_labels_have_most_kinds_of_findings() -> None:
    assert len({code for name in NAMES for code, _, _ in labels(name)}) >= 10
