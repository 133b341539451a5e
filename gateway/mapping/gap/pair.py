"""Two formats: what a message of one loses in the other, and what the other needs and never gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from gateway.adapters.contract import Node
from gateway.mapping.gap.keys import Key, key_of, meets, names, shown
from gateway.mapping.gap.losses import losses
from gateway.mapping.gap.sides import (
    NO_ROW,
    NOT_STATED,
    Class,
    Path,
    Place,
    Side,
    native_path,
    read_keys,
    written_keys,
)
from gateway.mapping.lint import entered
from gateway.mapping.table import Row


class Passage(StrEnum):
    """What becomes of a value of a sender on its way to a receiver; each place has exactly one."""

    CARRIED = "carried"
    LOSSY = "lossy"
    LOST = "lost"
    OUTSIDE = "outside"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Value:
    """A place of the sender, and its passage; `to` are the receiver's places that may take its value."""

    native: str
    passage: str
    model_paths: list[str]
    to: list[str]
    definition: str
    reason: str


@dataclass(frozen=True, slots=True)
class Needed:
    """A mandatory element of the receiver that the sender never supplies.

    `within` is empty where every message needs it, else the optional element that needs it once the
    sender fills something else in it.
    """

    native: str
    within: str
    model_paths: list[str]
    definition: str
    reason: str


@dataclass(slots=True)
class PairGap:
    """What is lost and what is missing from a sender to a receiver; `values` sums up to all places."""

    sender: str
    receiver: str
    family: str
    values: dict[str, int]
    share: float | None
    missing: list[Needed] = field(default_factory=list)
    missing_within: list[Needed] = field(default_factory=list)
    perhaps: list[Needed] = field(default_factory=list)
    passages: list[Value] = field(default_factory=list)


def pair_gap(sender: Side, receiver: Side) -> PairGap:
    """The gaps of all messages of one format that are written in another.

    `share` is that of carried and lossy places among those that the model holds, 0 to 1; `None` where
    there are none.
    """
    passages = [_passage(place, sender, receiver) for place in sender.places.values()]
    values = {passage.value: sum(v.passage == passage for v in passages) for passage in Passage}
    there = values["carried"] + values["lossy"]
    held = there + values["lost"]
    needs = _Needs(sender, receiver)
    needs.visit(receiver.schema, (), "")
    return PairGap(
        sender.format.id, receiver.format.id, sender.format.family, values, there / held if held else None,
        needs.missing, needs.within, needs.perhaps, passages,
    )  # fmt: skip


def _passage(place: Place, sender: Side, receiver: Side) -> Value:
    if place.own:
        return Value(place.native, Passage.OWN, [], [], place.definition, place.reason)
    if place.kind is not Class.MAPPED:
        return Value(place.native, Passage.OUTSIDE, [], [], place.definition, place.reason)
    keys = list(dict.fromkeys(key for row in place.rows for key in _values_of(row)))
    told = [shown(key) for key in keys]
    taking = list(_taking(keys, receiver))
    to = list(dict.fromkeys(native_path(step.name for step in s) for row in taking for s in row.sources))
    if not any(key in receiver.taken for key in keys):
        counted = all(row.kind in ("count", "sum") for row in place.rows if row.kind != "constant")
        if counted:
            return Value(place.native, Passage.OWN, told, [], place.definition, "it is counted anew")
        reason = f"{receiver.format.id} has no place for it"
        return Value(place.native, Passage.LOST, told, [], place.definition, reason)
    found = losses(place, taking, sender, receiver)
    passage = Passage.LOSSY if found else Passage.CARRIED
    return Value(place.native, passage, told, to, place.definition, "; ".join(found))


def _values_of(row: Row) -> Iterator[Key]:
    """The model values of a row themselves, without those that its selectors set."""
    if row.kind == "value":
        yield from (key_of(model) for model in row.models)


def _taking(keys: list[Key], receiver: Side) -> Iterator[Row]:
    seen: set[int] = set()
    for key in keys:
        for other, row in receiver.writers.get(names(key), ()):
            if id(row) not in seen and meets(key, other):
                seen.add(id(row))
                yield row


class _Needs:
    """The mandatory elements of a receiver, asked of what a sender gives."""

    def __init__(self, sender: Side, receiver: Side) -> None:
        self.sender, self.receiver = sender, receiver
        self.missing: list[Needed] = []
        self.within: list[Needed] = []
        self.perhaps: list[Needed] = []
        self._sure = {
            key for p in sender.places.values() if p.mandatory for r in p.rows for key in read_keys(r)
        }
        self._fills: dict[Path, bool] = {}
        self._led = entered(receiver.rows)

    def visit(self, node: Node, above: Path, within: str) -> None:
        """Look at an element that must be there (in the element `within`, if that is there)."""
        here = (*above, node.name)
        place = self.receiver.places.get(here)
        if node.facets is not None and place is not None:
            self._value(place, within)
        elif node.children and not self._filled(node, above) and not any(c.minimum for c in node.children):
            self._tell(
                self.missing if not within else self.within, here, within, [], "nothing below it is supplied"
            )
        for child in node.children:
            if child.minimum > 0:
                self.visit(child, here, within)
            elif self._filled(child, here):
                self.visit(child, here, native_path((*here, child.name)))

    def _value(self, place: Place, within: str) -> None:
        keys = [key for row in place.rows for key in written_keys(row)]
        told = list(dict.fromkeys(shown(key) for key in keys))
        if self._made(place) or any(key in self.receiver.counts for key in keys):
            return
        if place.kind is not Class.MAPPED:
            reason = place.reason if place.rows else NO_ROW
            self._tell(
                self._list(within),
                place.path,
                within,
                told,
                f"the receiver's own table does not write it: {reason}",
            )
        elif not any(key in self.sender.given for key in keys):
            reason = f"{self.sender.format.id} never supplies it"
            self._tell(self._list(within), place.path, within, told, reason)
        elif not within and not self._certain(keys):
            reason = "the sender may leave it out"
            self._tell(self.perhaps, place.path, within, told, reason)

    def _certain(self, keys: list[Key]) -> bool:
        return any(names(key) == names(sure) and meets(key, sure) for key in keys for sure in self._sure)

    def _made(self, place: Place) -> bool:
        """Whether the receiver's table writes it without the sender's help."""
        return any(
            row.kind in ("constant", "count", "sum") or row.constant is not None or row.position
            for row in place.rows
        )

    def _filled(self, node: Node, above: Path) -> bool:
        """Whether the sender supplies a value of an element or below it."""
        here = (*above, node.name)
        known = self._fills.get(here)
        if known is None:
            place = self.receiver.places.get(here)
            own = place is not None and any(
                key in self.sender.given for row in place.rows for key in written_keys(row)
            )
            firm = place is not None and any(row.firm for row in place.rows)
            below = () if node.shared and here not in self._led else node.children
            known = own or firm or any(self._filled(child, here) for child in below)
            self._fills[here] = known
        return known

    def _list(self, within: str) -> list[Needed]:
        return self.within if within else self.missing

    def _tell(self, where: list[Needed], path: Path, within: str, told: list[str], reason: str) -> None:
        place = self.receiver.places.get(path)
        definition = place.definition if place is not None else NOT_STATED
        needed = Needed(native_path(path), within, told, definition, reason)
        if needed not in where:
            where.append(needed)
