"""Kinds of packages that there are."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.rules.model import codes
from gateway.rules.model.known import unknown
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject


def check(subject: Subject) -> Iterator[Broken]:
    """Every kind of package."""
    return unknown(
        subject, ("packages",), ("UN/ECE Recommendation 21",), "a code of UN/ECE Recommendation 21"
    )


def _message(code: str) -> dict[str, object]:
    return {"declaration": {"goodsShipment": {"items": [{"packagings": [{"typeCode": code}]}]}}}


RULE = Rule(
    codes.PACKAGE,
    check,
    lists=("UN/ECE Recommendation 21",),
    broken=_message("QX"),
    sound=_message("CT"),
)
