"""A working paper as a value: documents, findings, counts, and where asked the assessment with its charts, or the common figures."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.audit import Assessed, Audit, Comparison, reference_standard
from models.plain import plain_line
from service.exits import Lang
from service.labels import word
from service.paper.charts import figures
from service.paper.compared import CommonRow, about_comparison, common_rows, comparison_notices, contradictions
from service.paper.content import CountRow, Entry, about, count_rows, entries, notices
from service.paper.drawing import Figure
from service.paper.fonts import chart_font
from service.paper.verdicts import (
    ConclusionRow,
    SchoolRow,
    VerdictRow,
    about_assessment,
    assessment_notices,
    conclusions,
    criterion_names,
    school_rows,
    verdict_rows,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    """The part of a paper that an assessment adds. `printed` are the charts for where no Chinese font may be had."""

    about: tuple[tuple[str, str], ...]
    conclusions: tuple[ConclusionRow, ...]
    rows: tuple[VerdictRow, ...]
    criteria: tuple[str, ...]
    schools: tuple[SchoolRow, ...]
    figures: tuple[Figure, ...]
    printed: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that a working paper says, in the words of `lang`. `document` and `hash` stand on every page.

    `findings` heads the entries, `no_findings` stands for them; nothing of them where nothing was checked. `common` are the
    figures that several documents give.
    """

    lang: Lang
    kind: str
    title: str
    document: str
    hash: str
    about: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    entries: tuple[Entry, ...]
    counts: tuple[CountRow, ...] = ()
    judgement: Judgement | None = None
    common: tuple[CommonRow, ...] = ()
    findings: str = ""
    no_findings: str = ""
    print_notices: tuple[str, ...] = ()


def paper_of_audit(audit: Audit, lang: Lang) -> Paper:
    return _paper(audit, lang, None)


def paper_of_assessed(assessed: Assessed, lang: Lang) -> Paper:
    return _paper(assessed.audit, lang, assessed)


def paper_of_comparison(comparison: Comparison, lang: Lang) -> Paper:
    documents = [audit.extraction.document for audit in comparison.audits]
    names = plain_line("、".join(document.name for document in documents))
    title = word("comparison_title", lang, counties=plain_line("、".join(comparison.counties)) or names)
    return Paper(
        lang=lang, kind=word("comparison_paper", lang), title=title, document=names, hash=" ".join(document.id for document in documents),
        about=about_comparison(comparison, lang), notices=comparison_notices(comparison, lang), entries=contradictions(comparison, lang),
        common=common_rows(comparison, lang), findings=word("contradicting", lang), no_findings=word("no_contradictions", lang),
    )  # fmt: skip


def _paper(audit: Audit, lang: Lang, assessed: Assessed | None) -> Paper:
    pairs = about(audit, lang)
    standard = assessed.standard if assessed else reference_standard(audit.extraction.document)
    document = audit.extraction.document
    title = plain_line(document.title or document.name)
    told = [*notices(audit, lang), *(assessment_notices(assessed, lang) if assessed else ())]
    judgement = _judgement(assessed, lang) if assessed else None
    no_font = judgement is not None and bool(judgement.figures) and chart_font() is None
    return Paper(
        lang=lang, kind=word("assessment_paper" if assessed else "working_paper", lang), title=title,
        document=plain_line(document.name), hash=document.id, about=tuple(pair for pair in pairs if pair[1] != title),
        notices=tuple(told), entries=entries(audit, standard, lang),
        counts=count_rows(audit, lang) if audit.is_of_report else (), judgement=judgement,
        findings=word("findings", lang) if audit.is_of_report else "", no_findings=word("no_findings", lang),
        print_notices=(word("no_chart_font", lang),) if no_font else (),
    )  # fmt: skip


def _judgement(assessed: Assessed, lang: Lang) -> Judgement:
    font = chart_font()
    drawn = figures(assessed, lang, font)
    printed = drawn if font else figures(assessed, "en", names=False)
    return Judgement(
        about=tuple(about_assessment(assessed, lang)), conclusions=conclusions(assessed, lang), rows=verdict_rows(assessed, lang),
        criteria=criterion_names(assessed, lang), schools=school_rows(assessed, lang), figures=drawn, printed=printed,
    )  # fmt: skip
