"""Makes the PDFs that are measured, about 200 pages of an invented report, and keeps them in build/bench.

With LibreOffice and the CJK fonts of scripts/install_test_packages.sh the file is what an office makes: a Word file
saved as PDF, its font embedded. Without them reportlab sets it in a font that is not embedded; such files cost pdfium
itself several times more, so the two kinds are not to be compared with each other.
Run as a script with `tables` or `prose` it prints the path as JSON; the first time takes about a minute.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import BUILD, tell_parent
from corpus.generate import long_report
from corpus.typeset import Caption, Grid, Manuscript
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf

# What to ask of the generator for 200 pages: Word's pages hold less than those that it counts, and prose lacks the tables.
_ASK = {"tables": {"office": 144, "plain": 200}, "prose": {"office": 224, "plain": 359}}


def make(variant: str) -> tuple[Path, str]:
    """The PDF of `variant`, made unless it is there, and how its font is kept."""
    office = shutil.which("soffice")
    manuscript = _manuscript(variant, _ASK[variant]["office" if office else "plain"])
    data = to_docx(manuscript) if office else to_pdf(manuscript)
    path = BUILD / f"{variant}-{hashlib.sha256(data).hexdigest()[:12]}.pdf"
    if not path.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_converted(office, data) if office else data)
    return path, "font embedded (LibreOffice)" if office else "font not embedded (STSong-Light)"


def _manuscript(variant: str, pages: int) -> Manuscript:
    manuscript = long_report(pages).manuscript
    if variant == "tables":
        return manuscript
    return Manuscript(tuple(block for block in manuscript.blocks if not isinstance(block, Grid | Caption)))


def _converted(office: str, docx: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "long.docx").write_bytes(docx)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/long.docx"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return (Path(folder) / "long.pdf").read_bytes()


if __name__ == "__main__":
    made, font = make(sys.argv[1])
    tell_parent(path=str(made), font=font)
