"""The model's own JSON: names, digits, absence, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model import Message

ITEM = {
    "declaration": {
        "functional_reference_id": "LRN-1",
        "goods_shipment": {
            "items": [{"sequence": 1, "customs_value": {"value": "10.00", "currency": "GBP"}}]
        },
    }
}


def amount(message: Message) -> Decimal | None:
    assert (
        message.declaration
        and message.declaration.goods_shipment
        and message.declaration.goods_shipment.items
    )
    value = message.declaration.goods_shipment.items[0].customs_value
    return value.value if value else None


def test_json_keeps_digits_and_writes_camel_case() -> None:
    message = Message.model_validate(ITEM)
    assert json.loads(message.to_json()) == {
        "declaration": {
            "functionalReferenceId": "LRN-1",
            "goodsShipment": {
                "items": [{"sequence": 1, "customsValue": {"value": "10.00", "currency": "GBP"}}]
            },
        }
    }
    assert Message.from_json(message.to_json()) == message


def test_python_names_and_json_names_make_the_same_message() -> None:
    message = Message.model_validate(ITEM)
    assert Message.model_validate(message.model_dump(by_alias=True)) == message
    assert Message.model_validate(message.model_dump(by_alias=False)) == message


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_any_decimal_survives(value: Decimal) -> None:
    sent = Message.model_validate({"declaration": {"invoice_amount": {"value": value}}})
    back = Message.from_json(sent.to_json())
    assert back.declaration and back.declaration.invoice_amount
    assert str(back.declaration.invoice_amount.value) == str(value)


def test_json_numbers_do_not_pass_through_floats() -> None:
    text = '{"declaration": {"invoiceAmount": {"value": 9007199254740993.010}}}'
    read = Message.from_json(text)
    assert read.declaration and read.declaration.invoice_amount
    assert str(read.declaration.invoice_amount.value) == "9007199254740993.010"


def test_absent_is_none_and_empty_lists_stay() -> None:
    message = Message.model_validate({"declaration": {"parties": []}})
    assert message.envelope is None and message.extensions is None
    assert message.declaration and message.declaration.parties == [] and message.declaration.offices is None
    assert message.to_json() == b'{"declaration":{"parties":[]}}'


@pytest.mark.parametrize(
    "text",
    [
        '{"declaration": {"colour": "red"}}',
        '{"declaration": {"id": "A", "id": "B"}}',
        '{"declaration": {"invoiceAmount": {"value": NaN}}}',
        '{"declaration": {"invoiceAmount": {"value": "Infinity"}}}',
        '{"declaration": {"invoiceAmount": {"value": "1,5"}}}',
        '{"declaration": {"id": 7}}',
        '{"declaration": {"goodsShipment": {"items": {}}}}',
        '{"envelope": {"intent": "submit"}}',
        '{"extensions": [{"format": "xx/example@1", "kind": "guessed", "path": "A"}]}',
        '{"declaration": ',
        "[" * 100_000,
    ],
)
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError):
        Message.from_json(text)


def test_every_object_has_extensions() -> None:
    extension = {"format": "xx/example@1", "kind": "unmapped", "path": "Colour", "value": "red"}
    tree = {"declaration": {"goodsShipment": {"items": [{"extensions": [extension]}]}}}
    assert json.loads(Message.from_json(json.dumps(tree)).to_json()) == tree
