"""The decision: facts and subscriptions in, deliveries and the reason for each out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from gateway.router.facts import Facts
from gateway.router.subscriptions import PREFIXES, Subscription

MOST_SHOWN = 20
"""values of a fact that a trace shows; a message may have thousands of commodity codes"""


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of a subscription: what it asks, what the message says, whether it holds.

    `found` holds the values that made it hold, or what the message says instead.
    """

    condition: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What one subscription said about a message, and why."""

    subscription: str
    to: str
    format: str
    takes: bool
    reason: str
    checks: tuple[Check, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The decision as events keep it and faces print it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message is to go to a partner in a format, because of a subscription."""

    to: str
    format: str
    subscription: str


@dataclass(frozen=True, slots=True)
class Routing:
    """Deliveries to make and the trace: one decision for each subscription, in their order."""

    deliveries: list[Delivery] = field(default_factory=list)
    trace: list[Decision] = field(default_factory=list)


def route(
    facts: Facts, subscriptions: Iterable[Subscription], barred: Mapping[str, str] | None = None
) -> Routing:
    """Who gets a message. `barred` says why a partner must not get it whatever is subscribed.

    Several subscriptions of a partner for the same format make one delivery.
    """
    barred = barred or {}
    routing = Routing()
    made: dict[tuple[str, str], str] = {}
    for subscription in subscriptions:
        decision = _decide(facts, subscription, barred.get(subscription.to), made)
        routing.trace.append(decision)
        if decision.takes:
            made[subscription.to, subscription.format] = subscription.name
            routing.deliveries.append(Delivery(subscription.to, subscription.format, subscription.name))
    return routing


def _decide(
    facts: Facts, wish: Subscription, bar: str | None, made: Mapping[tuple[str, str], str]
) -> Decision:
    checks = tuple(
        _check(name, wanted, facts.get(name, ())) for name, wanted in sorted(wish.conditions.items())
    )
    failed = [check.condition for check in checks if not check.holds]
    twin = made.get((wish.to, wish.format))
    if failed:
        reason = f"not met: {', '.join(failed)}"
    elif bar is not None:
        reason = bar
    elif twin is not None:
        reason = f"already taken by {twin}"
    else:
        reason = "all conditions hold" if checks else "it takes everything"
    takes = not failed and bar is None and twin is None
    return Decision(wish.name, wish.to, wish.format, takes, reason, checks)


def _check(name: str, wanted: tuple[str, ...], values: tuple[str, ...]) -> Check:
    met = tuple(value for value in values if _meets(name, value, wanted))
    return Check(name, wanted, (met or values)[:MOST_SHOWN], bool(met))


def _meets(name: str, value: str, wanted: tuple[str, ...]) -> bool:
    return value.startswith(wanted) if name in PREFIXES else value in wanted
