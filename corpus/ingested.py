"""Everything that one reading of a document gives, as one value that goes to JSON and back without loss.

It crosses from the limited child to the server and rests in the store. From it the pages, papers and exports are made
again without reading the upload a second time. Computes nothing.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Tag

from corpus.audit import Assessed, Audit
from extractor.blocks import Format, Notice, Page, Paragraph, Report, Table
from models.assess import Assessment
from models.fact import Extraction, Place
from models.finding import CheckReport
from models.schools import SchoolTable
from models.standard import standard_on

State = Literal["succeeded", "partial"]


def _block_kind(block: Any) -> str:
    """Which of the two a block is, as a value or as parsed JSON: only tables have cells."""
    is_table = "cells" in block if isinstance(block, dict) else isinstance(block, Table)
    return "table" if is_table else "paragraph"


StoredBlock = Annotated[Annotated[Paragraph, Tag("paragraph")] | Annotated[Table, Tag("table")], Discriminator(_block_kind)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Versions(_Value):
    """What made a result. `catalogue`: hash of the rule files; `standard`: id@day that it was judged by, or empty."""

    engine: str
    catalogue: str
    standard: str


class StoredReport(_Value):
    """The report as read, without the place of each character: facts carry their places with them."""

    name: str
    format: Format
    sha256: str
    text: str
    blocks: tuple[StoredBlock, ...]
    pages: tuple[Page, ...] = ()
    notices: tuple[Notice, ...] = ()

    @classmethod
    def from_report(cls, report: Report) -> StoredReport:
        return cls(
            name=report.name, format=report.format, sha256=report.sha256, text=report.text, blocks=tuple(report.blocks),
            pages=tuple(report.pages), notices=tuple(report.notices),
        )  # fmt: skip

    def to_report(self) -> Report:
        """The Report that pages and papers are made from; its `map` is None."""
        return Report(self.name, self.format, self.sha256, self.text, list(self.blocks), list(self.pages), notices=list(self.notices))


class Ingested(_Value):
    """What was read, extracted, checked and judged. `state` is `partial` where a page could not be read.

    `assessment` is None where no standard held in the document's year; `schools` is the school table that was found
    inside the document, `school_notices` say why one that was found could not be used. `ledger_places` has the boxes of
    each entry of the ledger on the pages of a PDF; those of a figure are in its evidence.
    """

    extraction: Extraction
    checks: CheckReport
    assessment: Assessment | None
    schools: SchoolTable | None
    school_notices: tuple[Notice, ...] = ()
    report: StoredReport
    ledger_places: tuple[tuple[Place, ...], ...] = ()
    versions: Versions
    state: State

    def to_audit(self) -> Audit:
        """The value that findings and their working papers are rendered from."""
        return Audit(self.report.to_report(), self.extraction, self.checks)

    def to_assessed(self) -> Assessed | None:
        """The value that assessments and their working papers are rendered from; None without an assessment."""
        judged = self.assessment
        if judged is None:
            return None
        standard = standard_on(judged.standard, judged.day, judged.overlay)
        return Assessed(self.to_audit(), standard, judged, self.schools, self.school_notices)
