"""The way out: what is written is validated, and what a receiver must not have is not `ok`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gateway.findings import Severity, Stage
from gateway.formats import Catalog
from gateway.model import Message
from gateway.pipeline import differences, produce, receive

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "schemas" / "xx" / "example" / "1" / "samples" / "good" / "export-two-lines.xml"


@pytest.fixture
def message(catalog: Catalog) -> Message:
    (inbound,) = receive(GOOD.read_bytes(), catalog)
    assert inbound.message is not None
    return inbound.message


def test_a_message_is_written_in_its_own_format(message: Message, catalog: Catalog) -> None:
    format = catalog.get("xx/example@1")
    written = produce(message, format)
    assert written.ok
    assert written.lost == []
    assert differences(GOOD.read_bytes(), written.data or b"", format) == []


def test_without_a_format_the_model_is_written_as_json(message: Message) -> None:
    written = produce(message, None)
    assert written.ok
    assert Message.model_validate(json.loads(written.data or b"")) == message


def test_writing_does_not_change_the_message(message: Message, catalog: Catalog) -> None:
    before = message.to_json()
    for format in catalog:
        if format.mapping_dir:
            produce(message, format)
    assert message.to_json() == before


def test_what_lacks_the_mandatory_elements_of_the_target_is_not_ok(catalog: Catalog) -> None:
    poor = Message.model_validate({"declaration": {"functionalReferenceId": "A1"}})
    written = produce(poor, catalog.get("xx/example@1"))
    assert not written.ok
    errors = [finding for finding in written.findings if finding.severity is Severity.ERROR]
    assert errors
    assert {finding.stage for finding in errors} == {Stage.VALIDATE_OUTPUT}
    assert all(finding.expected for finding in errors)


def test_an_empty_message_is_refused_with_findings(catalog: Catalog) -> None:
    written = produce(Message(), catalog.get("xx/example@1"))
    assert not written.ok
    assert written.findings


def test_a_value_that_xml_cannot_carry_is_refused_and_does_not_raise(
    message: Message, catalog: Catalog
) -> None:
    assert message.declaration is not None
    declaration = message.declaration.model_copy(update={"functional_reference_id": "A\x01B"})
    written = produce(message.model_copy(update={"declaration": declaration}), catalog.get("xx/example@1"))
    assert not written.ok
    assert written.findings


def test_what_the_target_cannot_hold_is_named(message: Message, catalog: Catalog) -> None:
    assert message.declaration is not None
    declaration = message.declaration.model_copy(update={"loading_list_quantity": 3})
    written = produce(message.model_copy(update={"declaration": declaration}), catalog.get("xx/example@1"))
    assert [(loss.model_path, loss.value) for loss in written.lost] == [
        ("declaration/loadingListQuantity", "3")
    ]
