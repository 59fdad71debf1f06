"""What is in a result, row by row: facts, relations, ledger and findings, as the program made them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_, select, true

from corpus.store.paging import Page, Scope, read_page, within
from corpus.store.tables import documents, facts, findings, ledger, relations, results
from models.fact import Fact, LedgerEntry, Relation
from models.finding import Finding

_RELATION: TypeAdapter[Relation] = TypeAdapter(Relation)


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact and where it stands: its result, and its number there, from 1. `id`: for paging over many results."""

    id: int
    document_id: int
    result_id: int
    position: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What became of a number, with its number in the result's ledger, from 1."""

    position: int
    entry: LedgerEntry


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding and where it stands: its result, and its number there, from 1."""

    document_id: int
    result_id: int
    position: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class FactFilters:
    """What a list is limited to; None: not limited. Each is the field of the fact, `page` that of its evidence."""

    indicator: str | None = None
    unit: str | None = None
    stage: str | None = None
    area: str | None = None
    period: str | None = None
    status: str | None = None
    kind: str | None = None
    criterion: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentsWanted:
    """Of which documents facts are wanted."""

    county: str | None = None
    year: int | None = None


ALL_FACTS = FactFilters()
ALL_DOCUMENTS = DocumentsWanted()
_NONE_CHOSEN: Mapping[int, bool] = {}


def list_facts(
    c: Connection, result_id: int, filters: FactFilters = ALL_FACTS, after: int | None = None, limit: int = 50,
    *, chosen: Mapping[int, bool] = _NONE_CHOSEN, others: bool = True,
) -> Page[FactRow]:  # fmt: skip
    """The facts of a result in the order of the text; `after` is a position.

    `chosen`: positions of which the caller knows whether they are wanted, whatever the filters say; `others`: whether any
    other may be.
    """
    wanted = facts.c.position.in_([position for position, is_wanted in chosen.items() if is_wanted])
    by_filters = and_(*_limits(filters), facts.c.position.not_in(chosen))
    query = _facts().where(facts.c.result_id == result_id, or_(wanted, by_filters) if others else wanted)
    return read_page(c, query, facts.c.position, _fact, after, limit)


def list_all_facts(
    c: Connection, scope: Scope, wanted: DocumentsWanted = ALL_DOCUMENTS, filters: FactFilters = ALL_FACTS,
    after: int | None = None, limit: int = 50, *, whole: Select[Any] | None = None,
) -> Page[FactRow]:  # fmt: skip
    """The facts of the current results of all documents in a scope; `after` is an id.

    `whole`: ids of documents whose facts are all given, whatever the filters say.
    """
    query = _facts().join(documents, documents.c.id == results.c.document_id).where(results.c.current, within(scope, documents.c.county))
    if wanted.county is not None:
        query = query.where(documents.c.county == wanted.county)
    if wanted.year is not None:
        query = query.where(documents.c.year == wanted.year)
    limits = and_(*_limits(filters))
    query = query.where(limits if whole is None else or_(limits, documents.c.id.in_(whole)))
    return read_page(c, query, facts.c.id, _fact, after, limit)


def fits(fact: Fact, filters: FactFilters) -> bool:
    """The filters asked of a value, such as a fact that a person has put right."""
    found = {name: getattr(fact.evidence if name == "page" else fact, name) for name in asdict(filters)}
    return all(value is None or found[name] == value for name, value in asdict(filters).items())


def read_facts(c: Connection, result_id: int, starts: Collection[int] | None = None) -> tuple[FactRow, ...]:
    """All facts of a result in the order of the text, or those that begin at some characters of it."""
    query = _facts().where(facts.c.result_id == result_id).order_by(facts.c.position)
    return tuple(_fact(row) for row in c.execute(query if starts is None else query.where(facts.c.start.in_(starts))))


def read_fact(c: Connection, result_id: int, fact_id: str) -> FactRow | None:
    row = c.execute(_facts().where(facts.c.result_id == result_id, facts.c.fact_id == fact_id)).first()
    return None if row is None else _fact(row)


def read_relations(c: Connection, result_id: int) -> tuple[Relation, ...]:
    """All relations of a result; findings refer to them by their index."""
    found = c.execute(select(relations.c.content).where(relations.c.result_id == result_id).order_by(relations.c.position))
    return tuple(_RELATION.validate_json(content) for content in found.scalars())


def list_ledger(c: Connection, result_id: int, kind: str | None = None, after: int | None = None, limit: int = 50) -> Page[LedgerRow]:
    """What became of every number of the document, in the order of the text."""
    query = select(ledger).where(ledger.c.result_id == result_id)
    if kind is not None:
        query = query.where(ledger.c.kind == kind)
    return read_page(c, query, ledger.c.position, _entry, after, limit)


def read_findings(c: Connection, result_id: int) -> tuple[FindingRow, ...]:
    """All findings of a result in the order of the text."""
    query = select(findings, results.c.document_id).join(results).where(findings.c.result_id == result_id)
    return tuple(_finding(row) for row in c.execute(query.order_by(findings.c.position)))


def _facts() -> Select[Any]:
    taken = (facts.c.id, results.c.document_id, facts.c.result_id, facts.c.position, facts.c.content)
    return select(*taken).join_from(facts, results)


def _limits(filters: FactFilters) -> list[ColumnElement[bool]]:
    return [true(), *(facts.c[name] == value for name, value in asdict(filters).items() if value is not None)]


def _fact(row: Row[Any]) -> FactRow:
    return FactRow(row.id, row.document_id, row.result_id, row.position, Fact.model_validate_json(row.content))


def _entry(row: Row[Any]) -> LedgerRow:
    return LedgerRow(row.position, LedgerEntry.model_validate_json(row.content))


def _finding(row: Row[Any]) -> FindingRow:
    return FindingRow(row.document_id, row.result_id, row.position, Finding.model_validate_json(row.content))
