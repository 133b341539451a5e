"""The elements of a segment as XML, whatever the segment looks like.

What has no slot keeps its place in its name: `X5` is the fifth element of a segment, or the fifth
component of an element; `X5.2` its second repetition.
"""

from __future__ import annotations

import re

from gateway.adapters.contract import Limits
from gateway.adapters.edifact import codes
from gateway.adapters.edifact.layout import Layout, Piece, Slot, suffixed
from gateway.adapters.edifact.placing import Placed, placed
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.tokens import Element
from gateway.adapters.edifact.values import escaped, with_point
from gateway.adapters.unreadable import unreadable

_TAG = re.compile(r"[A-Za-z][A-Za-z0-9]{0,5}", re.ASCII)
_GROUP = re.compile(r"SG\d+", re.ASCII)
ODD = "X"
"""the element that stands for a segment whose tag cannot be a name; its tag is the child `X0`"""


def named(tag: str) -> str:
    """The name of a segment of a tag, apart from the suffix that its place gives it."""
    return tag if _TAG.fullmatch(tag) and not _GROUP.fullmatch(tag) else ODD


def inner_xml(elements: list[Element], layout: Layout | None, service: ServiceString, limits: Limits) -> str:
    """What stands in the element of a segment. Raises Unreadable when it has too many parts."""
    tag = elements[0][0][0]
    if len(elements) - 1 > limits.attributes:
        raise _too_many(tag, f"{len(elements) - 1} elements", f"at most {limits.attributes}")
    if any(len(components) > limits.namespaces for each in elements for components in each):
        raise _too_many(tag, "an element of too many components", f"at most {limits.namespaces}")
    if any(len(each) > limits.attributes for each in elements):
        raise _too_many(tag, "an element of too many repetitions", f"at most {limits.attributes}")
    odd = f"<X0>{escaped(tag)}</X0>" if named(tag) == ODD else ""
    slots = layout.slots if layout is not None else ()
    return odd + "".join(
        _surplus(place, 1) if place.slot is None else _in_slot(place, slots[place.slot])
        for place in placed(layout, elements, bool(service.repetition))
        if any(place.components)
    )


def _too_many(tag: str, what: str, expected: str) -> Exception:
    return unreadable(codes.TOO_MANY_PARTS, f"{tag[:20]} has {what}", None, expected)


def _in_slot(place: Placed, slot: Slot) -> str:
    values = place.components
    if slot.form is not None:
        value = with_point(values[0]) if slot.form.number else values[0]
        first = f"<{slot.name}>{escaped(value)}</{slot.name}>" if value else ""
        return first + (_surplus(place, 2) if any(values[1:]) else "")
    beyond = len(slot.pieces)
    inside = [*_pieces(values[:beyond], slot.pieces), _surplus_components(values, beyond + 1)]
    return f"<{slot.name}>{''.join(inside)}</{slot.name}>"


def _pieces(values: list[str], pieces: tuple[Piece, ...]) -> list[str]:
    """Components by name; an empty one of a list stays where a filled one follows."""
    made = []
    for at, (value, piece) in enumerate(zip(values, pieces, strict=False)):
        if piece.form.number:
            value = with_point(value)
        followed = piece.several > 1 and any(
            v and p.name == piece.name for v, p in zip(values[at + 1 :], pieces[at + 1 :], strict=False)
        )
        if value or followed:
            made.append(f"<{piece.name}>{escaped(value)}</{piece.name}>")
    return made


def _surplus(place: Placed, first: int) -> str:
    name = suffixed(f"X{place.element}", place.repetition + 1)
    if first == 1 and len(place.components) == 1:
        return f"<{name}>{escaped(place.components[0])}</{name}>"
    return f"<{name}>{_surplus_components(place.components, first)}</{name}>"


def _surplus_components(values: list[str], first: int) -> str:
    return "".join(
        f"<X{number}>{escaped(value)}</X{number}>"
        for number, value in enumerate(values[first - 1 :], first)
        if value
    )
