"""What the receivers of the demonstration subscribe to, by what the messages say of themselves."""

from __future__ import annotations

from gateway.cli.demo.cast import Cast, Good
from gateway.router import MODEL, Subscription


def wishes(cast: Cast, everything: str, part: str) -> list[Subscription]:
    """One receiver takes the whole family as the model's JSON, one a part of it in the format sent."""
    whole = {"family": cast.format.family, "country": cast.commonest("country")}
    narrow = {name: cast.commonest(name) for name in ("type", "procedure")}
    listed = [
        _wish("whole-family", everything, MODEL, whole),
        _wish("one-kind", part, cast.format.id, narrow),
    ]
    intents = sorted({value for good in cast.good for value in good.facts.get("intent", ())} - {"original"})
    if intents:
        listed.append(Subscription("changes", part, cast.format.id, {"intent": tuple(intents)}))
    return listed


def meets(good: Good, wish: Subscription) -> bool:
    """Whether a message meets all conditions of a wish."""
    return all(any(good.says(name, value) for value in values) for name, values in wish.conditions.items())


def _wish(name: str, to: str, format: str, asked: dict[str, str | None]) -> Subscription:
    return Subscription(
        name, to, format, {key: (value,) for key, value in asked.items() if value is not None}
    )
