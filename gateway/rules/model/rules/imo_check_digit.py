"""The check digit of IMO numbers of ships."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.model.conveyance import Conveyance
from gateway.model.transport import MeansOfTransport
from gateway.rules.model import codes
from gateway.rules.model.check_digits import imo
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

NUMBER = "10"
"""The type of identity that is an IMO number."""

REGISTER = "11"
"""The register of ships among the agencies of UN/EDIFACT 3055, which gives these numbers."""

_SHAPE = re.compile(r"(IMO ?)?([0-9]{7})")


def check(subject: Subject) -> Iterator[Broken]:
    """Means whose identity is said to be such a number, by its type or by the letters before it."""
    for means in subject.all(MeansOfTransport):
        found = _SHAPE.fullmatch((means.id or "").strip())
        if found is None or not (found[1] or _said(means)):
            continue
        number = found[2]
        right = str(imo(number[:6]))
        if right != number[6]:
            told = f"has the check digit {number[6]}, but that of {number[:6]} is {right}"
            yield Broken(means, "id", means.id or "", told, f"{number[:6]}{right}, if only that is wrong")


def _said(means: MeansOfTransport) -> bool:
    """Whether the source says that the identity is such a number: its type, or the register that gave it."""
    agency = means.identification_agency_code if isinstance(means, Conveyance) else None
    return means.identification_type_code == NUMBER or agency == REGISTER


def _message(number: str) -> dict[str, object]:
    means = [{"id": number, "identificationTypeCode": "10"}]
    return {"declaration": {"goodsShipment": {"consignment": {"borderTransportMeans": means}}}}


RULE = Rule(
    codes.IMO_CHECK_DIGIT,
    check,
    on=(MeansOfTransport,),
    broken=_message("9074728"),
    sound=_message("9074729"),
)
