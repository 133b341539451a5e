"""Answers over HTTP: what a sender and an agency see of them."""

from __future__ import annotations

import re

import pytest

from tests.api.conftest import FORMAT, ROOT

EXAMPLE = (ROOT / "schemas/xx/example/1/samples/good/export-two-lines.xml").read_bytes()
REFERENCE = "SPEC-EX-2024-000044"


def elements(said: str) -> str:
    """`name="value"` pairs as elements."""
    return "".join(f"<{name}>{value}</{name}>" for name, value in re.findall(r'(\w+)="([^"]*)"', said))


def answer(to: str, outcome: str = "accepted", inner: str = "") -> bytes:
    return (
        f'<answer xmlns="urn:example:trade-gateway:answer:1" outcome="{outcome}" issued="2024-06-03T10:15:00Z">'
        f"<to>{elements(to)}</to>{inner}</answer>"
    ).encode()


@pytest.fixture
def original(api) -> str:
    return api.submit(EXAMPLE).json()["messageId"]


def test_the_sender_collects_the_answer_and_acknowledges_it(api, original):
    told = api.submit(answer(f'reference="{REFERENCE}" number="24XX1"'), key="archive")
    # Others have subscribed to everything, answers too.
    assert (told.status_code, told.json()["status"]) == (202, "routed")
    (entry,) = api.get("/v1/inbox").json()["deliveries"]
    got = api.get(entry["link"])
    assert got.headers["x-gateway-format"] == "xx/example-answer@1" == entry["format"]
    assert got.headers["x-gateway-answers"] == original
    assert got.headers["x-gateway-message"] == entry["messageId"]
    assert b"<number>24XX1</number>" in got.content
    assert api.ask("DELETE", entry["link"]).status_code == 204
    assert api.get("/v1/inbox").json()["deliveries"] == []
    assert api.get(f"/v1/messages/{entry['messageId']}").json()["status"] == "delivered"
    assert api.get(f"/v1/messages/{original}").json()["status"] == "answered"


def test_each_side_sees_its_own_ends_of_the_link(api, original):
    received = api.submit(answer(f'reference="{REFERENCE}"'), key="archive").json()["messageId"]
    links = api.get(f"/v1/messages/{original}").json()["links"]
    (mine,) = api.get(links["answers"]).json()["answers"]
    assert (mine["originalId"], mine["receivedId"], mine["outcome"]) == (original, None, "accepted")
    assert api.get(mine["links"]["answer"]).json()["direction"] == "outbound"
    (theirs,) = api.get(f"/v1/messages/{received}/answers", key="archive").json()["answers"]
    assert (theirs["originalId"], theirs["receivedId"], theirs["answerId"]) == (None, received, None)
    (whole,) = api.get(f"/v1/messages/{original}/answers", key="operator").json()["answers"]
    assert (whole["receivedId"], whole["answerId"]) == (received, mine["answerId"])


def test_an_answer_without_original_is_accepted_and_held(api, original):
    told = api.submit(answer('reference="OTHER"'), key="archive").json()
    assert (told["verdict"], told["status"], told["findings"][0]["code"]) == ("accepted", "held", "RTE404")
    listed = api.get("/v1/messages?status=held", key="operator").json()["messages"]
    assert [message["id"] for message in listed] == [told["messageId"]]
    assert api.get("/v1/inbox").json()["deliveries"] == []


def test_the_gateway_itself_answers_received(api, original):
    told = api.get(f"/v1/messages/{original}/answer")
    assert told.headers["x-gateway-format"] == "xx/example-answer@1"
    assert b'outcome="received"' in told.content


def test_the_gateway_itself_answers_rejected(api):
    refused = api.submit(EXAMPLE.replace(b'kind="EX"', b'kind="QQ"')).json()
    assert refused["status"] == 422
    told = api.get(f"/v1/messages/{refused['messageId']}/answer")
    assert b'outcome="refused"' in told.content and b'code="XML301"' in told.content


def test_bytes_of_no_format_are_answered_in_the_model(api):
    refused = api.submit(b"<unknown/>").json()
    told = api.get(f"/v1/messages/{refused['messageId']}/answer")
    assert told.headers["x-gateway-format"] == "model"
    assert told.json()["response"]["outcome"] == "rejected"


def test_an_output_is_asked_for_by_destination_too(api, original):
    shared = api.get(f"/v1/messages/{original}/outputs/{FORMAT}?destination=archive")
    assert shared.content == api.get(f"/v1/messages/{original}/outputs/{FORMAT}").content
    assert api.get(f"/v1/messages/{original}/outputs/{FORMAT}?destination=A B").status_code == 400
