"""Masses in one unit, so that they can be compared and added."""

from __future__ import annotations

from decimal import Decimal

from gateway.model.value import Measure

KILOGRAMS: dict[str, Decimal] = {
    "KGM": Decimal(1),
    "KGS": Decimal(1),
    "KG": Decimal(1),
    "GRM": Decimal("0.001"),
    "TNE": Decimal(1000),
    "DTN": Decimal(100),
    "LBR": Decimal("0.45359237"),
    "LBS": Decimal("0.45359237"),
    "STN": Decimal("907.18474"),
    "LTN": Decimal("1016.0469088"),
}
"""How many kilograms a unit is (UN/ECE Recommendation 20, and the usual abbreviations)."""


def kilograms(mass: Measure) -> Decimal | None:
    """A mass in kilograms; `None` without a value or in a unit that is not known. No unit means kilograms."""
    if mass.unit == "KGM":
        return mass.value
    factor = KILOGRAMS.get((mass.unit or "KGM").upper())
    return None if mass.value is None or factor is None else mass.value * factor


def step(value: Decimal) -> Decimal:
    """Half of the last digit of a number as it was written: what rounding may have changed."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
