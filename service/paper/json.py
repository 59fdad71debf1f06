"""JSON of a check, an assessment and a comparison: the document's JSON with its findings, and what was added to it.

`checks` counts how far each family of checks got; `assessment` and `school_table` are those of `junheng assess`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from corpus.audit import Assessed, Audit, Comparison
from service.output.result import Setting


def render_audits(audits: Sequence[Audit], setting: Setting) -> bytes:
    return _written([audit_json(audit) for audit in audits], setting)


def render_assessed(found: Sequence[Assessed], setting: Setting) -> bytes:
    return _written([_assessed_json(assessed) for assessed in found], setting)


def audit_json(audit: Audit) -> dict[str, Any]:
    """The document's JSON with its findings, and the counts of the checks."""
    families = [family.model_dump(mode="json") for family in audit.checks.families]
    return audit.extraction.model_dump(mode="json") | {"checks": families}


def _assessed_json(assessed: Assessed) -> dict[str, Any]:
    schools = assessed.schools
    table = (
        {"name": schools.name, "schools": len(schools.schools), "left_out": [row.model_dump() for row in schools.left_out]}
        if schools
        else None
    )
    added = {"assessment": assessed.assessment.model_dump(mode="json"), "school_table": table}
    notices = [{"code": n.code, **{key: str(value) for key, value in n.details.items()}} for n in assessed.notices]
    return audit_json(assessed.audit) | added | {"school_table_notices": notices}


def render_comparison(comparison: Comparison, setting: Setting) -> bytes:
    """The documents, and for each common quantity both facts whole."""
    facts = {a.extraction.document.id: {f.id: f for f in a.extraction.facts} for a in comparison.audits}
    conflicts = [
        conflict.model_dump(mode="json") | {
            "first": facts[conflict.first_document][conflict.first_fact].model_dump(mode="json"),
            "second": facts[conflict.second_document][conflict.second_fact].model_dump(mode="json"),
        }
        for conflict in comparison.conflicts
    ]  # fmt: skip
    documents = [a.extraction.document.model_dump(mode="json") for a in comparison.audits]
    content = {"documents": documents, "counties": list(comparison.counties), "conflicts": conflicts}
    return _text(content, setting)


def _written(documents: list[dict[str, Any]], setting: Setting) -> bytes:
    return _text(documents if setting.several else documents[0], setting)


def _text(content: object, setting: Setting) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2 if setting.pretty else None) + "\n").encode("utf-8")
