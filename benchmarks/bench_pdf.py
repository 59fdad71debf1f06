"""A report of about 200 pages as PDF: the whole extraction against pdfplumber's and pdfium's bare text of the same file.

Every run is a process of its own, which gives its peak memory; the time is that of the work alone, libraries loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from benchmarks.timing import GOLD, child, in_turns, machine, middle, seconds, table, tell_parent

ROUNDS = 3
VARIANTS = {"tables": "With tables, as generated", "prose": "Prose only"}


def junheng_whole(path: Path) -> dict[str, object]:
    """Reading, figures, relations and ledger."""
    from extractor.pipeline import extract
    from extractor.read import read_report

    extraction = extract(read_report(path.read_bytes(), path.name))
    return {"facts": len(extraction.facts), "pages": extraction.document.pages}


def junheng_read(path: Path) -> dict[str, object]:
    """Reading alone."""
    from extractor.read import read_report

    return {"characters": len(read_report(path.read_bytes(), path.name).text)}


def pdfplumber_text(path: Path) -> dict[str, object]:
    """What a user would begin with: the text of every page, no figures."""
    import pdfplumber

    characters = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            characters += len(page.extract_text())
            page.close()
    return {"characters": characters}


def pdfium_text(path: Path) -> dict[str, object]:
    """The fastest bare text there is."""
    import pypdfium2

    characters = 0
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        characters += len(text.get_text_range())
        text.close()
        page.close()
    return {"characters": characters}


WORK: dict[str, Callable[[Path], dict[str, object]]] = {
    "junheng, whole extraction": junheng_whole,
    "junheng, reading alone": junheng_read,
    "pdfplumber, extract_text": pdfplumber_text,
    "pypdfium2, bare text": pdfium_text,
}


def run_child(name: str, path: Path) -> None:
    told: dict[str, object] = {}
    warm_up(name)
    time = seconds(lambda: told.update(WORK[name](path)))
    tell_parent(seconds=time, **told)


def warm_up(name: str) -> None:
    """Load what the work needs; a report of the collection serves for both of Junheng's rows."""
    if name.startswith("junheng"):
        junheng_whole(GOLD / "g02.pdf")
    else:
        import_module(name.split(",")[0])


def show(variant: str) -> None:
    made = child(str(Path(__file__).with_name("long_pdf.py")), variant)
    tasks = {name: partial(child, __file__, "--child", name, made["path"]) for name in WORK}
    found = in_turns(tasks, ROUNDS)
    plumber = middle(found["pdfplumber, extract_text"], "seconds")
    whole = found["junheng, whole extraction"][0]
    rows = []
    for name, answers in found.items():
        time = middle(answers, "seconds")
        rows.append([name, f"{time:.2f}", f"{whole['pages'] / time:.0f}", f"{time / plumber:.2f}", f"{middle(answers, 'peak_mb'):.0f}"])
    characters = found["junheng, reading alone"][0]["characters"]
    title = f"{VARIANTS[variant]}: {whole['pages']} pages, {characters} characters, {whole['facts']} facts, {made['font']}"
    table(title, ["", "seconds", "pages/s", "× pdfplumber", "peak MB"], rows)


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        run_child(sys.argv[2], Path(sys.argv[3]))
        return
    print(f"{machine()}; median of {ROUNDS} rounds in turns")
    for variant in VARIANTS:
        show(variant)


if __name__ == "__main__":
    main()
