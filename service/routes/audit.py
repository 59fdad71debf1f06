"""`/audit`: who did what to what, and whether the log is whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter

from corpus.store.auditlog import head, list_audit, verify
from service.cursors import position
from service.deps import Admin, Service
from service.openapi import problems
from service.wire import After, Limit, Listed, Values, page_out

router = APIRouter(tags=["operation"])
_KIND = "audit"


class AuditOut(Values):
    """One row of the log. `hash` is over the row and the hash of the row before it."""

    number: int
    at: datetime
    actor: str
    action: str
    target: str
    details: dict[str, Any]
    previous: str
    hash: str


class Broken(Values):
    number: int
    fault: Literal["missing", "changed", "follow"]


class Chain(Values):
    """The state of the whole log, and its last row, to be kept elsewhere and compared."""

    whole: bool
    rows: int
    hash: str
    broken: Broken | None


@router.get("/audit", summary="审计日志 The audit log", responses=problems(400))
def list_all(service: Service, caller: Admin, after: After = None, limit: Limit = 50) -> Listed[AuditOut]:
    """The newest first."""
    with service.store.reading() as c:
        page = list_audit(c, position(_KIND, after), limit)
    return page_out(page, _KIND, [AuditOut.model_validate(row, from_attributes=True) for row in page.rows])


@router.get("/audit/chain", summary="核验审计日志 Verify the audit log")
def verify_all(service: Service, caller: Admin) -> Chain:
    """Every row's hash computed anew; the first row that does not fit is named."""
    with service.store.reading() as c:
        broken, last = verify(c), head(c)
    found = None if broken is None else Broken.model_validate(broken, from_attributes=True)
    return Chain(whole=broken is None, rows=last.number, hash=last.hash, broken=found)
