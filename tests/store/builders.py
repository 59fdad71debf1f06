"""What the tests of the store put into it: documents, results with figures at chosen places, and their other versions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from sqlalchemy import Connection

from corpus.ingested import Ingested, StoredReport, Versions
from corpus.store import Store
from corpus.store.documents import DocumentRow, add_document
from corpus.store.results import ResultRow, save_result
from models.fact import Document, Evidence, Extraction, Fact, LedgerEntry, RatioRelation, SumRelation
from models.finding import CheckReport, Finding


def document(c: Connection, name: str = "a.txt", county: str | None = "岚渡县", **given: int) -> DocumentRow:
    """A document whose bytes are its name."""
    data = name.encode()
    return add_document(c, sha256(data).hexdigest(), name, len(data), "tester", county=county, **given)[0]


def fact(id: str, text: str, start: int, **fields: object) -> Fact:
    """A fact of the characters `text` at `start`, in a sentence of its own."""
    evidence = Evidence(text=text, start=start, end=start + len(text), sentence=f"共有{text}。", page=fields.pop("page", None))
    return Fact(**{"id": id, "value": Decimal(len(text)), "unit": "item", "indicator": "other", "evidence": evidence} | fields)


def finding(facts: Sequence[Fact], **fields: object) -> Finding:
    """A sum that does not come out, of these facts."""
    of = {"id": f"sum_mismatch-{facts[0].id}", "facts": tuple(f.id for f in facts), "evidence": tuple(f.evidence for f in facts)}
    told = {"code": "sum_mismatch", "severity": "error", "message": "不符。", "message_en": "They differ."}
    return Finding(**of | told | {"claimed": "3", "computed": "4"} | fields)


def ingested(facts: Sequence[Fact], findings: Sequence[Finding] = (), engine: str = "1", **told: object) -> Ingested:
    """A result with these facts, the first three of which are a sum, the first two a rate of themselves."""
    ids = [f.id for f in facts]
    relations = (SumRelation(whole=ids[0], parts=tuple(ids[1:3])), RatioRelation(part=ids[0], whole=ids[1], rate=ids[1])) if ids[2:] else ()
    ledger = tuple(LedgerEntry(kind="fact", start=f.evidence.start, end=f.evidence.end, text=f.evidence.text, fact=f.id) for f in facts)
    about = Document(**{"id": "sha256:0", "name": "a.txt", "format": "txt", "county": "岚渡县", "year": 2024} | told)
    extraction = Extraction(document=about, facts=tuple(facts), relations=relations, ledger=ledger)
    return Ingested(
        extraction=extraction, checks=CheckReport(findings=tuple(findings)), assessment=None, schools=None,
        report=StoredReport(name="a.txt", format="txt", sha256="0", text="", blocks=()),
        versions=Versions(engine=engine, catalogue="c", standard=""), state="succeeded",
    )  # fmt: skip


def saved(store: Store, made: Ingested, name: str = "a.txt", county: str | None = "岚渡县") -> ResultRow:
    """The result of a document, which is added if it is not there."""
    with store.writing() as c:
        return save_result(c, document(c, name, county).id, made)
