"""The pages of the service as HTML: `router` has them all."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
