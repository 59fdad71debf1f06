"""The labelled reports' figures as Junheng, JioNLP and Recognizers-Text read them: how many, how rightly, how fast.

What counts is said in number_scores.py, who reads in number_readers.py. The others are in a folder of their own, with which
`make bench-numbers` runs this. Every text is handed over whole: none of them is quicker line by line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from importlib.metadata import version
from statistics import median

from benchmarks.number_readers import READERS, Reader
from benchmarks.number_scores import GROUPS, Counts, count, elsewhere
from benchmarks.timing import GOLD, in_turns, machine, seconds, table
from corpus.labelled import Labelled, label_files, read_labelled

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Score:
    """What a reader found in all reports: Counts by group of figures, and what it read where there is no figure."""

    groups: Mapping[str, Counts]
    elsewhere: int

    @property
    def total(self) -> Counts:
        return reduce(Counts.__add__, self.groups.values())


def score(reader: Reader, reports: Sequence[Labelled]) -> Score:
    read = [(report, reader(report.text)) for report in reports]
    counts = [count(*pair) for pair in read]
    return Score({group: reduce(Counts.__add__, (c[group] for c in counts)) for group in GROUPS}, sum(elsewhere(*pair) for pair in read))


def show_scores(scores: Mapping[str, Score]) -> None:
    rows = []
    for name, one in scores.items():
        total = one.total
        right = [_percent(part, total.labelled) for part in (total.found, total.number, total.quantity)]
        rows.append([name, *right, str(one.elsewhere), _percent(total.number, total.found + one.elsewhere)])
    labelled = next(iter(scores.values())).total.labelled
    head = ["of the figures, %", "found", "number right", "number and unit", "readings elsewhere", "right of all read, %"]
    table(f"{labelled} labelled figures", head, rows)


def show_groups(scores: Mapping[str, Score]) -> None:
    rows = []
    for group in GROUPS:
        counts = [one.groups[group] for one in scores.values()]
        labelled = counts[0].labelled
        rows.append([group, str(labelled), *(f"{_percent(c.number, labelled)} / {_percent(c.quantity, labelled)}" for c in counts)])
    table("Number right / number and unit right, %", ["", "figures", *scores], rows)


def show_speed(reports: Sequence[Labelled]) -> None:
    characters = sum(len(report.text) for report in reports)
    tasks = {name: partial(seconds, partial(_read_all, reader, reports)) for name, reader in READERS.items()}
    found = in_turns(tasks, ROUNDS)
    whole = median(next(iter(found.values())))
    rows = [[name, f"{characters / median(times):,.0f}", f"{median(times) / whole:.2f}"] for name, times in found.items()]
    table(f"{len(reports)} reports, {characters:,} characters", ["", "characters/s", "× whole extraction"], rows)


def _read_all(reader: Reader, reports: Sequence[Labelled]) -> None:
    for report in reports:
        reader(report.text)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def main() -> None:
    reports = [read_labelled(path) for path in label_files(GOLD)]
    others = ", ".join(f"{name} {version(name)}" for name in ("jionlp", "recognizers-text-number-with-unit"))
    print(f"{machine()}; {others}; median of {ROUNDS} rounds in turns")
    scores = {name: score(reader, reports) for name, reader in READERS.items()}
    show_scores(scores)
    show_groups(scores)
    show_speed(reports)


if __name__ == "__main__":
    main()
