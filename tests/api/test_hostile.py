"""Hostile documents and requests over HTTP: the expected status, no canary, nothing that breaks."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.conftest import KEYS, SHARED, is_problem

CANARIES = ("secret.txt", "secret.xml", "local.dtd")
DOCTYPE = b'<!DOCTYPE MetaData [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def manifest() -> list[dict[str, str]]:
    if not SHARED.is_dir():
        return []
    with (SHARED / "attacks/MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["file"].startswith("xml/")]


def canaries() -> list[str]:
    return [(SHARED / "attacks/canary" / name).read_text("utf-8").strip() for name in CANARIES]


def test_there_are_hostile_documents(shared: Path):
    assert len(manifest()) > 40


@pytest.mark.parametrize("row", [pytest.param(row, id=row["file"]) for row in manifest()])
def test_a_hostile_document_gets_the_expected_answer(api, shared, row):
    data = (shared / "attacks" / row["file"]).read_bytes()
    headers, expected = {}, {int(status) for status in row["expected_http"].split("/")}
    if row["file"].endswith(".gz"):
        # Packed bodies are never unpacked, so there is no limit that could be met.
        headers, expected = {"Content-Encoding": "gzip"}, {415}
    answer = api.submit(data, headers=headers)
    assert answer.status_code in expected, answer.text
    everything = api.log() + answer.text
    told = answer.json()
    if "messageId" in told:
        assert api.get(told["links"]["original"]).content == data
        for part in ("findings", "events", "model"):
            everything += api.get(told["links"][part]).text
    assert not [canary for canary in canaries() if canary in everything]
    for line in api.log().splitlines():
        assert json.loads(line) and line.isprintable()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a DOCTYPE", lambda data: data.replace(b"?>", b"?>" + DOCTYPE, 1)),
        ("UTF-7", lambda data: data.replace(b"UTF-8", b"UTF-7", 1)),
        ("a zero byte", lambda data: data.replace(b"</ID>", b"\0</ID>", 1)),
        ("an escape sequence", lambda data: data.replace(b"</ID>", b"&#27;[31m</ID>", 1)),
        ("an unknown element", lambda data: data.replace(b"</ID>", b"</ID><secretcanary/>", 1)),
        ("an entity", lambda data: data.replace(b"</ID>", b"&x;</ID>", 1)),
        ("two documents", lambda data: data + data),
        ("half a document", lambda data: data[: len(data) // 2]),
        ("2,000 attributes", lambda data: data.replace(
            b"<Declaration", b"<Declaration" + b"".join(b' a%d="1"' % n for n in range(2000)), 1)),
        ("a hundred levels", lambda data: data.replace(b"</ID>", b"</ID>" + b"<a>" * 100 + b"</a>" * 100, 1)),
    ],
)  # fmt: skip
def test_a_real_declaration_is_refused_with_each_kind_of_attack(api, good, name, change):
    data = change(good)
    assert data != good
    problem = is_problem(api.submit(data), "message-rejected", 422)
    assert problem["findingsTotal"] > 0 and "root:" not in json.dumps(problem)


def test_no_value_of_a_message_reaches_the_log_or_other_members_of_a_problem(api, good):
    """What stood at a place is told to its sender as the finding's value, and to nobody else."""
    secret = "SECRET-9Q7" * 30
    for before in (b"<FunctionCode>", b"<TypeCode>", b"<ProcedureCategory>"):
        data = good.replace(before, before + secret.encode(), 1)
        problem = api.submit(data).json()
        assert secret not in api.log()
        for finding in problem["findings"]:
            finding.pop("value"), finding.pop("message")
        assert secret not in json.dumps(problem)


def test_values_that_look_like_questions_are_values(api, shared):
    values = (shared / "attacks/http/xpath_injection_values.txt").read_text("utf-8").splitlines()
    for value in values:
        answer = api.get("/v1/messages", params={"reference": value or "x"})
        assert answer.json() == {"messages": [], "cursor": None}


def test_every_case_of_a_hostile_request_has_its_test_or_its_reason(shared):
    with (shared / "attacks/http/cases.csv").open(encoding="utf-8", newline="") as file:
        cases = [row["case"] for row in csv.DictReader(file)]
    table = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))
    assert sorted([*table["tested"], *table["later"]]) == sorted(cases)
    for case, test in table["tested"].items():
        module, _, name = test.partition("::")
        text = (Path(__file__).parents[1] / module).read_text("utf-8")
        assert f"def {name}(" in text, (case, test)
    assert all(reason for reason in table["later"].values())


TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=40)


def quoted(text: str) -> str:
    return quote(text, safe="/", errors="surrogatepass")


PATHS = st.one_of(
    st.sampled_from(
        ["/v1/messages", "/v1/validate", "/v1/translate?to=model", "/v1/inbox", "/v1/formats", "/v1/codes"]
    ),
    st.text(max_size=30).map(lambda text: "/v1/messages/" + quoted(text)),
    st.text(max_size=30).map(lambda text: "/v1/formats/" + quoted(text)),
)
NAMES = st.sampled_from(
    [
        "Accept", "Authorization", "Content-Digest", "Content-Encoding", "Content-Length", "Content-Type",
        "Idempotency-Key", "X-API-Key", "X-Correlation-ID", "X-Gateway-Format", "Range", "Expect",
    ]
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)  # fmt: skip
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"]),
    path=PATHS,
    question=st.dictionaries(
        st.sampled_from(["limit", "cursor", "reference", "status", "since", "until", "to", "offset", "x"]),
        st.text(max_size=30),
        max_size=3,
    ),
    headers=st.lists(st.tuples(NAMES, TEXT.map(lambda text: text.encode("latin-1"))), max_size=4),
    start=st.sampled_from([b"", b"<", b'<?xml version="1.0"?><a>', b"\xff\xfe<\0"]),
    body=st.binary(max_size=200),
)
def test_no_bytes_and_no_headers_make_the_gateway_fail(api, method, path, question, headers, start, body):
    sent = [("X-API-Key", KEYS["agency"]), ("Content-Type", "application/xml"), *headers]
    more = {"params": question} if question and "?" not in path else {}
    answer = api.ask(method, path, key=None, headers=sent, content=start + body, **more)
    assert answer.status_code < 500, answer.text
    assert answer.status_code < 400 or answer.headers["content-type"] == "application/problem+json"
