"""Where the next segment of a message stands: from the present place and its tag to the next place.

ISO 9735-1, section 7.5: segments come in the order of the message's table. From a place, a tag is
looked for there again, then behind it in its group, then at the start of the group, then behind
the group in the one around it, and so on. A place that needs no mandatory segment to be passed
over comes before one that does, and one on this side of UNS before one on the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from gateway.adapters.edifact.careful import ODD, named
from gateway.adapters.edifact.definition import Definition
from gateway.adapters.edifact.structure import Place


@dataclass(slots=True)
class Step:
    """What a tag does at a place.

    `before` and `after` are the XML around the segment's elements. `place` is the next place.
    `counted` is the counter that goes up, -1 for none; `fresh` the one that starts at 1. When
    `most` is passed, `otherwise` is taken if there is one. `clean` when nothing mandatory is
    passed over; `expected` when the message has the segment there; `sections` how many UNS are
    passed over.
    """

    before: bytes
    after: bytes
    place: int
    counted: int = -1
    fresh: int = -1
    most: int = 0
    clean: bool = True
    expected: bool = True
    sections: int = 0
    section: bool = False
    otherwise: Step | None = None


@dataclass(slots=True)
class _Found:
    """A place that a tag may lead to: how many groups are left, and what is passed over."""

    place: Place
    closed: list[Place]
    again: bool
    skipped: int
    sections: int


@dataclass(slots=True)
class Automaton:
    """The steps of a message, found when they are first asked for; place 0 is before UNB."""

    places: list[Place | None] = field(default_factory=lambda: [None])
    steps: list[dict[bytes, Step]] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    message: Place | None = None

    def add(self, place: Place) -> None:
        """Number a place and all below it."""
        for child in place.children:
            self.numbers[id(child)] = len(self.places)
            self.places.append(child)
            self.add(child)

    def step(self, number: int, tag: bytes) -> Step:
        """The step of a tag at a place."""
        found = self.steps[number].get(tag)
        if found is None:
            made = self._make(number, tag.decode("utf-8", "replace"))
            if len(self.steps[number]) > 200:
                return made
            found = self.steps[number][tag] = made
        return found

    def end(self, number: int) -> tuple[bytes, bool, int]:
        """What closes the groups at the end of a message, whether nothing is missing, UNS passed over."""
        skipped, sections, closed = 0, 0, []
        for level, index in self._levels(number):
            left, passed = _passed(level.children[index + 1 :])
            skipped, sections = skipped + left, sections + passed
            if level is not self.message:
                closed.append(level)
        return _closing(closed), skipped == 0, sections

    def _levels(self, number: int) -> list[tuple[Place, int]]:
        """The present level and those around it, each with the index of the present place in it."""
        assert self.message is not None
        here = self.places[number]
        if here is None:
            return [(self.message, -1)]
        found = []
        while here is not None and here.parent is not None:
            found.append((here.parent, here.index))
            here = here.parent
        return found

    def _make(self, number: int, tag: str) -> Step:
        found = self._find(number, tag)
        if not found:
            name = named(tag)
            return Step(f"<{name}>".encode(), f"</{name}>".encode(), number, clean=False, expected=False)
        steps = [self._step(each) for each in found]
        for step, other in pairwise(steps):
            step.otherwise = other
        return steps[0]

    def _find(self, number: int, tag: str) -> list[_Found]:
        here = self.places[number]
        found: list[_Found] = []
        if here is not None and here.tag == tag and here.repeats > 1:
            found.append(_Found(here, [], True, 0, 0))
        closed: list[Place] = []
        skipped = sections = 0
        for level, index in self._levels(number):
            for child in level.children[index + 1 :]:
                if child.tag == tag:
                    found.append(_Found(child, list(closed), False, skipped, sections))
                left, passed = _passed([child])
                skipped, sections = skipped + left, sections + passed
            if level is not self.message:
                closed = [*closed, level]
                if level.tag == tag:
                    found.append(_Found(level, list(closed), True, skipped, sections))
        found.sort(key=lambda each: (each.sections, bool(each.skipped)))
        if not found and here is not None and here.tag == tag:
            found.append(_Found(here, [], True, 0, 0))
        return found

    def _step(self, found: _Found) -> Step:
        target = found.place
        opened, segment = (target, target.children[0]) if target.group else (None, target)
        number = self.numbers[id(target)]
        again = number if found.again else -1
        section = segment.tag == "UNS"
        name = segment.name if segment.name != "" and named(segment.tag) != ODD else ODD
        before = _closing(found.closed) + (f"<{opened.name}>" if opened else "").encode()
        return Step(
            before if section else before + f"<{name}>".encode(), b"" if section else f"</{name}>".encode(),
            self.numbers[id(segment)], again, -1 if found.again else number, target.repeats,
            found.skipped == 0, True, found.sections, section,
        )  # fmt: skip


def _passed(places: list[Place]) -> tuple[int, int]:
    """How many mandatory places and how many UNS are passed over with these."""
    sections = sum(place.tag == "UNS" and place.mandatory for place in places)
    return sum(place.mandatory and place.tag != "UNS" for place in places), sections


def _closing(groups: list[Place]) -> bytes:
    return "".join(f"</{group.name}>" for group in groups).encode()


@lru_cache(maxsize=64)
def automaton(known: Definition) -> Automaton:
    """The automaton of a definition; threads may share it, because a step once made stands."""
    made = Automaton(message=known.message)
    made.add(known.message)
    made.steps = [{} for _ in made.places]
    return made
