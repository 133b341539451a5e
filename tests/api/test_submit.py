"""Submitting over HTTP."""

from __future__ import annotations

import base64
import hashlib
import threading

import pytest

from tests.api.conftest import FORMAT, is_problem


def sha256(data):
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


def test_a_good_message_is_taken_with_a_receipt(api, good):
    answer = api.submit(good, headers={"X-Correlation-ID": "file-7"})
    assert answer.status_code == 202
    told = answer.json()
    id = told["messageId"]
    assert answer.headers["location"] == f"/v1/messages/{id}" == told["links"]["self"]
    assert answer.headers["content-digest"] == sha256(good)
    assert answer.headers["x-correlation-id"] == told["correlationId"] == "file-7"
    assert (told["verdict"], told["status"], told["format"]) == ("accepted", "routed", FORMAT)
    assert told["receipt"]["digest"] == f"sha-256:{hashlib.sha256(good).hexdigest()}"
    assert told["receipt"]["sender"] == "agency"
    assert api.get(answer.headers["location"]).json()["id"] == id


def test_a_correlation_id_is_made_where_none_is_given(api, good):
    answer = api.submit(good)
    assert answer.headers["x-correlation-id"] == answer.json()["correlationId"] != ""


def test_the_same_message_again_gets_the_first_receipt(api, good):
    first, again = api.submit(good).json(), api.submit(good)
    assert (again.status_code, again.json()["verdict"]) == (202, "duplicate")
    assert again.json()["receipt"] == first["receipt"]


def test_a_key_repeats_its_own_submission_and_no_other(api, good, bad):
    headers = {"Idempotency-Key": "k-1"}
    first = api.submit(good, headers=headers)
    again = api.submit(good, headers=headers)
    assert again.status_code == 202 and again.json() == first.json()
    problem = is_problem(api.submit(bad, headers=headers), "idempotency-key-reused", 422)
    assert [finding["code"] for finding in problem["findings"]] == ["SUB402"]
    assert len(api.get("/v1/messages").json()["messages"]) == 1


def test_keys_are_each_partners_own(api, good):
    headers = {"Idempotency-Key": "k-1"}
    first, other = api.submit(good, headers=headers), api.submit(good, headers=headers, key="other")
    assert other.status_code == 202 and other.json()["messageId"] != first.json()["messageId"]


def test_a_refused_message_does_not_take_its_key(api, good, bad):
    headers = {"Idempotency-Key": "k-1"}
    assert api.submit(bad, headers=headers).status_code == 422
    assert api.submit(good, headers=headers).status_code == 202


def test_one_key_twice_at_once_makes_one_message(api, good):
    answers = []

    def ask():
        answers.append(api.submit(good, headers={"Idempotency-Key": "k-1"}))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["messageId"] for answer in answers}) == 1


def test_a_wrong_message_is_kept_with_its_findings(api, bad):
    problem = is_problem(api.submit(bad), "message-rejected", 422)
    assert [finding["code"] for finding in problem["findings"]] == ["XML102"]
    assert (problem["findingsTotal"], problem["messageStatus"]) == (1, "rejected")
    assert problem["receipt"] is None
    assert api.get(problem["links"]["findings"]).json()["findings"] == problem["findings"]
    assert api.get(problem["links"]["original"]).content == bad


def test_the_first_findings_are_in_the_answer_and_all_are_counted(make, good):
    api = make(findings_inline=2)
    wrong = good.replace(b"</ID>", b"</ID><Nope/>")
    problem = is_problem(api.submit(wrong), "message-rejected", 422)
    assert len(problem["findings"]) == 2 < problem["findingsTotal"]
    place = problem["links"]["findings"]
    page = api.get(f"{place}?offset=2&limit=1").json()
    assert (len(page["findings"]), page["findingsTotal"], page["offset"]) == (1, problem["findingsTotal"], 2)
    assert len(api.get(place).json()["findings"]) == problem["findingsTotal"]


def test_other_content_under_a_reference_is_a_conflict(api, good):
    api.submit(good)
    changed = good.replace(b"<SequenceNumeric>1<", b"<SequenceNumeric>9<", 1)
    assert changed != good
    problem = is_problem(api.submit(changed), "conflict", 409)
    assert "SUB401" in [finding["code"] for finding in problem["findings"]]


def test_a_format_that_is_not_agreed_is_forbidden(api, good):
    problem = is_problem(api.submit(good, key="narrow"), "forbidden", 403)
    assert [finding["code"] for finding in problem["findings"]] == ["SUB403"]


def test_the_sender_may_name_the_format(api, good):
    assert api.submit(good, headers={"X-Gateway-Format": FORMAT}).status_code == 202
    problem = is_problem(api.submit(good, headers={"X-Gateway-Format": "gb/none@1"}), "message-rejected", 422)
    assert problem["outcome"] == "unidentified"


@pytest.mark.parametrize("algorithm", ["sha-256", "sha-512"])
def test_a_digest_must_be_that_of_the_body(api, good, algorithm):
    made = hashlib.new(algorithm.replace("-", ""), good).digest()
    header = f"{algorithm}=:{base64.b64encode(made).decode()}:"
    assert api.submit(good, headers={"Content-Digest": f"md5=:AAAA:, {header}"}).status_code == 202
    is_problem(api.submit(good + b" ", headers={"Content-Digest": header}), "digest-mismatch", 400)
    is_problem(api.submit(good, headers={"Content-Digest": "sha-256=abc"}), "bad-header", 400)


def test_a_body_is_not_read_beyond_the_limit(make, good):
    api = make(limits={"bytes": 2000})
    is_problem(api.submit(good), "body-too-large", 413)
    taken = 0

    async def endless():
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield b"x" * 100

    answer = api.ask("POST", "/v1/messages", content=endless(), headers={"Content-Type": "application/xml"})
    is_problem(answer, "body-too-large", 413)
    assert taken == 21
    assert api.get("/v1/messages").json()["messages"] == []


@pytest.mark.parametrize("type", [None, "", "text/html", "application/pdf", "xml", "application/xml+x"])
def test_a_media_type_that_is_not_read_is_refused(api, good, type):
    is_problem(api.submit(good, type=type), "unsupported-media-type", 415)


@pytest.mark.parametrize("type", ["text/xml", "Application/XML; charset=utf-8"])
def test_a_media_type_that_is_read_is_taken(api, good, type):
    assert api.submit(good, type=type).status_code == 202


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br", "identity, gzip"])
def test_a_packed_body_is_refused(api, good, encoding):
    is_problem(api.submit(good, headers={"Content-Encoding": encoding}), "unsupported-media-type", 415)
    assert api.submit(good, headers={"Content-Encoding": "identity"}).status_code == 202


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Idempotency-Key", "a" * 256),
        ("Idempotency-Key", "a" * 4096),
        ("Idempotency-Key", "a b"),
        ("Idempotency-Key", b"\xe9"),
        ("X-Correlation-ID", "a" * 129),
        ("X-Correlation-ID", "a" * 10_240),
        ("X-Correlation-ID", b"a\x1b[31m"),
        ("X-Gateway-Format", "<x>"),
        ("Content-Length", "many"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused_and_not_repeated(api, good, name, value):
    answer = api.submit(good, headers={name: value})
    is_problem(answer, "bad-header", 400)
    assert (value if isinstance(value, bytes) else value.encode()) not in answer.content
    assert "\\u001b" not in api.log() and "x-correlation-id" not in answer.headers
    assert api.get("/v1/messages").json()["messages"] == []


def test_a_header_that_stands_twice_is_refused(api, good):
    headers = [("Idempotency-Key", "a"), ("Idempotency-Key", "b")]
    is_problem(api.submit(good, headers=headers), "bad-header", 400)


def test_a_sender_that_is_not_the_callers_is_forbidden(api, good):
    problem = is_problem(api.submit(good, key="owned"), "forbidden", 403)
    assert [finding["code"] for finding in problem["findings"]] == ["SUB901"]
