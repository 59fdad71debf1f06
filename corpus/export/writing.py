"""An export is complete or it is not there: written under another name, read back, and only then given its own.

Makes a folder, or one zip archive where the name ends in .zip.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from corpus.dataset.snapshot import is_free
from corpus.export.contents import CannotExport, Contents, Lang
from corpus.export.formats import Format
from corpus.export.manifest import write_manifest
from corpus.export.parts import Part, Shape

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


def export(contents: Contents, format: Format, target: Path, lang: Lang) -> None:
    """Write `contents` to `target`, which must not be there yet or be an empty folder.

    Raises CannotExport where it is there, where a format cannot hold a table, or where what is read back is not what was
    written, and OSError; then nothing of the export is left behind.
    """
    refuse_taken(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".junheng-", suffix=".part") as room:
        folder = Path(room) / "export"
        folder.mkdir()
        format.write(contents, folder, lang)
        parts = format.read_back(contents, folder)
        refuse_incomplete(parts, format.expected(contents))
        write_manifest(contents, format.name, folder, parts)
        whole = _zipped(folder, Path(room) / "export.zip") if target.suffix.casefold() == ".zip" else folder
        if target.is_dir():
            target.rmdir()
        os.replace(whole, target)


def refuse_taken(target: Path) -> None:
    """Raises CannotExport where something is already there that is no empty folder."""
    if not is_free(target):
        raise CannotExport("export_exists", output=str(target))


def refuse_incomplete(parts: list[Part], expected: dict[str, Shape]) -> None:
    """Raises CannotExport where a table is missing from the files, or has another number of rows or columns there."""
    found = {name: shape for part in parts for name, shape in part.tables.items()}
    for name, shape in expected.items():
        if found.get(name) != shape:
            raise CannotExport("export_incomplete", table=name, rows=shape[0], found=found.get(name, (0, 0))[0])


def _zipped(folder: Path, path: Path) -> Path:
    """The folder as an archive with nothing in it that tells when or where it was made; its checksums are met once more."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _ZIP_DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as sink:
                shutil.copyfileobj(source, sink, _CHUNK)
    with zipfile.ZipFile(path) as archive:
        if broken := archive.testzip():
            raise CannotExport("export_incomplete", table=broken, rows="—", found="—")
    return path
