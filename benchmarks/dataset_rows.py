"""Rows of a dataset made up for measuring: counties, years and figures whose truth is known, in several documents each.

Gives tables by MENTION_COLUMNS and the places of the contradictions that were put in. Extracts nothing.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from corpus.dataset.mentions import MENTION_SCHEMA
from corpus.dataset.schema import DECIMALS, NUMBER
from models.indicators import load_indicators

FIRST_YEAR = 2019
STAGES = ("primary", "junior")
CONFLICTS = 50
"""One in so many figures that two documents give is given differently."""
COUNTED = ("person", "school", "class", "item", "CNY", "m2")


def figures(count: int) -> list[tuple[str, str, str]]:
    """Indicator, stage and unit of so many different columns."""
    counted = [(i.id, i.unit) for i in load_indicators().values() if i.unit in COUNTED]
    return [(id, stage, unit) for id, unit in counted for stage in STAGES][:count]


def made_up(counties: int, years: int, per_report: int) -> tuple[pa.Table, int]:
    """The mentions, and in how many cells two documents contradict each other.

    A self-inspection report gives all figures, a review report of the same year every second one.
    """
    kinds = {"self_inspection": figures(per_report), "supervision": figures(per_report)[::2]}
    parts, planted = [], 0
    for kind, wanted in kinds.items():
        size = counties * years * len(wanted)
        wrong = np.arange(size) % CONFLICTS == 0 if kind == "supervision" else np.zeros(size, dtype=bool)
        parts.append(_rows(kind, wanted, counties, years, wrong))
        planted += int(wrong.sum())
    return pa.concat_tables(parts), planted


def _rows(kind: str, wanted: list[tuple[str, str, str]], counties: int, years: int, wrong: npt.NDArray[np.bool_]) -> pa.Table:
    size = len(wrong)
    county, rest = np.divmod(np.arange(size), years * len(wanted))
    year, place = np.divmod(rest, len(wanted))
    value = truth(county, year, np.array([figures(len(wanted) * 2).index(w) for w in wanted])[place]) + wrong * 97
    names = _texts("C", counties)
    documents = pa.array([f"{kind[:1]}{c:05d}{y}".ljust(64, "0") for c in range(counties) for y in range(years)])
    document = documents.take(pa.array(county * years + year))
    indicator, stage, unit = (pa.array(part).take(pa.array(place)) for part in zip(*wanted, strict=True))
    text = pa.array([str(v) for v in value.tolist()])
    given = {
        "county_id": names.take(pa.array(county)), "county_name": names.take(pa.array(county)), "county_state": _same("listed", size),
        "document": document, "document_name": document, "document_kind": _same(kind, size),
        "document_year": _years(year), "engine": _same("1", size), "catalogue": _same("1", size), "year": _years(year),
        "period": pa.array([str(FIRST_YEAR + y) for y in range(years)]).take(pa.array(year)),
        "indicator": indicator, "stage": stage, "unit": unit, "status": _same("actual", size), "kind": _same("level", size),
        "bound": _same("exact", size), "value": _decimals(value), "step": pa.repeat(pa.scalar(Decimal(0), NUMBER), size),
        "fact": _texts("f", len(wanted)).take(pa.array(place)), "text": text,
        "quote": pa.array([f"经统计，全县有关指标本年度为{v}，比上年有所增加，各项工作稳步推进。" for v in value.tolist()]),
        "start": pa.array(place * 40), "end": pa.array(place * 40 + 8), "review": _same("unreviewed", size), "flags": _same("", size),
    }  # fmt: skip
    return pa.table([given.get(f.name, pa.nulls(size, f.type)).cast(f.type) for f in MENTION_SCHEMA], schema=MENTION_SCHEMA)


def truth(county: npt.NDArray[np.int64], year: npt.NDArray[np.int64], figure: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """What a county really has, above a thousand."""
    return 1000 + (county * 7919 + year * 104_729 + figure * 1299) % 90_001


def _texts(letter: str, count: int) -> pa.Array:
    return pa.array([f"{letter}{number:05d}" for number in range(count)])


def _same(value: str, size: int) -> pa.Array:
    return pa.repeat(value, size)


def _years(year: npt.NDArray[np.int64]) -> pa.Array:
    return pa.array((FIRST_YEAR + year).astype(np.int16))


def _decimals(value: npt.NDArray[np.int64]) -> pa.Array:
    return pa.array(value).cast(pa.decimal128(38 - DECIMALS, 0)).cast(NUMBER)
