"""Text that Excel would run as a formula, given an apostrophe; and the apostrophe taken away again.

Numbers stay numbers: -3.6 is none of a formula's signs. The mark can always be undone: what begins with an apostrophe and
a formula behind it gets one more.
"""

from __future__ import annotations

import re

# Excel in Chinese takes the full-width signs for formulas, too.
_FORMULA = re.compile("'*[ \u3000]*[=+\\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def guarded(text: str) -> str:
    """`text`, with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> guarded("=1+1"), guarded("-3.6"), guarded("-3.6%"), guarded("'=1+1")
    ("'=1+1", '-3.6', "'-3.6%", "''=1+1")
    """
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("-3.6"), unguarded("'quoted'")
    ('=1+1', '-3.6', "'quoted'")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
