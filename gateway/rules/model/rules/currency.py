"""Currencies that there are."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.rules.model import codes
from gateway.rules.model.known import unknown
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject


def check(subject: Subject) -> Iterator[Broken]:
    """Every code of a currency."""
    return unknown(subject, ("currencies",), ("ISO 4217 alphabetic",), "a code of ISO 4217, three letters")


def _message(code: str) -> dict[str, object]:
    return {"declaration": {"invoiceAmount": {"value": "100.00", "currency": code}}}


RULE = Rule(
    codes.CURRENCY, check, lists=("ISO 4217 alphabetic",), broken=_message("RMB"), sound=_message("CNY")
)
