"""Keys: who may use the service, in which role, for which counties. A secret is shown once; only its hash is kept.

A secret is 256 random bits, so a plain sha256 is as good as a slow hash. Expiry goes by the computer's clock. What a role
may do is decided by the service.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, delete, insert, select, update

from corpus.store import auditlog
from corpus.store.columns import clean, now
from corpus.store.errors import Refused
from corpus.store.paging import Scope
from corpus.store.tables import keys, sessions

Role = Literal["viewer", "uploader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Each may do what the ones before it may."""
PREFIX = "jh_"
"""By which a secret is known for one where it turns up, such as in a log."""


class NameTaken(Refused):
    """There is, or was, a key of this name; `details["name"]`. The audit log tells people apart by the names of their keys."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key. `counties` None: all. A revoked or expired one stays in the list."""

    id: int
    name: str
    role: Role
    counties: Scope
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def valid(self, at: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)

    def may(self, role: Role) -> bool:
        """Whether the key's role includes another."""
        return ROLES.index(self.role) >= ROLES.index(role)


def create_key(c: Connection, name: str, role: Role, counties: Scope, expires: datetime | None, by: str) -> tuple[KeyRow, str]:
    """A new key, and its secret, which nobody can find out again. Raises NameTaken. Writes the audit log."""
    if c.execute(select(keys.c.id).where(keys.c.name == name)).first() is not None:
        raise NameTaken("key_name_taken", name=name)
    secret = PREFIX + secrets.token_urlsafe(32)
    limited = None if counties is None else json.dumps(list(counties), ensure_ascii=False)
    row = c.execute(
        insert(keys)
        .values(name=name, role=role, counties=limited, secret_sha256=hashed(secret), created_at=now(), expires_at=expires)
        .returning(keys)
    ).one()
    details = {"name": name, "role": role, "counties": counties, "expires": None if expires is None else expires.isoformat()}
    auditlog.append(c, by, "key.created", f"key/{row.id}", details)
    return _key(row), secret


def find_key(c: Connection, secret: str) -> KeyRow | None:
    """The valid key with this secret; None for an unknown, revoked or expired one."""
    wanted = hashed(secret)
    row = c.execute(select(keys).where(keys.c.secret_sha256 == wanted)).first()
    if row is None or not hmac.compare_digest(row.secret_sha256, wanted):
        return None
    key = _key(row)
    return key if key.valid(now()) else None


def get_key(c: Connection, id: int) -> KeyRow | None:
    row = c.execute(select(keys).where(keys.c.id == id)).first()
    return None if row is None else _key(row)


def list_keys(c: Connection) -> tuple[KeyRow, ...]:
    """All keys that there ever were, in the order in which they were made."""
    return tuple(_key(row) for row in c.execute(select(keys).order_by(keys.c.id)))


def revoke_key(c: Connection, id: int, by: str) -> KeyRow | None:
    """From now on nobody gets in with it, and who is in is out. None for no such key. Writes the audit log, once."""
    if c.execute(update(keys).where(keys.c.id == id, keys.c.revoked_at.is_(None)).values(revoked_at=now())).rowcount:
        c.execute(delete(sessions).where(sessions.c.key_id == id))
        auditlog.append(c, by, "key.revoked", f"key/{id}")
    return get_key(c, id)


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(clean(secret).encode()).hexdigest()


def _key(row: Row[Any]) -> KeyRow:
    counties = None if row.counties is None else tuple(json.loads(row.counties))
    return KeyRow(row.id, row.name, row.role, counties, row.created_at, row.expires_at, row.revoked_at)
