"""The number of all packages against those of the items."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gateway.model.cargo_report import CargoReport
from gateway.model.declaration import Declaration
from gateway.model.item import Item
from gateway.model.transport import Packaging
from gateway.model.value import Quantity
from gateway.rules.model import codes
from gateway.rules.model.goods import bills_of, cargo_items, complete, items_of, whole
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

BULK = frozenset(("VG", "VL", "VO", "VQ", "VR", "VS", "VY"))
"""Kinds of packages of Recommendation 21 that are goods in bulk: some count one for each, some none."""

INNER = frozenset(("1", "2"))
"""Levels of packages within others (UN/EDIFACT 7075: inner, intermediate)."""


Counts = tuple[Decimal, Decimal]
"""The least and the most packages that something may count."""

NONE = Decimal(0)
ONE = Decimal(1)


def check(subject: Subject) -> Iterator[Broken]:
    """Where the total and every item say a number."""
    for declaration in complete(subject):
        total = declaration.total_package_quantity
        if total is not None and not _simply(total, items_of(declaration)):
            yield from _compared(total, [_counts(item.packagings) for item in items_of(declaration)])
    for report in subject.all(CargoReport):
        total = report.total_package_quantity
        if total is not None and whole(report):
            yield from _compared(total, [_levels(item.packagings) for item in cargo_items(report)])
        for bill in bills_of(report):
            total = bill.total_package_quantity
            if total is not None:
                yield from _compared(total, [_levels(item.packagings) for item in bill.items or []])


def _simply(total: Quantity, items: list[Item]) -> bool:
    """Whether the total is just the sum of all packages: nothing more needs to be known then."""
    counts: list[Decimal] = []
    for item in items:
        for one in item.packagings or ():
            if one.quantity is None or one.quantity.value is None:
                return False
            counts.append(one.quantity.value)
        if not item.packagings:
            return False
    return total.value == sum(counts, NONE)


def _counts(packagings: list[Packaging] | None) -> Counts | None:
    """The packages of an item that are in no other; `None` where a number is missing."""
    least = most = NONE
    outer = [one for one in packagings or [] if one.level_code not in INNER]
    for one in outer:
        count = _count(one)
        if count is None:
            return None
        least, most = least + count[0], most + count[1]
    return (least, most) if outer else None


def _levels(packagings: list[Packaging] | None) -> Counts | None:
    """The packages of an item of a bill.

    Its list is of packages side by side, or goes from the outer ones inward, and then any level may be counted.
    """
    there = []
    for one in packagings or []:
        count = _count(one)
        if count is None:
            return None
        there.append(count)
    return (min(least for least, _ in there), sum((most for _, most in there), NONE)) if there else None


def _count(one: Packaging) -> Counts | None:
    count = one.quantity.value if one.quantity is not None else None
    if one.type_code in BULK:
        return NONE, max(count or NONE, ONE)
    return None if count is None else (count, count)


def _compared(total: Quantity, counts: list[Counts | None]) -> Iterator[Broken]:
    known = [count for count in counts if count is not None]
    if total.value is None or not known or len(known) < len(counts):
        return
    least, most = sum(count[0] for count in known), sum(count[1] for count in known)
    if not least <= total.value <= most:
        expected = f"{least}" if least == most else f"{least} to {most}"
        told = f"is {total.value}, but the items have {expected} packages"
        yield Broken(total, "value", str(total.value), told, expected)


def _message(total: str) -> dict[str, object]:
    items = [{"packagings": [{"typeCode": "CT", "quantity": {"value": count}}]} for count in ("5", "6")]
    return {"declaration": {"totalPackageQuantity": {"value": total}, "goodsShipment": {"items": items}}}


RULE = Rule(
    codes.PACKAGE_TOTAL,
    check,
    on=(Declaration, CargoReport),
    broken=_message("12"),
    sound=_message("11"),
)
