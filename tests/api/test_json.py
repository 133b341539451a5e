"""JSON over HTTP: a bill of lading is a message like any other, and a body of the engine's kind is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.conftest import is_problem

SAMPLES = Path(__file__).parents[2] / "schemas/dcsa/transport-document/3/samples"
BILL = SAMPLES / "good/vehicles-draft.json"


def test_a_bill_is_taken_and_its_model_is_there(api):
    answer = api.submit(BILL.read_bytes(), type="application/json")
    assert answer.status_code == 202
    assert answer.json()["format"] == "dcsa/transport-document@3"
    model = api.get(f"{answer.headers['location']}/model").json()
    assert model["cargoReport"]["consignments"][0]["transportDocuments"][0]["id"] == "WSLK-26-004411"


def test_its_mistakes_are_told_with_pointers(api):
    body = (SAMPLES / "bad/day-that-is-not.json").read_bytes()
    problem = is_problem(api.submit(body, type="application/json"), "message-rejected", 422)
    (finding,) = problem["findings"]
    assert (finding["code"], finding["path"], finding["line"]) == (
        "JSN207",
        "/transports/plannedArrivalDate",
        18,
    )


@pytest.mark.parametrize(
    "body", [b'{"a": NaN}', b'{"a": 1e400}', b'{"a": "\\ud800"}', b'{"a": 1, "a": 2}', b"[" * 9000, b'{"a":' * 9000]
)  # fmt: skip
def test_what_libraries_stumble_over_is_refused(api, body):
    answer = api.submit(body, type="application/json")
    assert answer.status_code in (400, 422)
    assert [finding["code"][:3] for finding in answer.json()["findings"]] == ["JSN"]


def test_a_model_that_is_sent_back_is_no_format(api):
    location = api.submit(BILL.read_bytes(), type="application/json").headers["location"]
    model = json.dumps(api.get(f"{location}/model").json()).encode()
    answer = api.submit(model, type="application/json")
    assert answer.status_code == 422
    assert [finding["code"] for finding in answer.json()["findings"]] == ["IDN102"]
