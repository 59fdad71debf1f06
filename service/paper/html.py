"""The working paper as one page in one file: to read, to write the auditor's notes into, and to print.

Fills service/web/paper.html.j2. It has no script and loads nothing from anywhere; its policy forbids both.
"""

from __future__ import annotations

from service.labels import word
from service.output.html import CLOSED, fill, policy_hash, web_file
from service.paper.drawing import svg
from service.paper.paper import Paper
from service.paper.verdicts import by_part
from service.version import version


def render(paper: Paper) -> bytes:
    """The page's bytes."""
    style, judgement = web_file("paper.css"), paper.judgement
    page = {
        "paper": paper,
        "lang": "zh-CN" if paper.lang == "zh" else "en",
        "word": lambda name, **blanks: word(name, paper.lang, **blanks),
        "parts": by_part(judgement.rows) if judgement else {},
        "figures": [(figure, svg(figure)) for figure in judgement.figures] if judgement else [],
        "style": style,
        "policy": f"default-src 'none'; style-src '{policy_hash(style)}'; {CLOSED}",
        "version": version(),
    }
    return fill("paper.html.j2", page)
