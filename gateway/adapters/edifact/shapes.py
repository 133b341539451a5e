"""The quick way for segments that are as they should be: one pattern for each arrangement of values.

A segment with its values taken out (`BGM++` of `BGM+952+A1+9`) is its shape. For a shape there is
a pattern for each choice of filled values; it takes the values apart and proves their lengths and
kinds, and they are put into a template of XML. What no pattern matches goes the careful way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from gateway.adapters.edifact.layout import Layout, Piece, Slot
from gateway.adapters.edifact.placing import starts
from gateway.adapters.edifact.representation import Representation
from gateway.adapters.edifact.service_string import ServiceString

OTHER_LIST = ("1131", "3055")
"""elements of a composite that say that its code is of another list than the directory's"""
Codes = dict[str, frozenset[bytes]]
Lists = tuple[tuple[int, frozenset[bytes]], ...]
_Value = tuple[Slot, Piece | None]


class Variant(NamedTuple):
    """One choice of filled values of one shape.

    `lists` are the values, by their number among the filled ones, that must be in a list of codes;
    `clean` when nothing mandatory is left out; `control` when the segment is UNS.
    """

    match: Callable[[bytes], re.Match[bytes] | None]
    template: bytes
    lists: Lists
    clean: bool
    control: bool = False


def variant(raw: bytes, marks: bytes, layout: Layout, codes: Codes, service: ServiceString) -> Variant | None:
    """The variant of a segment whose service characters are `marks`; `None`: it needs the careful way."""
    element, component = service.element.encode(), service.component.encode()
    if marks.strip(element + component) or not marks.startswith(element):
        return None
    elements = [each.split(component) for each in raw.split(element)]
    pattern, made, lists = [re.escape(elements[0][0])], list[str](), list[tuple[int, frozenset[bytes]]]()
    there: set[str] = set()
    clean, number = True, 0
    for start, values in zip(
        starts(layout, len(elements) - 1, bool(service.repetition)), elements[1:], strict=True
    ):
        slot = None if start is None else layout.slots[start]
        if slot is None or len(values) > max(len(slot.pieces), 1):
            return None
        pieces: tuple[Piece | None, ...] = slot.pieces or (None,)
        forms = [
            _pattern(_form(slot, piece), service) if value else b""
            for piece, value in zip(pieces, values, strict=False)
        ]
        pattern.append(re.escape(element) + re.escape(component).join(forms))
        filled = [bool(value) for value in values]
        if any(filled):
            there.add(slot.name)
            inside, right = _inside(slot, filled)
            clean = clean and right
            made.append(f"<{slot.name}>{inside}</{slot.name}>")
            lists += [
                (number + sum(filled[:at]), codes[code])
                for at, code in _listed(slot, filled)
                if code in codes
            ]
        number += sum(filled)
    clean = clean and all(slot.name in there for slot in layout.slots if slot.mandatory)
    whole = re.compile(b"".join(pattern))
    return (
        None
        if whole.fullmatch(raw) is None
        else Variant(whole.fullmatch, "".join(made).encode(), tuple(lists), clean)
    )


def _form(slot: Slot, piece: Piece | None) -> Representation:
    form = slot.form if piece is None else piece.form
    assert form is not None
    return form


def _listed(slot: Slot, filled: list[bool]) -> list[tuple[int, str]]:
    """The filled values of an element with their codes, unless they are of another list."""
    if slot.form is not None:
        return [(0, slot.code)]
    there = [
        (at, piece.code) for at, (piece, full) in enumerate(zip(slot.pieces, filled, strict=False)) if full
    ]
    return [] if any(code in OTHER_LIST for _, code in there) else there


def _inside(slot: Slot, filled: list[bool]) -> tuple[str, bool]:
    """What stands in an element, and whether its mandatory components are there."""
    if slot.form is not None:
        return "%b", True
    made = []
    for at, (piece, full) in enumerate(zip(slot.pieces, filled, strict=False)):
        followed = piece.several > 1 and any(
            f and other.name == piece.name
            for f, other in zip(filled[at + 1 :], slot.pieces[at + 1 :], strict=False)
        )
        if full:
            made.append(f"<{piece.name}>%b</{piece.name}>")
        elif followed:
            made.append(f"<{piece.name}></{piece.name}>")
    lacking = any(
        piece.mandatory and not (at < len(filled) and filled[at]) for at, piece in enumerate(slot.pieces)
    )
    return "".join(made), not lacking


def _pattern(form: Representation, service: ServiceString) -> bytes:
    """A pattern of values that are surely right; bytes of UTF-8 count for more than characters."""
    special = re.escape(service.special.encode())
    if form.kind == "n":
        if form.minimum or form.length == 1:
            return b"([0-9]{%d,%d})" % (form.minimum or 1, form.length)
        if "." in service.special or "-" in service.special:
            return b"([0-9]{1,%d})" % form.length
        longest = max(form.length, 3)
        return rb"(-?[0-9]{1,%d}|(?=[-.0-9]{3,%d}(?![-.0-9]))-?[0-9]+\.[0-9]+)" % (form.length, longest)
    plain = rb"^%b&<>\x00-\x1f\x7f" % special + (rb"0-9" if form.kind == "a" else b"")
    if form.minimum:
        return rb"([%b\x80-\xff]{%d,%d})" % (plain, form.minimum, form.length)
    return b"([%b]{1,%d})" % (plain, form.length)
