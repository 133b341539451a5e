"""The whole way between two syntaxes: sent in one, delivered in the other, answered in that, told in the first."""

from __future__ import annotations

import pytest
from lxml import etree

from gateway.pipeline import Address, produce, receive
from gateway.store import Status, now
from tests.service.houses import PARTNERS, House
from tests.service.test_answers import NATIONAL, ROOT

XML_FORMAT, SEGMENT_FORMAT = "gb/cds-declaration@3.6", "un/cusdec@d96b"
EXPORT = (ROOT / "schemas/gb/cds-declaration/3.6/samples/good/export-standard.xml").read_bytes()
REFERENCE = b"SPEC-IM-2024-000317"


def wish(format: str) -> str:
    return f'[[subscription]]\nname = "clearance"\nto = "agency"\nformat = "{format}"\n'


def cusres(*segments: str, reference: bytes = REFERENCE, correlation: str = "") -> bytes:
    """An answer as an agency writes it."""
    head = f"UNH+1+CUSRES:D:96B:UN{f'+{correlation}' if correlation else ''}"
    body = [head, f"BGM+963+{reference.decode()}+9", *segments]
    lines = ["UNB+UNOC:3+CUSTOMS+GATEWAY+260301:1200+77", *body, f"UNT+{len(body) + 1}+1", "UNZ+1+77"]
    return "".join(f"{line}'" for line in lines).encode()


def steps(data: bytes) -> list[list[tuple[str | None, ...]]]:
    """The pointers of every error of a notification: section, number, tag."""
    names = ("DocumentSectionCode", "SequenceNumeric", "TagID")
    return [
        [tuple(one.findtext(f"{{*}}{name}") for name in names) for one in error.iterfind("{*}Pointer")]
        for error in etree.fromstring(data).iterfind(".//{*}Error")
    ]


TO_ITEM = [("42A", None, None), ("67A", None, None)]


@pytest.fixture
def segments_for_the_agency(open_house) -> House:
    return open_house(PARTNERS, wish(SEGMENT_FORMAT))


@pytest.fixture
def xml_for_the_agency(open_house) -> House:
    return open_house(PARTNERS, wish(XML_FORMAT))


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("ERP+10:2", [*TO_ITEM, ("68A", "2", None)]),
        ("ERP+10:3", [*TO_ITEM, ("68A", "3", None)]),
        # an item and the one segment of it with this tag
        ("ERP+10:2+LOC", [*TO_ITEM, ("68A", "2", None), ("92A", "1", None)]),
        # several segments with this tag: the item
        ("ERP+10:2+MEA", [*TO_ITEM, ("68A", "2", None)]),
        # the head
        ("ERP+1+TOD", [*TO_ITEM, ("22B", None, None)]),
        ("ERP+1", [("42A", None, None)]),
    ],
)
def test_a_place_in_segments_is_told_by_classes(segments_for_the_agency, place, told):
    house = segments_for_the_agency
    original = house.send(NATIONAL, "trader").message
    ((format, _),) = house.inbox("agency")
    assert format == SEGMENT_FORMAT
    got = house.send(cusres("GIS+2", place, "ERC+12"), "agency")
    assert (got.message.status, got.findings) == (Status.RELAYED, [])
    ((format, data),) = house.inbox("trader")
    assert format == "gb/cds-notification@3.6"
    assert steps(data) == [told]
    assert house.status(original.id) == Status.ANSWERED


def test_a_path_in_the_message_that_was_sent_is_told_to_the_value(segments_for_the_agency):
    house = segments_for_the_agency
    house.send(NATIONAL, "trader")
    path = "FTX+ACB++PLACE+/CUSDEC/SG30[2]/CST/C246/E7361"
    house.send(cusres("GIS+2", "ERP+5", "ERC+12", path), "agency")
    ((_, data),) = house.inbox("trader")
    assert steps(data) == [[*TO_ITEM, ("68A", "2", None), ("23A", None, None), ("21A", "1", "145")]]


def test_the_control_reference_of_the_interchange_is_enough(segments_for_the_agency):
    house = segments_for_the_agency
    original = house.send(NATIONAL, "trader").message
    (delivery,) = house.gateway.deliveries(None, original.id)
    ((_, sent),) = house.inbox("agency")
    assert sent.split(b"'")[0].endswith(b"+" + delivery.reference.encode())
    unnamed = cusres("GIS+4", reference=b"", correlation=delivery.reference)
    house.send(unnamed, "agency")
    (link,) = house.gateway.answers(None, original.id)
    assert (link.kind, link.value, link.outcome) == ("id", delivery.reference, "released")
    ((_, data),) = house.inbox("trader")
    assert REFERENCE in data, "the sender is told its own reference"


def test_a_partner_is_named_in_envelopes_as_its_entry_says(open_house):
    house = open_house(
        PARTNERS.replace('id = "agency"', 'id = "agency"\ninterchange_id = "CUSTOMS"'), wish(SEGMENT_FORMAT)
    )
    house.send(NATIONAL, "trader")
    ((_, data),) = house.inbox("agency")
    assert data.startswith(b"UNB+UNOC:3+GATEWAY+CUSTOMS+")


def test_a_number_in_segments_is_learned_and_found_again(segments_for_the_agency):
    house = segments_for_the_agency
    original = house.send(NATIONAL, "trader").message
    house.send(cusres("GIS+1", "RFF+ABT:24XX1"), "agency")
    house.send(cusres("GIS+4", "RFF+ABT:24XX1", reference=b""), "agency")
    outcomes = [one.outcome for one in house.gateway.answers(None, original.id)]
    assert outcomes == ["accepted", "released"]
    codes = [etree.fromstring(data).findtext(".//{*}FunctionCode") for _, data in house.inbox("trader")]
    assert codes == ["01", "08"]


def in_segments(catalog) -> bytes:
    """A national declaration as a trader of the other syntax would have written it."""
    (inbound,) = receive(EXPORT, catalog)
    to = Address("TRADER1", "GATEWAY", now(), "I4711")
    made = produce(inbound.message, catalog.get(SEGMENT_FORMAT), address=to)
    assert made.ok and made.data is not None
    return made.data


def test_a_pointer_by_classes_is_told_in_segments_to_one_who_sent_segments(xml_for_the_agency, catalog):
    house = xml_for_the_agency
    original = house.send(in_segments(catalog), "trader").message
    ((format, declaration),) = house.inbox("agency")
    assert format == XML_FORMAT
    reference = etree.fromstring(declaration).findtext(".//{*}Declaration/{*}FunctionalReferenceID")
    notification = notify(reference, "67A", ("68A", 2), ("23A", None), ("21A", 1, "145"))
    got = house.send(notification, "agency")
    assert got.findings == []
    ((format, data),) = house.inbox("trader")
    assert format == "un/cusres@d96b"
    found = [segment.decode() for segment in data.split(b"'")]
    assert found[0].startswith("UNB+UNOC:3+GATEWAY+TRADER1+")
    assert found[1].endswith("+CUSRES:D:96B:UN+I4711"), "the interchange that the trader had sent"
    assert f"BGM+963+{original.sender_reference}" in found
    assert "ERP+10:2+CST" in found
    assert any(one.startswith("FTX+ACB++PLACE+/CUSDEC/SG30[2]/CST/") for one in found)
    assert house.status(original.id) == Status.ANSWERED


def notify(reference: str, *path) -> bytes:
    """A notification of an agency that refuses a declaration and points into it."""
    pointers = "<Pointer><DocumentSectionCode>42A</DocumentSectionCode></Pointer>"
    for step in path:
        section, number, tag = (*((step,) if isinstance(step, str) else step), None, None)[:3]
        sequence = f"<SequenceNumeric>{number}</SequenceNumeric>" if number else ""
        element = f"<TagID>{tag}</TagID>" if tag else ""
        pointers += (
            f"<Pointer>{sequence}<DocumentSectionCode>{section}</DocumentSectionCode>{element}</Pointer>"
        )
    return (
        '<md:MetaData xmlns="urn:wco:datamodel:WCO:RES-DMS:2" '
        'xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"><md:WCOTypeName>RES</md:WCOTypeName>'
        f"<Response><FunctionCode>03</FunctionCode><FunctionalReferenceID>N1</FunctionalReferenceID>"
        f"<Error><ValidationCode>X1</ValidationCode>{pointers}</Error>"
        f"<Declaration><FunctionalReferenceID>{reference}</FunctionalReferenceID></Declaration>"
        "</Response></md:MetaData>"
    ).encode()
