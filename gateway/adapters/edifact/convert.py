"""Segments of one definition to XML, quickly where possible."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.edifact.careful import ODD, inner_xml, named
from gateway.adapters.edifact.check import clean_segment
from gateway.adapters.edifact.definition import Definition
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.shapes import Codes, Variant, variant
from gateway.adapters.edifact.tokens import tokenise


@dataclass(slots=True)
class Converter:
    """Converts segments (UTF-8, without terminator and without line breaks).

    `values` are all bytes that are no service characters.
    """

    known: Definition
    service: ServiceString
    codes: Codes
    values: bytes

    def variant(self, raw: bytes) -> Variant | None:
        """What segments like this one are matched by, when this one is as it should be."""
        layout = self.known.layouts.get(raw[:3].decode("utf-8", "replace"))
        marks = raw.translate(None, self.values)
        if layout is None or len(marks) > 200:
            return None
        return variant(raw, marks, layout, self.codes, self.service)

    def carefully(self, raw: bytes, limits: Limits) -> tuple[bytes, bytes, bool, bool]:
        """A segment's tag, the XML of its elements, whether they are right, and whether it has a layout.

        Raises Unreadable when the segment has more parts than the limits allow.
        """
        elements = tokenise(raw.decode("utf-8", "replace"), self.service)
        tag = elements[0][0][0]
        layout = self.known.layouts.get(tag)
        xml = inner_xml(elements, layout, self.service, limits).encode()
        if layout is None or named(tag) == ODD:
            return tag.encode("utf-8", "replace"), xml, False, False
        node = etree.fromstring(f"<{tag}>".encode() + xml + f"</{tag}>".encode())
        return tag.encode(), xml, clean_segment(node, layout, self.known), True


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
