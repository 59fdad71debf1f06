"""What became of a child, and the files in which it tells so. What a child wrote is validated, never unpickled.

The child writes `outcome.json` last: a child without one has died.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extractor.progress import Stage

State = Literal["succeeded", "partial", "failed", "cancelled"]
Detail = str | int | float | bool | None

OUTCOME, PROGRESS = "outcome.json", "progress"
INGESTED, PICTURE, REPORT, SCHOOLS = "ingested.json", "page.png", "report", "schools.json"
_RETRYABLE = frozenset({"timeout", "crashed", "no_space"})
"""What may go well at another time on the same machine: the others would end the same way again."""
STALE = "stale"
"""The reason of a child that was given a kept report which it cannot read."""
_MOST_OUTCOME = 100_000
_PROGRESS = re.compile(rb"(pages|blocks) (\d{1,7})/(\d{1,7})\n")
_V = TypeVar("_V", bound=BaseModel)


class Progress(NamedTuple):
    """How many of how many pages or blocks have been read."""

    stage: Stage
    done: int
    total: int


class Outcome(BaseModel):
    """`reason`, where it failed: the code of an UnreadableInput, or `timeout`, `memory`, `crashed`, `no_space`, `too_large`,
    `program_error`; all have their sentence in models/data/messages.yaml. `details` fill the sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: State
    reason: str | None = Field(None, max_length=100)
    details: dict[str, Detail] = {}

    @property
    def retryable(self) -> bool:
        """Whether the same file may succeed if it is tried again."""
        return self.state == "cancelled" or self.reason in _RETRYABLE


def failed(reason: str, **details: Detail) -> Outcome:
    return Outcome(state="failed", reason=reason, details=details)


def write_outcome(folder: Path, outcome: Outcome) -> None:
    folder.joinpath(OUTCOME).write_text(outcome.model_dump_json(), encoding="utf-8")


def read_outcome(folder: Path) -> Outcome | None:
    """What the child said at its end; None where it said nothing that can be believed."""
    return read_value(folder / OUTCOME, Outcome, _MOST_OUTCOME)


def read_value(path: Path, model: type[_V], most: int) -> _V | None:
    """A value that a child wrote as JSON in at most so many bytes; None where there is none such."""
    try:
        return model.model_validate_json(read_made(path, most))
    except (OSError, ValidationError):
        return None


def read_made(path: Path, most: int) -> bytes:
    """A file that a child made. Raises OSError for a link, a pipe, or more bytes than `most`: a child may lay traps."""
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
        told = os.fstat(file.fileno())
        if not stat.S_ISREG(told.st_mode) or told.st_size > most:
            raise OSError(errno.EINVAL, "not a plain file of this size")
        return file.read(most)


def write_progress(folder: Path, progress: Progress) -> None:
    """In place: a reader that sees half of it takes it for nothing."""
    folder.joinpath(PROGRESS).write_text("{} {}/{}\n".format(*progress), encoding="ascii")


def read_progress(folder: Path) -> Progress | None:
    try:
        found = _PROGRESS.fullmatch(read_made(folder / PROGRESS, 32))
    except OSError:
        return None
    return Progress(cast("Stage", found[1].decode()), int(found[2]), int(found[3])) if found else None
