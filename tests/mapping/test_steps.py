"""Model steps: what they write is what their format needs, what they read back is not lost."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.mapping.steps import Step, names, steps
from gateway.model import Message

ITEMS = "declaration/goodsShipment/items[]"
ABOVE = "declaration/goodsShipment/customsValuation/methodCode"
AT_ITEM = "customsValuation/methodCode"
INTENT = [
    {"declaration/functionCode": "9", "envelope/intent": "original", "note": ""},
    {"declaration/functionCode": "", "envelope/intent": "draft", "note": "no code"},
    {"declaration/functionCode": "*", "envelope/intent": "other", "note": "any code"},
]
LIFT = {"step": "lift", "list": ITEMS, "value": AT_ITEM, "to": ABOVE}
LOWER = {"step": "lower", "list": ITEMS, "value": AT_ITEM, "from": ABOVE}
PARAMETERS: dict[str, dict[str, Any]] = {
    "continued": {"step": "continued", "length": 350, "subject": "AAO"},
    "counted": {
        "step": "counted",
        "list": "declaration/goodsShipment/consignment/transportEquipments[]",
        "of": "seals[]",
        "to": "sealQuantity",
    },
    "derive": {"step": "derive", "table": "intent"},
    "divide": {
        "step": "divide",
        "list": "cargoReport/consignments[]",
        "by": "items[]/transportDocuments[]",
    },
    "houses": {"step": "houses"},
    "implied": {"step": "implied", "values": ["declaration/totalGrossMass/unit"], "is": ["KGM"]},
    "joined": {
        "step": "joined",
        "within": "address",
        "to": "line",
        "of": ["street", "number", "streetAdditional"],
    },
    "lift": LIFT,
    "link": {"step": "link", "named_by": "item"},
    "lower": LOWER,
    "nomenclature": {"step": "nomenclature"},
    "paths": {"step": "paths", "none": "/"},
    "pointers": {"step": "pointers"},
    "repeated": {
        "step": "repeated",
        "value": "declaration/id",
        "of": "declaration/functionalReferenceId",
    },
    "seals": {"step": "seals"},
    "typed": {
        "step": "typed",
        "list": "response/dateTimes[]",
        "type": "204",
        "value": "dateTime",
        "to": "response/statuses[1]/releaseDateTime",
    },
    "unfold": {"step": "unfold"},
}


def _step(parameters: dict[str, Any]) -> Step:
    (step,) = steps([parameters], {"intent": INTENT})
    return step


def _message(content: dict[str, Any]) -> Message:
    return Message.model_validate(content)


def _shipment(**content: Any) -> Message:
    return _message({"declaration": {"goodsShipment": content}})


def _plain(message: Message) -> dict[str, Any]:
    return message.model_dump(by_alias=True, exclude_none=True, mode="json")


def _valued(*methods: str | None) -> list[dict[str, Any]]:
    return [{"customsValuation": {"methodCode": method}} if method else {"sequence": 1} for method in methods]


def _accounted(step: Step, message: Message) -> list[tuple[str, str]]:
    return [(type(owner).__name__, name) for owner, name in step.accounts_for(message)]


def test_every_step_is_tested_here() -> None:
    assert sorted(PARAMETERS) == names()


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_an_empty_message_stays_as_it_is(name: str) -> None:
    step, message = _step(PARAMETERS[name]), Message()
    assert step.write(message) == message
    assert list(step.accounts_for(message)) == []


def test_an_unknown_step_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="lift"):
        steps([{"step": "left"}], {})


@pytest.mark.parametrize(
    "parameters",
    [
        {"step": "derive", "table": "absent"},
        {"step": "link", "named_by": "seal"},
        {**LIFT, "to": "declaration/nowhere"},
        {**LOWER, "list": "declaration/nothing[]"},
    ],
)
def test_wrong_parameters_are_refused(parameters: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        _step(parameters)


@pytest.mark.parametrize(("code", "intent"), [("9", "original"), (None, "draft"), ("5", "other")])
def test_derive_fills_the_last_column_on_reading(code: str | None, intent: str) -> None:
    message: dict[str, Any] = {"declaration": {"function_code": code} if code else {}}
    _step(PARAMETERS["derive"]).read(message)
    assert message["envelope"] == {"intent": intent}


def test_derive_leaves_a_value_that_is_there() -> None:
    message: dict[str, Any] = {"declaration": {"function_code": "9"}, "envelope": {"intent": "other"}}
    _step(PARAMETERS["derive"]).read(message)
    assert message["envelope"] == {"intent": "other"}


def test_derive_fills_the_other_columns_on_writing() -> None:
    message, step = _message({"envelope": {"intent": "original"}}), _step(PARAMETERS["derive"])
    written = step.write(message)
    assert _plain(written) == {**_plain(message), "declaration": {"functionCode": "9"}}
    assert message.declaration is None
    assert [name for _, name in _accounted(step, written)] == ["intent"]


def test_derive_writes_what_was_meant_over_the_code_of_another_format() -> None:
    content = {"envelope": {"intent": "original"}, "declaration": {"functionCode": "5"}}
    written = _step(PARAMETERS["derive"]).write(_message(content))
    assert written.declaration is not None and written.declaration.function_code == "9"


def test_derive_leaves_alone_what_no_row_means() -> None:
    content = {"envelope": {"intent": "acknowledge"}, "declaration": {"functionCode": "5"}}
    message, step = _message(content), _step(PARAMETERS["derive"])
    assert step.write(message) is message
    assert _accounted(step, message) == []


def test_lift_writes_once_what_all_entries_share() -> None:
    message, step = _shipment(items=_valued("1", "1")), _step(LIFT)
    written = step.write(message)
    assert _plain(written)["declaration"]["goodsShipment"]["customsValuation"] == {"methodCode": "1"}
    assert _accounted(step, written) == [("CustomsValuation", "method_code")] * 2
    assert "customsValuation" not in _plain(message)["declaration"]["goodsShipment"]


@pytest.mark.parametrize("methods", [("1", "2"), ("1", None), ()])
def test_lift_leaves_what_entries_do_not_share(methods: tuple[str | None, ...]) -> None:
    message, step = _shipment(items=_valued(*methods)), _step(LIFT)
    assert step.write(message) is message
    assert _accounted(step, message) == []


def test_lift_accounts_only_for_the_entries_that_agree_with_what_stands_above() -> None:
    message, step = _shipment(items=_valued("1", "2"), customsValuation={"methodCode": "1"}), _step(LIFT)
    assert step.write(message) is message
    assert len(_accounted(step, message)) == 1


def test_lower_writes_at_every_entry_that_has_none() -> None:
    message, step = _shipment(items=_valued(None, "2"), customsValuation={"methodCode": "1"}), _step(LOWER)
    items = _plain(step.write(message))["declaration"]["goodsShipment"]["items"]
    assert [item["customsValuation"]["methodCode"] for item in items] == ["1", "2"]
    assert "customsValuation" not in _plain(message)["declaration"]["goodsShipment"]["items"][0]


HELD = {
    "items": [{"sequence": 1, "transportEquipments": [{"sequence": 1, "id": "C1"}]}, {"sequence": 2}],
    "consignment": {"transportEquipments": [{"id": "C1"}]},
}
HOLDING = {
    "items": [{"sequence": 1}, {"sequence": 2}],
    "consignment": {"transportEquipments": [{"id": "C1", "goodsReferences": [{"itemSequence": 1}]}]},
}


def test_link_makes_the_items_of_a_container() -> None:
    message, step = _shipment(**HELD), _step({"step": "link", "named_by": "container"})
    written = step.write(message)
    shipment = _plain(written)["declaration"]["goodsShipment"]
    assert shipment["consignment"] == HOLDING["consignment"]
    assert {name for _, name in _accounted(step, written)} == {"id", "sequence"}


def test_link_makes_the_containers_of_an_item() -> None:
    message, step = _shipment(**HOLDING), _step({"step": "link", "named_by": "item"})
    written = step.write(message)
    assert _plain(written)["declaration"]["goodsShipment"]["items"] == HELD["items"]
    assert {name for _, name in _accounted(step, written)} == {"item_sequence"}


@pytest.mark.parametrize(("content", "by"), [(HELD, "item"), (HOLDING, "container")])
def test_link_leaves_the_side_that_is_there(content: dict[str, Any], by: str) -> None:
    message = _shipment(**content)
    assert _step({"step": "link", "named_by": by}).write(message) == message


def _equipment(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"consignment": {"transportEquipments": list(entries)}}


def _read_seals(*entries: dict[str, Any]) -> list[dict[str, Any]]:
    message = {"declaration": {"goods_shipment": {"consignment": {"transport_equipments": list(entries)}}}}
    _step(PARAMETERS["seals"]).read(message)
    found: list[dict[str, Any]] = message["declaration"]["goods_shipment"]["consignment"][
        "transport_equipments"
    ]
    return found


def test_seals_of_one_container_are_its_own() -> None:
    assert _read_seals({"id": "A", "seals": [{"id": "1"}]}) == [{"id": "A", "seals": [{"id": "1"}]}]


def test_seals_that_could_be_on_several_containers_are_on_none() -> None:
    found = _read_seals({"id": "A", "seals": [{"id": "1"}]}, {"id": "B"})
    assert found == [{"id": "A"}, {"id": "B"}, {"seals": [{"id": "1"}]}]


def test_seals_are_written_together_in_their_order() -> None:
    first, second = {"id": "A", "seals": [{"id": "1"}]}, {"id": "B", "seals": [{"id": "2"}]}
    written = _step(PARAMETERS["seals"]).write(_shipment(**_equipment(first, second)))
    gathered = {"id": "A", "seals": [{"id": "1"}, {"id": "2"}]}
    assert _plain(written) == _plain(_shipment(**_equipment(gathered, {"id": "B"})))


def test_derive_asks_the_first_entry_of_a_list() -> None:
    code, status, outcome = "response/functionCode", "response/statuses[1]/nameCode", "response/outcome"
    rows = [
        {code: "11", status: "39", outcome: "amended"},
        {code: "11", status: "*", outcome: "other"},
    ]
    (step,) = steps([{"step": "derive", "table": "outcome"}], {"outcome": rows})
    for found, meant in (
        ([{"name_code": "39"}, {}], "amended"),
        ([{"name_code": "4"}], "other"),
        ([], "other"),
    ):
        message: dict[str, Any] = {"response": {"function_code": "11", "statuses": found}}
        step.read(message)
        assert message["response"]["outcome"] == meant
    written = step.write(_message({"response": {"outcome": "amended"}}))
    assert _plain(written)["response"]["statuses"] == [{"nameCode": "39"}]
    assert _accounted(step, written) == [("Response", "outcome")]


def test_link_gives_containers_that_items_name_by_their_ids_the_numbers_that_they_have() -> None:
    items = [{"sequence": 1, "transportEquipments": [{"id": "TGWU1000025"}, {"id": "TGWU9999999"}]}]
    consignment = {"transportEquipments": [{"id": "TGWU1000010"}, {"id": "TGWU1000025"}]}
    step = _step({"step": "link", "named_by": "item"})
    written = step.write(_shipment(items=items, consignment=consignment))
    (item,) = _plain(written)["declaration"]["goodsShipment"]["items"]
    assert item["transportEquipments"] == [{"sequence": 2, "id": "TGWU1000025"}, {"id": "TGWU9999999"}]
    assert {name for _, name in _accounted(step, written)} == {"sequence"}


def test_joined_makes_a_line_of_street_and_number_wherever_an_address_stands() -> None:
    address = {"street": "Mill Lane", "number": "3", "city_name": "Halifax"}
    free: dict[str, Any] = {"line": "Dock 4", "street": "Dock"}
    message: dict[str, Any] = {
        "declaration": {
            "parties": [{"address": dict(address)}, {"address": free}, {"address": {"number": "3"}}],
            "goods_shipment": {"items": [{"parties": [{"address": dict(address)}]}]},
        }
    }
    _step(PARAMETERS["joined"]).read(message)
    declaration = message["declaration"]
    assert [party["address"].get("line") for party in declaration["parties"]] == [
        "Mill Lane 3",
        "Dock 4",
        None,
    ]
    assert declaration["goods_shipment"]["items"][0]["parties"][0]["address"]["line"] == "Mill Lane 3"


def test_joined_accounts_for_lines_that_say_what_the_parts_say() -> None:
    said = {"address": {"line": "Mill Lane 3", "street": "Mill Lane", "number": "3"}}
    other = {"address": {"line": "Mill Lane 4", "street": "Mill Lane", "number": "3"}}
    message = _message({"declaration": {"parties": [said, other]}})
    assert _accounted(_step(PARAMETERS["joined"]), message) == [("Address", "line")]


@pytest.mark.parametrize(("number", "left"), [("A1", None), ("26XX1", "26XX1")])
def test_repeated_takes_away_what_only_repeats_the_other(number: str, left: str | None) -> None:
    message: dict[str, Any] = {"declaration": {"id": number, "functional_reference_id": "A1"}}
    _step(PARAMETERS["repeated"]).read(message)
    assert message["declaration"].get("id") == left


def test_parties_of_entries_that_agree_are_lifted_beside_those_above() -> None:
    step = _step({
        "step": "lift",
        "list": "declaration/goodsShipment/invoices[]",
        "value": "parties[]",
        "to": "declaration/goodsShipment/parties[]",
    })  # fmt: skip
    seller, buyer = {"role": "seller", "name": "A"}, {"role": "buyer", "name": "B"}
    message = _shipment(parties=[{"role": "buyer", "name": "C"}], invoices=[{"parties": [seller, buyer]}] * 2)
    written = step.write(message)
    assert written.declaration is not None and written.declaration.goods_shipment is not None
    above = written.declaration.goods_shipment.parties or []
    assert [(party.role, party.name) for party in above] == [("buyer", "C"), ("seller", "A")]
    assert _message(message.model_dump()) == message


def test_a_name_and_an_address_in_one_text_are_written_apart() -> None:
    step = _step({"step": "unfold"})
    one = {"role": "exporter", "nameAndAddress": "Lindqvist Pumps AB\nKajen 4\nGävle"}
    two = {"role": "declarant", "name": "Named", "nameAndAddress": "Other\nPlace"}
    message = _message({"declaration": {"parties": [one, two]}})
    written = step.write(message)
    assert written.declaration is not None
    first, second = written.declaration.parties or []
    assert (first.name, first.address and first.address.line) == ("Lindqvist Pumps AB", "Kajen 4\nGävle")
    assert (second.name, second.address) == ("Named", None)
    assert [(owner.role, field) for owner, field in step.accounts_for(written)] == [
        ("exporter", "name_and_address")
    ]  # type: ignore[attr-defined]
    assert message == _message({"declaration": {"parties": [one, two]}})
