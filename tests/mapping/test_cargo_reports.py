"""What manifests and conveyance reports of UN/EDIFACT mean in the common model, and what other formats make of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.findings import Severity
from gateway.formats import Catalog
from gateway.model import CargoReport, ConveyanceReport
from gateway.pipeline import Inbound, Outcome, produce, receive
from gateway.router import facts_of
from gateway.service.prepare import references_of

ROOT = Path(__file__).parents[2]
CATALOG = Catalog.load([ROOT])
SCHEMAS = ROOT / "schemas"
RELEASES = ["un/cuscar@d96b", "un/cuscar@d03b"]


def inbound_of(format: str, sample: str) -> Inbound:
    folder = CATALOG.get(format).folder / "samples" / "good"
    (inbound,) = receive((folder / sample).read_bytes(), CATALOG)
    assert inbound.format is not None and inbound.format.id == format
    assert inbound.outcome is Outcome.VALID
    return inbound


def cargo(format: str, sample: str) -> CargoReport:
    message = inbound_of(format, sample).message
    assert message is not None and message.cargo_report is not None
    return message.cargo_report


def conveyance(sample: str) -> ConveyanceReport:
    message = inbound_of("un/cusrep@d99b", sample).message
    assert message is not None and message.conveyance_report is not None
    return message.conveyance_report


@pytest.mark.parametrize("format", RELEASES)
def test_house_bills_stand_below_their_master_bill(format: str) -> None:
    first = (cargo(format, "import-manifest.edi").consignments or [])[0]
    assert [d.type_code for d in first.transport_documents or []] == ["704"]
    houses = first.houses or []
    assert {d.type_code for house in houses for d in house.transport_documents or []} == {"714"}
    assert any(len(house.items or []) > 1 for house in houses)


def test_a_straight_bill_is_its_own_consignment() -> None:
    second = (cargo("un/cuscar@d96b", "import-manifest.edi").consignments or [])[1]
    assert [d.type_code for d in second.transport_documents or []] == ["705"]
    assert second.houses is None
    assert [p.role for p in second.parties or []] == ["consignor", "consignee", "notifyParty"]
    assert second.freight is not None and second.freight.amount is not None
    assert (str(second.freight.amount.value), second.freight.amount.currency) == ("3150", "USD")
    (item,) = second.items or []
    assert [
        (p.equipment_id, str(p.package_quantity.value)) for p in item.placements or [] if p.package_quantity
    ] == [("ZZZU4102345", "860")]
    assert item.commodity is not None
    assert [(c.scheme, c.code) for c in item.commodity.classifications or []] == [("hs", "080450")]


@pytest.mark.parametrize(
    ("format", "sample", "nature", "intent"),
    [
        ("un/cuscar@d96b", "import-manifest.edi", "23", "original"),
        ("un/cuscar@d96b", "transhipment.edi", "28", "replace"),
        ("un/cuscar@d96b", "departure-change.edi", "22", "amend"),
        ("un/cuscar@d03b", "import-manifest.edi", "23", "original"),
        ("un/cuscar@d03b", "transhipment.edi", "28", "replace"),
    ],
)
def test_nature_and_intent_of_a_report(format: str, sample: str, nature: str, intent: str) -> None:
    message = inbound_of(format, sample).message
    assert message is not None and message.cargo_report is not None and message.envelope is not None
    assert message.cargo_report.nature_code == nature
    assert (message.envelope.family, message.envelope.intent) == ("CargoReport", intent)


def test_other_indicators_are_not_the_nature_of_a_later_release() -> None:
    data = (CATALOG.get("un/cuscar@d03b").folder / "samples/good/transhipment.edi").read_bytes()
    (inbound,) = receive(data.replace(b"\nGEI+5+28'", b"\nGEI+5+26'"), CATALOG)
    assert inbound.message is not None and inbound.message.cargo_report is not None
    assert inbound.message.cargo_report.nature_code is None


def test_a_voyage_has_its_calls_persons_and_master() -> None:
    report = conveyance("arrival.edi")
    assert (report.crew_quantity, report.passenger_quantity) == (22, 4)
    calls = [(c.location.function_code, c.location.id) for c in report.itinerary or [] if c.location]
    assert calls == [("153", "SGSIN"), ("153", "EGPSD"), ("60", "NLRTM"), ("61", "DEHAM")]
    assert [c.actual_departure_date_time for c in report.itinerary or []][:2] == [
        "2026-06-08T11:45",
        "2026-06-22T22:50",
    ]
    assert report.master is not None and report.master.name == "Example Master"
    (stage,) = report.conveyances or []
    assert (stage.journey_id, stage.name, stage.mode_code) == ("612W", "MV EXAMPLE TRADER", "1")
    assert [e.unit_quantity for e in report.transport_equipments or []] == [140, 32]


def test_a_report_is_found_by_its_numbers() -> None:
    found = set(references_of(inbound_of("un/cuscar@d96b", "import-manifest.edi")))
    assert {
        ("sender_reference", "MF2603-00187"),
        ("reference", "MF2603-00187"),
        ("conveyance", "612E"),
        ("container", "ZZZU4102330"),
        ("transport_document", "NLMB26030071"),
        ("transport_document", "SCD-H-5501"),
    } <= found
    assert ("mrn", "26ESXX00000240M1") in references_of(inbound_of("un/cuscar@d96b", "transhipment.edi"))
    assert ("mrn", "26NLXX0000000104D1") in references_of(inbound_of("un/cusrep@d99b", "departure.edi"))


def test_a_report_is_routed_by_what_it_says() -> None:
    facts = facts_of(inbound_of("un/cuscar@d96b", "import-manifest.edi").message)
    assert facts["family"] == ("CargoReport",) and facts["type"] == ("785",)
    assert "940152" in facts["commodity"] and "080450" in facts["commodity"]
    assert facts["transport_mode"] == ("1",) and "NL000510" in facts["office"]
    assert "NL999000112" in facts["party"]


@pytest.mark.parametrize("sample", ["import-manifest.edi", "arrival-air.edi", "transhipment.edi"])
def test_a_later_release_loses_nothing_of_an_earlier_one(sample: str) -> None:
    message = inbound_of("un/cuscar@d96b", sample).message
    assert message is not None
    written = produce(message, CATALOG.get("un/cuscar@d03b"))
    assert written.findings == []
    assert written.data is not None
    (again,) = receive(written.data, CATALOG)
    assert again.format is not None and again.format.id == "un/cuscar@d03b"
    assert again.message is not None and again.message.cargo_report is not None
    first, second = again.message.cargo_report, message.cargo_report
    assert second is not None
    assert [len(c.houses or []) for c in first.consignments or []] == [
        len(c.houses or []) for c in second.consignments or []
    ]


@pytest.mark.parametrize("sample", ["fruit-sea-waybill.json", "paint-to-order.json"])
def test_a_bill_of_lading_makes_a_manifest(sample: str) -> None:
    source = CATALOG.get("dcsa/transport-document@3")
    (inbound,) = receive((source.folder / "samples" / "good" / sample).read_bytes(), CATALOG)
    assert inbound.message is not None
    written = produce(inbound.message, CATALOG.get("un/cuscar@d96b"))
    wrong = [f.where.path for f in written.findings if f.severity is Severity.ERROR]
    # The gateway completes the envelope when it knows the receiver.
    assert wrong == ["/CUSCAR/UNB/S002", "/CUSCAR/UNB/S003", "/CUSCAR/UNB/S004"]
    assert (written.data is not None and b"RFF+BM:" in written.data) or b"RFF+AEX:" in (written.data or b"")


def test_a_departure_report_of_a_national_guide_comes_back_equal(shared: Path) -> None:
    file = shared / "corpus" / "edifact" / "samples" / "AU_ICS__CUSREP_DEPART.edi"
    (inbound,) = receive(file.read_bytes(), CATALOG)
    assert inbound.message is not None and inbound.message.conveyance_report is not None
    assert inbound.message.conveyance_report.actual_departure_date_time == "2004-01-27"
    written = produce(inbound.message, CATALOG.get("un/cusrep@d99b"))
    assert written.data is not None
    assert written.data == file.read_bytes().replace(b"\r", b"").replace(b"\n", b"")


def test_a_temperature_below_zero_has_three_digits_beside_its_sign() -> None:
    format = CATALOG.get("un/cuscar@d96b")
    data = (format.folder / "samples" / "good" / "import-manifest.edi").read_bytes()
    (inbound,) = receive(data.replace(b"TMP+2+002:", b"TMP+2+-018:"), CATALOG)
    assert inbound.outcome is Outcome.VALID and inbound.message is not None
    report = inbound.message.cargo_report
    assert report is not None and report.transport_equipments is not None
    temperatures = report.transport_equipments[1].temperatures
    assert temperatures is not None and temperatures[0].setting is not None
    assert temperatures[0].setting.value == -18 and temperatures[0].setting.extensions is None
    written = produce(inbound.message, format)
    assert written.data is not None and b"TMP+2+-018:CEL" in written.data
