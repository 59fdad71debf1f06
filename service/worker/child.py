"""The life of a limited child, from its birth in the zygote to its end: give everything up, do one task, tell its outcome.

Everything that a child makes lies in the folder `out` of its order. It never raises and never returns.
"""

from __future__ import annotations

import errno
import math
import os
import sys
import time
import traceback
from pathlib import Path
from typing import NoReturn

import corpus
import extractor
import models
import service
from extractor import progress
from models.errors import UnreadableInput
from service.worker import isolation
from service.worker.order import BatchTask, IngestTask, Order, PictureTask, ProbeTask, SchoolsTask
from service.worker.outcome import (
    INGESTED,
    PICTURE,
    REPORT,
    SCHOOLS,
    STALE,
    Detail,
    Outcome,
    Progress,
    failed,
    write_outcome,
    write_progress,
)

_PACKAGES = (models, extractor, corpus, service)
_NICENESS = 10
_PROGRESS_EVERY = 0.1
"""Seconds; nobody looks more often."""
_SYSTEM = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom")


def live(order: Order, parent: int) -> NoReturn:
    """Do the order; ends the process with status 0 if the outcome was told."""
    status = 1
    try:
        _forget_parent(parent)
        data = order.data.read_bytes()
        cut = _give_up(order)
        write_outcome(order.out, _attempt(order, data, cut))
        status = 0
    finally:
        os._exit(status)


def _forget_parent(parent: int) -> None:
    """No open file of the zygote; and nothing is printed, since it would be the document's text."""
    isolation.die_with_parent(parent)
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))


def _give_up(order: Order) -> dict[str, Detail]:
    """Precedence, memory, network, files. Gives what of it worked. Somebody is waiting for all but documents."""
    isolation.step_back(_NICENESS if isinstance(order.task, IngestTask | BatchTask) else 0)
    isolation.set_limits(order.limits)
    in_namespace = isolation.cut_network()
    isolation.forbid_privileges()
    landlock = isolation.confine(_readable(), (order.out, Path(os.devnull)))
    return {"network": isolation.network_cut(in_namespace, landlock), "files": "landlock" if landlock else "open"}


def _readable() -> list[Path]:
    """The program, Python and the system's libraries: what may still have to be imported. No folder of the user."""
    own = [Path(folder) for package in _PACKAGES for folder in package.__path__]
    return [*own, Path(sys.prefix), Path(sys.base_prefix), *map(Path, _SYSTEM)]


def _attempt(order: Order, data: bytes, cut: dict[str, Detail]) -> Outcome:
    try:
        return _told(order, data, cut)
    except MemoryError:
        pass  # Only behind this block is there memory again for an answer.
    return failed("memory")


def _told(order: Order, data: bytes, cut: dict[str, Detail]) -> Outcome:
    """What became of the task. Raises MemoryError."""
    try:
        return _do(order, data, cut)
    except MemoryError:
        raise
    except UnreadableInput as error:
        return failed(error.code, **{key: _plain(value) for key, value in error.details.items()})
    except OSError as error:
        return _failed_disk(error)
    except Exception as error:
        return _program_error(error)


def _do(order: Order, data: bytes, cut: dict[str, Detail]) -> Outcome:
    match order.task:
        case IngestTask():
            return _ingest(order, order.task, data)
        case BatchTask():
            return _batch(order, order.task, data)
        case PictureTask():
            return _picture(order, order.task, data)
        case SchoolsTask():
            return _schools(order, data)
        case ProbeTask():
            return Outcome(state="succeeded", details=cut)


def _ingest(order: Order, task: IngestTask, data: bytes) -> Outcome:
    from corpus.ingest import ingest

    with progress.heard_by(_now_and_then(order.out)):
        found = ingest(data, order.name, task.received)
    order.out.joinpath(INGESTED).write_text(found.model_dump_json(), encoding="utf-8")
    return Outcome(state=found.state)


def _now_and_then(out: Path) -> progress.Hear:
    """Writes progress down, less often than the many blocks of a document are told."""
    written = -math.inf

    def hear(stage: progress.Stage, done: int, total: int) -> None:
        nonlocal written
        if (now := time.monotonic()) - written >= _PROGRESS_EVERY:
            write_progress(out, Progress(stage, done, total))
            written = now

    return hear


def _batch(order: Order, task: BatchTask, data: bytes) -> Outcome:
    from corpus.batch.reading import StaleReading
    from corpus.batch.work import ingested

    try:
        found, report = ingested(task.sha256, task.stage, data, task.day, task.keep)
    except StaleReading:
        return failed(STALE)
    if report is not None:
        order.out.joinpath(REPORT).write_bytes(report)
    order.out.joinpath(INGESTED).write_text(found.model_dump_json(), encoding="utf-8")
    return Outcome(state=found.state)


def _picture(order: Order, task: PictureTask, data: bytes) -> Outcome:
    from service.worker.picture import page_png

    order.out.joinpath(PICTURE).write_bytes(page_png(data, order.name, task.page, task.width))
    return Outcome(state="succeeded")


def _schools(order: Order, data: bytes) -> Outcome:
    from corpus.school_files import read_school_table

    table = read_school_table(data, order.name)
    order.out.joinpath(SCHOOLS).write_text(table.model_dump_json(), encoding="utf-8")
    return Outcome(state="succeeded")


def _failed_disk(error: OSError) -> Outcome:
    match error.errno:
        case errno.EFBIG:
            return failed("too_large")
        case errno.ENOSPC | errno.EDQUOT:
            return failed("no_space")
        case errno.ENOMEM:
            return failed("memory")
        case _:
            return _program_error(error)


def _program_error(error: Exception) -> Outcome:
    """The kind of error and where it arose; its words could be the document's and stay here."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return failed("program_error", error=type(error).__name__, place=place)


def _plain(value: object) -> Detail:
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
