"""The log of the service: one JSON object a line on standard error. Never holds text, names or values of a document."""

from __future__ import annotations

import sys
from typing import Any

import structlog


def configure_logs() -> None:
    """JSON lines with UTC times."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def log() -> Any:
    """The logger."""
    return structlog.get_logger()
