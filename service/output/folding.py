"""Text folded to a width in columns as Chinese is set: between any two letters, but no number, word or figure is parted.

A terminal library breaks at spaces only and would leave half a line empty before a long run of Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

_CLOSING = "，。、；：！？）】》〉”’,;:!?)%…"
_UNBROKEN = re.compile(rf"[0-9A-Za-z.,%]+|[^0-9A-Za-z.,%][{_CLOSING}]*")
"""What a line break must not part: a number, a word, a letter with the closing mark after it."""


def unbroken(text: str) -> list[str]:
    """The runs of `text` between which a line may be broken."""
    return _UNBROKEN.findall(text)


def fold(parts: Iterable[tuple[str, str]], width: int = 0) -> Text:
    """Runs with their styles, wrapped where `width` is given."""
    text, at = Text(), 0
    for part, style in parts:
        columns = cell_len(part)
        # Two columns are kept for a closing mark: no line begins with one.
        if width and at and part and at + columns > (width if part[-1] in _CLOSING else width - 2) and part[0] not in _CLOSING:
            text.append("\n")
            at = 0
        text.append(part, style=style)
        at += columns
    return text


def wrap(text: Text, width: int) -> Text:
    """The text with its styles, wrapped to `width`."""
    breaks: list[int] = []
    start = at = 0
    for part in unbroken(text.plain):
        columns = 0 if part == "\n" else cell_len(part)
        if at and at + columns > width and part[0] not in _CLOSING:
            breaks.append(start)
            at = 0
        at = 0 if part == "\n" else at + columns
        start += len(part)
    return Text("\n").join(text.divide(breaks)) if breaks else text


def print_wrapped(console: Console, text: Text | str, indent: int = 0) -> None:
    """A paragraph, wrapped to the console and indented."""
    text = Text(text) if isinstance(text, str) else text
    console.print(Padding(wrap(text, console.width - indent), (0, 0, 0, indent)))
