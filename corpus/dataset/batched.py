"""The mentions that a batch left behind in its output folder. Reads Parquet, extracts nothing."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from corpus.dataset.mentions import MENTION_SCHEMA
from corpus.dataset.snapshot import BadSnapshot

MENTIONS = "mentions"


def is_batch(folder: Path) -> bool:
    return (folder / MENTIONS).is_dir()


def batch_mentions(folder: Path) -> pa.Table:
    """All mentions of a batch, in the order of its partitions. Raises BadSnapshot for a partition that cannot be read."""
    parts = [_part(path) for path in sorted((folder / MENTIONS).glob("*.parquet"))]
    return pa.concat_tables([MENTION_SCHEMA.empty_table(), *parts])


def _part(path: Path) -> pa.Table:
    try:
        return parquet.read_table(path, schema=MENTION_SCHEMA)
    except (pa.ArrowException, OSError) as error:
        raise BadSnapshot("partition_damaged", name=path) from error
