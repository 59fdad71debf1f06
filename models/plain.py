"""Text of a report or a file name made safe to show: nothing in it may steer a terminal or turn the reading direction.

Characters are replaced one for one, so that offsets stay what they are.
"""

from __future__ import annotations

# The last two are no characters at all, and no XML may hold them.
_UNSAFE = [
    *range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF,
]  # fmt: skip
_TABLE: dict[int, str] = dict.fromkeys(_UNSAFE, "\ufffd") | {0x09: "\t", 0x0A: "\n"}
_LINE: dict[int, str] = _TABLE | {0x09: " ", 0x0A: " ", 0x0D: " ", 0x0B: " ", 0x0C: " "}


def plain(text: str) -> str:
    """`text` with control characters shown as U+FFFD; line breaks and tabs stay.

    >>> plain("1\\x1b[31m2")
    '1\\ufffd[31m2'
    """
    return text.translate(_TABLE)


def plain_line(text: str) -> str:
    """The same on one line."""
    return text.translate(_LINE)
