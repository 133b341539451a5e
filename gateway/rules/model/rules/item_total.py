"""The number of goods items against how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.model.cargo_report import CargoReport
from gateway.model.declaration import Declaration
from gateway.rules.model import codes
from gateway.rules.model.goods import cargo_items, complete, items_of, whole
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject


def check(subject: Subject) -> Iterator[Broken]:
    """Where the number is stated and the message brings its items at all, and not just changes."""
    for declaration in complete(subject):
        yield from _compared(declaration, declaration.goods_item_quantity, len(items_of(declaration)))
    for report in subject.all(CargoReport):
        if whole(report):
            yield from _compared(report, report.goods_item_quantity, len(cargo_items(report)))


def _compared(owner: Declaration | CargoReport, stated: int | None, there: int) -> Iterator[Broken]:
    if stated is not None and there and stated != there:
        told = f"is {stated}, but there {'is 1 item' if there == 1 else f'are {there} items'}"
        yield Broken(owner, "goods_item_quantity", str(stated), told, str(there))


def _message(number: int) -> dict[str, object]:
    items = [{"sequence": 1}, {"sequence": 2}]
    return {"declaration": {"goodsItemQuantity": number, "goodsShipment": {"items": items}}}


RULE = Rule(
    codes.ITEM_TOTAL,
    check,
    on=(Declaration, CargoReport),
    broken=_message(3),
    sound=_message(2),
)
