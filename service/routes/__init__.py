"""The API under /api/v1: one file a resource. Each endpoint parses, calls one function of the rooms below, and returns."""

from __future__ import annotations

from fastapi import APIRouter

ROOT = "/api/v1"


def api() -> APIRouter:
    """All routes of the API."""
    from service.routes import (
        access,
        assessment,
        audit,
        counties,
        documents,
        exports,
        facts,
        findings,
        jobs,
        judging,
        keys,
        operation,
        pictures,
        reference,
        results,
    )  # fmt: skip

    router = APIRouter(prefix=ROOT)
    for module in (
        documents, jobs, results, facts, findings, assessment, pictures, exports, counties, judging, reference, access, keys,
        audit, operation,
    ):  # fmt: skip
        router.include_router(module.router)
    return router
