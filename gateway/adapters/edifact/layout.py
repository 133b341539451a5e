"""What stands where in a segment: the names of its elements, by place (ISO 9735-1, section 8).

A name that comes again in one segment or composite gets a suffix (`C246.2`); adjacent repeats of
a simple element in a composite share their name, as a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from gateway.adapters.edifact.representation import Representation, representation
from gateway.adapters.edifact.tables import Tables, TablesUnusable, Use


@dataclass(frozen=True, slots=True)
class Piece:
    """One component of a composite; `several` when its name stands for a list of so many."""

    name: str
    code: str
    mandatory: bool
    form: Representation
    several: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """One element of a segment: a composite with `pieces`, or a simple one with a `form`.

    `row` counts from 0 the lines of the directory, one of which may stand for several slots.
    """

    name: str
    code: str
    mandatory: bool
    row: int
    pieces: tuple[Piece, ...] = ()
    form: Representation | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A segment: `slots` by their place in versions 1 to 3, where every repeat has a place of its own.

    `first` is the first slot of each line of the directory, which is an element of version 4.
    """

    tag: str
    slots: tuple[Slot, ...]
    first: tuple[int, ...]

    @property
    def rows(self) -> int:
        """How many elements it has in version 4."""
        return len(self.first)


def layouts(tables: Tables) -> dict[str, Layout]:
    """All segments of the tables. Raises TablesUnusable for codes that no table explains."""
    composites = {code: _pieces(code, uses, tables) for code, uses in tables.composites.items()}
    return {tag: _layout(tag, uses, composites, tables) for tag, uses in tables.segments.items()}


def _layout(tag: str, uses: list[Use], composites: dict[str, tuple[Piece, ...]], tables: Tables) -> Layout:
    slots: list[Slot] = []
    first: list[int] = []
    counts: dict[str, int] = {}
    for row, use in enumerate(uses):
        first.append(len(slots))
        simple = use.code[0].isdigit()
        if not simple and use.code not in composites:
            raise TablesUnusable(f"{tag} has the composite {use.code}, which no table explains")
        for repeat in range(use.repeats):
            count = counts[use.code] = counts.get(use.code, 0) + 1
            name = suffixed(f"E{use.code}" if simple else use.code, count)
            mandatory = use.mandatory and repeat == 0
            if simple:
                slots.append(Slot(name, use.code, mandatory, row, (), _form(tag, use.code, tables)))
            else:
                slots.append(Slot(name, use.code, mandatory, row, composites[use.code]))
    return Layout(tag, tuple(slots), tuple(first))


def _pieces(composite: str, uses: list[Use], tables: Tables) -> tuple[Piece, ...]:
    flat = [(use.code, use.mandatory and not repeat) for use in uses for repeat in range(use.repeats)]
    pieces: list[Piece] = []
    counts: dict[str, int] = {}
    for code, run in groupby(flat, lambda each: each[0]):
        count = counts[code] = counts.get(code, 0) + 1
        statuses = [mandatory for _, mandatory in run]
        form = _form(composite, code, tables)
        name = suffixed(f"E{code}", count)
        pieces.extend(Piece(name, code, mandatory, form, len(statuses)) for mandatory in statuses)
    return tuple(pieces)


def _form(user: str, code: str, tables: Tables) -> Representation:
    try:
        return representation(tables.representations[code])
    except KeyError as error:
        raise TablesUnusable(f"{user} has the element {code}, which is not in dictionary.csv") from error
    except ValueError as error:
        raise TablesUnusable(f"dictionary.csv, {code}: {error}") from error


def suffixed(name: str, count: int) -> str:
    """A name for the nth place that it has in one parent."""
    return name if count == 1 else f"{name}.{count}"
