"""Records into a tree: each below the record that its keys name, or below the last one before it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.flat.layout import TOP, Field, Layout, Record
from gateway.adapters.flat.repeated import Repeated, joins
from gateway.adapters.flat.scanning import Raw
from gateway.adapters.flat.tree import UNKNOWN_FIELD, UNKNOWN_RECORD, Place
from gateway.adapters.flat.unknown import encoded

References = tuple[tuple[str, str], ...]
"""fields of a record and of those above it, by which others name it"""


@dataclass(slots=True)
class Placing:
    """Builds one tree; records come in the order of the tables, so those above are there already."""

    layout: Layout
    root: etree._Element
    places: dict[etree._Element, Place] = field(default_factory=dict)
    _repeated: Repeated = field(init=False)
    _index: dict[tuple[str, References], dict[tuple[str, ...], etree._Element]] = field(default_factory=dict)
    _placed: dict[str, list[tuple[int, etree._Element]]] = field(default_factory=dict)
    _wanted: dict[str, set[References]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._repeated = Repeated(self.root, self.layout)
        for record in self.layout.records.values():
            for parent in record.parents:
                answered, _ = joins(record, parent, self.layout)
                if answered:
                    self._wanted.setdefault(parent, set()).add(_references(answered))

    def add(self, raws: list[Raw]) -> None:
        """Place all records of a message, those that are not known last."""
        last = len(self.layout.records)
        for raw in sorted(
            raws, key=lambda each: (each.record.order if each.record else last, each.name != "")
        ):
            above = self._parent(raw) if raw.record is not None else self.root
            self._record(raw, above)

    def _record(self, raw: Raw, above: etree._Element) -> None:
        record = raw.record
        name = record.name if record is not None else f"{UNKNOWN_RECORD}{encoded(raw.name)}"
        node = etree.SubElement(above, name)
        self.places[node] = raw.place
        given = {each.name: (text, place) for each, text, place in raw.values if each is not None}
        for each in record.fields if record is not None else ():
            text, place = given.get(each.name, ("", raw.place))
            if each.type == "tag" or self._repeats(each, text, above):
                continue
            self._leaf(node, each.name, text, place)
        for known, text, place in raw.values:
            if known is None:
                self._leaf(node, f"{UNKNOWN_FIELD}{place.field}", text, place)
        if above is self.root:
            self._repeated.alone(node)
        if record is not None:
            self._placed.setdefault(record.name, []).append((raw.place.line, node))
            for references in self._wanted.get(record.name, ()):
                key = tuple(bare(self._answer(node, name)) for name in references)
                self._index.setdefault((record.name, references), {}).setdefault(key, node)

    def _repeats(self, each: Field, text: str, above: etree._Element) -> bool:
        known = self._repeated.of(each, above) if each.use else None
        return text == (known or "")

    def _leaf(self, node: etree._Element, name: str, text: str, place: Place) -> None:
        leaf = etree.SubElement(node, name)
        leaf.text = text or None
        self.places[leaf] = place

    def _answer(self, node: etree._Element, name: tuple[str, str]) -> str:
        here: etree._Element | None = node
        while here is not None and here.tag != name[0]:
            here = here.getparent()
        return "" if here is None else self._repeated.value(here, name[1])

    def _parent(self, raw: Raw) -> etree._Element:
        """The element below which a record belongs; the root where there is none."""
        record = raw.record
        assert record is not None
        given = {each.name: text for each, text, _ in raw.values if each is not None}
        for parent in record.parents:
            answered, left = joins(record, parent, self.layout)
            if open_keys(parent, [given.get(each.name, "") for each in left]):
                continue
            if parent == TOP:
                return self.root
            found = (
                self._index.get((parent, _references(answered)), {}).get(_key(answered, given))
                if answered
                else self._before(parent, raw.place.line)
            )
            if found is not None:
                return found
        return self.root

    def _before(self, parent: str, line: int) -> etree._Element | None:
        """The last record of a name in front of a line, unless one that stands above it came since."""
        at, found = self._last(parent, line)
        since = max((self._last(name, line)[0] for name in self.layout.above(parent) - {parent}), default=-1)
        return found if at > since else None

    def _last(self, name: str, line: int) -> tuple[int, etree._Element | None]:
        placed = self._placed.get(name, [])
        index = bisect_left(placed, line, key=lambda each: each[0])
        return placed[index - 1] if index else (-1, None)


def _references(answered: list[Field]) -> References:
    return tuple(sorted({each.source for each in answered if each.source is not None}))


def _key(answered: list[Field], given: dict[str, str]) -> tuple[str, ...]:
    values = {each.source: bare(given.get(each.name, "")) for each in answered if each.source is not None}
    return tuple(values[source] for source in sorted(values))


def misplaced(record: Record, above: str, left: list[str]) -> bool:
    """Whether a record may not stand below this parent (`.`: the message), with these keys left open."""
    return above not in record.parents or open_keys(above, left)


def open_keys(parent: str, left: list[str]) -> bool:
    """Whether keys that a parent does not answer name a record elsewhere; below the message, all of them must."""
    named = [bool(value.strip("0")) for value in left]
    return bool(named) and (all(named) if parent == TOP else any(named))


def bare(key: str) -> str:
    """A key without zeros in front: `01` and `1` name the same."""
    return key.lstrip("0") if key.isdecimal() else key
