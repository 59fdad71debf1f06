"""What a person's review makes of what the program reads: as it is shown, and whether the review still holds. Pure; no SQL.

A review was made of one reading. Where a later version reads the same, or reads what the person had put right, it holds;
where it reads something else, that is a conflict, in which the person's word stands until somebody looks again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from pydantic import ValidationError

from corpus.store.errors import Refused
from models.fact import Extraction, Fact, LedgerEntry, Relation
from models.finding import Finding
from models.indicators import load_indicators
from models.units import load_units

Decision = Literal["accept", "edit", "reject", "reset"]
State = Literal["open", "accepted", "edited", "rejected", "conflict"]
EDITABLE = ("value", "value_max", "unit", "step", "bound", "kind", "status", "indicator", "stage", "area", "period", "criterion")
"""The fields of a fact that a person may put right."""
MOST_DIGITS = 30
_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2})?(/[0-9]{4}(-[0-9]{2})?)?")
_OF_FINDING = ("severity", "claimed", "computed", "interval", "changes_verdict")
_SETTLED: dict[str, State] = {"accept": "accepted", "edit": "edited", "reject": "rejected"}


class BadEdit(Refused):
    """A field that cannot be edited, or not to this value; `details["field"]`."""


def edited(fact: Fact, edits: Mapping[str, Any]) -> Fact:
    """The fact with some fields put right; values as in its JSON. Raises BadEdit."""
    for field in edits:
        if field not in EDITABLE:
            raise BadEdit("bad_edit", field=field)
    try:
        changed = applied(fact, edits)
    except ValidationError as error:
        raise BadEdit("bad_edit", field=str(error.errors()[0]["loc"][0])) from error
    for field in edits:
        if not _possible(changed, field, fact):
            raise BadEdit("bad_edit", field=field)
    return changed


def applied(fact: Fact, edits: Mapping[str, Any]) -> Fact:
    """The same for edits that were accepted once: what the catalogue no longer knows stays as the person said it."""
    return Fact.model_validate(fact.model_dump(by_alias=True) | dict(edits))


def _possible(changed: Fact, field: str, machine: Fact) -> bool:
    """Whether a reading could give what the model of a fact lets through."""
    value = getattr(changed, field)
    match field:
        case "value":
            return machine.value is None if value is None else _has_size(value)
        case "value_max" | "step":
            return value is None or _has_size(value)
        case "unit":
            return value in load_units().base_units
        case "indicator":
            return value in load_indicators()
        case "period":
            return value is None or _PERIOD.fullmatch(value) is not None
        case "criterion":
            return value is None or f"resource.{value}" in load_indicators()
        case _:
            return True


def _has_size(number: Decimal) -> bool:
    """Written out, it is a line and not a book."""
    return abs(number.adjusted()) <= MOST_DIGITS and len(number.as_tuple().digits) <= MOST_DIGITS


def state_of_fact(decision: Decision | None, reviewed: Fact, vouched: Fact, present: Fact) -> State:
    """`reviewed`: as read when the review was made; `vouched`: as the person left it; `present`: as read now."""
    if decision is None or decision == "reset":
        return "open"
    agrees = _reading(present) == _reading(reviewed) or (decision != "reject" and _reading(present) == _reading(vouched))
    return _SETTLED[decision] if agrees else "conflict"


def state_of_finding(decision: Decision | None, reviewed: Finding, present: Finding) -> State:
    """A finding is accepted or rejected as it was computed then; another computation is another matter."""
    if decision is None or decision == "reset":
        return "open"
    same = all(getattr(reviewed, name) == getattr(present, name) for name in _OF_FINDING)
    return _SETTLED[decision] if same else "conflict"


def shown_fact(vouched: Fact, present: Fact, decision: Decision) -> Fact:
    """The present fact with what the person vouched for, where he vouched for anything."""
    if decision not in ("accept", "edit"):
        return present
    return present.model_copy(update={name: getattr(vouched, name) for name in EDITABLE})


def overlaid(extraction: Extraction, shown: Mapping[str, Fact | None]) -> Extraction:
    """The extraction with facts as people left them, by id; those that are None are taken out.

    With a fact go the relations that it is in, and its number becomes unresolved. Findings are those of the machine.
    """
    facts = (shown.get(fact.id, fact) for fact in extraction.facts)
    out = {id for id, fact in shown.items() if fact is None}
    return extraction.model_copy(
        update={
            "facts": tuple(fact for fact in facts if fact is not None),
            "relations": tuple(relation for relation in extraction.relations if not _touches(relation, out)),
            "ledger": tuple(_without(entry, out) for entry in extraction.ledger),
        }
    )


def _touches(relation: Relation, ids: set[str]) -> bool:
    return not ids.isdisjoint(member for member in relation.members if member is not None)


def _without(entry: LedgerEntry, out: set[str]) -> LedgerEntry:
    return entry.model_copy(update={"kind": "unresolved", "fact": None}) if entry.fact in out else entry


def _reading(fact: Fact) -> tuple[object, ...]:
    return tuple(getattr(fact, name) for name in EDITABLE)
