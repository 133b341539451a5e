"""Which declarations the agency of the demonstration asks for, and in which format of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gateway.cli.addressing import address
from gateway.cli.demo.cast import Cast, Good
from gateway.cli.work import catalog, limits
from gateway.formats import Format, UnknownFormat
from gateway.router import Subscription

ASKED = ("type", "additional_type", "procedure", "intent")
"""facts by which an agency may choose declarations, the first that serves"""


@dataclass(frozen=True, slots=True)
class Clearance:
    """The agency's format, what it asks for, and the samples that it gets so."""

    format: Format
    wish: Subscription
    good: tuple[Good, ...]


def clearance(cast: Cast, to: str) -> Clearance | None:
    """The agency's part; `None` when no other format both takes declarations and answers them.

    A format of another syntax than the sender's is preferred: the more of the way is shown.
    """
    for format in sorted(_answering(cast), key=lambda one: (one.syntax == cast.format.syntax, one.id)):
        writable = [good for good in cast.good if _can_be_written(good, cast.format, format)]
        asked = _asked(cast.good, writable)
        if asked is not None:
            fact, value = asked
            conditions = {"family": (cast.format.family,), fact: (value,)}
            good = tuple(one for one in cast.good if one.says(fact, value))
            return Clearance(format, Subscription("clearance", to, format.id, conditions), good)
    return None


def _answering(cast: Cast) -> Iterator[Format]:
    """Other formats of the family whose answers can be written and read here."""
    for format in cast.others:
        if format.family != cast.format.family or format.answers_with is None:
            continue
        try:
            answers = catalog().get(format.answers_with)
        except UnknownFormat:
            continue
        if answers.mapping_dir is not None:
            yield format


def _can_be_written(good: Good, source: Format, target: Format) -> bool:
    from gateway.pipeline import produce, receive

    (inbound,) = receive(good.data, catalog(), as_format=source.id, limits=limits())
    if inbound.message is None:
        return False
    return produce(inbound.message, target, limits=limits(), address=address("GATEWAY", "RECEIVER")).ok


def _asked(all_good: Sequence[Good], writable: Sequence[Good]) -> tuple[str, str] | None:
    """The fact and value that most of the writable samples say, and none of the others."""
    best: tuple[int, str, str] | None = None
    for fact in ASKED:
        for value in sorted({value for good in writable for value in good.facts.get(fact, ())}):
            said = [good for good in all_good if good.says(fact, value)]
            if all(good in writable for good in said) and (best is None or len(said) > best[0]):
                best = len(said), fact, value
    return (best[1], best[2]) if best is not None and best[0] > 1 else None
