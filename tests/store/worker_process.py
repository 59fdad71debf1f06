"""A worker that works the queue off, saying each step, until there is nothing to do or somebody kills it.

python -m tests.store.worker_process URL FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.store import open_store
from corpus.store.jobs import claim, finish, progress
from corpus.store.results import save_result
from tests.store.builders import fact, ingested

FACTS = tuple(fact(f"f{n}", f"{n}所", 10 * n) for n in range(1, 31))


def work(url: str, folder: Path) -> None:
    store = open_store(url, folder)
    while True:
        with store.writing() as c:
            job = claim(c, "worker")
        if job is None:
            return
        print("claimed", flush=True)
        with store.writing() as c:
            progress(c, job, "pages", 1, 2)
        print("half", flush=True)
        with store.writing() as c:
            save_result(c, job.document_id, ingested(FACTS))
            finish(c, job, "succeeded")
        print("finished", flush=True)


if __name__ == "__main__":
    work(sys.argv[1], Path(sys.argv[2]))
