"""The version of the program, as installed."""

from __future__ import annotations

from corpus.versions import engine_version as version

__all__ = ["version"]
