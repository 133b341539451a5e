"""Net mass is at most gross mass."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gateway.model.base import Model
from gateway.model.cargo import CargoPlacement
from gateway.model.commodity import DangerousGoods, GoodsMeasure
from gateway.model.declaration import Declaration
from gateway.model.value import Measure
from gateway.rules.model import codes
from gateway.rules.model.masses import kilograms
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject


def check(subject: Subject) -> Iterator[Broken]:
    """Wherever both are stated in units that can be compared; a gross mass of 0 says nothing."""
    for owner, field, net, gross in _pairs(subject):
        if net is None or gross is None or not net.value or not gross.value:
            continue
        if net.unit == gross.unit:
            more = net.value > gross.value
        else:
            left, right = kilograms(net), kilograms(gross)
            # Units of two systems meet at their last digit.
            more = left is not None and right is not None and left > right * Decimal("1.001")
        if more:
            told = f"is {shown(net)}, more than the gross mass of {shown(gross)}"
            yield Broken(owner, field, str(net.value), told, f"at most {shown(gross)}")


def _pairs(subject: Subject) -> Iterator[tuple[Model, str, Measure | None, Measure | None]]:
    for goods in subject.all(GoodsMeasure):
        yield goods.net_mass or goods, "value", goods.net_mass, goods.gross_mass
    for part in subject.all(CargoPlacement):
        yield part.net_mass or part, "value", part.net_mass, part.gross_mass
    for danger in subject.all(DangerousGoods):
        yield danger.net_mass or danger, "value", danger.net_mass, danger.gross_mass
    for whole in subject.all(Declaration):
        yield whole.total_net_mass or whole, "value", whole.total_net_mass, whole.total_gross_mass


def shown(mass: Measure) -> str:
    """A mass with its unit, as written."""
    return f"{mass.value} {mass.unit or ''}".rstrip()


def _message(net: str) -> dict[str, object]:
    measure = {"netMass": {"value": net, "unit": "KGM"}, "grossMass": {"value": "100", "unit": "KGM"}}
    return {"declaration": {"goodsShipment": {"items": [{"commodity": {"goodsMeasure": measure}}]}}}


RULE = Rule(
    codes.NET_ABOVE_GROSS,
    check,
    on=(GoodsMeasure, CargoPlacement, DangerousGoods, Declaration),
    broken=_message("120"),
    sound=_message("95.5"),
)
