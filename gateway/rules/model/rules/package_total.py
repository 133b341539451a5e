"""The number of all packages against those of the items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gateway.model.base import Model
from gateway.model.cargo_report import CargoReport
from gateway.model.declaration import Declaration
from gateway.model.transport import Packaging
from gateway.model.value import Quantity
from gateway.rules.model import codes
from gateway.rules.model.goods import bills_of, cargo_items, is_partial, items_of, whole
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

BULK = frozenset(("VG", "VL", "VO", "VQ", "VR", "VS", "VY"))
"""Kinds of packages of Recommendation 21 that are goods in bulk: some count one for each, some none."""

INNER = frozenset(("1", "2"))
"""Levels of packages within others (UN/EDIFACT 7075: inner, intermediate)."""


def check(subject: Subject) -> Iterator[Broken]:
    """Where the total and every item say a number."""
    for declaration in subject.all(Declaration):
        if not is_partial(declaration):
            packages = [item.packagings for item in items_of(declaration)]
            yield from _compared(declaration.total_package_quantity, packages)
    for report in subject.all(CargoReport):
        if whole(report):
            yield from _compared(report.total_package_quantity, [i.packagings for i in cargo_items(report)])
        for bill in bills_of(report):
            yield from _compared(bill.total_package_quantity, [item.packagings for item in bill.items or []])


def _compared(total: Quantity | None, items: Iterable[list[Packaging] | None]) -> Iterator[Broken]:
    if total is None or total.value is None:
        return
    least = most = Decimal(0)
    any_items = False
    for packagings in items:
        any_items = True
        outer = [one for one in packagings or [] if one.level_code not in INNER]
        if not outer:
            return
        for one in outer:
            count = one.quantity.value if one.quantity else None
            if count is None and one.type_code not in BULK:
                return
            bulk = one.type_code in BULK
            least += 0 if bulk else count or 0
            most += max(count or Decimal(0), Decimal(1)) if bulk else count or 0
    if any_items and not least <= total.value <= most:
        expected = f"{least}" if least == most else f"{least} to {most}"
        owner: Model = total
        told = f"is {total.value}, but the items have {expected} packages"
        yield Broken(owner, "value", str(total.value), told, expected)


def _message(total: str) -> dict[str, object]:
    items = [{"packagings": [{"typeCode": "CT", "quantity": {"value": count}}]} for count in ("5", "6")]
    return {"declaration": {"totalPackageQuantity": {"value": total}, "goodsShipment": {"items": items}}}


RULE = Rule(
    codes.PACKAGE_TOTAL,
    "Implementing Regulation (EU) 2015/2447, annex B, data elements 18 06; box 6 of the single administrative document",
    check,
    broken=_message("12"),
    sound=_message("11"),
)
