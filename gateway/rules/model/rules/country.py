"""Countries that there are."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.rules.model import codes
from gateway.rules.model.known import unknown
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject


def check(subject: Subject) -> Iterator[Broken]:
    """Every code of a country."""
    return unknown(subject, ("countries",), ("ISO 3166-1 alpha-2",), "a code of ISO 3166-1 alpha-2")


def _message(code: str) -> dict[str, object]:
    return {"declaration": {"goodsShipment": {"destination": {"countryCode": code}}}}


RULE = Rule(
    codes.COUNTRY,
    check,
    lists=("ISO 3166-1 alpha-2",),
    broken=_message("JA"),
    sound=_message("JP"),
)
