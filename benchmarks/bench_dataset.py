"""How right a dataset of invented counties is, and what one of 3,000 counties and five years costs in time and memory.

The first part extracts every report and lays the wide table beside what the reports state; the second makes the mentions
themselves, so that only the dataset is measured. Each run is a process of its own, which gives its peak memory.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import child, in_turns, machine, middle, seconds, table, tell_parent

COUNTIES = 30
YEARS = 2
SCALES = (300, 1000, 3000)
SCALE_YEARS, FIGURES = 5, 60
ROUNDS = 3
DAY = date(2026, 1, 1)


def accuracy() -> None:
    """Cells by verdict, over all and among figures in conflict."""
    import pyarrow as pa

    from corpus.dataset.build import build
    from corpus.dataset.mentions import mentions
    from corpus.divisions.identify import identify
    from corpus.evaluate_dataset import score, stated
    from corpus.generate.collection import generate_collection
    from corpus.ingest import ingest

    reports, tables = [], []
    for seed in range(COUNTIES):
        for report in generate_collection(seed, YEARS):
            ingested = ingest(report.text.encode(), f"{report.name}.txt", DAY)
            county = identify(ingested.extraction.document, given=f"unlisted:{report.county}-{seed}")
            reports.append((county.id, report))
            tables.append(mentions(ingested, county))
    found = score(build(pa.concat_tables(tables)), stated(reports))
    rows = [[verdict, str(n), str(found.conflicts[verdict])] for verdict, n in found.stated.items()]
    table(f"{COUNTIES} invented counties, {len(reports)} reports: cells that they state", ["", "all", "in conflict"], rows)
    print(f"right or flagged: {found.share:.2%} of the stated cells, {found.share_of_filled:.2%} of those that are not empty")


def build_once(counties: int) -> None:
    """In a child: what choosing, widening, deriving, checking and writing cost; also whether every contradiction was flagged."""
    import pyarrow.compute as pc

    from benchmarks.dataset_rows import made_up
    from corpus.dataset.build import Dataset, build
    from corpus.dataset.snapshot import write_snapshot

    mentions, planted = made_up(counties, SCALE_YEARS, FIGURES)
    made: list[Dataset] = []
    building = seconds(lambda: made.append(build(mentions)))
    dataset = made[0]
    flagged = pc.sum(pc.match_substring(dataset.long["doubts"], "conflict")).as_py() or 0
    with TemporaryDirectory() as folder:
        writing = seconds(lambda: write_snapshot(dataset, Path(folder) / "dataset"))
    cells = pc.sum(dataset.long["chosen"]).as_py()
    tell_parent(rows=mentions.num_rows, cells=cells, building=building, writing=writing, planted=planted, flagged=flagged)


def scale() -> None:
    """Time and peak memory by number of counties, in turns."""
    tasks = {str(n): partial(child, __file__, "build", str(n)) for n in SCALES}
    rows = []
    for name, answers in in_turns(tasks, ROUNDS).items():
        told = answers[0]
        times = [f"{middle(answers, key):.1f}" for key in ("building", "writing")]
        counts = [f"{told['rows']:,}", f"{told['cells']:,}", *times, f"{told['flagged']}/{told['planted']}"]
        rows.append([name, *counts, f"{middle(answers, 'peak_mb'):,.0f}"])
    head = ["counties", "mentions", "cells", "build s", "write s", "conflicts flagged", "peak MB"]
    table(f"dataset of {SCALE_YEARS} years, {FIGURES} figures a report", head, rows)


def main() -> None:
    print(machine())
    accuracy()
    scale()


if __name__ == "__main__":
    build_once(int(sys.argv[2])) if sys.argv[1:2] == ["build"] else main()
