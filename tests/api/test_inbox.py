"""Collecting what waits, and acknowledging it."""

from __future__ import annotations

from tests.api.conftest import FORMAT, is_problem

UNKNOWN = "dlv_" + "0" * 32


def test_what_waits_is_collected_and_acknowledged(api, good):
    id = api.submit(good).json()["messageId"]
    listed = api.get("/v1/inbox", key="archive").json()
    assert sorted(entry["format"] for entry in listed["deliveries"]) == [FORMAT, "model"]
    assert listed["cursor"] is None
    for entry in listed["deliveries"]:
        assert entry["messageId"] == id
        answer = api.get(entry["link"], key="archive")
        assert answer.headers["x-gateway-format"] == entry["format"]
        assert answer.headers["idempotency-key"] == entry["key"]
        assert answer.content == api.get(f"/v1/messages/{id}/outputs/{entry['format']}").content
        for _ in range(2):
            gone = api.ask("DELETE", entry["link"], key="archive")
            assert (gone.status_code, gone.content) == (204, b"")
    assert api.get("/v1/inbox", key="archive").json()["deliveries"] == []
    told = api.get(f"/v1/messages/{id}/events").json()["events"]
    assert [event["type"] for event in told].count("delivery.succeeded") == 2
    assert api.get(f"/v1/messages/{id}").json()["status"] == "delivering"


def test_an_inbox_is_read_page_by_page(api, good):
    api.submit(good)
    first = api.get("/v1/inbox?limit=1", key="archive").json()
    second = api.get(f"/v1/inbox?limit=1&cursor={first['cursor']}", key="archive").json()
    assert len(first["deliveries"]) == len(second["deliveries"]) == 1
    assert first["deliveries"] != second["deliveries"] and second["cursor"] is None
    is_problem(api.get("/v1/inbox?cursor=x", key="archive"), "bad-parameter", 400)
    is_problem(api.get("/v1/inbox?limit=501", key="archive"), "bad-parameter", 400)


def test_deliveries_of_others_look_as_if_they_were_not(api, good):
    id = api.submit(good).json()["messageId"]
    pushed = [
        delivery["id"]
        for delivery in api.get(f"/v1/messages/{id}/deliveries").json()["deliveries"]
        if delivery["channel"] == "push"
    ]
    waiting = api.get("/v1/inbox", key="archive").json()["deliveries"][0]["id"]
    assert api.get("/v1/inbox", key="other").json()["deliveries"] == []
    for method in ("GET", "DELETE"):
        answers = [
            api.ask(method, f"/v1/inbox/{name}", key=key)
            for name, key in ((waiting, "other"), (UNKNOWN, "other"), ("x", "other"), (pushed[0], "archive"))
        ]
        is_problem(answers[0], "not-found", 404)
        assert len({answer.content for answer in answers}) == 1
    assert len(api.get("/v1/inbox", key="archive").json()["deliveries"]) == 2


def test_an_inbox_needs_the_scope_to_receive(api):
    is_problem(api.get("/v1/inbox", key="silent"), "forbidden", 403)
    is_problem(api.ask("DELETE", f"/v1/inbox/{UNKNOWN}", key="silent"), "forbidden", 403)
