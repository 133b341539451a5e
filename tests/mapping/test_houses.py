"""Items of house consignments come into one list and go back; a mistake is pointed at by one path."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from gateway.formats import Catalog
from gateway.mapping.converters import converter
from gateway.mapping.steps import steps
from gateway.model import Message
from gateway.pipeline import produce, receive


def _houses(*houses: dict[str, Any], items: list[dict[str, Any]] | None = None) -> Message:
    shipment: dict[str, Any] = {"consignment": {"houses": list(houses)}} if houses else {}
    return Message.model_validate({"declaration": {"goodsShipment": {**shipment, "items": items}}})


def _written(message: Message) -> list[tuple[int | None, list[int | None]]]:
    (step,) = steps([{"step": "houses"}], {})
    shipment = step.write(message).declaration.goods_shipment  # type: ignore[union-attr]
    assert shipment is not None and shipment.items is None and shipment.consignment is not None
    return [
        (house.sequence, [item.sequence for item in house.items or ()])
        for house in shipment.consignment.houses or ()
    ]


def _read(*houses: dict[str, Any]) -> dict[str, Any]:
    (step,) = steps([{"step": "houses"}], {})
    shipment: dict[str, Any] = {"consignment": {"houses": [dict(house) for house in houses]}}
    step.read({"declaration": {"goods_shipment": shipment}})
    return shipment


def test_items_come_into_one_list_and_name_their_house() -> None:
    shipment = _read(
        {"sequence": 1, "items": [{"sequence": 1}, {"sequence": 2}]},
        {"sequence": 7, "items": [{"sequence": 3}]},
    )
    assert [(i["sequence"], i["house_sequence"]) for i in shipment["items"]] == [(1, 1), (2, 1), (3, 7)]
    assert shipment["consignment"]["houses"] == [{"sequence": 1}, {"sequence": 7}]


@pytest.mark.parametrize("numbers", [(1, 1), (1, None)])
def test_items_stay_below_houses_that_no_number_tells_apart(numbers: tuple[int | None, ...]) -> None:
    houses = [{"sequence": number, "items": [{"sequence": 1}]} for number in numbers]
    assert _read(*houses) == {"consignment": {"houses": houses}}


def test_items_go_back_below_the_house_that_they_name() -> None:
    items = [{"sequence": 1, "houseSequence": 2}, {"sequence": 2, "houseSequence": 1}, {"sequence": 3}]
    assert _written(_houses({"sequence": 2}, {"sequence": 1}, items=items)) == [(2, [1, 3]), (1, [2])]


def test_houses_that_nobody_describes_are_made_and_items_are_numbered() -> None:
    assert _written(_houses(items=[{}, {}])) == [(1, [1, 2])]
    assert _written(_houses({"sequence": 1}, items=[{"houseSequence": 4}])) == [(1, []), (4, [1])]


def _codes(*codes: tuple[str, str]) -> list[dict[str, str]]:
    return [{"scheme": scheme, "code": code} for scheme, code in codes]


@pytest.mark.parametrize("below_houses", [False, True])
@pytest.mark.parametrize(
    ("apart", "joined"),
    [
        (
            [("cus", "0010001-6"), ("hs6", "940521"), ("cn2", "00")],
            [("cus", "0010001-6"), ("cn8", "94052100")],
        ),
        ([("hs6", "940521")], [("hs6", "940521")]),
        ([("hs6", "94 521"), ("cn2", "00")], [("hs6", "94 521"), ("cn2", "00")]),
    ],
)
def test_six_digits_and_two_are_one_code_of_the_model(
    apart: list[tuple[str, str]], joined: list[tuple[str, str]], below_houses: bool
) -> None:
    (step,) = steps([{"step": "nomenclature"}], {})
    item = {"commodity": {"classifications": _codes(*apart)}}
    below = {"consignment": {"houses": [{"items": [item]}]}}
    step.read({"declaration": {"goods_shipment": below if below_houses else {"items": [item]}}})
    assert item["commodity"]["classifications"] == _codes(*joined)
    written = step.write(
        Message.model_validate(
            {"declaration": {"goodsShipment": below if below_houses else {"items": [item]}}}
        )
    )
    shipment = written.model_dump(exclude_none=True, by_alias=False)["declaration"]["goods_shipment"]
    (item,) = shipment["consignment"]["houses"][0]["items"] if below_houses else shipment["items"]
    assert item["commodity"]["classifications"] == _codes(*apart)


def test_seals_are_counted_where_no_number_is_stated() -> None:
    parameters = {
        "step": "counted", "list": "declaration/goodsShipment/consignment/transportEquipments[]",
        "of": "seals[]", "to": "sealQuantity",
    }  # fmt: skip
    equipments = [{"seals": [{"id": "A"}, {"id": "B"}]}, {}, {"sealQuantity": 5}]
    shipment = {"consignment": {"transportEquipments": equipments}}
    (step,) = steps([parameters], {})
    written = step.write(Message.model_validate({"declaration": {"goodsShipment": shipment}}))
    made = written.model_dump(by_alias=False)["declaration"]["goods_shipment"]["consignment"][
        "transport_equipments"
    ]
    assert [equipment["seal_quantity"] for equipment in made] == [2, 0, 5]


@pytest.mark.parametrize(
    ("pointers", "path"),
    [
        ([{"section": "42A"}, {"section": "67A", "path": "/A/b"}], "/A/b"),
        ([{"path": "/A"}], "/A"),
        ([{"section": "42A"}], "/"),
        (None, "/"),
    ],
)
def test_a_mistake_is_pointed_at_by_one_path(pointers: list[dict[str, str]] | None, path: str) -> None:
    (step,) = steps([{"step": "paths", "none": "/"}], {})
    message = Message.model_validate({"response": {"errors": [{"code": "12", "pointers": pointers}]}})
    response = step.write(message).response
    assert response is not None and response.errors is not None
    (pointer,) = response.errors[0].pointers or ()
    assert pointer.model_dump(exclude_none=True) == {"path": path}


def test_a_moment_is_written_to_the_second_without_its_zone() -> None:
    write = converter("isodate", ["second"], {}).write
    assert write("2026-03-01T10:15") == "2026-03-01T10:15:00"
    assert write("2026-03-01T10:15:30Z") == "2026-03-01T10:15:30"
    with pytest.raises(ValueError, match="time of day"):
        write("2026-03-01")


def test_a_table_may_say_what_is_written_for_every_other_code() -> None:
    table = [{"native": "12", "model": "12"}, {"native": "14", "model": "*", "direction": "write"}]
    codes = converter("codes", ["error"], {"error": table})
    assert (codes.write("12"), codes.write("XML103")) == ("12", "14")
    with pytest.raises(ValueError, match="one of 12"):
        codes.read("14")


@pytest.mark.parametrize("phase", ["", ' PhaseID="NCTS5.1"', ' PhaseID="NCTS6"', ' PhaseID="NCTS7"'])
def test_the_phase_of_a_transit_message_is_told_or_asked_for(catalog: Catalog, phase: str) -> None:
    """Without a phase both are named; an unknown one fits none."""
    data = f'<n:CC928C xmlns:n="http://ncts.dgtaxud.ec"{phase}/>'.encode()
    (inbound,) = receive(data, catalog)
    known = {"": ["eu/ncts-cc928c@5.1", "eu/ncts-cc928c@6.0"], ' PhaseID="NCTS7"': []}
    alone = {' PhaseID="NCTS5.1"': ["eu/ncts-cc928c@5.1"], ' PhaseID="NCTS6"': ["eu/ncts-cc928c@6.0"]}
    assert list(inbound.candidates) == {**known, **alone}[phase]


@pytest.mark.parametrize(("unit", "told"), [("KGM", 1), ("LBR", 0)])
def test_kilograms_go_without_saying_and_nothing_else(unit: str, told: int) -> None:
    value = "declaration/goodsShipment/items[]/commodity/goodsMeasure/netMass/unit"
    (step,) = steps([{"step": "implied", "values": [value], "is": ["KGM"]}], {})
    item = {"commodity": {"goodsMeasure": {"netMass": {"value": "1.5", "unit": unit}}}}
    message = Message.model_validate({"declaration": {"goodsShipment": {"items": [{}, item]}}})
    assert step.write(message) == message
    assert len(list(step.accounts_for(message))) == told


def test_a_transit_declaration_keeps_its_goods_in_other_formats(catalog: Catalog) -> None:
    """Codes of goods, masses, packages and what is in which container, as a national declaration has them."""
    format = catalog.get("eu/ncts-cc015c@5.1")
    data = (format.folder / "samples/good/road-containers.xml").read_bytes()
    (inbound,) = receive(data, catalog)
    assert inbound.message is not None
    written = produce(inbound.message, catalog.get("gb/cds-declaration@3.6")).data
    assert written is not None
    items = etree.fromstring(written).findall(".//{*}GovernmentAgencyGoodsItem")
    said = [
        (
            item.findtext(".//{*}Classification/{*}ID"),
            item.findtext(".//{*}GrossMassMeasure"),
            item.findtext(".//{*}Packaging/{*}QuantityQuantity"),
            item.findtext(".//{*}Commodity/{*}TransportEquipment/{*}ID"),
        )
        for item in items
    ]
    assert said == [
        ("94052100", "9200", "460", "MSCU4620198"),
        ("85395200", "4050.5", "810", "MSCU4620198"),
        ("94059900", "5000", "20", "TGHU8830110"),
    ]
