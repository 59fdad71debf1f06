"""Keys and sessions: the secret is shown once, and nobody gets in with one that is unknown, revoked or expired."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from corpus.store import Store, columns
from corpus.store.auditlog import list_audit
from corpus.store.keys import NameTaken, create_key, find_key, get_key, list_keys, revoke_key
from corpus.store.sessions import close_session, find_session, open_session
from corpus.store.tables import keys, sessions

DAY = timedelta(days=1)


def test_a_key_opens_with_its_secret_alone(store: Store) -> None:
    with store.writing() as c:
        key, secret = create_key(c, "张", "reviewer", ("岚渡县", "云岫区"), None, "admin")
        other = create_key(c, "李", "viewer", None, None, "admin")[0]
        assert find_key(c, secret) == get_key(c, key.id) == key
        assert list_keys(c) == (key, other)
        for wrong in ("", "jh_", secret[:-1], secret + "x", secret.upper(), "jh_\0", "密钥", "\ud800"):
            assert find_key(c, wrong) is None
    assert (key.counties, other.counties) == (("岚渡县", "云岫区"), None)
    assert secret.startswith("jh_") and len(secret) >= 43


def test_a_secret_is_kept_nowhere(store: Store) -> None:
    with store.writing() as c:
        key, secret = create_key(c, "张", "admin", None, None, "admin")
        token = open_session(c, key, DAY)[1]
        kept = repr([*c.execute(select(keys)), *c.execute(select(sessions)), list_audit(c)])
    assert secret not in kept and secret.removeprefix("jh_") not in kept and token not in kept


def test_a_revoked_key_lets_nobody_in_and_throws_out_who_is(store: Store) -> None:
    with store.writing() as c:
        key, secret = create_key(c, "张", "admin", None, None, "admin")
        token = open_session(c, key, DAY)[1]
        revoked = revoke_key(c, key.id, "admin")
        assert revoke_key(c, key.id, "admin") == revoked
        assert find_key(c, secret) is None and find_session(c, token) is None
        assert list_keys(c) == (revoked,)
        assert revoke_key(c, 99, "admin") is None
        assert [row.action for row in list_audit(c).rows] == ["key.revoked", "key.created"]


def test_a_key_expires(store: Store) -> None:
    with store.writing() as c:
        alive, secret = create_key(c, "张", "viewer", None, columns.now() + DAY, "admin")
        _, old_secret = create_key(c, "李", "viewer", None, columns.now() - DAY, "admin")
        assert find_key(c, secret) == alive
        assert find_key(c, old_secret) is None
    assert alive.valid(alive.expires_at - DAY) and not alive.valid(alive.expires_at)


def test_a_name_is_not_taken_twice(store: Store) -> None:
    with store.writing() as c:
        revoke_key(c, create_key(c, "张", "viewer", None, None, "admin")[0].id, "admin")
        with pytest.raises(NameTaken):
            create_key(c, "张", "admin", None, None, "admin")


@pytest.mark.parametrize(("role", "may"), [("viewer", "v"), ("uploader", "vu"), ("reviewer", "vur"), ("admin", "vura")])
def test_a_role_includes_those_before_it(store: Store, role: str, may: str) -> None:
    with store.writing() as c:
        key, _ = create_key(c, "张", role, None, None, "admin")
    assert "".join(other[0] for other in ("viewer", "uploader", "reviewer", "admin") if key.may(other)) == may


def test_a_session_stands_for_its_key_until_it_ends(store: Store) -> None:
    with store.writing() as c:
        key, _ = create_key(c, "张", "viewer", None, None, "admin")
        session, token = open_session(c, key, DAY)
        _, other = open_session(c, key, DAY)
        assert find_session(c, token) == session and session.key == key
        assert find_session(c, token + "x") is None
        close_session(c, token)
        assert find_session(c, token) is None
        assert find_session(c, other) is not None


def test_a_session_expires_and_is_forgotten(store: Store) -> None:
    with store.writing() as c:
        key, _ = create_key(c, "张", "viewer", None, None, "admin")
        _, token = open_session(c, key, -DAY)
        assert find_session(c, token) is None
        open_session(c, key, DAY)
        assert len(c.execute(select(sessions)).all()) == 1


def test_a_session_ends_with_its_key(store: Store) -> None:
    with store.writing() as c:
        key, _ = create_key(c, "张", "viewer", None, columns.now() - DAY, "admin")
        _, token = open_session(c, key, DAY)
        assert find_session(c, token) is None
