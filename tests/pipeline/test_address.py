"""Who sends an output to whom: completed where it is absent, and where the format has a place for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.formats import Catalog
from gateway.model import Envelope, Message, Participant
from gateway.pipeline import Address, is_addressed, new_reference, produce, receive

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "schemas/un/cuscar/d96b/samples/good/import-manifest.edi"
AT = datetime(2026, 3, 1, 12, 30, 59, tzinfo=UTC)
ADDRESS = Address("GATEWAY", "AGENCY", AT, "REF00000000001")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load([ROOT])


@pytest.fixture(scope="module")
def manifest(catalog) -> Message:
    (inbound,) = receive(SAMPLE.read_bytes(), catalog)
    assert inbound.message is not None
    return inbound.message


def test_a_reference_has_fourteen_characters_that_any_interchange_takes():
    made = {new_reference() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(one) for one in made} == {14}
    assert all(one.isascii() and one.isalnum() and one == one.upper() for one in made)


def test_an_absent_envelope_is_completed(catalog, manifest):
    bare = manifest.model_copy(update={"envelope": None})
    made = produce(bare, catalog.get("un/cuscar@d96b"), address=ADDRESS)
    assert made.ok and made.data is not None
    head, unh = made.data.split(b"'")[:2]
    assert head == b"UNB+UNOC:3+GATEWAY+AGENCY+260301:1230+REF00000000001"
    assert unh.startswith(b"UNH+REF00000000001+CUSCAR:D:96B:UN")


def test_what_is_there_stays(catalog, manifest):
    said = Envelope(sender=Participant(id="SENDER", id_scheme="ZZ"), interchange_id="I1")
    made = produce(
        manifest.model_copy(update={"envelope": said}), catalog.get("un/cuscar@d96b"), address=ADDRESS
    )
    assert made.data is not None
    assert made.data.startswith(b"UNB+UNOC:3+SENDER:ZZ+AGENCY+260301:1230+I1'")


def test_the_message_that_was_given_is_not_changed(catalog, manifest):
    bare = manifest.model_copy(update={"envelope": None})
    produce(bare, catalog.get("un/cuscar@d96b"), address=ADDRESS)
    assert bare.envelope is None


def test_a_format_without_an_envelope_is_not_affected(catalog):
    format = catalog.get("xx/example@1")
    data = (ROOT / "schemas/xx/example/1/samples/good/import-airfreight.xml").read_bytes()
    (inbound,) = receive(data, catalog)
    assert not is_addressed(format) and not is_addressed(None)
    assert is_addressed(catalog.get("un/cuscar@d96b"))
    plain, addressed = produce(inbound.message, format), produce(inbound.message, format, address=ADDRESS)
    assert (plain.data, plain.findings) == (addressed.data, addressed.findings)
