"""Why a value may not arrive whole although the receiver has a place for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gateway.mapping.gap.sides import Place, Side
from gateway.mapping.table import Row


def losses(place: Place, taking: Sequence[Row], sender: Side, receiver: Side) -> list[str]:
    """The reasons for which some values of a sender's place do not arrive, or arrive changed."""
    if not taking:
        return []
    rooms = [room for row in taking for room in _places(row, receiver)]
    return [
        *_length(place, rooms),
        *_number(place, rooms),
        *_codes(place, taking, sender, receiver),
        *_when(taking),
    ]


def _places(row: Row, side: Side) -> list[Place]:
    found = (side.places.get(tuple(step.name for step in source)) for source in row.sources)
    return [place for place in found if place is not None]


def _length(place: Place, rooms: Sequence[Place]) -> Iterator[str]:
    longest = place.facets.max_length
    if longest is None or place.facets.base != "string" or any(row.converter for row in place.rows):
        return
    if any(row.converter for room in rooms for row in room.rows):
        return
    limits = [room.facets.max_length for room in rooms]
    if limits and None not in limits and max(n for n in limits if n is not None) < longest:
        yield f"at most {max(n for n in limits if n is not None)} characters there, {longest} here"


def _number(place: Place, rooms: Sequence[Place]) -> Iterator[str]:
    if not rooms or any(room.most is None for room in rooms):
        return
    there = sum(room.most for room in rooms if room.most is not None)
    if place.most is None or place.most > there:
        here = "without limit" if place.most is None else str(place.most)
        yield f"at most {there} in a message there, {here} here"


def _codes(place: Place, taking: Sequence[Row], sender: Side, receiver: Side) -> Iterator[str]:
    """Codes of the model that the sender's table gives and the receiver's does not know."""
    known = [_outward(row, receiver) for row in taking if row.converter == "codes"]
    if not known or len(known) < len(taking) or any("*" in codes for codes in known):
        return
    codes = set().union(*known)
    given: set[str] = set()
    for row in place.rows:
        if row.converter != "codes":
            if row.kind == "value":
                yield "codes are written by a table, which may not have them all"
                return
            continue
        given |= _inward(row, sender)
    unknown = sorted(given - codes)
    if unknown:
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        yield f"no code there for {', '.join(unknown[:5])}{more}"


def _inward(row: Row, side: Side) -> set[str]:
    table = side.tables.get(row.arguments[0], []) if row.arguments else []
    return {line["model"] for line in table if line.get("direction") != "write" and line["model"] != "*"}


def _outward(row: Row, side: Side) -> set[str]:
    table = side.tables.get(row.arguments[0], []) if row.arguments else []
    return {line["model"] for line in table if line.get("direction") != "read"}


def _when(taking: Sequence[Row]) -> Iterator[str]:
    if all(row.when for row in taking):
        yield "written under a condition only"
