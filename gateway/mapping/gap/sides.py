"""One format as gaps see it: the places of its schema, each in one class, and what of the model it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from gateway.adapters.contract import Facets, Node
from gateway.formats import Format, adapter_for
from gateway.formats.drafts import notes
from gateway.mapping.compiled import MappingError, compiled
from gateway.mapping.gap.keys import Key, KeySet, chosen_by, key_at, key_of
from gateway.mapping.gap.moves import widened
from gateway.mapping.lint import entered
from gateway.mapping.plan import DISCRIMINATOR
from gateway.mapping.table import Row


class Class(StrEnum):
    """What a format's table does with a place of its schema; every place has exactly one class."""

    MAPPED = "mapped"
    CONSTANT = "constant"
    KEPT = "kept"
    IGNORED = "ignored"
    OPEN = "open"


_RANK = {"value": Class.MAPPED, "count": Class.MAPPED, "sum": Class.MAPPED, "constant": Class.CONSTANT}
_RANK |= {"kept": Class.KEPT, "ignored": Class.IGNORED}
_ORDER = list(Class)
NO_ROW = "the table has no row for it"
NO_TABLE = "the format has no mapping"
NOT_STATED = "not stated"

Path = tuple[str, ...]


@dataclass(slots=True)
class Place:
    """A value that the schema of a format allows at one path.

    `most` is how often it may occur in a message at most (`None`: without limit); `rows` are the lines of
    the table that read or write it; `reason` says why the model does not hold it, where it does not.
    """

    path: Path
    native: str
    facets: Facets
    most: int | None
    mandatory: bool
    kind: Class = Class.OPEN
    rows: list[Row] = field(default_factory=list)
    reason: str = NO_ROW
    definition: str = NOT_STATED

    @property
    def own(self) -> bool:
        """Whether it says nothing about the trade that another format could want."""
        return self.kind in (Class.CONSTANT, Class.IGNORED)


@dataclass
class Side:
    """A format: `given` is what reading may fill of the model, `taken` what writing has a place for."""

    format: Format
    schema: Node
    mapped: bool
    rows: list[Row]
    tables: Mapping[str, list[dict[str, str]]]
    places: dict[Path, Place]
    given: KeySet
    taken: KeySet
    writers: dict[tuple[str, ...], list[tuple[Key, Row]]]

    @cached_property
    def neighbours(self) -> dict[Path, Key]:
        """The outermost place of the model below each path of elements that has mapped ones."""
        found: dict[Path, Key] = {}
        for key, row in (pair for pairs in self.writers.values() for pair in pairs):
            path = tuple(step.name for step in row.sources[0])
            for depth in range(1, len(path)):
                before = found.get(path[:depth])
                if before is None or len(key) < len(before):
                    found[path[:depth]] = key
        return found

    @cached_property
    def counts(self) -> KeySet:
        """What a step of the format states by itself when the model does not."""
        counted = (step for step in self.format.steps if step.get("step") == "counted")
        found = widened((), list(counted), self.tables, backwards=True)
        if any(step.get("step") == "link" and step.get("named_by") == "item" for step in self.format.steps):
            # Containers that an item names have numbers: those without are counted.
            found.add(key_at("declaration/goodsShipment/items[]/transportEquipments[]/sequence"))
        return KeySet(found)

    @cached_property
    def both(self) -> KeySet:
        """What the format reads or writes."""
        return KeySet([*self.given, *self.taken])

    def counted(self) -> dict[str, int]:
        """How many places are in each class; they sum up to all places."""
        return counted(self.places.values())


def counted(places: Iterable[Place]) -> dict[str, int]:
    """How many of some places are in each class."""
    found = Counter(place.kind for place in places)
    return {kind.value: found[kind] for kind in Class}


def side_of(format: Format) -> Side:
    """What a format's schema and table say. A format without a usable table has only its schema."""
    rows, tables, schema, mapped = _parts(format)
    places = _places(schema, rows, mapped)
    told = notes(format)
    for place in places.values():
        place.definition = told.get(place.path) or _noted(place) or NOT_STATED
    given = {key for row in rows for key in read_keys(row)}
    written = [(key, row) for row in rows for key in written_keys(row)]
    taken = {key for key, _ in written} | {k for row in rows for m in row.models for k in chosen_by(m)}
    writers: dict[tuple[str, ...], list[tuple[Key, Row]]] = {}
    for key, row in written:
        writers.setdefault(tuple(name for name, _ in key), []).append((key, row))
    return Side(
        format, schema, mapped, rows, tables, places,
        KeySet(widened(given, format.steps, tables, backwards=False)),
        KeySet(widened(taken, format.steps, tables, backwards=True)),
        writers,
    )  # fmt: skip


def places_of(format: Format) -> dict[Path, Place]:
    """The places of a format's schema with what its table does with each; without definitions."""
    rows, _, schema, mapped = _parts(format)
    return _places(schema, rows, mapped)


def _parts(format: Format) -> tuple[list[Row], Mapping[str, list[dict[str, str]]], Node, bool]:
    """Rows and tables of a format's mapping, its schema, and whether there is a mapping that can be used."""
    try:
        parts = compiled(format)
    except MappingError:
        return [], {}, adapter_for(format.syntax).describe(format.spec), False
    return list(parts.rows), parts.tables, parts.schema, True


def read_keys(row: Row) -> Iterator[Key]:
    """What a row may fill of the model in reading."""
    if row.kind == "value":
        for model in row.models:
            yield key_of(model)
            yield from chosen_by(model)


def written_keys(row: Row) -> Iterator[Key]:
    """What a row may write of the model."""
    if row.kind == "value":
        for model in (*row.models, *row.otherwise):
            yield key_of(model)


def native_path(path: Iterable[str]) -> str:
    """A path of names as a person reads it, without namespaces."""
    return "/".join(("@" if name[:1] == "@" else "") + name.lstrip("@").rpartition("}")[2] for name in path)


def _places(schema: Node, rows: list[Row], mapped: bool) -> dict[Path, Place]:
    found: dict[Path, Place] = {}
    for path, node, most, must in _leaves(schema, (), 1, True, entered(rows)):
        before = found.get(path)
        if before is None:
            assert node.facets is not None
            reason = NO_ROW if mapped else NO_TABLE
            found[path] = Place(path, native_path(path), node.facets, most, must, reason=reason)
        else:
            before.mandatory |= must
            before.most = None if most is None or before.most is None else before.most + most
    for row in rows:
        for source in row.sources:
            place = found.get(tuple(step.name for step in source))
            if place is not None:
                place.rows.append(row)
    for place in found.values():
        _classify(place)
    return found


def _classify(place: Place) -> None:
    if not place.rows:
        return
    place.kind = min((_RANK[row.kind] for row in place.rows), key=_ORDER.index)
    notes = [row.note for row in place.rows if row.kind in ("kept", "ignored") and row.note]
    place.reason = "; ".join(dict.fromkeys(notes))


def _noted(place: Place) -> str:
    notes = (row.note for row in place.rows if row.kind == "value" and row.note != DISCRIMINATOR)
    return next((note for note in notes if note), "")


def _leaves(
    node: Node, above: Path, most: int | None, must: bool, led: Collection[Path]
) -> Iterator[tuple[Path, Node, int | None, bool]]:
    here = (*above, node.name)
    if node.facets is not None:
        yield here, node, most, must
    if node.shared and here not in led:
        return
    for child in node.children:
        times = None if most is None or child.maximum is None else most * child.maximum
        yield from _leaves(child, here, times, must and child.minimum > 0, led)
