"""What is done for one document, from the furthest stage that was kept of it: the task that executors run. Pure.

Three stages: the bytes are read (a Report), extracted, checked and judged (an Ingested), and the figures told as rows of the
dataset. `perform` does all of it in this process; who does not trust the documents has `ingested` done in a limited child
and does the rest as here. Work and Made are plain values that travel to other machines.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import ValidationError

from corpus.batch.reading import StaleReading, decode_report, encode_report
from corpus.ingest import ingest_report
from corpus.ingested import Ingested
from extractor.read import read_report
from models.errors import UnreadableInput

Stage = Literal["document", "report", "result"]
State = Literal["succeeded", "partial", "failed", "stale", "cancelled"]
_PACKED = 6


@dataclass(frozen=True, slots=True)
class Labels:
    """What the rows of a document need beside its result. `names`: all that it was found under; `county`: what the user said."""

    names: tuple[str, ...]
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """`data`: the document's bytes, its report as encode_report gave it, or its result as encode_result did, by `stage`.

    `day`: on which a document that tells no year is judged. `keep`: whether the report is wanted back.
    """

    sha256: str
    stage: Stage
    data: bytes
    labels: Labels
    day: date
    keep: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a Work. `report` and `result` are None where they were given; all are None for one that failed.

    `stale`: what had been kept cannot be used, and the document has to be read again. `retryable`: of a failure that may not
    happen at another time.
    """

    sha256: str
    state: State
    reason: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    retryable: bool = False
    report: bytes | None = None
    result: bytes | None = None
    rows: bytes | None = None
    versions: tuple[str, str] | None = None
    """Engine and catalogue that the result was made with."""


def perform(work: Work) -> Made:
    """The whole task in this process, without limits, by one thread at a time: the readers are not made for several."""
    try:
        if work.stage == "result":
            return completed(work, decode_result(work.data), None)
        return completed(work, *ingested(work.sha256, work.stage, work.data, work.day, work.keep))
    except StaleReading:
        return Made(work.sha256, "stale")
    except UnreadableInput as error:
        return Made(work.sha256, "failed", error.code, {key: value for key, value in error.details.items() if key != "name"})


def ingested(sha256: str, stage: Literal["document", "report"], data: bytes, day: date, keep: bool) -> tuple[Ingested, bytes | None]:
    """The result of a document, and its report where that was made and is wanted. Raises UnreadableInput and StaleReading.

    In results a document is called by its hash: the same bytes give the same result whatever the name of the file.
    """
    if stage == "report":
        return ingest_report(decode_report(data, sha256), day), None
    report = read_report(data, sha256)
    return ingest_report(report, day), encode_report(report) if keep else None


def completed(work: Work, result: Ingested, report: bytes | None) -> Made:
    """With the rows of the dataset, and all of it packed."""
    from corpus.batch.rows import encode_rows

    packed = None if work.stage == "result" else encode_result(result)
    versions = (result.versions.engine, result.versions.catalogue)
    return Made(work.sha256, result.state, report=report, result=packed, rows=encode_rows(result, work.labels), versions=versions)


def encode_result(result: Ingested) -> bytes:
    """JSON, packed by gzip; the same result gives the same bytes."""
    return gzip.compress(result.model_dump_json().encode(), _PACKED, mtime=0)


def decode_result(data: bytes) -> Ingested:
    """Raises StaleReading for bytes that are no result of this version of the program."""
    try:
        return Ingested.model_validate_json(gzip.decompress(data))
    except (OSError, EOFError, zlib.error, ValidationError) as error:
        raise StaleReading from error
