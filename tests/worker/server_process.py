"""A server without its web side: a Supervisor over a store, until it is killed or, with `--until-idle`, nothing is left to do."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from corpus.store import Store, open_store
from corpus.store.jobs import count_jobs
from service.logs import configure_logs
from service.worker.supervisor import Supervisor


@dataclass(frozen=True)
class Settings:
    data: Path
    workers: int = 2
    timeout: int = 60
    memory_mb: int = 1024


def main(url: str, folder: str, until_idle: bool) -> None:
    configure_logs()
    store = open_store(url, Path(folder))
    supervisor = Supervisor(store, Settings(Path(folder)))
    supervisor.start()
    print("started", flush=True)
    while not (until_idle and is_idle(store)):
        time.sleep(0.05)
    supervisor.stop()


def is_idle(store: Store) -> bool:
    with store.reading() as c:
        return not {"queued", "running"} & set(count_jobs(c))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], "--until-idle" in sys.argv)
