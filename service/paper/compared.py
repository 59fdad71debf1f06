"""What a comparison says, in the words of a language: a row for each common quantity, and an entry for each contradiction.

The same for the terminal, the page, the Word file and the workbook. Compares nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit import Audit, Comparison, clauses, reference_standard
from models.fact import Fact
from models.finding import Conflict
from models.plain import plain_line
from service.exits import Lang
from service.labels import label, load_labels, word
from service.output.figures import measure_name, number_text, place_text, qualifiers, value_text, with_unit
from service.paper.content import Entry, clause_text, message_of
from service.paper.quotes import Quote, quotes


@dataclass(frozen=True, slots=True)
class Stated:
    """The quantity as one document gives it. `value` is in the base unit."""

    document: str
    text: str
    place: str
    value: Decimal | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CommonRow:
    """A quantity that two documents give. `result` is the code, `about` its stage, time and status; `message` of a contradiction."""

    result: str
    result_name: str
    name: str
    about: str
    first: Stated
    second: Stated
    message: str

    @property
    def texts(self) -> str:
        """Both values, once where they are written alike."""
        return " ↔ ".join(dict.fromkeys((self.first.text, self.second.text)))


def common_rows(comparison: Comparison, lang: Lang) -> tuple[CommonRow, ...]:
    """Contradictions first, then other precision, then what agrees, each in the order of the first document."""
    order = [*reversed(load_labels()["conflict"])]
    found = sorted(comparison.conflicts, key=lambda conflict: order.index(conflict.result))
    return tuple(_row(conflict, _sides(conflict, comparison), lang) for conflict in found)


def _sides(conflict: Conflict, comparison: Comparison) -> tuple[tuple[Audit, Fact], tuple[Audit, Fact]]:
    by_id = {audit.extraction.document.id: audit for audit in comparison.audits}
    first, second = by_id[conflict.first_document], by_id[conflict.second_document]
    return (first, first.extraction.fact(conflict.first_fact)), (second, second.extraction.fact(conflict.second_fact))


def _row(conflict: Conflict, sides: tuple[tuple[Audit, Fact], tuple[Audit, Fact]], lang: Lang) -> CommonRow:
    first, second = (_stated(audit, fact, lang) for audit, fact in sides)
    fact = sides[0][1]
    return CommonRow(
        conflict.result, label("conflict", conflict.result, lang), _name(fact, lang), " · ".join(qualifiers(fact, lang)),
        first, second, message_of(conflict.finding, lang) if conflict.finding else "",
    )  # fmt: skip


def _name(fact: Fact, lang: Lang) -> str:
    """What the figure measures, and for which criterion: there are seven coefficients of variation."""
    short = load_labels()["criterion_short"].get(fact.criterion or "")
    return measure_name(fact, lang) + (f" · {short[lang]}" if short else "")


def _stated(audit: Audit, fact: Fact, lang: Lang) -> Stated:
    name = plain_line(audit.extraction.document.name)
    return Stated(name, value_text(fact, lang), place_text(fact, lang), fact.value, quotes(audit.report, [fact], lang, name))


def contradictions(comparison: Comparison, lang: Lang) -> tuple[Entry, ...]:
    """The findings of a comparison, numbered in the order of the first document."""
    found = [conflict for conflict in comparison.conflicts if conflict.finding]
    return tuple(_entry(number, conflict, comparison, lang) for number, conflict in enumerate(found, start=1))


def _entry(number: int, conflict: Conflict, comparison: Comparison, lang: Lang) -> Entry:
    finding, sides = conflict.finding, _sides(conflict, comparison)
    assert finding is not None
    row = _row(conflict, sides, lang)
    audit, fact = sides[0]
    standard = reference_standard(audit.extraction.document)
    about = clauses([fact], standard) if standard else ()
    return Entry(
        number=number, id=f"c{number}", code=finding.code, name=label("finding_code", finding.code, lang), severity=finding.severity,
        severity_name=label("severity", finding.severity, lang), message=row.message, quotes=(*row.first.quotes, *row.second.quotes),
        more=0, computation=_computation(row, fact, finding.changes_verdict, lang),
        rule=str(load_labels()["finding_code"][finding.code]["means"][lang]),
        clauses=tuple(clause_text(requirement, standard, lang) for requirement in about) if standard else (),
    )  # fmt: skip


def _computation(row: CommonRow, fact: Fact, changes: bool | None, lang: Lang) -> tuple[tuple[str, str], ...]:
    pairs = [(word("figure", lang), f"{row.name} {row.about}".rstrip())]
    pairs += [(side.document, side.text) for side in (row.first, row.second)]
    if row.first.value is not None and row.second.value is not None:
        pairs.append((word("difference", lang), with_unit(number_text(row.second.value - row.first.value), fact.unit, lang)))
    if changes is not None:
        pairs.append((word("changes_verdict", lang), word("yes" if changes else "no", lang)))
    return tuple(pairs)


def about_comparison(comparison: Comparison, lang: Lang) -> tuple[tuple[str, str], ...]:
    """The documents with their hashes, the counties they name, and how many figures agree."""
    documents = [audit.extraction.document for audit in comparison.audits]
    pairs = [(word("document_number", lang, n=n), f"{d.name} · {d.id}") for n, d in enumerate(documents, start=1)]
    pairs.append((label("field", "county", lang), "、".join(comparison.counties)))
    pairs.append((word("comparison", lang), counts_text(comparison, lang)))
    return tuple((name, plain_line(text)) for name, text in pairs if text)


def counts_text(comparison: Comparison, lang: Lang) -> str:
    """How many common figures there are of each result."""
    if not comparison.conflicts:
        return word("no_common", lang)
    results = [conflict.result for conflict in comparison.conflicts]
    numbers = {result: results.count(result) for result in ("same", "other_precision", "contradicts")}
    return word("comparison_of", lang, n=len(results), **numbers)


def comparison_notices(comparison: Comparison, lang: Lang) -> tuple[str, ...]:
    """That the documents are of several counties."""
    counties: Sequence[str] = comparison.counties
    return (word("different_counties", lang, counties=plain_line("、".join(counties))),) if len(counties) > 1 else ()
