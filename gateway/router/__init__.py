"""Routing: who gets a message, and why. Pure."""

from gateway.router.correlate import RESPONSE, Correlation, Named, Seen, correlate, learned_from, named_in
from gateway.router.facts import FACTS, Facts, facts_of, walk
from gateway.router.route import Check, Decision, Delivery, Routing, route
from gateway.router.subscriptions import MODEL, Subscription, read_subscriptions

__all__ = [
    "FACTS",
    "MODEL",
    "RESPONSE",
    "Check",
    "Correlation",
    "Decision",
    "Delivery",
    "Facts",
    "Named",
    "Routing",
    "Seen",
    "Subscription",
    "correlate",
    "facts_of",
    "learned_from",
    "named_in",
    "read_subscriptions",
    "route",
    "walk",
]
