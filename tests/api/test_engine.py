"""Validate and translate: answers without storing anything."""

from __future__ import annotations

import pytest

from tests.api.conftest import FORMAT, is_problem


@pytest.fixture(autouse=True)
def nothing_is_stored(api):
    yield
    assert api.get("/v1/messages", key="operator").json()["messages"] == []


def test_a_valid_file_is_told_so(api, good):
    told = api.post("/v1/validate", good).json()
    assert told["valid"] is True
    (message,) = told["messages"]
    assert (message["message"], message["format"], message["outcome"]) == (1, FORMAT, "valid")


def test_findings_of_a_wrong_file_are_told(api, bad):
    told = api.post("/v1/validate", bad).json()
    (message,) = told["messages"]
    assert (told["valid"], message["outcome"], message["findingsTotal"]) == (False, "invalid", 1)
    assert message["findings"][0]["code"] == "XML102" and message["findings"][0]["line"] == 93
    assert api.post("/v1/validate?limit=0", bad).json()["messages"][0]["findings"] == []
    is_problem(api.post("/v1/validate?limit=-1", bad), "bad-parameter", 400)


def test_one_message_is_answered_in_the_bytes_of_the_target(api, good):
    answer = api.post(f"/v1/translate?to={FORMAT}", good)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml")
    assert answer.content.startswith(b"<?xml")
    assert answer.headers["x-gateway-lost"] == "0"
    again = api.post("/v1/translate?to=gb/cds-declaration", answer.content)
    assert again.content == answer.content


def test_the_model_is_a_target_like_another(api, good):
    answer = api.post("/v1/translate?to=model", good)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["declaration"]["type"] == "IM"


def test_a_report_is_answered_to_those_who_accept_json_alone_or_ask_for_it(api, good):
    by_accept = api.post(f"/v1/translate?to={FORMAT}", good, headers={"Accept": "application/json"})
    by_parameter = api.post(f"/v1/translate?to={FORMAT}&report=true", good)
    assert by_accept.json() == by_parameter.json()
    (message,) = by_accept.json()["messages"]
    assert (message["target"], message["ok"], message["lost"]) == (FORMAT, True, [])
    assert message["output"].encode() == api.post(f"/v1/translate?to={FORMAT}", good).content
    assert message["counts"]["values"] > 100


def test_a_wrong_message_is_not_translated_unless_that_is_asked_for(api, bad):
    problem = is_problem(api.post("/v1/translate?to=model", bad), "not-translated", 422)
    assert [finding["code"] for finding in problem["findings"]] == ["XML102"]
    answer = api.post("/v1/translate?to=model&allowInvalid=true", bad)
    assert answer.status_code == 200 and answer.headers["x-gateway-findings"] == "1"


def test_what_the_target_must_have_and_cannot_get_is_a_finding(api):
    toy = b'<Declaration xmlns="urn:example:dec:1"><ID>A1</ID></Declaration>'
    problem = is_problem(api.post(f"/v1/translate?to={FORMAT}", toy), "not-translated", 422)
    assert problem["findingsTotal"] > 0
    assert {finding["target"] for finding in problem["findings"]} == {FORMAT}


def test_a_target_that_there_is_not_is_refused_with_the_nearest(api, good):
    problem = is_problem(api.post("/v1/translate?to=gb/cds-declaratoin@3.6", good), "bad-parameter", 400)
    assert FORMAT in problem["detail"]
    is_problem(api.post("/v1/translate", good), "bad-parameter", 400)
    is_problem(api.post("/v1/translate?to=", good), "bad-parameter", 400)


def test_an_answer_that_the_client_does_not_accept_is_not_made(api, good):
    headers = {"Accept": "text/html"}
    is_problem(api.post(f"/v1/translate?to={FORMAT}", good, headers=headers), "not-acceptable", 406)
    is_problem(api.post("/v1/validate", good, headers=headers), "not-acceptable", 406)
