"""What the comparison costs over a dataset that is built: its table, charts, profiles, rankings, outliers, what is alike, the file.

`python -m benchmarks.bench_comparison COUNTIES YEARS`, 300 and 3 unless told;
the figures are invented (tests/corpus/dataset/comparing_builders.py).
"""

from __future__ import annotations

import re
import resource
import sys
import time
from collections.abc import Callable, Sequence

from corpus.dataset.build import Dataset
from corpus.dataset.comparing import Row, rows
from corpus.dataset.copies import alike
from corpus.dataset.coverage import coverage
from corpus.dataset.profiles import outliers, profile, ranking, standings
from corpus.dataset.trends import trends
from service.comparison.asked import Asked, Choice, asked_of, choice, lines_of
from service.comparison.charts import drawn, sheets
from service.comparison.coverage import coverage_map
from service.comparison.parts import parts
from service.comparison.report import MOST_CELLS, render
from service.comparison.table import Table, table
from service.paper.drawing import svg
from tests.corpus.dataset.comparing_builders import dataset_of


def main(counties: int, years: int) -> None:
    started = time.perf_counter()
    dataset = dataset_of(counties, years)
    _say("figures made up and dataset built", time.perf_counter() - started)
    year, offered = choice(dataset, None)
    asked = asked_of(offered, year, {})
    found = table(dataset, asked, offered, "zh", lambda row, cell: "")
    before = rows(dataset, asked.earlier, [h.column for h in found.headings]) if asked.earlier else ()
    of_page = sheets(found, before, (asked.year, asked.earlier), "zh")
    print(f"{counties} counties, {years} years, {dataset.long.num_rows} rows, {len(found.headings)} columns asked, {len(of_page)} charts")
    _timed("what can be asked", lambda: choice(dataset, year))
    _timed("table of the asked columns", lambda: table(dataset, asked, offered, "zh", lambda row, cell: ""))
    _timed("earlier year's rows", lambda: rows(dataset, asked.earlier or year, [h.column for h in found.headings]))
    _timed("what is given", lambda: coverage_map(coverage(dataset, asked.year), asked, "zh"))
    _timed("charts laid out", lambda: sheets(found, before, (asked.year, asked.earlier), "zh"))
    _standings(dataset, asked, offered, found, before)
    svg(drawn(of_page[0], "zh", None))  # The first one loads the library that draws.
    _timed("one chart drawn", lambda: svg(drawn(of_page[0], "zh", None)))
    print(f"one chart: {len(svg(drawn(of_page[0], 'zh', None))) // 1000} kB; memory {_memory()} MB")


def _standings(dataset: Dataset, asked: Asked, offered: Choice, found: Table, before: Sequence[Row]) -> None:
    """Where figures stand: of one county, of all, what is alike, and how much larger these make the file."""
    columns = [heading.column for heading in found.headings]
    county = found.rows[0].county.id
    _timed("one county's profile", lambda: profile(dataset, county, columns, lines_of))
    _timed("one column's ranking", lambda: ranking(standings(dataset, asked.year, columns[:1], lines_of(asked.year, columns[:1]))))
    _timed("outliers of the asked columns", lambda: outliers(standings(dataset, asked.year, columns, lines_of(asked.year, columns))))
    _timed("slopes of the asked columns", lambda: trends(dataset, columns, asked.year))
    _timed("what is alike", lambda: alike(dataset.long))
    _timed("all of these for the file", lambda: parts(dataset, asked, offered, found, before, "zh", lambda row, cell: ""))
    if sum(len(row.cells) for row in found.rows) <= MOST_CELLS:
        page = render(dataset, asked, offered, {"documents": 1, "counties": 1, "cells": 1}, "zh")[0]
        held = sum(map(len, re.findall(rb"<noscript>.*?</noscript>", page, re.DOTALL)))
        print(f"the file: {len(page) // 1000} kB, of which {held // 1000} kB are read only when they are chosen")


def _timed(what: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    _say(what, time.perf_counter() - started)


def _say(what: str, seconds: float) -> None:
    print(f"{what}: {seconds:.2f} s")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3] or ("300", "3")))
