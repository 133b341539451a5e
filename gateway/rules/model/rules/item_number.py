"""Numbers of goods items are unique."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gateway.model.cargo import CargoHouse, CargoItem
from gateway.model.consignment import House
from gateway.model.item import Item
from gateway.model.shipment import GoodsShipment
from gateway.rules.model import codes
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject


def check(subject: Subject) -> Iterator[Broken]:
    """Within the list of a shipment, a house or a bill."""
    for shipment in subject.all(GoodsShipment):
        yield from _unique(shipment.items or [])
    for house in subject.all(House):
        yield from _unique(house.items or [])
    for bill in subject.all(CargoHouse):
        yield from _unique(bill.items or [])


def _unique(items: Sequence[Item | CargoItem]) -> Iterator[Broken]:
    seen: set[int] = set()
    for item in items:
        number = item.sequence
        if number in seen:
            told = f"is {number}, which an item before it has already"
            yield Broken(item, "sequence", str(number), told, "a number that no other item has")
        if number is not None:
            seen.add(number)


def _message(second: int) -> dict[str, object]:
    return {"declaration": {"goodsShipment": {"items": [{"sequence": 1}, {"sequence": second}]}}}


RULE = Rule(
    codes.ITEM_NUMBER,
    check,
    on=(GoodsShipment, House, CargoHouse),
    broken=_message(1),
    sound=_message(2),
)
