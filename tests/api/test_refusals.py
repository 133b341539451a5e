"""Who may do what, and the one shape of all failures."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.exc import OperationalError

from gateway.api.problem import KINDS
from gateway.store import Raced
from tests.api.conftest import KEYS, is_problem

LOCKED = [
    ("GET", "/v1/messages"), ("POST", "/v1/messages"), ("POST", "/v1/validate"),
    ("POST", "/v1/translate?to=model"), ("GET", "/v1/formats"), ("GET", "/v1/formats/gb/cds-declaration@3.6"),
    ("GET", "/v1/formats/gb/cds-declaration@3.6/schema/message.xsd"), ("GET", "/v1/codes"),
    ("GET", "/v1/codes/XML102"), ("GET", "/v1/inbox"), ("GET", "/v1/inbox/dlv_1"),
    ("DELETE", "/v1/inbox/dlv_1"), ("GET", "/v1/messages/msg_1"), ("GET", "/v1/messages/msg_1/original"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), LOCKED)
def test_without_a_key_nothing_is_answered(api, method, path):
    headers = {"Content-Type": "application/xml"}
    answer = api.ask(method, path, key=None, headers=headers)
    is_problem(answer, "unauthenticated", 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-API-Key": "gwk_nobody"},
        {"X-API-Key": ""},
        {"X-API-Key": b"\xff\xfe"},
        {"X-API-Key": "a" * 5000},
        {"Authorization": "Bearer gwk_nobody"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": KEYS["agency"]},
        {"Authorization": "Bearer gwk_nobody", "X-API-Key": KEYS["agency"]},
    ],
)
def test_a_key_of_nobody_is_refused_and_never_logged(api, headers):
    answer = api.get("/v1/messages", key=None, headers=headers)
    is_problem(answer, "unauthenticated", 401)
    assert "gwk_" not in api.log() + answer.text


def test_a_key_is_taken_in_either_header(api):
    bearer = {"Authorization": f"bearer {KEYS['agency']}"}
    assert api.get("/v1/messages", key=None, headers=bearer).status_code == 200
    assert api.get("/v1/messages", key="agency", headers=bearer).status_code == 200
    assert api.get("/v1/messages", key="second", headers=bearer).status_code == 200
    is_problem(api.get("/v1/messages", key="other", headers=bearer), "ambiguous-credentials", 400)


def test_a_disabled_partner_may_do_nothing(api, good):
    is_problem(api.submit(good, key="off"), "forbidden", 403)
    is_problem(api.get("/v1/messages", key="off"), "forbidden", 403)


def test_a_key_without_the_scope_may_not_submit(api, good):
    for path in ("/v1/messages", "/v1/validate", "/v1/translate?to=model"):
        is_problem(api.post(path, good, key="reader"), "forbidden", 403)


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/vnd.unknown", 406), ("text/*", 406), ("*/*;q=0", 406), ("application/json;q=0", 406),
        ("nonsense", 406), ("application/json;q=x", 406), ("application/json", 200), ("*/*", 200),
        ("application/*;q=0.1", 200), ("text/html, */*;q=0.5", 200), ("", 200),
        ("application/problem+json", 200),
    ],
)  # fmt: skip
def test_only_what_is_accepted_is_answered(api, accept, status):
    answer = api.get("/v1/messages", headers={"Accept": accept})
    assert answer.status_code == status
    assert status == 200 or is_problem(answer, "not-acceptable", 406)


def test_an_original_is_answered_in_its_own_type_alone(api, good):
    place = api.submit(good).json()["links"]["original"]
    for accept in ("application/xml", "application/octet-stream", "application/*"):
        assert api.get(place, headers={"Accept": accept}).content == good
    is_problem(api.get(place, headers={"Accept": "text/html"}), "not-acceptable", 406)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/v1/messages", "GET, HEAD, POST"),
        ("PUT", "/v1/messages/msg_1", "GET, HEAD"),
        ("GET", "/v1/validate", "POST"),
        ("HEAD", "/v1/validate", "POST"),
        ("POST", "/v1/inbox/dlv_1", "DELETE, GET, HEAD"),
        ("POST", "/healthz", "GET, HEAD"),
        ("OPTIONS", "/v1/formats", "GET, HEAD"),
        ("TRACE", "/", "GET, HEAD, POST, DELETE"),
        ("TRACE", "/v1/messages", "GET, HEAD, POST, DELETE"),
    ],
)
def test_a_method_that_does_not_apply_is_refused_with_those_that_do(api, method, path, allowed):
    answer = api.ask(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert method == "HEAD" or is_problem(answer, "method-not-allowed", 405)


def test_a_method_cannot_be_overridden(api, good):
    entry = api.submit(good).json()["links"]["self"]
    for name in ("X-HTTP-Method-Override", "X-Method-Override"):
        assert api.get(entry, headers={name: "DELETE"}).status_code == 200
    assert api.get(entry).status_code == 200


def test_what_can_be_got_has_a_head(api, good):
    place = api.submit(good).json()["links"]["original"]
    answer = api.ask("HEAD", place)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(good))


def test_a_correlation_id_is_echoed_on_every_answer(api):
    headers = {"X-Correlation-ID": "a-1"}
    for path in ("/v1/messages", "/v1/nothing", "/healthz", "/v1/messages?limit=0"):
        assert api.get(path, headers=headers).headers["x-correlation-id"] == "a-1"


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("/secret/path SELECT * FROM messages"),
        RecursionError("deep"),
        OperationalError("SELECT secret", {"p": "value"}, Exception("secret")),
    ],
)
def test_a_failure_tells_its_id_and_nothing_else(api, monkeypatch, error):
    def fail(*_args, **_more):
        raise error

    monkeypatch.setattr(api.gateway, "search", fail)
    answer = api.get("/v1/messages")
    problem = is_problem(answer, "failure", 500)
    assert set(problem) == {"type", "title", "status", "detail", "id"}
    (line,) = [line for line in api.logged() if line["event.action"] == "request.failed"]
    assert line["error.id"] == problem["id"] and line["error.type"] == type(error).__name__
    assert line["error.origin"].startswith("gateway.api.messages:")
    assert "secret" not in api.log() + answer.text and "SELECT" not in api.log() + answer.text


def test_a_lost_race_may_be_run_again(api, monkeypatch, good):
    def fail(*_args, **_more):
        raise Raced("10 times")

    monkeypatch.setattr(api.gateway, "submit", fail)
    answer = api.submit(good)
    is_problem(answer, "unavailable", 503)
    assert answer.headers["retry-after"] == "1"


def test_every_kind_of_failure_has_the_one_shape(api, make, good, bad, monkeypatch):
    """Walks all kinds; what is not reached here would be a kind that nothing gives."""
    key = {"Idempotency-Key": "k"}
    bearer = {"Authorization": f"Bearer {KEYS['other']}"}
    id = api.submit(good, headers=key).json()["messageId"]
    changed = good.replace(b"<SequenceNumeric>1<", b"<SequenceNumeric>9<", 1)
    answers = [
        api.get("/v1/messages", headers={"X-Correlation-ID": " "}),
        api.get("/v1/messages?limit=x"),
        api.get("/v1/messages", headers=bearer),
        api.submit(good, headers={"Content-Digest": "sha-256=:AAAA:"}),
        api.get("/v1/messages", key=None),
        api.submit(good, key="reader"),
        api.get("/v1/nothing"),
        api.ask("PUT", "/v1/messages"),
        api.get(f"/v1/messages/{id}", headers={"Accept": "text/html"}),
        api.submit(changed),
        make(limits={"bytes": 10}).submit(good),
        api.submit(good, type="text/html"),
        api.submit(bad),
        api.post("/v1/translate?to=model", bad),
        api.submit(bad, headers=key),
    ]
    monkeypatch.setattr(api.gateway, "ready", lambda: 1 / 0)
    monkeypatch.setattr(api.gateway, "search", lambda *_, **__: 1 / 0)
    answers += [api.get("/readyz"), api.get("/v1/messages")]
    reached = set()
    for answer in answers:
        kind = KINDS[json.loads(answer.content)["type"].rpartition(":")[2]]
        told = is_problem(answer, kind.name, kind.status)
        assert told["title"] == kind.title
        reached.add(kind.name)
    # `bad-request` is for a body that breaks off, which only a real server sees (test_server.py).
    assert reached == set(KINDS) - {"bad-request"}
