"""Signing in to the page: a session stands for a key until it ends, expires, or the key does.

The token goes to the browser in a cookie, only its hash is kept; the CSRF token goes into its forms.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from corpus.store.columns import now
from corpus.store.keys import KeyRow, get_key, hashed
from corpus.store.tables import sessions


@dataclass(frozen=True, slots=True)
class SessionRow:
    """Somebody signed in. `csrf`: what has to come with everything that changes something."""

    id: int
    key: KeyRow
    csrf: str
    opened_at: datetime
    expires_at: datetime


def open_session(c: Connection, key: KeyRow, lasting: timedelta) -> tuple[SessionRow, str]:
    """A new session and its token. Sessions that have expired are forgotten on the way."""
    opened = now()
    c.execute(delete(sessions).where(sessions.c.expires_at <= opened))
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    expires = opened + lasting
    values = {"token_sha256": hashed(token), "key_id": key.id, "csrf": csrf, "opened_at": opened, "expires_at": expires}
    id = c.execute(insert(sessions).values(**values).returning(sessions.c.id)).scalar_one()
    return SessionRow(id, key, csrf, opened, expires), token


def find_session(c: Connection, token: str) -> SessionRow | None:
    """The session with this token, if it and its key are valid."""
    wanted, at = hashed(token), now()
    row = c.execute(select(sessions).where(sessions.c.token_sha256 == wanted)).first()
    if row is None or not hmac.compare_digest(row.token_sha256, wanted) or row.expires_at <= at:
        return None
    key = get_key(c, row.key_id)
    return SessionRow(row.id, key, row.csrf, row.opened_at, row.expires_at) if key is not None and key.valid(at) else None


def close_session(c: Connection, token: str) -> None:
    """Sign out."""
    c.execute(delete(sessions).where(sessions.c.token_sha256 == hashed(token)))
