"""What a batch tells its user: the lists of what was not read, the counts at the end, and how far it has come."""

from __future__ import annotations

import csv
import io
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.batch.files import whole_file
from corpus.batch.inventory import Inventory, Unread
from corpus.batch.run import Hear, Step
from corpus.batch.summary import Done, Summary
from service.exits import Lang, sentence
from service.labels import label, word
from service.output.csv import cell_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

FAILURES, SKIPPED, COUNTIES = "failures.csv", "skipped.csv", "counties.csv"
_FAILURE_FIELDS = ("file", "reason", "explanation", "sha256", "tried_again")
_COUNTY_FIELDS = ("file", "county_state", "explanation")
_SKIPPED_FIELDS = ("file", "reason", "explanation")
_IN_SENTENCE = {"program_error": "program_error_in"}
"""Reasons whose sentence about one file has another code."""
_BEAT = 0.2
"""Seconds between two looks of the progress bar at least."""


def write_lists(out: Path, inventory: Inventory, lang: Lang) -> None:
    """CSV for Excel: every file that could not be read and why, every one that was passed over and why, and every document whose
    county somebody should look at."""
    _write_csv(out / FAILURES, _FAILURE_FIELDS, (_failure_row(unread, lang) for unread in inventory.failures()))
    skipped = ((name, reason, label("skipped", reason, lang)) for name, reason in inventory.skipped())
    _write_csv(out / SKIPPED, _SKIPPED_FIELDS, skipped)
    doubtful = ((name, state, note) for name, state, notes in inventory.notes() for note in notes[lang])
    _write_csv(out / COUNTIES, _COUNTY_FIELDS, doubtful)


def _failure_row(unread: Unread, lang: Lang) -> tuple[object, ...]:
    code = _IN_SENTENCE.get(unread.reason, unread.reason)
    told = sentence(code, lang, **{**unread.details, "name": unread.name})
    return unread.name, unread.reason, told, unread.sha256, "yes" if unread.retryable else "no"


def _write_csv(path: Path, fields: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow(fields)
        for row in rows:
            writer.writerow([cell_text(cell) for cell in row])
        text.detach()


def print_summary(console: Console, summary: Summary, done: Done, out: Path, lang: Lang) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, number in (("files", summary.files), ("documents", summary.documents), ("duplicates", summary.duplicates)):
        table.add_row(word(f"batch_{name}", lang), str(number))
    table.add_row(word("batch_succeeded", lang), str(summary.succeeded))
    if summary.partial:
        table.add_row(word("batch_partial", lang), str(summary.partial))
    _add_reasons(table, "failed", "unread", summary.failed, lang)
    _add_reasons(table, "skipped", "skipped", summary.skipped, lang)
    _add_reasons(table, "counties", "county_state", summary.counties, lang)
    console.print(table)
    console.print(word("batch_done", lang, read=done.read, extracted=done.extracted, reused=done.reused))
    if done.retryable:
        console.print(word("batch_retryable", lang, n=done.retryable))
    console.print(word("batch_written", lang, out=out, failures=FAILURES, counties=COUNTIES), markup=False, soft_wrap=True)


def _add_reasons(table: Any, total: str, family: str, reasons: Mapping[str, int], lang: Lang) -> None:
    table.add_row(word(f"batch_{total}", lang), str(sum(reasons.values())))
    for reason, number in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
        table.add_row(f"  {label(family, reason, lang)}", str(number))


@contextmanager
def shown_progress(lang: Lang) -> Iterator[Hear]:
    """A bar on standard error with rate and time left; nothing where no terminal looks."""
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console

    with _bar(Console(stderr=True)) as bar:
        yield _Beats(bar, lang).hear


def _bar(console: Console) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    texts = [TextColumn(text) for text in ("{task.description}", "{task.fields[rate]}", "{task.fields[left]}")]
    columns = (texts[0], BarColumn(), MofNCompleteColumn(), *texts[1:], TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


class _Beats:
    """Hands the steps on to the bar, a few times a second: there may be thousands of files in one."""

    def __init__(self, bar: Progress, lang: Lang) -> None:
        self._bar = bar
        self._lang = lang
        self._step: Step | None = None
        self._task = bar.add_task("", visible=False, rate="", left="")
        self._began = self._told = 0.0

    def hear(self, step: Step, done: int, total: int | None) -> None:
        now = time.monotonic()
        if step != self._step:
            self._start(step, total, now)
        elif now - self._told < _BEAT and done != total:
            return
        self._told = now
        rate = word("batch_rate", self._lang, n=f"{60 * done / max(now - self._began, 1):.0f}") if step == "read" else ""
        self._bar.update(self._task, completed=done, total=total, rate=rate)

    def _start(self, step: Step, total: int | None, now: float) -> None:
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(
            label("batch_step", step, self._lang), total=total, rate="", left="" if total is None else word("batch_left", self._lang)
        )
        self._step, self._began = step, now
