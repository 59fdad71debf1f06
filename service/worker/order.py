"""What a limited child is asked to do, within which limits: plain values that travel as JSON, downwards only."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MEGABYTE = 1024 * 1024
LONGEST_NAME = 1000
WIDEST_PICTURE = 4000


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Value):
    """What one child may use. `memory` is address space; a child that has read nothing yet takes about 350 MB of it."""

    wall: float = Field(300, gt=0, description="seconds")
    cpu: int = Field(300, gt=0, description="seconds")
    memory: int = Field(2048 * MEGABYTE, ge=512 * MEGABYTE, description="bytes")
    file: int = Field(128 * MEGABYTE, gt=0, description="bytes of each file that it writes; 1000 pages full of figures give 80 MB")
    open_files: int = Field(64, ge=16)


class IngestTask(_Value):
    """Read, extract, check and judge; writes an Ingested. `received`: see corpus.ingest."""

    kind: Literal["ingest"] = "ingest"
    received: date


class BatchTask(_Value):
    """The same for a document of a batch, from its bytes or from its report as corpus.batch.reading keeps it.

    `keep`: write that report too, where it had to be read.
    """

    kind: Literal["batch"] = "batch"
    sha256: str
    stage: Literal["document", "report"]
    day: date
    keep: bool


class PictureTask(_Value):
    """One page of a PDF, counted from 1, as a PNG that is `width` pixels wide."""

    kind: Literal["picture"] = "picture"
    page: int = Field(ge=1)
    width: int = Field(ge=16, le=WIDEST_PICTURE)


class SchoolsTask(_Value):
    """Read a school table (xlsx, csv); writes a SchoolTable."""

    kind: Literal["schools"] = "schools"


class ProbeTask(_Value):
    """Read nothing; tell how far a child is cut off on this machine."""

    kind: Literal["probe"] = "probe"


Task = IngestTask | BatchTask | PictureTask | SchoolsTask | ProbeTask


class Order(_Value):
    """A task on the file `data`, which its user calls `name`; whatever it makes goes into the folder `out`."""

    task: Annotated[Task, Field(discriminator="kind")]
    data: Path
    name: str = Field(max_length=LONGEST_NAME)
    out: Path
    limits: Limits = Limits()
