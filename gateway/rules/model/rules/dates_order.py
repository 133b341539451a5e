"""Dates in the order in which things happen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter

from gateway.model.base import Model
from gateway.model.cargo import CargoHouse
from gateway.model.conveyance import PortCall
from gateway.model.declaration import Declaration
from gateway.model.document import AdditionalDocument
from gateway.model.transport import MeansOfTransport
from gateway.rules.model import codes
from gateway.rules.model.rule import Broken, Rule
from gateway.rules.model.subject import Subject, alias

_ARRIVALS = ("estimated_arrival_date_time", "actual_arrival_date_time")
_DEPARTURES = ("estimated_departure_date_time", "actual_departure_date_time")

PAIRS: tuple[tuple[type[Model], str, str], ...] = (
    (Declaration, "issue_date_time", "acceptance_date_time"),
    (Declaration, "acceptance_date_time", "cancellation_date_time"),
    (AdditionalDocument, "issue_date_time", "expiry_date_time"),
    (MeansOfTransport, _DEPARTURES[0], _ARRIVALS[0]),
    (MeansOfTransport, _DEPARTURES[1], _ARRIVALS[1]),
    (CargoHouse, _DEPARTURES[0], _ARRIVALS[0]),
    # A call at a port is the other way round: it arrives, and then it leaves.
    (PortCall, _ARRIVALS[0], _DEPARTURES[0]),
    (PortCall, _ARRIVALS[1], _DEPARTURES[1]),
)
"""Class, and two of its fields of which the second is never before the first."""

ZONES = timedelta(days=1)
"""How much earlier the second may seem, because local times are written without their zone."""


def check(subject: Subject) -> Iterator[Broken]:
    """Every pair of which both have a day."""
    for kind, first, second in PAIRS:
        owners = subject.all(kind)
        for owner, (before, after) in zip(owners, map(attrgetter(first, second), owners), strict=True):
            if not before or not after:
                continue
            left, right = _day(before), _day(after)
            if left is not None and right is not None and right < left - ZONES:
                told = f"is {after}, before {_words(type(owner), first)} ({before})"
                yield Broken(owner, second, after, told, f"{before[:10]} or later")


def _words(kind: type[Model], field: str) -> str:
    return alias(kind, field)


def _day(text: str) -> date | None:
    """The day of a moment; `None` where it is not that precise, or there is no such day."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _message(accepted: str) -> dict[str, object]:
    return {"declaration": {"issueDateTime": "2026-03-10", "acceptanceDateTime": accepted}}


RULE = Rule(
    codes.DATES_ORDER,
    check,
    on=tuple(kind for kind, _, _ in PAIRS),
    broken=_message("2026-03-02"),
    sound=_message("2026-03-10T09:30"),
)
