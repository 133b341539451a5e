"""The total of the invoices against the prices of the items."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gateway.model.declaration import Declaration
from gateway.rules.model import codes
from gateway.rules.model.goods import complete, items_of
from gateway.rules.model.masses import step
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject


def check(subject: Subject) -> Iterator[Broken]:
    """Where the total and every item say a sum, all in one currency."""
    for declaration in complete(subject):
        total, items = declaration.invoice_amount, items_of(declaration)
        if total is None or not total.value or not items:
            continue
        prices = []
        for item in items:
            line = item.commodity.invoice_line if item.commodity else None
            price = line.item_charge if line is not None else None
            if price is None or price.value is None or (price.currency or total.currency) != total.currency:
                break
            prices.append(price.value)
        if len(prices) < len(items):
            continue
        there = sum(prices, Decimal(0))
        if there != total.value and abs(there - total.value) > sum(map(step, [total.value, *prices])):
            told = f"is {total.value}, but the prices of the items sum up to {there}"
            yield Broken(total, "value", str(total.value), told, str(there))


def _message(price: str) -> dict[str, object]:
    charges = [{"value": each, "currency": "USD"} for each in ("500.00", price)]
    items = [{"commodity": {"invoiceLine": {"itemCharge": charge}}} for charge in charges]
    total = {"value": "1000.00", "currency": "USD"}
    return {"declaration": {"invoiceAmount": total, "goodsShipment": {"items": items}}}


RULE = Rule(
    codes.INVOICE_TOTAL,
    check,
    on=(Declaration,),
    broken=_message("400.00"),
    sound=_message("500.00"),
)
