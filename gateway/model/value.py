"""Values that are more than one datum: amounts with currency, measures with unit, dates.

Numbers are decimals and keep the digits that were written (`10.00` stays `10.00`); they are
never floats, and JSON carries them as text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import StringConstraints

from gateway.model.base import Model, element

_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"

DATE_TIME_PATTERN = rf"^{_DATE}{_TIME}$"
"""Year, month, day, minute or second, each as far as it is known; a zone only with a time."""

DateTime = Annotated[str, StringConstraints(pattern=DATE_TIME_PATTERN)]
"""A moment as ISO 8601 text with the precision and the zone that were given, neither invented."""


class Words(Model):
    """A text and its language."""

    text: str | None = element(None, "The text.")
    language: str | None = element(None, "Its language.", codes="ISO 639-1")


class Amount(Model):
    """A sum of money and its currency."""

    value: Decimal | None = element(None, "The sum, in units of the currency.")
    currency: str | None = element(None, "Currency of the sum.", codes="ISO 4217 alphabetic")
    national_value: Decimal | None = element(
        None, "The same sum in the currency of the country that it is told to, where the source states both."
    )
    rate: Decimal | None = element(None, "Units of that currency for one of the currency of the sum.")


class Measure(Model):
    """A measured value and its unit: mass, length, volume."""

    value: Decimal | None = element(None, "The measured value.")
    unit: str | None = element(
        None, "Unit as the source coded it.", codes="UN/ECE Recommendation 20 or a tariff's own units"
    )


class Quantity(Model):
    """A counted or measured quantity and, where it is not just pieces, its unit."""

    value: Decimal | None = element(None, "The quantity.")
    unit: str | None = element(
        None, "Unit as the source coded it.", codes="UN/ECE Recommendation 20 or a tariff's own units"
    )
