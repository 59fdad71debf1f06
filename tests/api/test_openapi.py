"""The description of the API is kept: random requests over all of it get no 5xx and no answer that it does not describe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.app import create_app
from service.settings import Settings
from tests.api.conftest import Server, gold, serving, upload

DOCUMENT = create_app(Settings(data=Path("never-opened"))).openapi()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
# What a file or a cursor holds, and which requirements a standard has, no schema can say.
LEFT_OUT = [positive_data_acceptance]
SOME = settings(max_examples=5, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """With keys and a worker: whoever waits for a job does so until it has ended."""
    with serving(Settings(data=tmp_path_factory.mktemp("fuzzed"), access="keys", workers=1, timeout=20)) as server:
        yield server


@pytest.fixture(scope="module")
def admin(server: Server) -> dict[str, str]:
    key = server.key("admin")
    with server.client(key) as client:
        upload(client, gold("g01.pdf"), "自查报告.pdf")
    return {"Authorization": f"Bearer {key}"}


@SCHEMA.exclude(method="DELETE").parametrize()
@SOME
def test_every_answer_is_described(case: schemathesis.Case[Any], server: Server, admin: dict[str, str]) -> None:
    case.call_and_validate(base_url=server.origin, headers=admin, excluded_checks=LEFT_OUT)


@SCHEMA.include(method="DELETE").parametrize()
@SOME
def test_every_answer_to_a_deletion_is_described(case: schemathesis.Case[Any], server: Server, admin: dict[str, str]) -> None:
    case.call_and_validate(base_url=server.origin, headers=admin, excluded_checks=LEFT_OUT)


def test_operations_have_their_words() -> None:
    operations = [operation for methods in DOCUMENT["paths"].values() for operation in methods.values()]
    assert [o["operationId"] for o in operations if not (o.get("summary") and o.get("description") and o.get("tags"))] == []
    ids = [o["operationId"] for o in operations]
    assert len(ids) == len(set(ids))
