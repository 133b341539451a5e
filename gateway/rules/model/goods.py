"""The goods items of a message, whether its source lists them in the shipment, in houses or in bills."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.model.cargo import CargoHouse, CargoItem
from gateway.model.cargo_report import CargoReport
from gateway.model.declaration import Declaration
from gateway.model.item import Item
from gateway.rules.model.subject import Subject


def items_of(declaration: Declaration) -> list[Item]:
    """All items of a declaration: those of the shipment, and those that only a house has."""
    shipment = declaration.goods_shipment
    if shipment is None:
        return []
    houses = (shipment.consignment.houses if shipment.consignment else None) or []
    return [*(shipment.items or []), *(item for house in houses for item in house.items or [])]


def bills_of(report: CargoReport) -> Iterator[CargoHouse]:
    """The bills of a report that have the goods: a consignment, or its houses where they have items."""
    for consignment in report.consignments or []:
        if not consignment.items:
            yield from (house for house in consignment.houses or [] if house.items)
        else:
            # A consignment with items and houses lists the same goods twice, or half of them: both are possible.
            yield consignment


def cargo_items(report: CargoReport) -> list[CargoItem]:
    """All items of a report, each once."""
    return [item for bill in bills_of(report) for item in bill.items or []]


def whole(report: CargoReport) -> bool:
    """Whether the items of a report are all its goods, each told once."""
    consignments = report.consignments or []
    return bool(consignments) and all(
        bool(one.items) != bool(one.houses) and all(house.items for house in one.houses or [])
        for one in consignments
    )


def complete(subject: Subject) -> Iterator[Declaration]:
    """The declarations that have all their items: no changes, no requests, and none that an answer repeats."""
    if subject.message.response is None:
        for declaration in subject.all(Declaration):
            if not declaration.amendments and not declaration.amendment_type_code:
                yield declaration
