"""`junheng schema`: the JSON Schema of what `junheng extract --format json` writes."""

from __future__ import annotations

from typing import Annotated

import typer

from service.exits import reported


def command(
    out: Annotated[str | None, typer.Option("--out", "-o", metavar="PATH", help="写入文件。 Write to a file.")] = None,
) -> None:
    """输出 JSON 的结构说明（JSON Schema）。 Print the JSON Schema of the output."""
    with reported("zh"):
        _write(schema_text(), out)


def schema_text() -> str:
    """The schema of models.fact.Extraction as it is serialised, indented."""
    import json

    from models.fact import Extraction

    schema = Extraction.model_json_schema(mode="serialization")
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema, ensure_ascii=False, indent=2) + "\n"


def _write(text: str, out: str | None) -> None:
    from pathlib import Path

    from service.output.files import write_file, write_stdout

    if out is None:
        write_stdout(text.encode("utf-8"))
    else:
        write_file(Path(out), text.encode("utf-8"))
