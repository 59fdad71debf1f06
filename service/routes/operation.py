"""Is it alive, is it ready, which version, what does it count. `/health` and `/version` need no key: they tell nothing."""

from __future__ import annotations

import os
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from corpus.store.documents import count_documents
from corpus.store.jobs import count_jobs
from service.deps import Admin, Running, Service
from service.metrics import MEDIA_TYPE
from service.openapi import content, problems
from service.problems import Problem
from service.version import version

router = APIRouter(tags=["operation"])


class State(BaseModel):
    state: Literal["ok"] = "ok"


class VersionOut(BaseModel):
    version: str


@router.get("/health", summary="是否运行 Is it alive")
def get_health() -> State:
    """Answers as long as the process does; asks nothing of the database."""
    return State()


@router.get("/ready", summary="是否就绪 Is it ready", responses=problems(503))
def get_readiness(service: Service) -> State:
    """Whether uploads can be taken: the database answers, the folder can be written, the workers live."""
    if missing := _missing(service):
        raise Problem("not_ready", what=", ".join(missing), headers={"Retry-After": "5"})
    return State()


def _missing(service: Running) -> list[str]:
    with service.store.reading() as c:
        count_documents(c)
    checks = {"data folder": os.access(service.settings.data, os.W_OK), "workers": service.supervisor.alive()}
    return [name for name, holds in checks.items() if not holds]


@router.get("/version", summary="版本 Which version")
def get_version() -> VersionOut:
    """The version of the program."""
    return VersionOut(version=version())


@router.get("/metrics", summary="计数 What it counts", response_class=Response, responses=content(MEDIA_TYPE, "Prometheus text format"))
def get_metrics(service: Service, caller: Admin) -> Response:
    """Requests, jobs and documents in numbers, for Prometheus."""
    with service.store.reading() as c:
        jobs, documents = count_jobs(c), count_documents(c)
    return Response(service.metrics.text(jobs, documents), media_type=MEDIA_TYPE)
