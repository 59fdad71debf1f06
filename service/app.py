"""The service put together: `create_app(settings)` gives the application, which opens store and workers when it starts."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from corpus.store import Store, open_store
from corpus.store.removal import sweep
from service.conditional import NotModified, not_modified
from service.datasets import Datasets
from service.deps import Running
from service.metrics import Metrics
from service.middleware import AccessLog, BodyLimit, Guard
from service.openapi import describe
from service.pages import router as pages
from service.pages.refusals import install as install_pages
from service.problems import install
from service.routes import ROOT, api
from service.routes.docs import router as docs
from service.settings import MEGABYTE, Settings
from service.version import version
from service.worker.supervisor import Supervisor

_PLAIN_BODY = 8 * MEGABYTE
"""The most of a body that is no file: the facts or the school table of one county take some hundred kilobytes."""
_FORM_OVERHEAD = 64 * 1024
UPLOADS = f"{ROOT}/documents"


def create_app(settings: Settings) -> FastAPI:
    """The application. Opens nothing before it starts."""
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        store = await run_in_threadpool(open_store, settings.database_url, settings.data)
        supervisor = Supervisor(store, settings)
        try:
            await run_in_threadpool(_begin, store, supervisor)
            app.state.running = Running(settings, store, metrics, supervisor, Datasets(store))
            yield
        finally:
            await run_in_threadpool(supervisor.stop)
            store.close()

    app = FastAPI(
        title="均衡 Junheng", version=version(), lifespan=lifespan, docs_url=None, redoc_url=None,
        openapi_url=f"{ROOT}/openapi.json", redirect_slashes=False,
        generate_unique_id_function=lambda route: f"{route.tags[0]}_{route.name}" if route.tags else route.name,
    )  # fmt: skip
    app.include_router(api())
    app.include_router(docs)
    app.include_router(pages)
    install(app)
    install_pages(app)
    app.add_exception_handler(NotModified, not_modified)
    describe(app)
    app.add_middleware(BodyLimit, limit=lambda path: _limit(settings, path))
    app.add_middleware(Guard, is_open=settings.is_open)
    app.add_middleware(AccessLog, metrics=metrics)
    return app


def _begin(store: Store, supervisor: Supervisor) -> None:
    """Before the first request: what a killed server left half received is gone, and its jobs are taken up again."""
    sweep(store)
    supervisor.start()
    # The libraries' hundreds of thousands of objects live as long as the server: walking them cost single answers 0.1 s.
    gc.collect()
    gc.freeze()


def _limit(settings: Settings, path: str) -> int:
    """The most bytes of a body sent to `path`."""
    return settings.max_upload + _FORM_OVERHEAD if path == UPLOADS else _PLAIN_BODY
