"""The number of all packages against those of the items."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gateway.model.cargo_report import CargoReport
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


def check(subject: Subject) -> Iterator[Broken]:
    """Where the total and every item say a number."""
    for declaration in complete(subject):
        counts = [_counts(item.packagings) for item in items_of(declaration)]
        yield from _compared(declaration.total_package_quantity, counts)
    for report in subject.all(CargoReport):
        if whole(report):
            counts = [_levels(item.packagings) for item in cargo_items(report)]
            yield from _compared(report.total_package_quantity, counts)
        for bill in bills_of(report):
            counts = [_levels(item.packagings) for item in bill.items or []]
            yield from _compared(bill.total_package_quantity, counts)


def _counts(packagings: list[Packaging] | None) -> Counts | None:
    """The packages of an item that are in no other; `None` where a number is missing."""
    counts = [_count(one) for one in packagings or [] if one.level_code not in INNER]
    there = [count for count in counts if count is not None]
    if not there or len(there) < len(counts):
        return None
    return sum((least for least, _ in there), Decimal(0)), sum((most for _, most in there), Decimal(0))


def _levels(packagings: list[Packaging] | None) -> Counts | None:
    """The packages of an item of a bill, whose list goes from the outer ones inward: any level may be counted."""
    counts = [_count(one) for one in packagings or []]
    there = [count for count in counts if count is not None]
    if not there or len(there) < len(counts):
        return None
    return min(least for least, _ in there), max(most for _, most in there)


def _count(one: Packaging) -> Counts | None:
    count = one.quantity.value if one.quantity is not None else None
    if one.type_code in BULK:
        return Decimal(0), max(count or Decimal(0), Decimal(1))
    return None if count is None else (count, count)


def _compared(total: Quantity | None, counts: list[Counts | None]) -> Iterator[Broken]:
    known = [count for count in counts if count is not None]
    if total is None or total.value is None or not known or len(known) < len(counts):
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
    broken=_message("12"),
    sound=_message("11"),
)
