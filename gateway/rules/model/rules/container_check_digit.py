"""The check digit of container numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from gateway.rules.model import codes
from gateway.rules.model.check_digits import iso_6346
from gateway.rules.model.fields import fields_with
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

_SHAPE = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")


def check(subject: Subject) -> Iterator[Broken]:
    """Equipment whose number looks like that of a container; trailers and wagons have other numbers."""
    for kind, fields in fields_with(subject, "ISO 6346 for containers"):
        for field in fields:
            yield from _judged(subject.exactly(kind), field)


def _judged(equipments: list[Any], field: str) -> Iterator[Broken]:
    # Items name the same containers again and again.
    numbers = set(map(attrgetter(field), equipments))
    wrong = {number: right for number in numbers if (right := _right(number))}
    if not wrong:
        return
    for equipment in equipments:
        number = getattr(equipment, field)
        right = wrong.get(number)
        if right is not None:
            told = f"has the check digit {number[-1]}, but that of {right[:-1]} is {right[-1]}"
            yield Broken(equipment, field, number, told, f"{right}, if only that digit is wrong")


def _right(number: str | None) -> str | None:
    """A container number with its right check digit; `None` where it has it, or is no such number."""
    text = (number or "").replace(" ", "").replace("-", "")
    if not _SHAPE.fullmatch(text):
        return None
    right = f"{text[:10]}{iso_6346(text[:10])}"
    return right if right != text else None


def _message(number: str) -> dict[str, object]:
    return {"declaration": {"goodsShipment": {"consignment": {"transportEquipments": [{"id": number}]}}}}


RULE = Rule(
    codes.CONTAINER_CHECK_DIGIT,
    check,
    lists=("ISO 6346 for containers",),
    broken=_message("CSQU3054384"),
    sound=_message("CSQU3054383"),
)
