"""Good data that a naive rule would refuse, and bad data that only looks good."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.model import Message
from gateway.rules.model.check_digits import imo, iso_6346
from gateway.rules.model.registry import breaches


def rules(document: dict[str, Any]) -> list[str]:
    """The rules that a message breaks."""
    return [breach.rule.id for breach in breaches(Message.model_validate(document))]


def declaration(items: list[dict[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    """A declaration with these fields and items."""
    return {"declaration": {**fields, **({"goodsShipment": {"items": items}} if items is not None else {})}}


def kilograms(mass: str, unit: str | None = "KGM") -> dict[str, Any]:
    return {"value": mass, "unit": unit}


def weighed(gross: str | None, net: str | None = None, unit: str = "KGM") -> dict[str, Any]:
    masses = {"grossMass": gross and kilograms(gross, unit), "netMass": net and kilograms(net)}
    return {"commodity": {"goodsMeasure": masses}}


def packed(*packages: tuple[str, str | None], level: str | None = None) -> dict[str, Any]:
    return {
        "packagings": [
            {"typeCode": kind, "quantity": count and {"value": count}, "levelCode": level}
            for kind, count in packages
        ]
    }


@pytest.mark.parametrize(
    ("text", "digit"),
    [("CSQU305438", 3), ("22ITZXBZYUTJFLJXK", 6), ("23GB6W3GLSX9Z5JAR", 4), ("TGWU100001", 0)],
)
def test_check_digits_of_containers_and_movements(text: str, digit: int) -> None:
    assert iso_6346(text) == digit


def test_check_digit_of_ships() -> None:
    assert imo("907472") == 9


@pytest.mark.parametrize(
    "id",
    [
        "CSQU 305438 3",  # blanks do not make it another number
        "TRAILER77",  # no container
        "AB12CDE",  # the plate of a trailer
        "CSQX3054384",  # no category letter of ISO 6346
    ],
)
def test_equipment_that_is_no_container_or_a_right_one(id: str) -> None:
    consignment = {"transportEquipments": [{"id": id}]}
    assert rules({"declaration": {"goodsShipment": {"consignment": consignment}}}) == []


@pytest.mark.parametrize(
    "id",
    [
        "DBN201503101234567",  # a number of a country with a rule of its own
        "22TRZXBZYUTJFLJXK0",  # shaped like one, of a country that is not known to make them so
        "LRN-2026-000000001",
    ],
)
def test_numbers_of_other_authorities_have_other_rules(id: str) -> None:
    assert rules(declaration(id=id)) == []


def test_a_reference_of_the_trade_is_no_movement_number() -> None:
    """It may have the shape, but its kind says what it is."""
    shipment = {"previousDocuments": [{"typeCode": "DCR", "id": "22ITZXBZYUTJFLJXK1"}]}
    assert rules({"declaration": {"goodsShipment": shipment}}) == []


@pytest.mark.parametrize(
    "id", ["GB123456789000", "XI123456789012345", "DE123", "FR12345678901234", "GBUNREG", "CNABC123"]
)
def test_identifiers_of_parties_that_may_be(id: str) -> None:
    assert rules(declaration(parties=[{"role": "declarant", "id": id}])) == []


def test_tax_numbers_look_like_eori_numbers_and_are_shorter() -> None:
    shipment = {"fiscalReferences": [{"roleCode": "FR1", "id": "GB123456789"}]}
    assert rules({"declaration": {"goodsShipment": shipment}}) == []


@pytest.mark.parametrize(
    ("total", "items"),
    [
        ("11", [packed(("CT", "5")), packed(("CT", "6"))]),
        ("5", [packed(("CT", "5")), packed(("VR", None))]),  # bulk has no number
        ("6", [packed(("CT", "5")), packed(("VR", None))]),  # or counts one
        ("5", [packed(("CT", "5")), packed(("CT", "0"))]),  # packed together with the first
        ("7", [packed(("CT", "5")), packed(("CT", None))]),  # somebody did not count
        ("7", [packed(("CT", "5")), {}]),
        ("5", [{"packagings": [*packed(("PX", "5"))["packagings"], *packed(("CT", "90"), level="1")["packagings"]]}]),
    ],
)  # fmt: skip
def test_package_totals_that_may_be(total: str, items: list[dict[str, Any]]) -> None:
    assert rules(declaration(items, totalPackageQuantity={"value": total})) == []


def test_bulk_of_several_kinds_counts_one_for_each() -> None:
    bill = {"totalPackageQuantity": {"value": "2"}, "items": [packed(("VG", None), ("VL", None))]}
    assert rules({"cargoReport": {"consignments": [bill]}}) == []


def test_packages_within_packages_of_a_bill_may_be_counted_at_any_level() -> None:
    items = [packed(("PX", "10"), ("CT", "90"))]
    for total, broken in (("10", []), ("90", []), ("100", []), ("9", ["package-total-differs"])):
        bill = {"totalPackageQuantity": {"value": total}, "items": items}
        assert rules({"cargoReport": {"consignments": [bill]}}) == broken


def test_a_master_bill_and_its_houses_do_not_count_the_same_goods_twice() -> None:
    house = {"totalPackageQuantity": {"value": "4"}, "totalGrossMass": kilograms("40"), "items": [
        packed(("CT", "4")) | weighed("40")
    ]}  # fmt: skip
    master = {"items": [packed(("CT", "4")) | weighed("40")], "houses": [house]}
    report = {
        "totalPackageQuantity": {"value": "4"},
        "totalGrossMass": kilograms("40"),
        "goodsItemQuantity": 1,
    }
    assert rules({"cargoReport": {**report, "consignments": [master]}}) == []


@pytest.mark.parametrize(
    ("total", "items"),
    [
        ("1000", [weighed("500"), weighed("410")]),  # more than the items: not all need say it
        ("910", [weighed("500.4"), weighed("409.8")]),  # rounded
        ("0.91", [weighed("500"), weighed("410")]),  # tonnes
        ("1", [weighed("500", unit="XXX"), weighed("410")]),  # a unit that nobody can add
    ],
)
def test_masses_of_the_whole_that_may_be(total: str, items: list[dict[str, Any]]) -> None:
    unit = "TNE" if total == "0.91" else "KGM"
    found = rules(declaration(items, totalGrossMass=kilograms(total, unit)))
    assert "gross-mass-total-too-small" not in found


@pytest.mark.parametrize(("net", "gross"), [("100", "100"), ("5", "0"), ("5", None), (None, "4")])
def test_net_masses_that_may_be(net: str | None, gross: str | None) -> None:
    assert rules(declaration([weighed(gross, net)])) == []


def test_masses_in_two_units_are_compared_as_masses() -> None:
    measure = {"netMass": kilograms("1000"), "grossMass": kilograms("2204.62", "LBR")}
    assert rules(declaration([{"commodity": {"goodsMeasure": measure}}])) == []
    measure = {"netMass": kilograms("1000"), "grossMass": kilograms("1000", "LBR")}
    assert rules(declaration([{"commodity": {"goodsMeasure": measure}}])) == ["net-mass-above-gross-mass"]


def test_a_change_and_an_answer_do_not_have_all_items() -> None:
    items = [{"sequence": 2}]
    assert rules(declaration(items, goodsItemQuantity=5, amendmentTypeCode="COR")) == []
    assert rules(declaration(items, goodsItemQuantity=5) | {"response": {"functionCode": "03"}}) == []
    assert rules(declaration(goodsItemQuantity=5)) == []
    assert rules(declaration(items, goodsItemQuantity=5)) == ["item-total-differs"]


def test_prices_in_other_currencies_are_not_summed() -> None:
    line = {"commodity": {"invoiceLine": {"itemCharge": {"value": "9.00", "currency": "EUR"}}}}
    assert rules(declaration([line], invoiceAmount={"value": "10", "currency": "USD"})) == []
    assert rules(declaration([line, {}], invoiceAmount={"value": "10.00", "currency": "EUR"})) == []
    assert rules(declaration([line], invoiceAmount={"value": "10.00", "currency": "EUR"})) == [
        "invoice-total-differs"
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-03-10T23:30Z", "2026-03-10T23:30+14:00"),  # the date line
        ("2026-03-10", "2026-03-09"),  # zones that nobody wrote down
        ("2026-03-10", "2026-03"),  # no day
        ("2026-02-30", "2026-01-01"),  # no such day: another rule's business
    ],
)
def test_dates_that_may_be(first: str, second: str) -> None:
    assert rules(declaration(issueDateTime=first, acceptanceDateTime=second)) == []


@pytest.mark.parametrize(
    ("day", "currency", "known"),
    [
        ("2022-12-31", "HRK", True),
        ("2026-03-01", "HRK", False),
        (None, "HRK", True),
        ("2026-03-01", "EUR", True),
        ("2026-03-01", "RMB", False),
    ],
)
def test_codes_are_judged_on_the_day_of_the_message(day: str | None, currency: str, known: bool) -> None:
    found = rules(declaration(issueDateTime=day, invoiceAmount={"value": "1", "currency": currency}))
    assert found == ([] if known else ["currency-not-known"])


@pytest.mark.parametrize("code", ["GB", "XI", "XK", "QU", "EU", "XA", "ZZ"])
def test_countries_of_customs_lists_and_by_agreement_are_known(code: str) -> None:
    assert rules({"declaration": {"goodsShipment": {"destination": {"countryCode": code}}}}) == []


def test_withdrawn_countries_are_known_in_their_time() -> None:
    shipment = {"destination": {"countryCode": "AN"}}
    assert rules({"declaration": {"issueDateTime": "2009-05-01", "goodsShipment": shipment}}) == []
    late = {"declaration": {"issueDateTime": "2026-05-01", "goodsShipment": shipment}}
    assert rules(late) == ["country-not-known"]


@pytest.mark.parametrize("unit", ["KGM", "MTQ", "CEL", "KTC", None])
def test_units_of_trade_and_tariff_are_known(unit: str | None) -> None:
    assert rules(declaration(totalGrossMass=kilograms("1", unit))) == []


def test_quantities_are_counted_in_any_nations_units() -> None:
    measure = {"tariffQuantities": [{"value": "5", "unit": "NOS"}, {"value": "7", "unit": "GBP"}]}
    assert rules(declaration([{"commodity": {"goodsMeasure": measure}}])) == []


@pytest.mark.parametrize(
    ("scheme", "code", "good"),
    [
        ("hs6", "010121", True),
        ("national", "9801000000", True),
        ("taric", "77", True),
        ("cus", "7701234", True),
        ("hs6", "770100", False),
        ("hs6", "0001", False),
        ("hs", "84.09.99", True),
        ("national", "0", True),
    ],
)
def test_chapters(scheme: str, code: str, good: bool) -> None:
    found = rules(declaration([{"commodity": {"classifications": [{"scheme": scheme, "code": code}]}}]))
    assert (found == []) is good


@pytest.mark.parametrize(
    "document",
    [
        {"typeCode": "Y901"},
        {"categoryCode": "Y", "typeCode": "901"},
        {"typeCode": "9DCR", "statusCode": "XX"},
        {"typeCode": "380", "name": "lost in transit"},
        {"typeCode": "271", "binaryFile": {"name": "list.pdf"}},
    ],
)
def test_documents_that_need_no_number(document: dict[str, Any]) -> None:
    assert rules({"declaration": {"goodsShipment": {"additionalDocuments": [document]}}}) == []


@pytest.mark.parametrize(("id", "good"), [("1263", True), ("UN 1263", True), ("0004", True), ("ID8000", True),
                                          ("0003", False), ("9999", False), ("126", False)])  # fmt: skip
def test_numbers_of_dangerous_goods(id: str, good: bool) -> None:
    assert (rules(declaration([{"commodity": {"dangerousGoods": [{"undgId": id}]}}])) == []) is good


@pytest.mark.parametrize(
    ("place", "good"),
    [
        ({"id": "GBFXT"}, True),
        ({"id": "4571"}, True),  # a national code
        ({"id": "QBABC"}, False),
        ({"id": "QBABC", "idScheme": "IATA"}, True),
        ({"id": "G1", "idScheme": "UNLOCODE"}, False),
        ({"id": "XZSEA"}, True),  # installations at sea
    ],
)
def test_places(place: dict[str, Any], good: bool) -> None:
    consignment = {"loadingLocation": place}
    assert (rules({"declaration": {"goodsShipment": {"consignment": consignment}}}) == []) is good


@pytest.mark.parametrize(
    ("conveyance", "good"),
    [
        ({"id": "9074729", "identificationAgencyCode": "11"}, True),
        ({"id": "9074728", "identificationAgencyCode": "11"}, False),
        ({"id": "9074728"}, True),  # seven digits of whatever
        ({"id": "IMO 9074728"}, False),
        ({"id": "MV SPECIMEN", "identificationTypeCode": "10"}, True),
    ],
)
def test_numbers_of_ships(conveyance: dict[str, Any], good: bool) -> None:
    assert (rules({"cargoReport": {"conveyances": [conveyance]}}) == []) is good
