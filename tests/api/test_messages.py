"""Looking at messages and their parts."""

from __future__ import annotations

import pytest

from tests.api.conftest import FORMAT, is_problem

PARTS = (
    "original", "model", "ledger", "findings", "events", "outputs", "deliveries", "answer", "answers", "outputs/model",
)  # fmt: skip
UNKNOWN = "msg_" + "0" * 32


@pytest.fixture
def id(api, good):
    return api.submit(good).json()["messageId"]


def part(api, id, name, **more):
    return api.get(f"/v1/messages/{id}/{name}", **more)


def test_a_message_is_shown_without_its_bodies(api, id):
    told = api.get(f"/v1/messages/{id}").json()
    assert (told["id"], told["partner"], told["format"], told["findingCount"]) == (id, "agency", FORMAT, 0)
    assert set(told["links"]) == {"self", *PARTS[:-1]}


def test_the_original_comes_back_to_the_byte_and_is_not_shown_by_browsers(api, id, good):
    answer = part(api, id, "original")
    assert (answer.content, answer.headers["content-type"]) == (good, "application/xml")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_the_model_and_the_outputs_are_there(api, id):
    assert part(api, id, "model").json()["declaration"]["type"] == "IM"
    listed = part(api, id, "outputs").json()["outputs"]
    assert [output["format"] for output in listed] == [FORMAT, "model"]
    for output in listed:
        answer = api.get(output["link"])
        assert answer.headers["content-type"] == output["mediaType"]
        assert answer.headers["x-gateway-format"] == output["format"]
        assert len(answer.content) == output["size"]
    encoded = FORMAT.replace("/", "%2F").replace("@", "%40")
    assert part(api, id, f"outputs/{encoded}").content == part(api, id, f"outputs/{FORMAT}").content
    is_problem(part(api, id, "outputs/xx/none@1"), "not-found", 404)
    is_problem(part(api, id, "outputs/a%00b"), "not-found", 404)


def test_the_ledger_accounts_for_every_value_in_both_directions(api, id):
    read = part(api, id, "ledger").json()
    assert read["target"] == "model"
    assert len(read["entries"]) == read["counts"]["values"] > 100
    written = part(api, id, f"ledger?target={FORMAT}").json()
    assert written["target"] == FORMAT and written["lost"] == []
    is_problem(part(api, id, "ledger?target=xx/none@1"), "not-found", 404)
    is_problem(part(api, id, "ledger?target=%00"), "bad-parameter", 400)


def test_events_and_deliveries_tell_what_happens(api, id):
    events = part(api, id, "events").json()["events"]
    assert [event["type"] for event in events][:3] == [
        "message.received", "message.validated", "message.routed",
    ]  # fmt: skip
    deliveries = part(api, id, "deliveries").json()["deliveries"]
    ways = {(d["destination"], d["format"], d["channel"], d["status"]) for d in deliveries}
    assert ways == {
        ("archive", FORMAT, "inbox", "pending"),
        ("archive", "model", "inbox", "pending"),
        ("risk", "model", "push", "pending"),
    }
    assert all(d["attempted"] == [] and "leaseOwner" not in d for d in deliveries)


def test_unknown_and_foreign_messages_look_the_same_to_the_byte(api, id):
    for name in ("", *(f"/{name}" for name in PARTS)):
        foreign = api.get(f"/v1/messages/{id}{name}", key="other")
        unknown = api.get(f"/v1/messages/{UNKNOWN}{name}", key="other")
        nonsense = api.get(f"/v1/messages/a'b{name}", key="other")
        is_problem(foreign, "not-found", 404)
        assert foreign.content == unknown.content == nonsense.content
        assert foreign.headers == unknown.headers == nonsense.headers


def test_an_operator_sees_messages_of_all(api, id):
    assert api.get(f"/v1/messages/{id}", key="operator").status_code == 200
    assert [m["id"] for m in api.get("/v1/messages", key="operator").json()["messages"]] == [id]


def test_what_a_rejected_message_lacks_is_not_found(api, bad):
    id = api.submit(bad).json()["messageId"]
    is_problem(part(api, id, "model"), "not-found", 404)
    is_problem(part(api, id, "ledger"), "not-found", 404)
    assert part(api, id, "deliveries").json() == {"deliveries": []}


def test_messages_are_found_by_reference_state_and_time(api, id, bad):
    rejected = api.submit(bad).json()["messageId"]
    reference = api.get(f"/v1/messages/{id}").json()["senderReference"]

    def found(question, **more):
        return [m["id"] for m in api.get(f"/v1/messages?{question}", **more).json()["messages"]]

    assert found("") == [rejected, id]
    assert found(f"reference={reference}") == [rejected, id]
    assert found(f"reference={reference}", key="other") == []
    assert found(f"reference={id}") == [id]
    assert found("status=rejected") == [rejected]
    assert found("since=2999-01-01T00:00:00Z") == []
    assert found("until=2999-01-01T00:00:00%2B02:00") == [rejected, id]
    assert found("reference=%27%20or%201=1--") == []


def test_pages_follow_each_other_to_the_end(api, id, bad):
    rejected = api.submit(bad).json()["messageId"]
    first = api.get("/v1/messages?limit=1").json()
    assert [m["id"] for m in first["messages"]] == [rejected]
    second = api.get(f"/v1/messages?limit=1&cursor={first['cursor']}").json()
    assert [m["id"] for m in second["messages"]] == [id] and second["cursor"] is None


@pytest.mark.parametrize(
    "question",
    [
        "limit=0", "limit=501", "limit=100000000", "limit=x", "count=100000000", "page=-1", "status=lost",
        "since=yesterday", "since=2026-01-01T00:00:00", "until=0001-01-01T00:00:00%2B23:59", "cursor=x",
        "reference=", "sender=other",
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_used_is_refused_by_name(api, question):
    problem = is_problem(api.get(f"/v1/messages?{question}"), "bad-parameter", 400)
    assert problem["detail"].startswith(question.partition("=")[0])


@pytest.mark.parametrize("question", ["offset=-1", "offset=99999999999999999999", "limit=501", "page=2"])
def test_findings_are_paged_within_bounds(api, id, question):
    is_problem(part(api, id, f"findings?{question}"), "bad-parameter", 400)
