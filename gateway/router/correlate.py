"""Correlation: which message an answer belongs to, among those that its sender was sent. Pure.

An answer names what it answers in one or several ways. The strongest way that finds something
decides: our own ids and control references, then the number that the authority gave, the sender's
reference, the consignment's reference, and last any other reference. What is named beside it only
decides between messages that are found equally well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway.findings import Code
from gateway.router import codes
from gateway.router.facts import walk

RESPONSE = "Response"
"""the family of answers"""
MOST_NAMED = 200
"""references of one answer that are looked for"""

_ANSWERED = "response.declarations"
_NAMED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "id",
        (
            "envelope.correlation_id",
            "response.acknowledgement.reference_id",
            "response.acknowledgement.messages.reference_id",
            "response.acknowledgement.groups.messages.reference_id",
        ),
    ),
    ("mrn", (f"{_ANSWERED}.id",)),
    (
        "sender_reference",
        (
            f"{_ANSWERED}.functional_reference_id",
            f"{_ANSWERED}.document_id",
            "envelope.correlation_id",
            "response.functional_reference_id",
        ),
    ),
    (
        "ucr",
        (
            f"{_ANSWERED}.goods_shipment.ucr.id",
            f"{_ANSWERED}.goods_shipment.ucr.trader_assigned_reference_id",
            f"{_ANSWERED}.goods_shipment.items.ucr.id",
        ),
    ),
    ("reference", (f"{_ANSWERED}.references.id", "response.references.id")),
)
"""how an answer names what it answers -> paths in the model"""

_RANKS: tuple[tuple[str, frozenset[str]], ...] = (
    ("id", frozenset({"message_id", "delivery_id", "delivery_key"})),
    ("id", frozenset({"reference", "interchange_id"})),
    ("correlation_id", frozenset({"correlation_id"})),
    ("mrn", frozenset({"mrn"})),
    ("sender_reference", frozenset({"sender_reference"})),
    ("ucr", frozenset({"ucr"})),
    ("reference", frozenset({"mrn", "sender_reference", "ucr"})),
    # Messages of different files may have the same number: it only tells those of one file apart.
    ("id", frozenset({"native_id"})),
)
"""from the strongest on: a way of naming, and the kinds of references that it may find"""
_ENOUGH = len(_RANKS) - 1
"""ranks that suffice to find a message"""
_BY_NUMBER = 3
"""the rank of the authority's number; what is stronger names one message for certain"""


@dataclass(frozen=True, slots=True)
class Named:
    """One way in which an answer names what it answers."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A reference that a message has which was sent to the answer's sender."""

    message_id: str
    kind: str
    value: str
    learned: bool = False


@dataclass(frozen=True, slots=True)
class Correlation:
    """What was found: the original and how, or the code of the finding that says why there is none."""

    original: str | None
    by: Named | None = None
    code: Code | None = None
    told: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class _Candidate:
    ranks: list[bool] = field(default_factory=lambda: [False] * len(_RANKS))
    learned: bool = False
    by: dict[int, Named] = field(default_factory=dict)

    @property
    def strength(self) -> tuple[bool, ...]:
        return (*self.ranks, self.learned)


def named_in(message: Any, correlation_id: str | None = None) -> list[Named]:
    """How an answer names what it answers; `correlation_id` is the one that its sender gave with it."""
    found = [Named("correlation_id", correlation_id)] if correlation_id else []
    for kind, paths in _NAMED:
        for path in paths:
            found += [Named(kind, value) for value in walk(message, path)]
    # A system that keeps our correlation id sends it back where it has a place for such a thing.
    found += [Named("correlation_id", one.value) for one in found if one.kind == "id"]
    return list(dict.fromkeys(found))[:MOST_NAMED]


def correlate(
    named: Sequence[Named], seen: Iterable[Seen], numbers: Mapping[str, set[str]] | None = None
) -> Correlation:
    """Which message is answered. `numbers` are the authority's numbers that are known of messages.

    A message that is known under another number than the answer names is not meant, unless the
    answer names it by an id of ours: senders' references are unique for one sender alone.
    """
    if not named:
        return Correlation(None, code=codes.NAMES_NOTHING, told="the answer names nothing that it answers")
    candidates = _candidates(named, seen)
    asked = {one.value for one in named if one.kind == "mrn"}
    possible = {
        id: one
        for id, one in candidates.items()
        if any(one.ranks[:_ENOUGH]) and not _another(one, asked, (numbers or {}).get(id, set()))
    }
    if not possible:
        told = f"nothing that was sent to its sender is known as {_shown(named)}"
        return Correlation(None, code=codes.NOT_CORRELATED, told=told)
    best = max(one.strength for one in possible.values())
    chosen = sorted(id for id, one in possible.items() if one.strength == best)
    if len(chosen) > 1:
        told = f"{len(chosen)} messages that were sent to its sender are known as {_shown(named)}"
        return Correlation(None, code=codes.AMBIGUOUS, told=told, candidates=tuple(chosen))
    one = possible[chosen[0]]
    return Correlation(chosen[0], one.by[min(one.by)])


def _candidates(named: Sequence[Named], seen: Iterable[Seen]) -> dict[str, _Candidate]:
    asked: dict[str, list[Named]] = {}
    for one in named:
        asked.setdefault(one.value, []).append(one)
    found: dict[str, _Candidate] = {}
    for sight in seen:
        for one in asked.get(sight.value, ()):
            for rank, (kind, kinds) in enumerate(_RANKS):
                if one.kind == kind and sight.kind in kinds:
                    candidate = found.setdefault(sight.message_id, _Candidate())
                    candidate.ranks[rank] = True
                    candidate.by.setdefault(rank, one)
                    candidate.learned |= sight.learned
    return found


def _another(one: _Candidate, asked: set[str], known: set[str]) -> bool:
    return bool(asked and known) and not asked & known and not any(one.ranks[:_BY_NUMBER])


def _shown(named: Sequence[Named]) -> str:
    values = list(dict.fromkeys(one.value for one in named))
    more = f" and {len(values) - 5} more" if len(values) > 5 else ""
    return ", ".join(values[:5]) + more


def learned_from(message: Any) -> list[tuple[str, str]]:
    """References of the original that an answer tells of: the authority's number, if it names just one."""
    numbers = list(dict.fromkeys(walk(message, f"{_ANSWERED}.id")))
    return [("mrn", numbers[0])] if len(numbers) == 1 else []
