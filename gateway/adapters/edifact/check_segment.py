"""Check one segment of a tree: its elements, their components, values and codes."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree

from gateway.adapters.edifact import codes
from gateway.adapters.edifact.definition import Definition
from gateway.adapters.edifact.layout import Layout, Piece, Slot
from gateway.adapters.edifact.node_name import name_of
from gateway.adapters.edifact.representation import Representation
from gateway.adapters.edifact.shapes import OTHER_LIST
from gateway.adapters.fault import Fault
from gateway.findings import Code

_SHOWN = 20


def segment_faults(node: etree._Element, layout: Layout, known: Definition) -> Iterator[Fault]:
    """Everything that is wrong with a segment, its characters apart."""
    yield from bare_faults(node, True)
    slots = {slot.name: slot for slot in layout.slots}
    order = {slot.name: at for at, slot in enumerate(layout.slots)}
    there: set[str] = set()
    surplus: etree._Element | None = None
    here = -1
    for child in node.iterchildren("*"):
        name = str(child.tag)
        slot = slots.get(name)
        if slot is None:
            if not _is_surplus(name):
                yield _unknown(child, node, list(slots))
            elif surplus is None:
                surplus = child
                most = f"at most {len(layout.slots)} elements, as {layout.tag} has"
                yield Fault(
                    codes.TOO_MANY_ELEMENTS, child, f"{name_of(node)} has more than it may", most, child.text
                )
            continue
        if name in there or order[name] < here:
            said = "occurs twice" if name in there else "stands out of its order"
            yield Fault(codes.STRUCTURE, child, f"{name} {said}", f"{name} once, in its place")
        there.add(name)
        here = max(here, order[name])
        yield from _element(child, slot, known)
    for slot in layout.slots:
        if slot.mandatory and slot.name not in there:
            yield _lacks(node, slot.name, slot.code, known)


def _element(node: etree._Element, slot: Slot, known: Definition) -> Iterator[Fault]:
    if slot.form is not None:
        yield from _simple(node, slot.code, slot.form, known, False)
        return
    yield from bare_faults(node, True)
    children = list(node.iterchildren("*"))
    other_list = any(child.text and str(child.tag)[1:5] in OTHER_LIST for child in children)
    pieces = {piece.name: piece for piece in slot.pieces}
    order = {name: at for at, name in enumerate(pieces)}
    counts: dict[str, int] = {}
    here, surplus = -1, False
    for at, child in enumerate(children):
        name = str(child.tag)
        piece = pieces.get(name)
        if piece is None:
            if not _is_surplus(name):
                yield _unknown(child, node, list(pieces))
            elif not surplus:
                surplus = True
                most = f"at most {len(slot.pieces)} components, as {slot.code} has"
                yield Fault(
                    codes.TOO_MANY_ELEMENTS, child, f"{name_of(node)} has more than it may", most, child.text
                )
            continue
        counts[name] = counts.get(name, 0) + 1
        if counts[name] == piece.several + 1 or order[name] < here:
            said = "occurs too often" if counts[name] > piece.several else "stands out of its order"
            expected = f"{name} at most {piece.several} times, in its place"
            yield Fault(codes.STRUCTURE, child, f"{name} {said}", expected)
        here = max(here, order[name])
        if not child.text and len(child) == 0 and piece.several > 1 and _followed(children, at):
            if piece.mandatory and counts[name] == 1:
                yield _lacks(node, piece.name, piece.code, known)
            continue
        yield from _simple(child, piece.code, piece.form, known, other_list)
    yield from _missing(node, slot.pieces, counts, known)


def _followed(children: Sequence[etree._Element], at: int) -> bool:
    """Whether an empty piece of a list keeps the place of one before a filled one."""
    return any(other.text for other in children[at + 1 :] if other.tag == children[at].tag)


def _missing(
    node: etree._Element, pieces: tuple[Piece, ...], counts: dict[str, int], known: Definition
) -> Iterator[Fault]:
    for piece in pieces:
        if piece.mandatory and not counts.get(piece.name):
            counts[piece.name] = 1
            yield _lacks(node, piece.name, piece.code, known)


def _simple(
    node: etree._Element, code: str, form: Representation, known: Definition, other_list: bool
) -> Iterator[Fault]:
    value = node.text or ""
    yield from bare_faults(node, False)
    if len(node):
        yield Fault(codes.STRUCTURE, node, f"{name_of(node)} has elements in it", "a value alone")
        return
    wrong = value_fault(value, form)
    if wrong is not None:
        yield Fault(wrong, node, f"{_called(node, code, known)} is {_told(value)}", form.words(), value)
        return
    listed = known.codes.get(code)
    if listed and not other_list and value not in listed:
        shown, help_ = _listed(known, code, value)
        message = f"{_called(node, code, known)} is {_told(value)}, which is not in the directory's list"
        yield Fault(codes.NOT_IN_LIST, node, message, shown, value, help=help_)


@lru_cache(maxsize=4096)
def _listed(known: Definition, code: str, value: str) -> tuple[str, str | None]:
    """What a list takes, and the codes of it that are nearest to a value."""
    listed = known.codes[code]
    near = difflib.get_close_matches(value, list(listed), 3, 0.5)
    shown = ", ".join(list(listed)[:_SHOWN]) + (" ..." if len(listed) > _SHOWN else "")
    return f"one of {shown}", f"nearest: {', '.join(f'{n} ({listed[n]})' for n in near)}" if near else None


def value_fault(value: str, form: Representation) -> Code | None:
    """What is wrong with the length or kind of a value; `None` when it is right."""
    if not value:
        return codes.TOO_SHORT
    if not form.has_kind(value):
        return codes.NOT_A_NUMBER if form.number else codes.WRONG_KIND
    length = form.count(value)
    if length > form.length:
        return codes.TOO_LONG
    return codes.TOO_SHORT if length < form.minimum else None


def bare_faults(node: etree._Element, children: bool) -> Iterator[Fault]:
    """What no segment can hold: attributes, and text where elements stand."""
    if len(node.attrib):
        yield Fault(codes.STRUCTURE, node, f"{name_of(node)} has attributes", "an element without attributes")
    texts = [node.text, *(child.tail for child in node)] if children else [child.tail for child in node]
    if any(text and not text.isspace() for text in texts):
        yield Fault(codes.STRUCTURE, node, f"{name_of(node)} has text between its elements", "elements alone")


def _is_surplus(name: str) -> bool:
    return name[0] == "X" and name[1:].replace(".", "", 1).isdecimal()


def _unknown(child: etree._Element, parent: etree._Element, names: list[str]) -> Fault:
    shown = ", ".join(names[:_SHOWN])
    return Fault(codes.STRUCTURE, child, f"{name_of(parent)} has no {name_of(child)}", f"one of {shown}")


def _lacks(node: etree._Element, name: str, code: str, known: Definition) -> Fault:
    title = known.name_of(code)
    told = f"{name} ({title})" if title else name
    return Fault(codes.ELEMENT_MISSING, node, f"{name_of(node)} lacks {told}", told, below=name)


def _called(node: etree._Element, code: str, known: Definition) -> str:
    title = known.name_of(code)
    return f"{name_of(node)} ({title})" if title else str(node.tag)


def _told(value: str) -> str:
    if not value:
        return "empty"
    return repr(value if len(value) <= 60 else value[:57] + "...")
