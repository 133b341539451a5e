"""Answers on their way back: from the agency that was sent a message to the one who had sent it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from gateway.model import Message
from gateway.service import Misconfigured, NotFound
from gateway.store import Event, Status
from tests.service.houses import PARTNERS, SUBSCRIPTIONS, House

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "schemas/xx/example/1/samples/good/import-three-lines.xml").read_bytes()
NATIONAL = (ROOT / "schemas/gb/cds-declaration/3.6/samples/good/import-standard.xml").read_bytes()
ANSWER, EXAMPLE_FORMAT = "xx/example-answer@1", "xx/example@1"
REFERENCE = NATIONAL_REFERENCE = "SPEC-IM-2024-000317"


@pytest.fixture
def house(open_house) -> House:
    return open_house()


def elements(said: str) -> str:
    """`name="value"` pairs as elements."""
    return "".join(f"<{name}>{value}</{name}>" for name, value in re.findall(r'(\w+)="([^"]*)"', said))


def answer(
    to: str, *, outcome: str = "accepted", inner: str = "", issued: str = "2024-06-03T10:15:00Z"
) -> bytes:
    """An answer of the agency."""
    return (
        f'<answer xmlns="urn:example:trade-gateway:answer:1" outcome="{outcome}" issued="{issued}">'
        f"<to>{elements(to)}</to>{inner}</answer>"
    ).encode()


def mistake(*steps: str) -> str:
    """One mistake with the steps that lead to it."""
    inner = "".join(f"<step>{elements(step)}</step>" for step in steps)
    return f'<mistake code="X1"><text>wrong</text>{inner}</mistake>'


def test_an_answer_goes_to_the_sender_of_the_original_in_the_format_of_its_answers(house):
    original = house.send(EXAMPLE, "trader")
    got = house.send(answer(f'reference="{REFERENCE}" number="24XX1"'), "agency")
    assert (got.verdict, got.message.status, got.findings) == ("accepted", Status.RELAYED, [])
    ((format, data),) = house.inbox("trader")
    assert format == ANSWER
    assert b'outcome="accepted"' in data and REFERENCE.encode() in data and b"<number>24XX1</number>" in data
    assert house.status(original.message.id) == Status.ANSWERED


def test_original_and_answer_are_linked_both_ways(house):
    original = house.send(EXAMPLE, "trader").message
    received = house.send(answer(f'reference="{REFERENCE}"'), "agency").message
    (link,) = house.gateway.answers(None, original.id)
    assert (link.original_id, link.received_id, link.kind, link.value, link.outcome) == (
        original.id, received.id, "sender_reference", REFERENCE, "accepted",
    )  # fmt: skip
    assert house.gateway.answers(None, received.id) == [link] == house.gateway.answers(None, link.answer_id)
    sent = house.gateway.message(None, link.answer_id)
    assert (sent.direction, sent.partner, sent.family, sent.format) == (
        "outbound",
        "trader",
        "Response",
        ANSWER,
    )
    assert sent.correlation_id == original.correlation_id
    assert [event.type for event in house.gateway.events(None, original.id)][-1] == Event.ANSWERED
    assert [event.type for event in house.gateway.events(None, received.id)][-1] == Event.RELAYED


def test_the_sender_sees_its_answer_and_not_what_the_agency_sent(house):
    original = house.send(EXAMPLE, "trader").message
    received = house.send(answer(f'reference="{REFERENCE}"'), "agency").message
    trader, rival = house.gateway.partners.get("trader"), house.gateway.partners.get("rival")
    (link,) = house.gateway.answers(trader, original.id)
    assert house.gateway.message(trader, link.answer_id).id == link.answer_id
    for who, id in ((trader, received.id), (rival, link.answer_id), (rival, original.id)):
        with pytest.raises(NotFound):
            house.gateway.message(who, id)


@pytest.mark.parametrize("name", ["message id", "correlation id", "delivery id", "delivery key", "reference"])
def test_an_original_is_found_by(house, name):
    original = house.send(EXAMPLE, "trader").message
    (delivery,) = house.gateway.deliveries(None, original.id)
    named = {
        "message id": f'message="{original.id}"',
        "correlation id": f'message="{original.correlation_id}"',
        "delivery id": f'message="{delivery.id}"',
        "delivery key": f'message="{delivery.key}"',
        "reference": f'reference="{REFERENCE}"',
    }
    house.send(answer(named[name]), "agency")
    assert house.status(original.id) == Status.ANSWERED


def test_the_correlation_id_of_the_call_is_enough(house):
    original = house.send(EXAMPLE, "trader").message
    house.send(answer(""), "agency", correlation_id=original.correlation_id)
    assert house.status(original.id) == Status.ANSWERED
    ((_, data),) = house.inbox("trader")
    assert REFERENCE.encode() in data, "the sender is told which of its messages is meant"


def test_a_number_that_one_answer_told_finds_the_original_for_the_next(house):
    original = house.send(EXAMPLE, "trader").message
    first = house.send(answer(f'reference="{REFERENCE}" number="24XX1"'), "agency").message
    later = house.send(answer('number="24XX1"', outcome="released"), "agency").message
    assert [one.received_id for one in house.gateway.answers(None, original.id)] == [first.id, later.id]
    assert house.gateway.search(None, reference="24XX1").items[-1].id == original.id
    assert len(house.inbox("trader")) == 2


def test_an_agency_answers_only_what_it_was_sent(house):
    original = house.send(EXAMPLE, "trader").message
    got = house.send(answer(f'message="{original.id}" reference="{REFERENCE}"'), "rival")
    assert got.verdict == "accepted"
    assert [finding["code"] for finding in got.findings] == ["RTE404"]
    assert got.message.status == Status.HELD
    assert house.status(original.id) == Status.ROUTED
    assert house.inbox("trader") == []
    assert [one.id for one in house.gateway.search(None, status="held").items] == [got.message.id]


def test_a_held_answer_is_looked_at_anew_when_it_is_repeated(house):
    early = house.send(answer(f'reference="{REFERENCE}"'), "agency")
    house.send(EXAMPLE, "trader")
    again = house.send(answer(f'reference="{REFERENCE}"'), "agency")
    assert (early.message.status, again.message.status) == (Status.HELD, Status.RELAYED)
    assert len(house.inbox("trader")) == 1


def test_an_answer_that_names_nothing_is_held(house):
    house.send(EXAMPLE, "trader")
    got = house.send(answer(""), "agency")
    assert (got.message.status, [f["code"] for f in got.findings]) == (Status.HELD, ["RTE406"])


def test_two_senders_with_one_reference_are_told_apart_by_the_number_and_never_guessed(house):
    one = house.send(EXAMPLE, "trader").message
    two = house.send(EXAMPLE, "broker").message
    unclear = house.send(answer(f'reference="{REFERENCE}"'), "agency")
    assert [f["code"] for f in unclear.findings] == ["RTE405"]
    assert unclear.findings[0]["expected"] == f"one of {one.id}, {two.id}"
    house.send(answer(f'message="{one.id}" number="24XX1"'), "agency")
    house.send(answer(f'message="{two.id}" number="24XX2"'), "agency")
    house.send(answer(f'reference="{REFERENCE}" number="24XX2"', outcome="released"), "agency")
    assert (len(house.inbox("trader")), len(house.inbox("broker"))) == (1, 2)


def test_a_reference_of_a_message_known_under_another_number_is_not_meant(house):
    original = house.send(EXAMPLE, "trader").message
    house.send(answer(f'message="{original.id}" number="24XX1"'), "agency")
    got = house.send(answer(f'reference="{REFERENCE}" number="24XX9"'), "agency")
    assert [f["code"] for f in got.findings] == ["RTE404"]


def test_the_same_answer_again_is_a_duplicate_and_another_answer_to_the_same_is_not(house):
    house.send(EXAMPLE, "trader")
    first = house.send(answer(f'reference="{REFERENCE}"'), "agency")
    again = house.send(answer(f'reference="{REFERENCE}"'), "agency")
    other = house.send(answer(f'reference="{REFERENCE}"', outcome="released"), "agency")
    assert (again.verdict, again.message.id, other.verdict) == ("duplicate", first.message.id, "accepted")
    assert len(house.inbox("trader")) == 2


def test_a_partner_may_want_its_answers_in_another_format(house):
    original = house.send(EXAMPLE, "broker").message
    house.send(answer(f'message="{original.id}"'), "agency")
    ((format, data),) = house.inbox("broker")
    assert format == "model"
    assert Message.from_json(data).response.outcome == "accepted"


def test_an_unknown_format_of_answers_is_refused_at_the_start(open_house):
    with pytest.raises(Misconfigured) as caught:
        open_house(PARTNERS.replace('"model"', '"xx/exampel-answer@1"'))
    assert [finding.code.id for finding in caught.value.findings] == ["PRT201"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        # the path in what the agency got -> the place in what the sender wrote
        (
            ['path="/declaration/lines/line[2]/value[1]/@amount"'],
            "/MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]/Commodity/InvoiceLine/ItemChargeAmount",
        ),
        (
            ['path="/declaration/lines/line[2]/procedure"'],
            "/MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]/GovernmentProcedure[1]",
        ),
        (
            ['path="declaration/lines/line[2]"'],
            "/MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]",
        ),
        (
            ['class="42A"', 'class="67A"', 'class="68A" number="3"', 'class="23A"', 'class="65A" element="128"'],
            "/MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[3]/Commodity/GoodsMeasure/NetNetWeightMeasure",
        ),
        # an item and no more: the item
        (['number="2"'], "/MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]"),
    ],
)  # fmt: skip
def test_pointers_are_told_in_terms_of_the_senders_own_message(house, said, told):
    house.send(NATIONAL, "broker")
    got = house.send(
        answer(f'reference="{NATIONAL_REFERENCE}"', outcome="refused", inner=mistake(*said)), "agency"
    )
    assert got.findings == []
    ((_, data),) = house.inbox("broker")
    (error,) = Message.from_json(data).response.errors
    assert error.pointers[-1].path == told
    assert error.pointers[0].section == "42A"


def test_a_national_declaration_is_answered_with_the_national_notification(house):
    house.send(NATIONAL, "trader")
    inner = mistake('path="/declaration/lines/line[2]/value[1]/@amount"')
    house.send(answer(f'reference="{NATIONAL_REFERENCE}"', outcome="refused", inner=inner), "agency")
    ((format, data),) = house.inbox("trader")
    assert format == "gb/cds-notification@3.6"
    root = etree.fromstring(data)
    said = {
        name: root.findtext(f".//{{*}}Response/{{*}}{name}") for name in ("FunctionCode", "IssueDateTime")
    }
    assert said["FunctionCode"] == "03"
    assert root.findtext(".//{*}Declaration/{*}FunctionalReferenceID") == NATIONAL_REFERENCE
    steps = [
        tuple(one.findtext(f"{{*}}{name}") for name in ("DocumentSectionCode", "SequenceNumeric", "TagID"))
        for one in root.iterfind(".//{*}Error/{*}Pointer")
    ]
    assert steps == [
        ("42A", None, None), ("67A", None, None), ("68A", "2", None), ("23A", None, None), ("79A", None, "112"),
    ]  # fmt: skip


def test_wco_steps_count_in_the_senders_message(house):
    house.send(NATIONAL, "broker")
    path = 'path="/declaration/lines/line[3]/goods/tariff[2]"'
    house.send(answer(f'reference="{NATIONAL_REFERENCE}"', outcome="refused", inner=mistake(path)), "agency")
    ((_, data),) = house.inbox("broker")
    (error,) = Message.from_json(data).response.errors
    steps = [(one.section, one.sequence, one.tag) for one in error.pointers]
    assert steps == [
        ("42A", None, None), ("67A", None, None), ("68A", 3, None), ("23A", None, None), ("21A", 2, "145"),
    ]  # fmt: skip


def test_a_pointer_that_leads_nowhere_is_left_out_and_told(house):
    house.send(EXAMPLE, "trader")
    inner = mistake('path="/elsewhere/x"') + mistake('class="68A" number="99"')
    received = house.send(
        answer(f'reference="{REFERENCE}"', outcome="refused", inner=inner), "agency"
    ).message
    ((_, data),) = house.inbox("trader")
    assert data.count(b"<mistake") == 2 and b"<step" not in data
    (link,) = house.gateway.answers(None, received.id)
    found = house.gateway.findings(None, link.answer_id)
    assert [finding["code"] for finding in found] == ["OUT501", "OUT501"]


def test_a_test_is_answered_as_a_test(open_house):
    partners = (
        PARTNERS.replace('id = "trader"', 'id = "trader"\ntest = true')
        + '\n[[partner]]\nid = "trial"\ntest = true\n'
    )
    subscriptions = SUBSCRIPTIONS + SUBSCRIPTIONS.replace("agency", "trial")
    house = open_house(partners, subscriptions)
    original = house.send(EXAMPLE, "trader").message
    assert [one.destination for one in house.gateway.deliveries(None, original.id)] == ["trial"]
    live = house.send(answer(f'reference="{REFERENCE}"'), "agency")
    assert live.message.status == Status.HELD, "a live agency was not sent the test"
    house.send(answer(f'reference="{REFERENCE}"'), "trial")
    (link,) = house.gateway.answers(None, original.id)
    assert house.gateway.message(None, link.answer_id).test


def test_subscriptions_may_ask_for_answers_too(open_house):
    wish = '[[subscription]]\nname = "refusals"\nto = "rival"\nformat = "model"\noutcome = "rejected"\n'
    house = open_house(subscriptions=SUBSCRIPTIONS + wish)
    house.send(EXAMPLE, "trader")
    house.send(answer(f'reference="{REFERENCE}"', outcome="refused", inner=mistake()), "agency")
    house.send(answer(f'reference="{REFERENCE}"'), "agency")
    assert [format for format, _ in house.inbox("rival")] == ["model"]
    assert len(house.inbox("trader")) == 2


# the gateway's own answers


def test_the_gateway_itself_says_received_and_no_more(house):
    original = house.send(EXAMPLE, "trader").message
    answered = house.gateway.answer(None, original.id)
    assert answered.format == ANSWER
    assert b'outcome="received"' in answered.data and REFERENCE.encode() in answered.data
    assert house.gateway.answer(None, original.id) == answered, "it says the same whenever it is asked"


def test_the_gateway_itself_says_rejected_with_places_in_the_senders_terms(house):
    wrong = EXAMPLE.replace(b'kind="IM"', b'kind="QQ"')
    original = house.send(wrong, "trader")
    assert original.verdict == "rejected"
    answered = house.gateway.answer(None, original.message.id)
    assert b'outcome="refused"' in answered.data
    assert b'code="XML301"' in answered.data and b"<path>/declaration/@kind</path>" in answered.data
    assert b"<element>D013</element>" in answered.data


def test_what_only_the_service_knows_is_answered_too(house):
    house.send(EXAMPLE, "trader")
    other = house.send(EXAMPLE.replace(b"7952.00", b"7953.00"), "trader")
    assert other.verdict == "conflict"
    assert b'code="SUB401"' in house.gateway.answer(None, other.message.id).data


def test_an_answer_that_goes_out_has_no_answer_of_the_gateways_own(house):
    original = house.send(EXAMPLE, "trader").message
    house.send(answer(f'reference="{REFERENCE}"'), "agency")
    (link,) = house.gateway.answers(None, original.id)
    with pytest.raises(NotFound):
        house.gateway.answer(None, link.answer_id)
