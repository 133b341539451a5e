"""What becomes of each value of good samples on the way from one format to another, by both ledgers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.cli.pages.format import sample_files
from gateway.formats import Catalog, Format, adapter_for
from gateway.mapping import mapping_of
from gateway.model import Message
from gateway.pipeline import receive
from tests.mapping.placement import addressed
from tests.translation.proven import Fact

CATALOG = Catalog.load()
_ORDINAL = re.compile(r"\[\d+\]$")
_HOUSES = re.compile(r"/consignment/houses(\[\d+\])?/items")
_SEGMENT = re.compile(r"[A-Z]{3}(\.\d+)?")


@dataclass(frozen=True)
class Spot:
    """A native place that has a value: names from the root, and coded values of its segment."""

    names: tuple[str, ...]
    beside: frozenset[tuple[str, str]] = frozenset()

    def fits(self, fact: Fact) -> bool:
        """Whether it is where the facts have an element."""
        size = len(fact.names)
        same = [_plain(n) for n in self.names[-size:]] == [_plain(n) for n in fact.names]
        return same and set(fact.beside) <= self.beside

    @property
    def shown(self) -> str:
        """Its last names."""
        return "/".join(self.names[-3:])


@dataclass
class Crossing:
    """Where the values of samples stood and where they came to: spots of the sender and of the receiver.

    A value came to a spot when the model has both at one place, or when the message that was written says
    the same text or number there: steps move objects within the model on the way.
    """

    said: dict[Spot, set[str]] = field(default_factory=lambda: defaultdict(set))
    """what became of the values of a spot on reading: `mapped`, `kept`, ..."""
    reasons: dict[Spot, set[str]] = field(default_factory=lambda: defaultdict(set))
    arrived: dict[Spot, set[Spot]] = field(default_factory=lambda: defaultdict(set))
    same: dict[Spot, set[Spot]] = field(default_factory=lambda: defaultdict(set))
    """spots of the receiver that say what a spot of the sender says, in one message"""


@dataclass(frozen=True)
class Reading:
    """A message of a sample, and its values: spot, what became of it, where it is in the model, why, and what it is."""

    file: Path
    message: Message
    values: tuple[tuple[Spot, str, str | None, str | None, str | None], ...]


@cache
def readings(id: str) -> tuple[Reading, ...]:
    """All messages of the good samples of a format."""
    format, limits, made = CATALOG.get(id), Limits(), []
    adapter = adapter_for(format.syntax)
    for file in sample_files(format.folder, "good"):
        data = file.read_bytes()
        messages = [i.message for i in receive(data, CATALOG, as_format=format.id)]
        for part, message in zip(adapter.split(data, limits), messages, strict=True):
            assert message is not None, file
            tree = adapter.read(part, format.spec, limits)
            entries = mapping_of(format).trace_to_model(tree).entries
            values = [
                (_spot(e.path, tree.root, format), e.outcome, e.model_path, e.reason, _meant(e.value))
                for e in entries
            ]
            made.append(Reading(file, message, tuple(values)))
    return tuple(made)


@cache
def crossing(sender: str, receiver: str) -> Crossing:
    """The values of all good samples of one format on their way to another."""
    found = Crossing()
    target = CATALOG.get(receiver)
    for reading in readings(sender):
        message = addressed(reading.message)
        root = mapping_of(target).from_model(message).tree.root
        came: dict[str, set[Spot]] = defaultdict(set)
        bare: dict[str, set[Spot]] = defaultdict(set)
        joint: dict[str, set[Spot]] = defaultdict(set)
        says: dict[str, set[Spot]] = defaultdict(set)
        for entry in mapping_of(target).trace_from_model(message).entries:
            if entry.outcome == "kept":
                continue
            spot = _spot(entry.path, root, target)
            for place in _places(entry.model_path):
                came[place].add(spot)
                # A row of several values tells their places without ordinals.
                (joint if " + " in str(entry.model_path) else bare)[_bare(place)].add(spot)
            if value := _meant(entry.value):
                says[value].add(spot)
        for spot, outcome, model, reason, value in reading.values:
            found.said[spot].add(outcome)
            if reason:
                found.reasons[spot].add(reason)
            for place in _places(model):
                found.arrived[spot] |= came.get(place, set()) | joint.get(_bare(place), set())
                if " + " in str(model):
                    found.arrived[spot] |= bare.get(_bare(place), set()) | joint.get(_bare(place), set())
            # Short codes are alike by chance; of a name with its address the first line is the name.
            for text in {value or "", (value or "").partition("\n")[0]}:
                found.same[spot] |= says.get(text, set()) if len(text) > 2 else set()
    return found


def _spot(path: str, root: etree._Element, format: Format) -> Spot:
    names = tuple(_ORDINAL.sub("", step) for step in path.strip("/").split("/"))
    top = str(root.tag).rpartition("}")[2]
    # Paths of JSON begin below the root; a date of the WCO stands in an element of its own.
    names = tuple(name for name in (names if names[0] == top else (top, *names)) if name != "DateTimeString")
    return Spot(names, _beside(path, root) if format.syntax == "edifact" else frozenset())


def _beside(path: str, root: etree._Element) -> frozenset[tuple[str, str]]:
    """The values of the segment that a value of EDIFACT stands in, by element."""
    steps = path.strip("/").split("/")
    at = next((n for n, step in enumerate(steps) if n and _SEGMENT.fullmatch(_ORDINAL.sub("", step))), None)
    if at is None:
        return frozenset()
    segment = root.find("/".join(steps[1 : at + 1]))
    nodes = () if segment is None else segment.iter()
    return frozenset(
        (str(n.tag).partition(".")[0], n.text.strip()) for n in nodes if n.text and n.text.strip()
    )


def _places(model: str | None) -> list[str]:
    """The places of the model that a value is at; items of houses count as those of the whole shipment."""
    return [_HOUSES.sub("/items", place) for place in model.split(" + ")] if model else []


def _bare(place: str) -> str:
    return re.sub(r"\[\d+\]", "", place)


def _meant(value: str | None) -> str:
    """A value as it can be compared: numbers without the way in which they are written."""
    text = (value or "").strip()
    try:
        return str(Decimal(text).normalize()) if text and not text.startswith("0") else text
    except InvalidOperation:
        return text


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.partition(".")[0].rpartition(":")[2].lower())
