"""Interchanges: several messages in one file, tests among them, and an envelope for each receiver."""

from __future__ import annotations

import re

import pytest

from gateway.model import Message
from gateway.pipeline import Address, answer_to, new_reference, produce, receive
from gateway.store import Status, now
from tests.service.houses import PARTNERS, House
from tests.service.test_answers import ROOT

SAMPLE = (ROOT / "schemas/un/cuscar/d96b/samples/good/arrival-air.edi").read_bytes()
FORMAT = "un/cuscar@d96b"
REFERENCE = b"FM-AX0417-0311"

BOTH = f"""
[[subscription]]
name = "agency-all"
to = "agency"
format = "{FORMAT}"

[[subscription]]
name = "rival-all"
to = "rival"
format = "{FORMAT}"

[[subscription]]
name = "trader-model"
to = "trader"
format = "model"
family = "CargoReport"
"""


def interchange(*references: bytes, test: bool = False) -> bytes:
    """One interchange with a message for each reference; a reference may come twice."""
    head, body, _ = re.fullmatch(rb"(UNB.*?'\s*)(UNH.*UNT[^']*'\s*)(UNZ.*)", SAMPLE, re.DOTALL).groups()
    number = re.search(rb"UNH\+([^+]+)\+", body)[1]
    bodies = [
        body.replace(number, b"M%d" % place).replace(REFERENCE, reference)
        for place, reference in enumerate(references, 1)
    ]
    control = head.rstrip().rstrip(b"'").split(b"+")[5]
    if test:
        head = head.rstrip().rstrip(b"'") + b"++++++1'"
    return head + b"".join(bodies) + b"UNZ+%d+%s'" % (len(references), control)


@pytest.fixture
def house(open_house) -> House:
    return open_house(PARTNERS.replace('id = "agency"', 'id = "agency"\ninterchange_id = "CUSTOMS"'), BOTH)


def submit(house: House, data: bytes, by: str = "broker"):
    return house.gateway.submit(data, partner=house.gateway.partners.get(by))


def test_each_message_of_an_interchange_is_an_item_of_one_submission(house):
    done = submit(house, interchange(b"REF1", b"REF2"))
    assert [(item.number, item.verdict, item.message.sender_reference) for item in done.items] == [
        (1, "accepted", "REF1"), (2, "accepted", "REF2"),
    ]  # fmt: skip
    originals = [house.gateway.original(None, item.message.id).data for item in done.items]
    assert all(one.count(b"UNH+") == 1 for one in originals)
    assert b"REF1" in originals[0] and b"REF2" in originals[1]


def test_a_message_that_comes_twice_in_one_interchange_is_taken_once(house):
    done = submit(house, interchange(b"REF1", b"REF1"))
    assert [item.verdict for item in done.items] == ["accepted", "duplicate"]
    assert done.items[0].message.id == done.items[1].message.id
    assert len(house.inbox("agency")) == 1


def test_an_interchange_that_comes_again_is_a_duplicate_message_by_message(house):
    submit(house, interchange(b"REF1"))
    again = submit(house, interchange(b"REF1", b"REF2"))
    assert [item.verdict for item in again.items] == ["duplicate", "accepted"]


def test_a_test_interchange_goes_to_no_live_receiver(house):
    (item,) = submit(house, interchange(b"REF1", test=True)).items
    assert (item.message.test, item.message.status) == (True, Status.VALIDATED)
    assert house.gateway.deliveries(None, item.message.id) == []


def test_the_sender_in_the_envelope_must_be_the_callers_own(open_house):
    house = open_house(PARTNERS.replace('id = "broker"', 'id = "broker"\nidentifiers = ["SOMEBODY"]'), BOTH)
    (item,) = submit(house, interchange(b"REF1")).items
    assert item.verdict == "forbidden"
    assert [finding["code"] for finding in item.findings if finding["severity"] == "error"] == ["SUB901"]


def acknowledge(data: bytes, catalog) -> bytes:
    """What a system answers that reads interchanges: it acknowledges, or says what it cannot read."""
    (inbound,) = receive(data, catalog)
    answer = answer_to(inbound, catalog, at=now(), reference="R1")
    to = Address("CUSTOMS", "GATEWAY", now(), new_reference())
    made = produce(answer.message, answer.format, address=to)
    assert made.ok and made.data is not None
    return made.data


def test_an_acknowledgement_is_correlated_by_the_interchange_that_it_names(house, catalog):
    (item,) = submit(house, interchange(b"REF1")).items
    ((_, data),) = house.inbox("agency")
    got = house.send(acknowledge(data, catalog), "agency")
    assert (got.message.format, got.message.status) == ("un/contrl@4.1", Status.RELAYED)
    (link,) = house.gateway.answers(None, item.message.id)
    assert (link.kind, link.outcome) == ("id", "received")
    ((format, told),) = house.inbox("broker")
    response = Message.from_json(told).response
    assert (format, response.outcome, response.acknowledgement) == ("model", "received", None)


def test_a_receiver_that_cannot_read_what_was_written_is_an_operators_matter_too(house, catalog):
    submit(house, interchange(b"REF1"))
    ((_, data),) = house.inbox("agency")
    got = house.send(acknowledge(data.replace(b"UNT+77+", b"UNT+78+"), catalog), "agency")
    assert [finding["code"] for finding in got.findings] == ["RTE407"]
    ((_, told),) = house.inbox("broker")
    response = Message.from_json(told).response
    assert (response.outcome, [error.code for error in response.errors]) == ("rejected", ["29"])


def test_the_gateways_own_answer_to_an_interchange_is_an_interchange(house):
    (item,) = submit(house, interchange(b"REF1")).items
    own = house.gateway.answer(None, item.message.id)
    assert own.format == "un/contrl@4.1"
    assert own.data.startswith(b"UNB+UNOC:3+GATEWAY+AIREXAMPLE:ZZ:CGO+")
    assert house.gateway.answer(None, item.message.id) == own


def test_a_format_with_an_envelope_is_written_for_each_receiver(house):
    (item,) = submit(house, interchange(b"REF1")).items
    outputs = {
        one.destination for one in house.gateway.outputs(None, item.message.id) if one.format == FORMAT
    }
    assert outputs == {"agency", "rival"}, "each receiver has its own"
    keys = {one.destination: one.reference for one in house.gateway.deliveries(None, item.message.id)}
    assert keys["agency"] != keys["rival"] and len(keys["agency"]) == 14
    assert keys["trader"] is None, "the model's JSON has no envelope"
