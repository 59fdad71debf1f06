"""What an auditor should look at: findings, their sentences, and the report of what was and could not be checked.

Pure values. The wording of each code stands in data/findings.yaml; nothing is computed or compared here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models.fact import Evidence, Fact
from models.loading import load_data
from models.quantity import Interval

Severity = Literal["error", "warning", "info"]
Code = Literal[
    "sum_mismatch",
    "ratio_mismatch",
    "ratio_truncated",
    "rate_impossible",
    "change_mismatch",
    "trend_contradiction",
    "threshold_contradiction",
    "duplicate_conflict",
    "rate_over_100",
    "table_mismatch",
    "cv_mismatch",
    "period_conflict",
    "implausible",
    "document_conflict",
    "masked",
]
_DIGITS = 8


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, populate_by_name=True)


class Correction(_Value):
    """The smallest change of one figure that would make the figures meet. A proposal, never a fact."""

    fact: str
    from_: str = Field(alias="from", description="as written")
    to: str = Field(description="as it would be written, in the base unit where it is an amount")


class Finding(_Value):
    """A claim that does not follow from the other figures, the standard, or the document's own tables.

    `claimed` and `computed` are decimal strings in the base unit; `interval` is what the computed value may be, given
    the precision of the figures it comes from (None: without limit on this side).
    """

    id: str = ""
    code: Code
    severity: Severity
    message: str
    message_en: str
    facts: tuple[str, ...]
    relation: int | None = None
    claimed: str | None = None
    computed: str | None = None
    interval: tuple[str | None, str | None] | None = None
    evidence: tuple[Evidence, ...] = ()
    changes_verdict: bool | None = Field(None, description="whether the disagreement crosses a limit of the standard")
    correction: Correction | None = None


class FamilyCount(_Value):
    """How far a family of checks got: found = checkable + not_checkable; checked are those that could have failed."""

    family: str
    found: int = 0
    checkable: int = 0
    checked: int = 0
    not_checkable: int = 0
    reasons: dict[str, int] = Field(default_factory=dict, description="why not, or why it could not fail")


class CheckReport(_Value):
    """The findings of one document in the order of the text, and the count of each family."""

    findings: tuple[Finding, ...] = ()
    families: tuple[FamilyCount, ...] = ()


class Conflict(_Value):
    """The same quantity in two documents of one county."""

    first_document: str
    first_fact: str
    second_document: str
    second_fact: str
    result: Literal["same", "other_precision", "contradicts"]
    finding: Finding | None = None


def _wordings() -> dict[str, dict[str, dict[str, str]]]:
    loaded: dict[str, dict[str, dict[str, str]]] = load_data("findings.yaml")["sentences"]
    return loaded


def sentence(code: str, variant: str, lang: str, **details: object) -> str:
    """The sentence of a finding in `lang` (zh or en). Raises KeyError for an unknown code, variant or blank."""
    return _wordings()[code][variant][lang].format_map(details)


def make_finding(
    code: Code, facts: list[Fact], *, variant: str = "plain", severity: Severity = "error", relation: int | None = None,
    claimed: str | None = None, computed: str | None = None, interval: Interval | None = None,
    changes_verdict: bool | None = None, correction: Correction | None = None, **details: object,
) -> Finding:  # fmt: skip
    """A finding about `facts`, its sentence filled from `details` and from `claimed` and `computed`."""
    told = {"claimed": claimed, "computed": computed, **details}
    return Finding(
        code=code,
        severity=severity,
        message=sentence(code, variant, "zh", **told),
        message_en=sentence(code, variant, "en", **told),
        facts=tuple(fact.id for fact in facts),
        relation=relation,
        claimed=claimed,
        computed=computed,
        interval=None if interval is None else (_end(interval.low), _end(interval.high)),
        evidence=tuple(fact.evidence for fact in facts),
        changes_verdict=changes_verdict,
        correction=correction,
    )


def _end(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def exact_text(value: Fraction) -> str:
    """A fraction as a decimal string: exact where it has at most eight places, else rounded to eight.

    >>> exact_text(Fraction(1, 8)), exact_text(Fraction(5, 66) * 100)
    ('0.125', '7.57575758')
    """
    rounded = round(value * 10**_DIGITS)
    sign, digits = "-" if rounded < 0 else "", str(abs(rounded)).rjust(_DIGITS + 1, "0")
    return sign + f"{digits[:-_DIGITS]}.{digits[-_DIGITS:]}".rstrip("0").rstrip(".")
