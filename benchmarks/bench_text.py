"""Characters a second from plain text to facts, relations and ledger; jieba cutting the same text into words beside it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from statistics import median

import jieba

from benchmarks.timing import GOLD, in_turns, machine, seconds, table
from corpus.generate import long_report
from corpus.typeset import Caption, Grid, Manuscript, to_text
from extractor.pipeline import extract
from extractor.read import read_report

ROUNDS = 5


def collections() -> dict[str, list[str]]:
    """What is measured: each a list of documents."""
    report = long_report(100)
    prose = Manuscript(tuple(b for b in report.manuscript.blocks if not isinstance(b, Grid | Caption)))
    return {
        "labelled reports": [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))],
        "generated, with tables": [report.text],
        "generated, prose only": [to_text(prose)],
        "the same in one paragraph": [to_text(prose).replace("\n", "")],
    }


def facts_in(texts: Sequence[str]) -> int:
    return sum(len(extract(read_report(text.encode(), "report.txt")).facts) for text in texts)


def words_in(texts: Sequence[str]) -> int:
    return sum(len(jieba.lcut(text)) for text in texts)


def main() -> None:
    jieba.setLogLevel(logging.WARNING)
    print(f"{machine()}; median of {ROUNDS} rounds in turns")
    rows = []
    for name, texts in collections().items():
        facts, characters = facts_in(texts), sum(map(len, texts))
        words_in(texts)
        tasks = {"facts": partial(facts_in, texts), "words": partial(words_in, texts)}
        found = in_turns({key: partial(seconds, task) for key, task in tasks.items()}, ROUNDS)
        ours, jiebas = median(found["facts"]), median(found["words"])
        size = [str(len(texts)), f"{characters:,}", f"{1000 * facts / characters:.0f}"]
        rows.append([name, *size, f"{characters / ours:,.0f}", f"{facts / ours:,.0f}", f"{ours / jiebas:.2f}"])
    head = ["", "documents", "characters", "facts/1000 ch", "characters/s", "facts/s", "time × jieba.lcut"]
    table("From text to facts, relations and ledger", head, rows)


if __name__ == "__main__":
    main()
