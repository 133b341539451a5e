"""The quick way for segments that are as they should be: one pattern for each arrangement of separators.

A segment with its values taken out (`BGM++` of `BGM+952+A1+9`) is its shape. For a shape there is
a pattern that takes the values apart and proves their lengths and kinds, and for each choice of
filled values a template of the XML. What the pattern does not match goes the careful way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gateway.adapters.edifact.layout import Layout, Piece, Slot
from gateway.adapters.edifact.placing import starts
from gateway.adapters.edifact.representation import Representation
from gateway.adapters.edifact.service_string import ServiceString

OTHER_LIST = ("1131", "3055")
"""elements of a composite that say that its code is of another list than the directory's"""
Codes = dict[str, frozenset[bytes]]


@dataclass(slots=True)
class Template:
    """XML with places for the filled values; `lists` are values that must be in a list of codes."""

    xml: bytes
    clean: bool
    lists: tuple[tuple[int, frozenset[bytes]], ...]


@dataclass(slots=True)
class Shape:
    """One arrangement of separators in a segment of one tag."""

    pattern: re.Pattern[bytes]
    values: list[tuple[Slot, Piece | None]]
    layout: Layout
    codes: Codes
    templates: dict[tuple[bool, ...], Template] = field(default_factory=dict)

    def convert(self, raw: bytes) -> tuple[bytes, bool] | None:
        """The XML of a segment's elements and whether nothing is wrong with them; `None`: go carefully."""
        found = self.pattern.fullmatch(raw)
        if found is None:
            return None
        values = found.groups()
        filled = tuple(map(bool, values))
        template = self.templates.get(filled)
        if template is None:
            template = self.templates[filled] = self._template(filled)
        clean = template.clean
        for at, known in template.lists:
            if values[at] not in known:
                clean = False
        return template.xml % tuple(filter(None, values)), clean

    def _template(self, filled: tuple[bool, ...]) -> Template:
        made: list[str] = []
        lists: list[tuple[int, frozenset[bytes]]] = []
        there: set[str] = set()
        clean, at = True, 0
        while at < len(filled):
            slot, piece = self.values[at]
            end = at + 1
            while piece is not None and end < len(filled) and self.values[end][0] is slot:
                end += 1
            if any(filled[at:end]):
                there.add(slot.name)
                inside, right = _inside(slot, self.values[at:end], filled[at:end])
                clean = clean and right
                made.append(f"<{slot.name}>{inside}</{slot.name}>")
                lists.extend(self._lists(at, end, filled))
            at = end
        clean = clean and all(slot.name in there for slot in self.layout.slots if slot.mandatory)
        return Template("".join(made).encode(), clean, tuple(lists))

    def _lists(self, at: int, end: int, filled: tuple[bool, ...]) -> list[tuple[int, frozenset[bytes]]]:
        found = []
        codes = [(slot.code if piece is None else piece.code) for slot, piece in self.values[at:end]]
        if any(filled[at + n] for n, code in enumerate(codes) if code in OTHER_LIST and len(codes) > 1):
            return []
        for n, code in enumerate(codes):
            if filled[at + n] and code in self.codes:
                found.append((at + n, self.codes[code]))
        return found


def _inside(
    slot: Slot, values: list[tuple[Slot, Piece | None]], filled: tuple[bool, ...]
) -> tuple[str, bool]:
    """What stands in an element, and whether its mandatory components are there."""
    if slot.form is not None:
        return "%b", True
    made, there = [], set()
    for n, (_, piece) in enumerate(values):
        assert piece is not None
        if filled[n]:
            there.add(piece.name)
            made.append(f"<{piece.name}>%b</{piece.name}>")
        elif piece.several > 1 and any(
            f and other is not None and other.name == piece.name
            for f, (_, other) in zip(filled[n + 1 :], values[n + 1 :], strict=True)
        ):
            made.append(f"<{piece.name}></{piece.name}>")
    first: dict[str, bool] = {}
    for at, piece in enumerate(slot.pieces):
        if piece.mandatory:
            first[piece.name] = first.get(piece.name, True) and at < len(filled) and filled[at]
    return "".join(made), all(first.values())


def shape(tag: bytes, marks: bytes, layout: Layout, codes: Codes, service: ServiceString) -> Shape | None:
    """The shape of a segment whose separators are `marks`; `None` when it must be read with care."""
    element, component = service.element.encode(), service.component.encode()
    if marks.strip(element + component) or not marks.startswith(element):
        return None
    counts = [each.count(component) + 1 for each in marks.split(element)[1:]]
    values: list[tuple[Slot, Piece | None]] = []
    pattern = [re.escape(tag)]
    for start, count in zip(starts(layout, len(counts), bool(service.repetition)), counts, strict=True):
        if start is None:
            return None
        slot = layout.slots[start]
        if count > max(len(slot.pieces), 1):
            return None
        pattern.append(re.escape(element))
        forms = []
        for n in range(count):
            piece = slot.pieces[n] if slot.pieces else None
            form = piece.form if piece is not None else slot.form
            if form is None:
                return None
            values.append((slot, piece))
            forms.append(_pattern(form, service))
        pattern.append(re.escape(component).join(forms))
    return Shape(re.compile(b"".join(pattern)), values, layout, codes)


def _pattern(form: Representation, service: ServiceString) -> bytes:
    """A pattern of values that are surely right; bytes of UTF-8 count for more than characters."""
    special = re.escape(service.special.encode())
    if form.kind == "n":
        digits = b"[0-9]"
        if form.minimum:
            return b"((?:%b{%d,%d})?)" % (digits, form.minimum, form.length)
        if form.length == 1 or "." in service.special or "-" in service.special:
            return b"(%b{0,%d})" % (digits, form.length)
        most = form.length
        return rb"(-?%b{1,%d}|(?=[-.0-9]{3,%d}(?![-.0-9]))-?[0-9]+\.[0-9]+|)" % (digits, most, max(most, 3))
    plain = rb"^%b&<>\x00-\x1f\x7f" % special + (rb"0-9" if form.kind == "a" else b"")
    if form.minimum:
        return rb"((?:[%b\x80-\xff]{%d,%d})?)" % (plain, form.minimum, form.length)
    return b"([%b]{0,%d})" % (plain, form.length)
