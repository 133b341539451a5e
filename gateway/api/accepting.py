"""Content negotiation: which of the media types that there are the client accepts."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Depends, Request

from gateway.api.problem import Problem

JSON = "application/json"


def accepted(request: Request, offers: Sequence[str]) -> str:
    """The offer that the client likes best, the first among equals. Raises a problem without one."""
    header = ",".join(request.headers.getlist("Accept"))
    if not header.strip():
        return offers[0]
    ranges = [_range(text) for text in header.split(",")]
    best = max(offers, key=lambda offer: _quality(offer, ranges))
    if _quality(best, ranges) <= 0:
        raise Problem("not-acceptable", f"there is {' or '.join(offers)}")
    return best


def _range(text: str) -> tuple[str, float]:
    """A media range without its parameters, and how much it is liked."""
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    try:
        liked = float(quality)
    except ValueError:
        liked = 0.0
    return name, liked if 0 <= liked <= 1 else 0.0


def _quality(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    """What the most exact range says of an offer."""
    for wanted in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        said = [quality for name, quality in ranges if name == wanted]
        if said:
            return max(said)
    return 0.0


def _json(request: Request) -> None:
    accepted(request, [JSON, "application/problem+json"])


AnswersJson = Depends(_json)
"""the dependency of routes that answer in JSON alone"""
