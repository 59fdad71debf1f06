"""The console on standard output: its width and colours, and none of them where nobody looks."""

from __future__ import annotations

import os
import sys

from rich.console import Console

FILE_WIDTH = 120
"""Columns of a table that goes into a file or a pipe, unless COLUMNS says otherwise."""


def stdout_console() -> Console:
    """A console for standard output that never fails on a letter: one in GBK has no ㎡, and shows a question mark."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = FILE_WIDTH
    return console
