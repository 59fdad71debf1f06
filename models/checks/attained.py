"""Attained: how many schools of the document's own table reach a norm, against the number that the text gives.

对照2.4间的国家标准，五所初中里有5所达到要求: only where the table surely has these schools and one column for the norm.
"""

from __future__ import annotations

from fractions import Fraction

from models.checks.coefficients import PREFIX, SchoolColumn, school_columns
from models.checks.computing import rounded_or_cut
from models.checks.corrections import smallest
from models.checks.desk import Desk, Sentence, Tally, is_plain
from models.checks.limits import Limit
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

ATTAINED, SCHOOLS = "school.compliant", "school.count"


def check_attained(desk: Desk) -> Tally:
    """table_mismatch for each number of schools at a norm of its sentence that the school table surely does not give."""
    tally = Tally("attained")
    columns = school_columns(desk)
    for sentence in desk.sentences if columns else ():
        claim = _claim(sentence)
        if claim is None:
            continue
        told, norm = claim
        meant = [c for c in columns if c.stage == told.stage and norm.indicator in (OTHER, f"{PREFIX}{c.item}")]
        if len(meant) != 1 or not _all_there(sentence, meant[0]):
            tally.skip("no_school_table")
        else:
            tally.check(_mismatch(told, norm, meant[0]))
    return tally


def _claim(sentence: Sentence) -> tuple[Fact, Fact] | None:
    """The number of schools that are said to reach the one norm that the sentence writes."""
    if sentence.table is not None:
        return None
    told = [f for f in sentence.facts if f.indicator == ATTAINED and f.unit == "school" and is_plain(f) and f.bound == "exact"]
    norms = [f for f in sentence.facts if is_plain(f, ("standard",))]
    return (told[0], norms[0]) if len(told) == len(norms) == 1 else None


def _all_there(sentence: Sentence, column: SchoolColumn) -> bool:
    """The table has a row for each of the schools that the sentence speaks of."""
    return any(f.indicator == SCHOOLS and f.value == len(column.values) for f in sentence.facts)


def _mismatch(told: Fact, norm: Fact, column: SchoolColumn) -> Finding | None:
    limit = Limit("at_least", Fraction(norm.value or 0))
    surely = sum(limit.met_by(rounded_or_cut(f)) for f in column.values)
    perhaps = sum(not limit.missed_by(rounded_or_cut(f)) for f in column.values)
    if surely <= (told.value or 0) <= perhaps:
        return None
    return make_finding(
        "table_mismatch",
        [told, norm, *column.values],
        variant="attained",
        claimed=exact_text(Fraction(told.value or 0)),
        computed=str(surely),
        correction=smallest([(told, Fraction(surely))]),
        figure=told.evidence.text,
        norm=norm.evidence.text,
        shown=surely,
        table=(column.values[0].evidence.table or 0) + 1,
    )
