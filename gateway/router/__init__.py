"""Routing: who gets a message, and why. Pure."""

from gateway.router.facts import FACTS, Facts, facts_of, walk
from gateway.router.route import Check, Decision, Delivery, Routing, route
from gateway.router.subscriptions import MODEL, Subscription, read_subscriptions

__all__ = [
    "FACTS",
    "MODEL",
    "Check",
    "Decision",
    "Delivery",
    "Facts",
    "Routing",
    "Subscription",
    "facts_of",
    "read_subscriptions",
    "route",
    "walk",
]
