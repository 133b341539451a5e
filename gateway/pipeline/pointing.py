"""Pointers on their way back: from the message that a receiver got to the one that its sender wrote.

A receiver that finds a mistake points into what it was sent. The sender knows another message of
another format. The common model stands between the two: what was written from a place of the model
and what was read into it are told by the ledgers of both directions. A pointer is exact where the
same value stands in both; else it leads to the nearest object around it, and never to a place that
nobody named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gateway.formats import Format
from gateway.pipeline import wco
from gateway.pipeline.inbound import Inbound
from gateway.pipeline.places import Places, Spot, by_table, normal, occurrence, ordinal

if TYPE_CHECKING:
    from gateway.model import Message
    from gateway.model.amendment import Pointer
    from gateway.model.response import SegmentPlace


_HEAD, _ITEMS = "declaration", "declaration/goodsShipment/items["


class Original:
    """A message as its sender wrote it, and where its values stand in the common model."""

    def __init__(self, inbound: Inbound, message: Message) -> None:
        self.inbound = inbound
        self.message = message

    @classmethod
    def of(cls, inbound: Inbound) -> Original | None:
        """The original of a message that was read; with errors in it too, as far as it can be read."""
        from gateway.mapping import MappingError, mapping_of

        if inbound.format is None or inbound.tree is None or inbound.format.mapping_dir is None:
            return None
        try:
            message = inbound.message or mapping_of(inbound.format).to_model(inbound.tree).message
        except MappingError:
            return None
        return cls(inbound, message)

    @cached_property
    def places(self) -> Places:
        """Where its values stand in both terms."""
        from gateway.mapping import mapping_of

        assert self.inbound.format is not None and self.inbound.tree is not None
        format = self.inbound.format
        return Places.of(mapping_of(format).trace_to_model(self.inbound.tree).entries, format)

    def spot(self, native: str) -> Spot:
        """The place in the model of one of its own native paths."""
        assert self.inbound.format is not None
        return _spot(self.places, self.inbound.format, native)

    def pointers(self, spot: Spot) -> list[Pointer]:
        """A place of the model in its sender's terms: WCO classes and element, and the native path.

        Empty for no place.
        """
        from gateway.model.amendment import Pointer

        native = self.places.native_of(spot)
        steps = wco.pointers_to(self.message, spot.path, self._occurrence) if spot.known else []
        if not native.known:
            return steps
        path = self.places.shown(native.path)
        if not steps:
            return [Pointer(path=path)]
        steps[-1] = steps[-1].model_copy(update={"path": path})
        return steps

    def _occurrence(self, path: str) -> int:
        """Which one of its kind the entry of a list is in the message; as the model counts, if it is not there."""
        assert self.inbound.format is not None
        return occurrence(self.places, self.inbound.format, path) or ordinal(path)


@dataclass(slots=True)
class Sent:
    """A message as a receiver got it: the model that it was written from, and its format.

    `format` is `None` for the model's own JSON.
    """

    message: Message
    format: Format | None
    _places: Places | None = None

    def spot(self, pointers: Sequence[Pointer], tag: str | None = None) -> Spot:
        """The place in the model that a pointer of the receiver leads to.

        `tag` names the segment at that place, where the receiver says so.
        """
        native = next((p.path for p in pointers if p.path), None)
        if native is None:
            found = wco.path_of(self.message, pointers)
            return self._segment(found, tag) if tag and found.known and self.format is not None else found
        if self.format is None:
            return Spot((native.strip("/"),), True)
        return _spot(self.places, self.format, native)

    def _segment(self, around: Spot, tag: str) -> Spot:
        """The one segment with a tag within an object; the object, if there are several or none."""
        named = re.compile(rf".*?/{re.escape(tag)}(\.\d+)?(\[\d+\])?(?=/|$)")
        inside = [
            native
            for model, native in self.places.natives.items()
            if model.startswith(f"{around.path}/") and not (around.path == _HEAD and model.startswith(_ITEMS))
        ]
        segments = {found[0] for native in inside if (found := named.match(native))}
        return self.places.model_of(segments.pop()) if len(segments) == 1 else around

    @property
    def places(self) -> Places:
        """Where its values stand in both terms."""
        if self._places is None:
            from gateway.mapping import mapping_of

            assert self.format is not None
            entries = mapping_of(self.format).trace_from_model(self.message).entries
            self._places = Places.of(entries, self.format)
        return self._places


def _spot(places: Places, format: Format, native: str) -> Spot:
    found = places.model_of(native)
    return found if found.exact else by_table(format, native, found)


@dataclass(frozen=True, slots=True)
class Returned:
    """A response whose pointers are those of the original, and the pointers that could not be followed."""

    message: Message
    lost: tuple[str, ...] = ()


def pointed_back(answer: Message, original: Original, sent: Sent) -> Returned:
    """A receiver's answer with every pointer in terms of the original.

    A pointer that leads nowhere is taken out and told of in `lost`: it would mean another place
    in the sender's message. So would places in segments; they are followed and taken out too.
    """
    lost: list[str] = []

    def back(pointers: list[Pointer], place: SegmentPlace | None) -> list[Pointer] | None:
        found = original.pointers(sent.spot(pointers, place.segment_tag if place is not None else None))
        if not found:
            lost.append(told(pointers, place))
        return found or None

    response = with_pointers(answer.response, back)
    return Returned(answer.model_copy(update={"response": response}), tuple(lost))


def told(pointers: Iterable[Pointer], place: SegmentPlace | None = None) -> str:
    """A pointer as one text, for findings."""
    steps = []
    for pointer in pointers:
        number = f"[{pointer.sequence}]" if pointer.sequence is not None else ""
        tag = f"/{pointer.tag}" if pointer.tag else ""
        steps.append(normal(pointer.path) if pointer.path else f"{pointer.section or ''}{number}{tag}")
    if place is not None:
        steps += filter(None, (place.section_code, place.item_id, place.segment_tag, place.path))
    return "/".join(steps)


Change = Callable[["list[Pointer]", "SegmentPlace | None"], "list[Pointer] | None"]


def with_pointers(owner: Any, change: Change) -> Any:
    """A copy of an object in which every list of pointers is changed; other objects are the same.

    Remarks are left as they are: they point into the answer itself.
    """
    fields = type(owner).model_fields if hasattr(type(owner), "model_fields") else {}
    changed: dict[str, Any] = _changed(owner, change) if "pointers" in fields else {}
    for name in fields:
        value = getattr(owner, name)
        if name in ("additional_informations", "pointers", "place"):
            continue
        if isinstance(value, list):
            listed = [with_pointers(entry, change) for entry in value]
            if any(new is not old for new, old in zip(listed, value, strict=True)):
                changed[name] = listed
        elif hasattr(type(value), "model_fields"):
            new = with_pointers(value, change)
            if new is not value:
                changed[name] = new
    return owner.model_copy(update=changed) if changed else owner


def _changed(owner: Any, change: Change) -> dict[str, Any]:
    """The pointers of one object anew; the place in segments beside them is taken out."""
    place = getattr(owner, "place", None)
    if place is None:
        return {"pointers": change(owner.pointers, None)} if owner.pointers else {}
    if owner.pointers or place.model_fields_set:
        return {"pointers": change(owner.pointers or [], place), "place": None}
    return {"place": None}
