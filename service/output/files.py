"""Where output goes: one file, a folder with a file for each report, or standard output. Files appear whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Generic, TypeVar

from service.exits import WrongUsage
from service.output import Format, format_of
from service.sources import STDIN, document_name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target(Generic[T]):
    """The format, and the file or folder; no path is standard output."""

    format: Format[T]
    path: Path | None = None
    is_folder: bool = False


def choose_target(format_name: str | None, output: str | None, sources: Sequence[str], formats: Mapping[str, Format[T]]) -> Target[T]:
    """What the options ask for. Raises WrongUsage where they do not fit together, before anything is read."""
    if format_name is not None and format_name not in formats:
        raise WrongUsage("unknown_format", format=format_name, known=", ".join(formats))
    if output is None:
        return Target(_for_stdout(formats[format_name or "table"], sources))
    path = Path(output)
    of_suffix = None if path.is_dir() else format_of(path.suffix, formats)
    chosen = formats[format_name] if format_name else of_suffix
    if chosen is None:
        raise WrongUsage("format_unclear", output=output, known=", ".join(formats))
    is_folder = path.is_dir() or output.endswith(("/", os.sep)) or (len(sources) > 1 and not of_suffix)
    if len(sources) > 1 and not is_folder and not chosen.combines:
        raise WrongUsage("one_file_each", format=chosen.name)
    target = Target(chosen, path, is_folder)
    _keep_inputs(target, sources)
    return target


def _for_stdout(chosen: Format[T], sources: Sequence[str]) -> Format[T]:
    if chosen.binary:
        raise WrongUsage("output_needed", format=chosen.name)
    if len(sources) > 1 and not chosen.combines:
        raise WrongUsage("one_file_each", format=chosen.name)
    return chosen


def _keep_inputs(target: Target[Any], sources: Sequence[str]) -> None:
    inputs = {os.path.realpath(s) for s in sources if s != STDIN}
    for path in output_paths(target, sources):
        if os.path.realpath(path) in inputs:
            raise WrongUsage("output_is_input", output=str(path))


def output_paths(target: Target[Any], sources: Sequence[str]) -> list[Path]:
    """The file that each source is written to. Two sources of one name get two files: report.json, report-2.json."""
    if target.path is None:
        return []
    if not target.is_folder:
        return [target.path]
    paths: list[Path] = []
    taken: set[str] = set()
    for source in sources:
        stem = PurePath(document_name(source)).stem or "report"
        name, number = stem, 1
        # Windows and macOS take names that differ in case only for one.
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        paths.append(target.path / f"{name}{target.format.suffix}")
    return paths


def write_file(path: Path, content: bytes) -> None:
    """Write beside `path` and rename, so that no reader ever sees half a file. Raises WrongUsage where it cannot."""
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe takes what comes; renaming over it would replace it.
            path.write_bytes(content)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise WrongUsage("cannot_write", output=str(path), reason=error.strerror or error) from error


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".junheng-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _mode(path: Path) -> int:
    """The rights that the file has, or that an ordinary new file gets: a temporary one would be the owner's alone."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_stdout(content: bytes) -> None:
    """UTF-8 whatever the console's own encoding: what is piped on is data."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
