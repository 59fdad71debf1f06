"""What a run had before it and what became of it, as counts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from corpus.batch.files import write_whole
from corpus.batch.inventory import Inventory
from corpus.batch.shelf import Shelf

SUMMARY, RUN = "summary.json", "run.json"


@dataclass(frozen=True, slots=True)
class Summary:
    """`failed` and `skipped` by reason, `counties` by how surely the county of a document is known.

    Everything is told of the inputs, whichever run did it.
    """

    files: int
    documents: int
    duplicates: int
    succeeded: int
    partial: int
    failed: dict[str, int]
    skipped: dict[str, int]
    counties: dict[str, int]


@dataclass(frozen=True, slots=True)
class Done:
    """What this run did: documents `read`, `extracted` from what was kept of their reading, `reused` as they lay there, and how
    many failed in a way that the next run tries again."""

    read: int
    extracted: int
    reused: int
    retryable: int


def summarise(inventory: Inventory) -> tuple[Summary, Done]:
    states, ways = inventory.counts_by("state"), inventory.counts_by("way")
    summary = Summary(
        inventory.count("files"), inventory.count("documents"), inventory.count("duplicates"),
        states.get("succeeded", 0), states.get("partial", 0), inventory.counts_by("failed"), inventory.counts_by("skipped"),
        inventory.counts_by("county"),
    )  # fmt: skip
    return summary, Done(ways.get("document", 0), ways.get("report", 0), ways.get("result", 0), inventory.count("retryable"))


def write_summary(shelf: Shelf, summary: Summary, done: Done) -> None:
    """`summary.json` is of the inputs and the same whatever happened on the way; `run.json` is of this run."""
    for name, value in ((RUN, done), (SUMMARY, summary)):
        write_whole(shelf.out / name, json.dumps(asdict(value), indent=2).encode() + b"\n")
