"""What a result was made with: the version of the program, a short hash of the rules that are data, and one of the readers.

Two results of the same bytes can differ only if one of these, or the standard that was judged by, differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from corpus.checksums import short_hash

_RULES = (("models.data", True), ("extractor", False), ("corpus.data", False))
"""Packages whose YAML files and tables are rules, and whether their folders hold more of them."""
_RULE_FILES = (".yaml", ".tsv")
_READERS = ("extractor.read", "extractor.blocks")
"""Packages and modules on whose source it depends how a document is read."""
_READ_WITH = ("lxml", "numpy", "pdfplumber", "pypdfium2")
"""Libraries on whose version it depends."""


@cache
def engine_version() -> str:
    """The installed version of the program, looked up once; `source` where it runs from a folder that nobody installed."""
    try:
        return version("junheng")
    except PackageNotFoundError:
        return "source"


@cache
def catalogue_version() -> str:
    """The first 12 hexadecimal digits of the sha256 over name and content of every rule file, computed once."""
    return short_hash(_rule_files())


@cache
def rules_version(package: str) -> str:
    """The same over the YAML files of one package."""
    return short_hash(_files_under(files(package), "", (".yaml",), deep=False))


@cache
def read_version() -> str:
    """The same of the sources of the readers and the versions of the libraries that they read with: while it stays the same,
    the same bytes are read as the same text and blocks."""
    return short_hash(_reader_files(), " ".join(f"{library}={version(library)}" for library in _READ_WITH).encode())


def _reader_files() -> Iterator[tuple[str, bytes]]:
    for name in _READERS:
        package, _, module = name.rpartition(".")
        found = files(package).joinpath(module)
        if found.is_dir():
            yield from _files_under(found, name, (".py",), deep=True)
        else:
            yield name, files(package).joinpath(f"{module}.py").read_bytes()


def _rule_files() -> Iterator[tuple[str, bytes]]:
    for package, deep in _RULES:
        yield from _files_under(files(package), package, _RULE_FILES, deep)


def _files_under(folder: Traversable, name: str, suffixes: tuple[str, ...], deep: bool) -> Iterator[tuple[str, bytes]]:
    """The files of a folder in the order of their names, those of its folders where they stand among them."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        path = f"{name}/{entry.name}" if name else entry.name
        if entry.name.endswith(suffixes):
            yield path, entry.read_bytes()
        elif deep and entry.is_dir():
            yield from _files_under(entry, path, suffixes, deep)
