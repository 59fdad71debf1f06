"""The version of the program, as installed."""

from __future__ import annotations


def version() -> str:
    """The installed version; `source` where the program runs from a folder that nobody installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("junheng")
    except PackageNotFoundError:
        return "source"
