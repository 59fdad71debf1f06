"""The pages of the service as HTML: `router` has them all. They show what the store holds; every change goes through the API."""

from __future__ import annotations

from fastapi import APIRouter

from service.pages import assets, comparison, counties, document, documents, home, information, signin, standings

router = APIRouter(include_in_schema=False)
for _module in (assets, home, signin, documents, document, information, counties, comparison, standings):
    router.include_router(_module.router)
