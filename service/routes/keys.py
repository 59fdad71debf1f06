"""`/keys`: make, list, revoke. The secret of a key is in one answer only, that of its making."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from corpus.store.keys import KeyRow, Role, create_key, list_keys, revoke_key
from service.deps import Admin, Service
from service.openapi import problems
from service.problems import Problem
from service.wire import Id, Values

router = APIRouter(tags=["access"])


def _written(value: object) -> object:
    """A moment comes as text: a number would be taken for seconds."""
    if value is not None and not isinstance(value, str):
        raise ValueError("a moment as in 2027-01-31T00:00:00+08:00")
    return value


_County = Annotated[str, Field(min_length=1, max_length=100)]


class NewKey(BaseModel):
    """`counties`: null or left out for all. `expires`: a moment with its zone; null for never."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=100, description="who uses it: the audit log calls them so")
    role: Role
    counties: list[_County] | None = Field(None, min_length=1, max_length=200)
    expires: Annotated[AwareDatetime | None, BeforeValidator(_written)] = None


class KeyOut(Values):
    id: int
    name: str
    role: Role
    counties: list[str] | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class KeyMade(KeyOut):
    """The only answer that holds the secret."""

    secret: str


class KeyList(Values):
    items: list[KeyOut]


@router.get("/keys", summary="密钥列表 List the keys")
def list_all(service: Service, caller: Admin) -> KeyList:
    """All keys that there ever were, without their secrets."""
    with service.store.reading() as c:
        return KeyList(items=[_out(key) for key in list_keys(c)])


@router.post("/keys", summary="生成密钥 Make a key", status_code=201, responses=problems(409))
def create(service: Service, caller: Admin, wanted: NewKey) -> KeyMade:
    """The answer holds the secret, which nobody can find out again."""
    with service.store.writing() as c:
        counties = None if wanted.counties is None else tuple(wanted.counties)
        key, secret = create_key(c, wanted.name, wanted.role, counties, wanted.expires, caller.name)
    return KeyMade(**_out(key).model_dump(), secret=secret)


@router.delete("/keys/{id}", summary="撤销密钥 Revoke a key", responses=problems(404))
def revoke(service: Service, caller: Admin, id: Id) -> KeyOut:
    """From now on nobody gets in with it, and who is signed in by it is out. A revoked key stays in the list."""
    with service.store.writing() as c:
        key = revoke_key(c, id, caller.name)
    if key is None:
        raise Problem("not_found", id=id)
    return _out(key)


def _out(key: KeyRow) -> KeyOut:
    return KeyOut.model_validate(key, from_attributes=True)
