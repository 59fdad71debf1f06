"""Every role × operation × county, against the table of who may do what (access.yaml)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.store.keys import ROLES, Role, create_key
from models.loading import parse_yaml
from tests.api.conftest import COUNTY, ROOT, Server, read, with_result
from tests.api.test_openapi import DOCUMENT

TABLE = parse_yaml(Path(__file__).with_name("access.yaml").read_text(encoding="utf-8"), "access.yaml")
SCOPES: dict[str, tuple[str, ...] | None] = {"all": None, "own": (COUNTY,), "other": ("云屏县",)}
CALLERS = [(role, scope) for role in ROLES for scope in SCOPES]
_numbers = itertools.count(1)


@dataclass
class World:
    """The server, a client for each caller, and the things that the table's addresses name."""

    server: Server
    clients: dict[tuple[Role, str], httpx.Client]
    nobody: httpx.Client
    document: int
    ended: int

    def names(self, wanted: str) -> dict[str, object]:
        """What fills the blanks of `wanted`: some of it made anew for each request."""
        names: dict[str, object] = {"document": self.document, "ended": self.ended, "n": next(_numbers)}
        names["finding"] = read("g01.pdf").checks.findings[0].id
        if "{fresh}" in wanted or "{job}" in wanted:
            names["fresh"], names["job"] = self.server.document()
        if "{key}" in wanted:
            with self.server.store.writing() as c:
                names["key"] = create_key(c, f"neu {next(_numbers)}", "viewer", None, None, "tests")[0].id
        return names


@pytest.fixture(scope="module")
def world(keyed_server: Server) -> Iterator[World]:
    document, ended = with_result(keyed_server, "g01.pdf")
    clients = {(role, scope): keyed_server.client(keyed_server.key(role, SCOPES[scope])) for role, scope in CALLERS}
    made = World(keyed_server, clients, keyed_server.client(), document, ended)
    yield made
    for client in (*clients.values(), made.nobody):
        client.close()


def ask(client: httpx.Client, line: dict[str, Any], world: World) -> int:
    """The status that a caller gets."""
    method, _, path = line["do"].partition(" ")
    names = world.names(str(line))
    sent: dict[str, Any] = {}
    if "json" in line:
        sent["json"] = {k: v.format(**names) if isinstance(v, str) else v for k, v in line["json"].items()}
    if "file" in line:
        sent["files"] = {"file": ("报告.txt", line["file"].format(**names).encode())}
    return client.request(method, line.get("at", path).format(**names), **sent).status_code


def expected(line: dict[str, Any], role: Role, scope: str) -> int:
    """Too low a role is told so; a document of another county is not there."""
    if line["role"] != "public" and ROLES.index(role) < ROLES.index(line["role"]):
        # Another's job: an uploader may cancel, but not this one; where it is not to be seen, it is not there.
        return 404 if line["do"] == "DELETE /jobs/{id}" and role == "uploader" and scope == "other" else 403
    return 404 if line.get("of") == "document" and scope == "other" else line["ok"]


def test_the_table_has_every_operation() -> None:
    described = {f"{method.upper()} {path.removeprefix(ROOT)}" for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert {line["do"] for line in TABLE} == described


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line["do"])
def test_who_may_do_what(line: dict[str, Any], world: World) -> None:
    got = {caller: ask(client, line, world) for caller, client in world.clients.items()}
    assert got == {(role, scope): expected(line, role, scope) for role, scope in CALLERS}
    assert ask(world.nobody, line, world) == (line["ok"] if line["role"] == "public" else 401)


@pytest.mark.parametrize("path", ["/documents", "/jobs", "/facts", "/counties"])
def test_lists_hold_the_own_counties_only(path: str, world: World) -> None:
    with world.server.client(world.server.key("admin", ("无文件县",))) as stranger:
        assert stranger.get(path).json()["items"] == []
    assert world.clients[("viewer", "own")].get(path).json()["items"]


def test_uploads_go_to_the_own_counties_only(world: World) -> None:
    for scope, county, status in [("own", "云屏县", 403), ("other", "云屏县", 202), ("all", "任何县", 202)]:
        data = {"county": county}
        files = {"file": ("报告.txt", f"第{next(_numbers)}份".encode())}
        assert world.clients[("uploader", scope)].post("/documents", data=data, files=files).status_code == status


def test_bytes_of_another_county_are_not_shown(world: World) -> None:
    files = {"file": ("报告.pdf", (Path(__file__).parents[2] / "corpus/gold/g01.pdf").read_bytes())}
    answer = world.clients[("uploader", "other")].post("/documents", files=files)
    assert (answer.status_code, answer.json()["code"]) == (409, "document-elsewhere")
    assert COUNTY not in answer.text
