"""What the comparison page costs over a dataset that is built: the page, one chart, and the page in one file.

`python -m benchmarks.bench_comparison COUNTIES YEARS`; the figures are invented (tests/corpus/dataset/comparing_builders.py).
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

from corpus.dataset.comparing import rows
from corpus.dataset.coverage import coverage
from service.comparison.asked import asked_of, choice
from service.comparison.charts import drawn, sheets
from service.comparison.coverage import coverage_map
from service.comparison.table import table
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
    svg(drawn(of_page[0], "zh", None))  # The first one loads the library that draws.
    _timed("one chart drawn", lambda: svg(drawn(of_page[0], "zh", None)))
    print(f"one chart: {len(svg(drawn(of_page[0], 'zh', None))) // 1000} kB; memory {_memory()} MB")


def _timed(what: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    _say(what, time.perf_counter() - started)


def _say(what: str, seconds: float) -> None:
    print(f"{what}: {seconds:.2f} s")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
