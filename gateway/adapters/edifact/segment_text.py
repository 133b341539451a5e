"""One segment of a tree as text, without its terminator."""

from __future__ import annotations

import re

from lxml import etree

from gateway.adapters.edifact.characters import SUBSTITUTE
from gateway.adapters.edifact.layout import Layout, Slot
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.values import with_mark

_SURPLUS = re.compile(r"X(\d{1,4})(?:\.(\d{1,4}))?", re.ASCII)
_LINE_ENDS = re.compile("[\r\n]")


def segment_text(node: etree._Element, tag: str, layout: Layout | None, service: ServiceString) -> str:
    """The tag and the elements of a segment, each where its layout or its name says."""
    texts: dict[tuple[int, int], list[str]] = {}
    slots = {} if layout is None else {slot.name: at for at, slot in enumerate(layout.slots)}
    last = 0
    for child in node.iterchildren("*"):
        name = str(child.tag)
        surplus = _SURPLUS.fullmatch(name)
        if name == "X0":
            continue
        if layout is not None and name in slots:
            slot = layout.slots[slots[name]]
            place = _place(layout, slots[name], service)
            components = _components(child, slot, service)
        elif surplus is not None:
            place = int(surplus[1]), int(surplus[2] or 1) - 1
            components = _surplus(child, service)
        else:
            # A name that the layout does not have comes behind what was written before it.
            place = last + 1, 0
            components = [released(each.text or "", service) for each in (child if len(child) else (child,))]
        last = max(last, place[0])
        merged = texts.setdefault(place, [])
        merged += [""] * (len(components) - len(merged))
        for at, text in enumerate(components):
            merged[at] = text or merged[at]
    elements = [_element(texts, number, service) for number in range(1, last + 1)]
    while elements and not elements[-1]:
        elements.pop()
    return service.element.join([released(tag, service), *elements])


def _place(layout: Layout, slot: int, service: ServiceString) -> tuple[int, int]:
    """The element and the repetition of a slot."""
    if not service.repetition:
        return slot + 1, 0
    row = layout.slots[slot].row
    return row + 1, slot - layout.first[row]


def _element(texts: dict[tuple[int, int], list[str]], number: int, service: ServiceString) -> str:
    repeats = {repeat: components for (element, repeat), components in texts.items() if element == number}
    if not repeats:
        return ""
    if not service.repetition:
        # Repeats without a repetition character have no place; their components are written on.
        flat = [component for repeat in sorted(repeats) for component in repeats[repeat]]
        return _joined(flat, service.component)
    made = [_joined(repeats.get(repeat, []), service.component) for repeat in range(max(repeats) + 1)]
    return _joined(made, service.repetition)


def _joined(texts: list[str], mark: str) -> str:
    while texts and not texts[-1]:
        texts = texts[:-1]
    return mark.join(texts)


def _components(node: etree._Element, slot: Slot, service: ServiceString) -> list[str]:
    if slot.form is not None:
        value = node.text or ""
        return [released(with_mark(value, service.decimal) if slot.form.number else value, service)]
    made = [""] * len(slot.pieces)
    first: dict[str, int] = {}
    for at, piece in enumerate(slot.pieces):
        first.setdefault(piece.name, at)
    counts: dict[str, int] = {}
    for child in node.iterchildren("*"):
        name, value = str(child.tag), child.text or ""
        surplus = _SURPLUS.fullmatch(name)
        counts[name] = counts.get(name, 0) + 1
        if name in first:
            at = first[name] + counts[name] - 1
            piece = slot.pieces[first[name]]
            value = with_mark(value, service.decimal) if piece.form.number else value
            if counts[name] > piece.several:
                at = len(made)
        else:
            at = int(surplus[1]) - 1 if surplus is not None and int(surplus[1]) else len(made)
        made += [""] * (at + 1 - len(made))
        made[at] = released(value, service)
    if len(node) == 0 and node.text:
        return [released(node.text, service)]
    return made


def _surplus(node: etree._Element, service: ServiceString) -> list[str]:
    if len(node) == 0:
        return [released(node.text or "", service)]
    made: list[str] = []
    for child in node.iterchildren("*"):
        surplus = _SURPLUS.fullmatch(str(child.tag))
        at = int(surplus[1]) - 1 if surplus is not None and int(surplus[1]) else len(made)
        made += [""] * (at + 1 - len(made))
        made[at] = released(child.text or "", service)
    return made


def released(value: str, service: ServiceString) -> str:
    """A value as it is written: service characters released, what cannot be carried as SUB."""
    if _LINE_ENDS.search(value):
        value = _LINE_ENDS.sub(SUBSTITUTE, value)
    if not any(character in value for character in service.special):
        return value
    if not service.release:
        return "".join(SUBSTITUTE if c in service.special else c for c in value)
    return "".join(service.release + c if c in service.special else c for c in value)
