"""Cursors: where a list goes on, as a word that clients hand back unread. Any other word is refused."""

from __future__ import annotations

import base64
import binascii
import re

from service.problems import Problem

_FORM = re.compile(rb"([a-z_]{1,20}):([0-9]{1,18})")


def cursor(kind: str, after: int) -> str:
    """The cursor behind entry `after` of a list of `kind`."""
    return base64.urlsafe_b64encode(f"{kind}:{after}".encode("ascii")).decode("ascii").rstrip("=")


def position(kind: str, text: str | None) -> int | None:
    """The entry behind which the list goes on; None at its beginning. Raises Problem (400)."""
    if text is None:
        return None
    try:
        found = _FORM.fullmatch(base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", validate=True))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise Problem("bad_cursor") from error
    if found is None or found[1].decode("ascii") != kind:
        raise Problem("bad_cursor")
    return int(found[2])
