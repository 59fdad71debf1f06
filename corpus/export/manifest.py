"""manifest.json: what an export holds, of which dataset, made by which versions, with which filters.

Every file stands there with its size and sha256, so that whoever gets the export can tell whether it is whole.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.checksums import file_sha256
from corpus.export.contents import Contents
from corpus.export.parts import Part

NAME = "manifest.json"


def write_manifest(contents: Contents, format: str, folder: Path, parts: Sequence[Part]) -> None:
    """Write it last, over what was read back. Raises OSError."""
    text = json.dumps(manifest(contents, format, folder, parts), ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def manifest(contents: Contents, format: str, folder: Path, parts: Sequence[Part]) -> dict[str, Any]:
    return {
        "format": format,
        "snapshot": contents.snapshot,
        "versions": dict(contents.versions),
        "filters": {name: list(values) for name, values in contents.filters.items()},
        "files": [_file(part, folder) for part in parts],
    }


def _file(part: Part, folder: Path) -> dict[str, Any]:
    tables = [{"name": name, "rows": rows} | ({"columns": columns} if columns else {}) for name, (rows, columns) in part.tables.items()]
    return {
        "path": part.path.relative_to(folder).as_posix(), "bytes": part.path.stat().st_size, "sha256": file_sha256(part.path),
        "tables": tables,
    }  # fmt: skip
