"""The folder of a batch: where the result of each document lies, by the hash of its bytes and the versions that made it.

Names and contents of files only; does not know how they come about.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.batch.files import PART, read_if_there, write_whole
from corpus.batch.inventory import Settled
from corpus.batch.work import Made
from corpus.versions import catalogue_version, engine_version, read_version

_SETTINGS, _LOCK = "batch.json", ".lock"
_RESULT, _ROWS, _FAILED, _REPORT = ".json.gz", ".arrow", ".failed.json", ".report"

_RESULTS, _REPORTS = re.compile(r".+-\w+-\w+-\d{4}-\d\d-\d\d"), re.compile(r"[0-9a-f]{12}")
"""How the folders of one version are named."""


class InUse(Exception):
    """Another batch is at work in the folder."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """`out`: the folder. `cache`: where reports are kept as read; None to keep none. `day`: see Work."""

    out: Path
    cache: Path | None
    day: date

    @property
    def versions(self) -> str:
        """What results depend on beside the bytes of a document."""
        return f"{engine_version()}-{catalogue_version()}-{read_version()}-{self.day.isoformat()}"

    @property
    def work(self) -> Path:
        """For what only a run that is under way needs."""
        return self.out / ".junheng-work"

    def result(self, sha256: str) -> bytes | None:
        return read_if_there(self._of(sha256, _RESULT))

    def has_result(self, sha256: str) -> bool:
        return self._of(sha256, _RESULT).exists()

    def rows(self, sha256: str) -> bytes | None:
        return read_if_there(self._of(sha256, _ROWS))

    def failure(self, sha256: str) -> Settled | None:
        """A failure of an earlier run that would be the same again."""
        data = read_if_there(self._of(sha256, _FAILED))
        return Settled("failed", **json.loads(data)) if data else None

    def report(self, sha256: str) -> bytes | None:
        path = self._cached(sha256)
        return read_if_there(path) if path else None

    def keep(self, made: Made) -> None:
        """The result last but for the rows, which can be made from it: where a result lies, the report is kept too."""
        cached = self._cached(made.sha256)
        if made.report is not None and cached is not None:
            write_whole(cached, made.report, flushed=False)
        if made.result is not None:
            write_whole(self._of(made.sha256, _RESULT), made.result)
        if made.rows is not None:
            write_whole(self._of(made.sha256, _ROWS), made.rows, flushed=False)
        if made.state == "failed" and not made.retryable:
            content = json.dumps({"reason": made.reason, "details": dict(made.details)}, ensure_ascii=False, sort_keys=True)
            write_whole(self._of(made.sha256, _FAILED), content.encode())

    def forget(self, sha256: str) -> None:
        """Drop what cannot be used any more."""
        for path in (self._of(sha256, _RESULT), self._of(sha256, _ROWS), self._cached(sha256)):
            if path is not None:
                path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Drop the results of other versions, reports that were read by other readers, and what a killed run left half written.

        Touches nothing that is not named as a batch names its own: the folder may be somebody's with other things in it.
        """
        results, reports = self.out / "results", self.cache / "reports" if self.cache is not None else None
        _keep_only(results, _RESULTS, self.versions)
        if reports is not None:
            _keep_only(reports, _REPORTS, read_version())
        for pattern, folder in (("*", self.out), ("*", self.out / "mentions"), ("*/*/*", results), ("*/*/*", reports)):
            for path in folder.glob(f"{pattern}{PART}") if folder is not None else ():
                path.unlink()

    def _of(self, sha256: str, suffix: str) -> Path:
        return self.out / "results" / self.versions / sha256[:2] / f"{sha256}{suffix}"

    def _cached(self, sha256: str) -> Path | None:
        if self.cache is None:
            return None
        return self.cache / "reports" / read_version() / sha256[:2] / f"{sha256}{_REPORT}"


def _keep_only(folder: Path, own: re.Pattern[str], name: str) -> None:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if own.fullmatch(path.name) and path.name != name:
            shutil.rmtree(path)


@contextmanager
def open_shelf(out: Path, cache: Path | None, day: date | None, today: date) -> Iterator[Shelf]:
    """The folder for one run alone. Raises InUse. The day of the first run holds for all later ones, unless another is given."""
    out.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(out / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse from error
        shelf = Shelf(out, cache, _settled_day(out / _SETTINGS, day, today))
        shutil.rmtree(shelf.work, ignore_errors=True)
        shelf.work.mkdir()
        yield shelf
        shutil.rmtree(shelf.work, ignore_errors=True)
    finally:
        os.close(descriptor)


def _settled_day(path: Path, day: date | None, today: date) -> date:
    kept = read_if_there(path)
    chosen = day or (date.fromisoformat(json.loads(kept)["day"]) if kept else today)
    content = json.dumps({"day": chosen.isoformat()}).encode() + b"\n"
    if kept != content:
        write_whole(path, content)
    return chosen
