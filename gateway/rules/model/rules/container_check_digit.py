"""The check digit of container numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.model.transport import TransportEquipment
from gateway.rules.model import codes
from gateway.rules.model.check_digits import iso_6346
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

_SHAPE = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")


def check(subject: Subject) -> Iterator[Broken]:
    """Equipment whose number looks like that of a container; trailers and wagons have other numbers."""
    for equipment in subject.all(TransportEquipment):
        number = (equipment.id or "").replace(" ", "").replace("-", "")
        if _SHAPE.fullmatch(number):
            right = str(iso_6346(number[:10]))
            if right != number[10]:
                told = f"has the check digit {number[10]}, but that of {number[:10]} is {right}"
                yield Broken(
                    equipment, "id", equipment.id or "", told, f"{number[:10]}{right}, if only that is wrong"
                )


def _message(number: str) -> dict[str, object]:
    return {"declaration": {"goodsShipment": {"consignment": {"transportEquipments": [{"id": number}]}}}}


RULE = Rule(
    codes.CONTAINER_CHECK_DIGIT,
    "ISO 6346:2022, annex A",
    check,
    broken=_message("CSQU3054384"),
    sound=_message("CSQU3054383"),
)
