"""What stands in the reports of several counties alike: long figures and whole sentences with figures. Questions, never verdicts.

Takes the long table. Two counties may rightly say the same: a figure may be of the city that both lie in, a sentence from a notice;
and of many counties two have one long figure in common by chance. So counties that have much in common with each other come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpus.dataset.codes import Codes, Mask, cells, where

Kind = Literal["figure", "passage"]
DIGITS = 5
"""A figure of so many digits, the zeros at its ends not counted, is seldom the same by chance."""
SENTENCE = 30
"""Characters of a sentence that is seldom written twice by chance."""


@dataclass(frozen=True, slots=True)
class Question:
    """`rows` of the long table that say the same in different counties. `said`: the figure with its unit, or the sentence."""

    kind: Kind
    said: str
    counties: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Some counties, and all that is said by these and no others."""

    counties: tuple[str, ...]
    questions: tuple[Question, ...]


def alike(long: pa.Table) -> tuple[Alike, ...]:
    """The counties that have most in common with each other first."""
    found: dict[tuple[str, ...], list[Question]] = {}
    for question in copied(long):
        found.setdefault(question.counties, []).append(question)
    return tuple(Alike(c, tuple(questions)) for c, questions in sorted(found.items(), key=lambda told: (-len(told[1]), told[0])))


def copied(long: pa.Table) -> tuple[Question, ...]:
    """Figures first, then passages, those of the most counties first. What is the county's own claim only, no norms and changes."""
    own = where(long["status"], lambda status: status != "standard") & where(long["kind"], lambda kind: kind == "level")
    digits = np.array([_digits(value) >= DIGITS for value in long["value"].to_pylist()], dtype=bool)
    length = np.asarray(pc.greater_equal(pc.utf8_length(long["quote"]), SENTENCE).to_numpy())
    sentences = length & np.asarray(long["table"].is_null().to_numpy())
    return (
        *_questions("figure", long, ("indicator", "unit", "value"), "text", own & digits),
        *_questions("passage", long, ("quote",), "quote", own & sentences),
    )


def _questions(kind: Kind, long: pa.Table, same: Sequence[str], said: str, wanted: Mask) -> tuple[Question, ...]:
    rows = np.flatnonzero(wanted)
    told = long.select(list(dict.fromkeys((*same, "county_id", said)))).take(pa.array(rows))
    found = []
    for members in _shared(cells(told, same), cells(told, ("county_id",))):
        some = told.take(pa.array(members))
        counties = tuple(sorted(set(some["county_id"].to_pylist())))
        found.append(Question(kind, some[said][0].as_py(), counties, tuple(rows[members].tolist())))
    return tuple(sorted(found, key=lambda q: (-len(q.counties), q.said, q.rows)))


def _shared(group: Codes, county: Codes) -> Iterator[Codes]:
    """The rows of each group that has more than one county."""
    order = np.lexsort((county, group))
    group, county = group[order], county[order]
    _, begins, sizes = np.unique(group, return_index=True, return_counts=True)
    ends = begins + sizes
    several = county[begins] != county[ends - 1]
    for begin, end in zip(begins[several], ends[several], strict=True):
        yield order[begin:end]


def _digits(value: Decimal | None) -> int:
    return 0 if value is None else len(value.normalize().as_tuple().digits)
