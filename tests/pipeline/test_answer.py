"""The gateway's own answer: received or rejected, with places in the sender's terms."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.formats import Catalog
from gateway.model import Envelope, Message, Participant
from gateway.model.acknowledgement import Acknowledgement, MessageReport, SegmentReport, SyntaxMistake
from gateway.model.declaration import Declaration
from gateway.model.response import AnsweredDeclaration, Response
from gateway.pipeline import Address, answer_to, as_written_in, produce, receive
from gateway.pipeline.answer import handed_back

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
BAD_XML = sorted((ROOT / "schemas").glob("*/*/*/samples/bad/*.xml"))
MANIFESTS = ROOT / "schemas/un/cuscar/d96b/samples"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load([ROOT])


def answer(catalog: Catalog, data: bytes):
    (inbound,) = receive(data, catalog)
    return answer_to(inbound, catalog, at=AT, reference="A1")


def test_a_good_message_is_received_and_never_accepted(catalog):
    found = answer(catalog, (ROOT / "schemas/xx/example/1/samples/good/import-airfreight.xml").read_bytes())
    response = found.message.response
    assert (response.outcome, response.errors, response.issue_date_time) == (
        "received",
        None,
        "2026-03-01T12:00:00Z",
    )
    assert response.declarations[0].functional_reference_id == "SPEC-AIR-2024-0009"
    assert found.format.id == "xx/example-answer@1"


@pytest.mark.parametrize("file", BAD_XML, ids=lambda file: f"{file.parts[-5]}-{file.stem}")
def test_every_rejection_names_every_error_and_is_valid_in_its_own_format(catalog, file):
    for inbound in receive(file.read_bytes(), catalog):
        found = answer_to(inbound, catalog, at=AT, reference="A1")
        errors = [finding for finding in inbound.findings if finding.severity == "error"]
        if not errors:
            continue
        assert found.message.response.outcome == "rejected"
        assert [error.code for error in found.message.response.errors] == [one.code.id for one in errors]
        for error, finding in zip(found.message.response.errors, errors, strict=True):
            assert (error.pointers or [None])[-1] is None or error.pointers[-1].path == finding.where.path
        to = Address("GATEWAY", "SENDER", AT, "REF00000000001")
        made = produce(as_written_in(found.message, found.format), found.format, address=to)
        # Some formats must name what they answer, which a message without a reference cannot tell.
        assert made.ok or found.message.response.declarations is None, [
            finding.message for finding in made.findings
        ]


def test_the_place_of_a_mistake_is_told_in_wco_classes_too(catalog):
    found = answer(
        catalog, (ROOT / "schemas/gb/cds-declaration/3.6/samples/bad/comma-number.xml").read_bytes()
    )
    (error,) = found.message.response.errors
    assert [(one.section, one.sequence, one.tag) for one in error.pointers] == [
        ("42A", None, None), ("67A", None, None), ("68A", 2, None), ("23A", None, None), ("79A", None, "112"),
    ]  # fmt: skip


def test_a_mistake_of_the_syntax_is_told_of_the_interchange(catalog):
    found = answer(catalog, (MANIFESTS / "bad/date-without-qualifier.edi").read_bytes())
    assert found.message.response.outcome == "syntax_rejected"
    assert found.format.id == "un/contrl@4.1"
    report = found.message.response.acknowledgement
    assert report.action_code == "7", "the interchange could be read"
    (message,) = report.messages
    assert (message.action_code, message.type_code, message.release) == ("4", "CUSCAR", "96B")
    (segment,) = message.segments
    assert segment.position == 3
    (mistake,) = segment.errors
    assert (mistake.code, mistake.element_position, mistake.component_position) == ("13", 2, 1)


def test_a_good_interchange_is_acknowledged(catalog):
    found = answer(catalog, (MANIFESTS / "good/arrival-air.edi").read_bytes())
    report = found.message.response.acknowledgement
    assert (found.message.response.outcome, report.action_code) == ("received", "7")
    assert [(one.action_code, one.segments) for one in report.messages] == [("7", None)]
    assert found.message.envelope.receiver == Participant(
        id="AIREXAMPLE", id_scheme="ZZ", routing_address="CGO"
    )


def test_an_interchange_that_cannot_be_read_is_answered_in_its_syntax(catalog):
    found = answer(catalog, b"UNB+UNOC:3+A+B+260301:1200+1'UNH+1+CUSDEC:D:96B:UN'BGM+9")
    assert found.message.response.outcome == "syntax_rejected"
    assert found.format.id == "un/contrl@4.1"


def test_an_answer_that_is_handed_back_has_the_way_of_its_receiver():
    said = Message(
        envelope=Envelope(
            sender=Participant(id="AGENCY"),
            receiver=Participant(id="GATEWAY"),
            correlation_id="REF1",
            native_id="7",
        ),
        response=Response(outcome="accepted", declarations=[AnsweredDeclaration(id="24XX1")]),
    )
    original = Message(
        envelope=Envelope(sender=Participant(id="TRADER"), interchange_id="I9", test_indicator=True),
        declaration=Declaration(functional_reference_id="LRN1"),
    )
    back = handed_back(said, original)
    assert back.envelope == Envelope(
        receiver=Participant(id="TRADER"), correlation_id="I9", test_indicator=True
    )
    assert back.response.declarations == [AnsweredDeclaration(id="24XX1", functional_reference_id="LRN1")]


def test_a_refusal_of_the_gateways_own_syntax_is_a_plain_refusal_for_the_sender():
    mistakes = [SegmentReport(position=3, errors=[SyntaxMistake(code="13"), SyntaxMistake(code="39")])]
    report = Acknowledgement(action_code="4", messages=[MessageReport(action_code="4", segments=mistakes)])
    back = handed_back(
        Message(response=Response(outcome="syntax_rejected", acknowledgement=report)), Message()
    )
    assert (back.response.outcome, back.response.acknowledgement) == ("rejected", None)
    assert [error.code for error in back.response.errors] == ["13", "39"]
