"""The gross mass of all goods against those of the items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gateway.model.cargo_report import CargoReport
from gateway.model.commodity import Commodity
from gateway.model.consignment import House
from gateway.model.declaration import Declaration
from gateway.model.item import Item
from gateway.model.value import Measure
from gateway.rules.model import codes
from gateway.rules.model.goods import bills_of, cargo_items, complete, items_of, whole
from gateway.rules.model.masses import kilograms, step
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject


def check(subject: Subject) -> Iterator[Broken]:
    """Where the total is stated: it may be more than the items say, because not all need say it, never less."""
    for declaration in complete(subject):
        items = items_of(declaration)
        yield from _compared(declaration.total_gross_mass, [item.commodity for item in items])
        by_house: dict[int | None, list[Item]] = {}
        for item in items:
            by_house.setdefault(item.house_sequence, []).append(item)
        for house in subject.all(House):
            own = by_house.get(house.sequence, []) if house.sequence is not None else []
            yield from _compared(house.total_gross_mass, [i.commodity for i in house.items or own])
    for report in subject.all(CargoReport):
        if whole(report):
            yield from _compared(report.total_gross_mass, [item.commodity for item in cargo_items(report)])
        for bill in bills_of(report):
            yield from _compared(bill.total_gross_mass, [item.commodity for item in bill.items or []])


def _compared(total: Measure | None, goods: Iterable[Commodity | None]) -> Iterator[Broken]:
    stated = kilograms(total) if total is not None else None
    if total is None or total.value is None or not stated:
        return
    masses = [
        one.goods_measure.gross_mass
        for one in goods
        if one is not None and one.goods_measure is not None and one.goods_measure.gross_mass is not None
    ]
    values = [mass.value for mass in masses if mass.value is not None and mass.unit == total.unit]
    if len(values) == len(masses) and sum(values) <= total.value:
        # The usual case: one unit, and nothing is missing.
        return
    parts = [kilograms(mass) for mass in masses if mass.value is not None]
    known = [part for part in parts if part is not None]
    items = sum(known, Decimal(0))
    if len(known) == len(parts) and stated + _rounding(total, masses) < items:
        shown = f"{items / (stated / total.value):f} {total.unit or ''}".rstrip()
        told = f"is {total.value}, less than the {shown} of the items"
        yield Broken(total, "value", str(total.value), told, f"at least {shown}")


def _rounding(total: Measure, parts: Iterable[Measure]) -> Decimal:
    """How many kilograms rounding may explain: half a last digit of each mass."""
    digits = (one.model_copy(update={"value": step(one.value)}) for one in (total, *parts) if one.value)
    return sum((kilograms(digit) or Decimal(0) for digit in digits), Decimal(0))


def _message(total: str) -> dict[str, object]:
    masses = [{"goodsMeasure": {"grossMass": {"value": mass, "unit": "KGM"}}} for mass in ("500", "410")]
    items = [{"commodity": mass} for mass in masses]
    return {
        "declaration": {"totalGrossMass": {"value": total, "unit": "KGM"}, "goodsShipment": {"items": items}}
    }


RULE = Rule(
    codes.GROSS_TOTAL,
    check,
    on=(Declaration, House, CargoReport),
    broken=_message("900"),
    sound=_message("910"),
)
