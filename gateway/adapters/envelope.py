"""Envelopes that a format tolerates: elements of somebody else around its message.

The manifest names them: `[options] envelopes = ["{namespace}Outer/{namespace}Inner"]`, the root of the envelope and
the way to the element that holds the message. What the envelope says is no part of the message.
"""

from __future__ import annotations

import copy

from lxml import etree

from gateway.adapters.contract import Spec


def envelopes(spec: Spec) -> tuple[tuple[str, str], ...]:
    """Root and way (for `find`) of each envelope that the format tolerates, names in Clark notation."""
    named = spec.options.get("envelopes")
    paths = [str(path) for path in named] if isinstance(named, list) else []
    return tuple((root, way) for root, way in map(_parted, paths) if way)


def enclosed(head: etree._Element, spec: Spec) -> etree._Element | None:
    """The message in an envelope that the format tolerates, or `None` where there is none, or none alone."""
    wanted = spec.options.get("root")
    for root, way in envelopes(spec):
        holder = head.find(way) if head.tag == root else None
        found = list(holder.iterchildren("*")) if holder is not None else []
        if len(found) == 1 and found[0].tag == wanted:
            return found[0]
    return None


def alone(message: etree._Element) -> etree._Element:
    """A copy of a message as the root of a tree of its own."""
    made = copy.deepcopy(message)
    made.tail = None
    return made


def before(head: etree._Element, message: etree._Element) -> int:
    """How many elements of the document start before the message."""
    return next(number for number, node in enumerate(head.iter("*")) if node is message)


def _parted(path: str) -> tuple[str, str]:
    """The first step of a path in Clark notation, and what follows it; a namespace may hold slashes."""
    end = path.find("/", path.find("}") + 1)
    return (path, "") if end < 0 else (path[:end], path[end + 1 :])
