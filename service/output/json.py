"""JSON: the published model of models/fact.py as it is; an array of them where several files were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from service.output.result import Result, Setting


def render(results: Sequence[Result], setting: Setting) -> bytes:
    """UTF-8, indented where people read it."""
    indent = 2 if setting.pretty else None
    documents = [r.extraction.model_dump_json(indent=indent) for r in results]
    text = "[" + ",\n".join(documents) + "]" if setting.several else "\n".join(documents)
    return (text + "\n").encode("utf-8")
