"""Which element of a segment stands in which slot of its layout.

In versions 1 to 3 every repeat of an element has a place of its own. Where a repetition character
is in use (version 4), a line of the directory has one place, whose repeats stand behind each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gateway.adapters.edifact.layout import Layout
from gateway.adapters.edifact.tokens import Element


class Placed(NamedTuple):
    """One repetition of an element: its slot (`None` when there is none), and where it was written.

    `element` counts from 1, `repetition` from 0.
    """

    slot: int | None
    element: int
    repetition: int
    components: list[str]


def starts(layout: Layout | None, elements: int, repetition: bool) -> list[int | None]:
    """The first slot of each of so many elements.

    A sender who repeats by places although a repetition character is in use is understood where
    there are more elements than lines.
    """
    if layout is None:
        return [None] * elements
    by_line = repetition and elements <= len(layout.first)
    known: list[int | None] = list(layout.first if by_line else range(len(layout.slots)))
    return (known + [None] * elements)[:elements]


def placed(layout: Layout | None, elements: list[Element], repetition: bool) -> Iterator[Placed]:
    """All repetitions of all elements behind the tag, each slot used once."""
    used: set[int] = set()
    slots = layout.slots if layout is not None else ()
    for number, start in enumerate(starts(layout, len(elements) - 1, repetition), 1):
        for repeat, components in enumerate(elements[number]):
            slot = None if start is None else start + repeat
            if slot is not None and start is not None:
                fits = slot < len(slots) and slots[slot].code == slots[start].code
                slot = slot if fits and slot not in used else None
            if slot is not None and any(components):
                used.add(slot)
            yield Placed(slot, number, repeat, components)
