"""Writes the Word and PDF files of the labelled reports anew: corpus/gold/NAME.docx and .pdf from NAME.md.

The same bytes for the same markup, so a run that changes nothing leaves no difference behind. Run it from the
project's folder after a change of a NAME.md or of corpus/typeset*.py: `PYTHONPATH=. python scripts/make_samples.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.typeset import Manuscript, parse_markup
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf

GOLD = Path(__file__).resolve().parent.parent / "corpus" / "gold"
WRITERS: dict[str, Callable[[Manuscript], bytes]] = {"docx": to_docx, "pdf": to_pdf}
NAMES = {
    "docx": ("g01", "g03", "g05", "g08", "g11", "g12"),
    "pdf": ("g01", "g02", "g04", "g05", "g11", "g12"),
}


def sample(name: str, kind: str) -> bytes:
    """The labelled report `name` as a file of `kind`, docx or pdf."""
    return WRITERS[kind](parse_markup((GOLD / f"{name}.md").read_text(encoding="utf-8")))


def main() -> None:
    for kind, names in NAMES.items():
        for name in names:
            data = sample(name, kind)
            (GOLD / f"{name}.{kind}").write_bytes(data)
            print(f"{name}.{kind}\t{len(data):>7} bytes")


if __name__ == "__main__":
    main()
