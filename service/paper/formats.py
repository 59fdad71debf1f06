"""The output formats of `check`, `assess` and `compare`. Loads a format only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from service.output import Format

if TYPE_CHECKING:
    from corpus.audit import Assessed, Audit, Comparison
    from service.output.result import Setting

T = TypeVar("T")


def _check_table(audits: Sequence[Audit], setting: Setting) -> bytes:
    from service.output.findings import render

    return render(audits, setting)


def _check_json(audits: Sequence[Audit], setting: Setting) -> bytes:
    from service.paper.json import render_audits

    return render_audits(audits, setting)


def _check_html(audits: Sequence[Audit], setting: Setting) -> bytes:
    from service.paper.html import render
    from service.paper.paper import paper_of_audit

    return render(paper_of_audit(audits[0], setting.lang))


def _check_docx(audits: Sequence[Audit], setting: Setting) -> bytes:
    from service.paper.docx import render
    from service.paper.paper import paper_of_audit

    return render(paper_of_audit(audits[0], setting.lang))


def _check_xlsx(audits: Sequence[Audit], setting: Setting) -> bytes:
    from service.paper.xlsx import render_audit

    return render_audit(audits[0], setting.lang)


def _assess_table(found: Sequence[Assessed], setting: Setting) -> bytes:
    from service.output.assessment import render

    return render(found, setting)


def _assess_json(found: Sequence[Assessed], setting: Setting) -> bytes:
    from service.paper.json import render_assessed

    return render_assessed(found, setting)


def _assess_html(found: Sequence[Assessed], setting: Setting) -> bytes:
    from service.paper.html import render
    from service.paper.paper import paper_of_assessed

    return render(paper_of_assessed(found[0], setting.lang))


def _assess_docx(found: Sequence[Assessed], setting: Setting) -> bytes:
    from service.paper.docx import render
    from service.paper.paper import paper_of_assessed

    return render(paper_of_assessed(found[0], setting.lang))


def _assess_xlsx(found: Sequence[Assessed], setting: Setting) -> bytes:
    from service.paper.xlsx import render_assessed

    return render_assessed(found[0], setting.lang)


def _compare_table(found: Sequence[Comparison], setting: Setting) -> bytes:
    from service.output.comparison import render

    return render(found, setting)


def _compare_html(found: Sequence[Comparison], setting: Setting) -> bytes:
    from service.paper.html import render
    from service.paper.paper import paper_of_comparison

    return render(paper_of_comparison(found[0], setting.lang))


def _compare_docx(found: Sequence[Comparison], setting: Setting) -> bytes:
    from service.paper.docx import render
    from service.paper.paper import paper_of_comparison

    return render(paper_of_comparison(found[0], setting.lang))


def _compare_xlsx(found: Sequence[Comparison], setting: Setting) -> bytes:
    from service.paper.xlsx import render_comparison

    return render_comparison(found[0], setting.lang)


def _compare_json(found: Sequence[Comparison], setting: Setting) -> bytes:
    from service.paper.json import render_comparison

    return render_comparison(found[0], setting)


def _named(formats: Iterable[Format[T]]) -> dict[str, Format[T]]:
    return {f.name: f for f in formats}


CHECK_FORMATS: dict[str, Format[Audit]] = _named((
    Format("table", ".txt", _check_table),
    Format("json", ".json", _check_json),
    Format("html", ".html", _check_html, combines=False),
    Format("docx", ".docx", _check_docx, combines=False, binary=True),
    Format("xlsx", ".xlsx", _check_xlsx, combines=False, binary=True),
))  # fmt: skip
ASSESS_FORMATS: dict[str, Format[Assessed]] = _named((
    Format("table", ".txt", _assess_table),
    Format("json", ".json", _assess_json),
    Format("html", ".html", _assess_html, combines=False),
    Format("docx", ".docx", _assess_docx, combines=False, binary=True),
    Format("xlsx", ".xlsx", _assess_xlsx, combines=False, binary=True),
))  # fmt: skip
COMPARE_FORMATS: dict[str, Format[Comparison]] = _named((
    Format("table", ".txt", _compare_table),
    Format("json", ".json", _compare_json),
    Format("html", ".html", _compare_html),
    Format("docx", ".docx", _compare_docx, binary=True),
    Format("xlsx", ".xlsx", _compare_xlsx, binary=True),
))  # fmt: skip
