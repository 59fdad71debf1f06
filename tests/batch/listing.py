"""A program: how much memory it takes at most to list a folder of so many files. Prints the bytes."""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path

from corpus.batch.inputs import find_sources
from corpus.batch.inventory import Inventory
from corpus.batch.run import add_source
from tests.batch.folders import lay, text


def main(folder: Path, count: int) -> None:
    """Most of the files are no reports, or the same report again."""
    lay(folder, {f"{n:05d}.{'txt' if n % 3 == 0 else 'png'}": text(n % 5) * 40 for n in range(count)})
    inventory = Inventory(folder.parent / "work")
    tracemalloc.start()
    for source in find_sources([str(folder)]):
        add_source(inventory, source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert inventory.count("files") == count
    assert inventory.count("documents") == 5
    inventory.close()
    print(peak)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
