"""Units of measure that there are."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.model.value import Measure
from gateway.rules.model import codes
from gateway.rules.model.known import unknown
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject

_NAMED = "UN/ECE Recommendation 20 or a tariff's own units"


def check(subject: Subject) -> Iterator[Broken]:
    """Units of masses and other measures; quantities are counted in units of each nation's tariff."""
    return unknown(
        subject, ("units", "tariff-units"), (_NAMED,), "a code of UN/ECE Recommendation 20", Measure
    )


def _message(unit: str) -> dict[str, object]:
    return {"declaration": {"totalGrossMass": {"value": "100", "unit": unit}}}


RULE = Rule(
    codes.UNIT,
    check,
    on=(Measure,),
    broken=_message("KILO"),
    sound=_message("KGM"),
)
