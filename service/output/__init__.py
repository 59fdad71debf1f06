"""The output formats, one a file, and the list of them. Loads a format only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from service.output.result import Result, Setting

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Format(Generic[T]):
    """An output format of results of a kind. `combines`: several may share one file; `binary`: never for a terminal."""

    name: str
    suffix: str
    render: Callable[[Sequence[T], Setting], bytes]
    combines: bool = True
    binary: bool = False


def _table(results: Sequence[Result], setting: Setting) -> bytes:
    from service.output.terminal import render

    return render(results, setting)


def _json(results: Sequence[Result], setting: Setting) -> bytes:
    from service.output.json import render

    return render(results, setting)


def _jsonl(results: Sequence[Result], setting: Setting) -> bytes:
    from service.output.jsonl import render

    return render(results, setting)


def _csv(results: Sequence[Result], setting: Setting) -> bytes:
    from service.output.csv import render

    return render(results, setting)


def _xlsx(results: Sequence[Result], setting: Setting) -> bytes:
    from service.output.xlsx import render

    return render(results, setting)


def _html(results: Sequence[Result], setting: Setting) -> bytes:
    from service.output.html import render

    return render(results, setting)


FORMATS: dict[str, Format[Result]] = {
    f.name: f
    for f in (
        Format("table", ".txt", _table),
        Format("json", ".json", _json),
        Format("jsonl", ".jsonl", _jsonl),
        Format("csv", ".csv", _csv),
        Format("xlsx", ".xlsx", _xlsx, binary=True),
        Format("html", ".html", _html, combines=False),
    )
}


def format_of(suffix: str, formats: Mapping[str, Format[T]]) -> Format[T] | None:
    """The format whose files end so, whatever the case."""
    suffix = suffix.lower().replace(".htm", ".html") if suffix.lower() == ".htm" else suffix.lower()
    return next((f for f in formats.values() if f.suffix == suffix), None)
