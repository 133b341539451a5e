"""Segments of one definition to XML, quickly where possible; what was met before is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.edifact.careful import ODD, inner_xml, named
from gateway.adapters.edifact.check import clean_segment
from gateway.adapters.edifact.definition import Definition
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.shapes import Codes, Shape, shape
from gateway.adapters.edifact.tokens import tokenise

_REMEMBERED = 4096
"""segments, and shapes of one tag, that are kept at most"""
_DEFAULT = Limits()


class Converted(NamedTuple):
    """A segment's tag, the XML of its elements and whether nothing is wrong with them."""

    tag: bytes
    xml: bytes
    clean: bool


@dataclass(slots=True)
class Converter:
    """Converts segments (UTF-8, without terminator and without line breaks)."""

    known: Definition
    service: ServiceString
    codes: Codes
    values: bytes
    """all bytes that are no service characters"""
    shapes: dict[bytes, dict[bytes, Shape | None]] = field(default_factory=dict)
    seen: dict[bytes, Converted] = field(default_factory=dict)

    def convert(self, raw: bytes, limits: Limits) -> Converted:
        """One segment. Raises Unreadable when it has more parts than the limits allow."""
        narrow = limits.attributes < _DEFAULT.attributes or limits.namespaces < _DEFAULT.namespaces
        made = None if narrow else self._quickly(raw)
        if made is None:
            made = self._carefully(raw, limits)
        if len(self.seen) < _REMEMBERED and len(raw) < 200 and not narrow:
            self.seen[raw] = made
        return made

    def _quickly(self, raw: bytes) -> Converted | None:
        tag, marks = raw[:3], raw.translate(None, self.values)
        known = self.shapes.get(tag)
        if known is None:
            layout = self.known.layouts.get(tag.decode("utf-8", "replace"))
            if layout is None:
                return None
            known = self.shapes[tag] = {}
        if marks in known:
            found = known[marks]
        else:
            layout = self.known.layouts[tag.decode()]
            found = shape(tag, marks, layout, self.codes, self.service) if len(marks) < 200 else None
            if len(known) < _REMEMBERED and len(marks) < 200:
                known[marks] = found
        made = None if found is None else found.convert(raw)
        return None if made is None else Converted(tag, *made)

    def _carefully(self, raw: bytes, limits: Limits) -> Converted:
        elements = tokenise(raw.decode("utf-8", "replace"), self.service)
        tag = elements[0][0][0]
        layout = self.known.layouts.get(tag)
        xml = inner_xml(elements, layout, self.service, limits).encode()
        if layout is None or named(tag) == ODD:
            return Converted(tag.encode("utf-8", "replace"), xml, False)
        node = etree.fromstring(f"<{tag}>".encode() + xml + f"</{tag}>".encode())
        return Converted(tag.encode(), xml, clean_segment(node, layout, self.known))


@lru_cache(maxsize=64)
def converter(known: Definition, service: ServiceString) -> Converter:
    """The converter of a definition and its service characters, shared by all its messages."""
    codes = {
        element: frozenset(code.encode() for code in listed)
        for element, listed in known.codes.items()
        if listed
    }
    special = frozenset(service.special.encode())
    return Converter(known, service, codes, bytes(b for b in range(256) if b not in special))
