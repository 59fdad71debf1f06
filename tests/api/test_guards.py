"""What guards a browser and the machine: hosts, origins, sessions with their tokens, headers, limits while a body comes in."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import httpx
import pytest

from service.middleware import GUARDING_HEADERS
from tests.api.conftest import ROOT, Server

CREATE = {"json": {"facts": [{"indicator": "other", "value": "1", "unit": "person"}]}}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8000"}, 200),
        ({"Host": "[::1]:8000"}, 200),
        ({"Host": "evil.example"}, 400),
        ({"Host": "127.0.0.1.evil.example"}, 400),
        ({"Host": ""}, 400),
        ({"X-Forwarded-For": "10.0.0.1"}, 400),
        ({"Forwarded": "for=10.0.0.1"}, 400),
    ],
)
def test_an_open_service_answers_its_own_machine_only(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    assert client.get("/documents", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
    ],
)
def test_another_site_changes_nothing(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    answer = client.post("/assessment", headers=headers, **CREATE)
    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] == "bad-origin"


def test_a_session_needs_its_token(keyed_server: Server) -> None:
    with keyed_server.client() as browser:
        signed_in = browser.post("/session", json={"key": keyed_server.key("viewer")})
        assert signed_in.status_code == 201
        cookie = signed_in.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=strict" in cookie
        csrf = signed_in.json()["csrf"]
        assert browser.get("/session").json()["via"] == "session"
        codes = [browser.post("/assessment", headers=h, **CREATE).status_code for h in ({}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": csrf})]
        assert codes == [403, 403, 200]
        assert browser.post("/assessment", headers={"X-CSRF-Token": csrf, "Origin": "https://evil.example"}, **CREATE).status_code == 403
        token = browser.cookies["junheng_session"]
        assert browser.delete("/session", headers={"X-CSRF-Token": csrf}).status_code == 204
    with keyed_server.client() as thief:
        thief.cookies.set("junheng_session", token)
        assert thief.get("/session").status_code == 401


def test_a_revoked_key_ends_its_sessions(keyed_server: Server) -> None:
    key = keyed_server.key("viewer")
    with keyed_server.client() as browser, keyed_server.client(keyed_server.key("admin")) as admin:
        browser.post("/session", json={"key": key})
        name = browser.get("/session").json()["name"]
        id = next(k["id"] for k in admin.get("/keys").json()["items"] if k["name"] == name)
        assert admin.delete(f"/keys/{id}").json()["revoked_at"]
        assert browser.get("/session").status_code == 401
    with keyed_server.client(key) as late:
        assert late.get("/documents").status_code == 401


@pytest.mark.parametrize("path", ["/health", "/documents", "/none", "/documents/99999"])
def test_every_answer_is_guarded(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in GUARDING_HEADERS} == GUARDING_HEADERS


def test_a_body_is_stopped_while_it_comes_in(open_server: Server) -> None:
    """Two megabytes without a length announced, where one is allowed; the server answers before all of it was sent."""
    address = urlsplit(open_server.url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    connection.putrequest("POST", f"{ROOT}/documents")
    connection.putheader("Content-Type", "multipart/form-data; boundary=b")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    try:
        for part in (head, *[b"x" * 65536] * 32):
            connection.send(b"%x\r\n%s\r\n" % (len(part), part))
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (413, "application/problem+json")
    connection.close()


def test_an_announced_length_is_refused_at_once(client: httpx.Client) -> None:
    answer = client.post("/documents", files={"file": ("a.txt", b"x" * (2 << 20))})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large-request")


def test_faults_tell_nothing(keyed_server: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """A fault of the program is a 500 with a number; neither the answer nor the log has the words of the error."""

    def fails(*_: object) -> None:
        raise RuntimeError("机密正文")

    monkeypatch.setattr("service.routes.documents.list_documents", fails)
    with keyed_server.client(keyed_server.key("viewer")) as client:
        answer = client.get("/documents")
    assert (answer.status_code, answer.json()["code"]) == (500, "program-error")
    assert "机密正文" not in answer.text + "".join(capfd.readouterr())


def test_metrics_name_routes_and_no_things(client: httpx.Client) -> None:
    client.get("/documents/424242")
    client.get("/秘密")
    told = client.get("/metrics").text
    assert 'junheng_requests_total{method="GET",route="/api/v1/documents/{id}",status="404"}' in told
    assert "424242" not in told and "秘密" not in told
