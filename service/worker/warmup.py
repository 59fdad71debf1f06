"""Loads everything that a child may need, by doing it once: words, patterns and libraries come with their first use.

The documents are invented, one with tables in each format. Children share the memory as long as they do not change it.
"""

from __future__ import annotations

import gc
from datetime import date

from corpus.generate.report import generate
from corpus.ingest import ingest
from corpus.school_files import read_school_table
from corpus.typeset import to_text
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf
from service.worker.picture import page_png

_SEEDS = (1, 2)
_SCHOOLS = "学校名称,小学在校生数,网络多媒体教室（间）\n第一小学,600,27\n"
_DAY = date(2024, 1, 1)


def warm_up() -> None:
    """Takes about three seconds and 200 MB."""
    for seed in _SEEDS:
        manuscript = generate(seed, tables=True).manuscript
        drawn = to_pdf(manuscript)
        for data in (to_text(manuscript).encode(), to_docx(manuscript), drawn):
            ingest(data, "", _DAY)
    page_png(drawn, "", 1, 100)
    read_school_table(_SCHOOLS.encode(), "")
    gc.collect()
    gc.freeze()
