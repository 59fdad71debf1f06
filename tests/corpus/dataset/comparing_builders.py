"""Datasets of invented counties for the comparison: figures around the lines, with doubts of every kind, and their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import pyarrow as pa

from corpus.dataset.build import Dataset, build
from corpus.dataset.mentions import MENTION_SCHEMA

FIGURES = (
    ("resource.teachers_above_required_degree_per_100", "person/100person", 5.1, 1.2),
    ("resource.backbone_teachers_per_100", "person/100person", 1.2, 0.3),
    ("resource.pe_art_teachers_per_100", "person/100person", 1.0, 0.2),
    ("resource.teaching_area_per_student", "m2/person", 5.4, 1.1),
    ("resource.sports_area_per_student", "m2/person", 9.2, 2.1),
    ("resource.equipment_value_per_student", "CNY/person", 2450, 500),
    ("resource.multimedia_rooms_per_100", "item/100person", 2.6, 0.4),
)
"""Indicator, unit, mean and spread of a primary school's figure."""
STAGES = ("primary", "junior")
PLACES = (("浙江省", "嘉兴市"), ("浙江省", "湖州市"), ("河北省", "保定市"), ("四川省", "成都市"))
NAMES = "平海桐嘉安长德南清云岚临青石大武新永宁阳"
FIRST_YEAR = 2021


def mention(county: int, year: int, indicator: str, unit: str, value: str | None, **changes: Any) -> dict[str, Any]:
    """A row of MENTION_COLUMNS, told in a sentence of its own."""
    name = f"{NAMES[county % 20]}{NAMES[county // 20 % 20]}县"
    province, prefecture = PLACES[county % len(PLACES)]
    text = "XX" if value is None else value
    step = Decimal(1).scaleb(-len(value.partition(".")[2])) if value and "." in value else Decimal(0)
    return {
        "county_id": f"{110000 + county}", "county_code": f"{110000 + county}", "county_name": name, "county_state": "listed",
        "prefecture": prefecture, "province": province, "document": f"{county:05d}{year}".ljust(64, "0"),
        "document_name": f"{name}{year}年自查报告.docx", "document_kind": "self_inspection", "document_year": year, "engine": "1",
        "catalogue": "c", "year": year, "indicator": indicator, "status": "actual", "kind": "level", "bound": "exact",
        "period": str(year), "value": None if value is None else Decimal(value), "unit": unit, "step": step,
        "fact": f"f{indicator}{changes.get('stage')}{changes.get('criterion')}", "text": text,
        "quote": f"{year}年，全县有关指标达到{text}，比上年有所增加，各项工作稳步推进。", "start": 10, "end": 10 + len(text),
        "paragraph": 3, "review": "unreviewed", "flags": "masked" if value is None else "",
    } | changes  # fmt: skip


def rows_of(counties: int, years: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """All figures of the seven indicators and their 差异系数, of both stages; one in twelve is missing."""
    rng = Random(seed)
    for county in range(counties):
        for year in range(FIRST_YEAR, FIRST_YEAR + years):
            for (indicator, unit, mean, spread), stage in product(FIGURES, STAGES):
                if rng.random() >= 1 / 12:
                    value = rng.gauss(mean * (1.15 if stage == "junior" else 1), spread) + (year - FIRST_YEAR) * spread / 5
                    written = f"{max(0.01, value):.{0 if unit == 'CNY/person' else 2}f}"
                    yield from _told(rng, county, year, indicator, unit, written, stage)
                    cv = f"{min(0.9, max(0.05, rng.gauss(0.42, 0.07) - (year - FIRST_YEAR) * 0.01)):.3f}"
                    yield mention(county, year, "cv.item", "number", cv, stage=stage, criterion=indicator.removeprefix("resource."))
            yield mention(county, year, "student.count", "person", str(rng.randint(4000, 60000)), stage="primary")
            yield mention(county, year, "teacher.count", "person", str(rng.randint(400, 4000)), stage="primary")
            yield mention(county, year, "society.satisfaction", "%", f"{rng.gauss(91, 4):.1f}")


def _told(rng: Random, county: int, year: int, indicator: str, unit: str, value: str, stage: str) -> Iterator[dict[str, Any]]:
    """A figure, one in ten of them with a doubt."""
    kind = rng.random()
    if kind < 0.02:
        yield mention(county, year, indicator, unit, None, stage=stage)
        return
    said: dict[str, Any] = {
        "stage": stage, "bound": "about" if kind < 0.04 else "exact", "review": "accepted" if kind > 0.7 else "unreviewed",
        "status": "plan" if 0.04 < kind < 0.06 else "actual",
    }  # fmt: skip
    yield mention(county, year, indicator, unit, value, **said)
    if 0.06 < kind < 0.1:
        other = f"{float(value) * 1.3:.2f}"
        elsewhere: dict[str, Any] = {"fact": f"g{indicator}{stage}", "document_kind": "other", "start": 90, "end": 94}
        yield mention(county, year, indicator, unit, other, stage=stage, **elsewhere)


def table_of(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=MENTION_SCHEMA)


def dataset_of(counties: int, years: int = 2) -> Dataset:
    """The same arguments give the same dataset."""
    return build(table_of(*rows_of(counties, years)))
