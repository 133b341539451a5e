"""`pointers`: a place in segments and a pointer by WCO classes say the same, as far as they can.

```toml
[[steps]]
step = "pointers"
```

An answer of segments (UN/EDIFACT `ERP`) names the section, the item and the segment of a mistake; the model
points by classes: 42A Declaration, 67A GoodsShipment, 68A GovernmentAgencyGoodsItem with its number, and on.
Reading makes pointers of the place where the answer has none, and leaves in `place` what pointers do not say.
Writing makes the place of the pointers, and writes the pointers themselves where the place does not say all of
them. The path of a place is that of the last pointer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.model import Message
from gateway.model.amendment import Pointer
from gateway.model.response import ResponseError, SegmentPlace

Values = dict[str, Any]

_DECLARATION, _SHIPMENT, _ITEM = "42A", "67A", "68A"
_HEADING, _DETAIL, _SEVERAL, _ITEMS, _SUB_ITEMS = "1", "2", "5", "10", "11"
"""UN/EDIFACT 1049"""
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_MESSAGE = re.compile(r"/[A-Z]{6}/")
_SEGMENT = re.compile(r"/([A-Z]{3})(?:\.\d+)?(?:\[\d+\])?(?=/|$)")


class Pointers:
    """The places of mistakes, in segments and by classes."""

    def read(self, message: dict[str, Any]) -> None:
        """Pointers of places, and places without what the pointers say."""
        response = message.get("response")
        for owner in _owners(response) if response is not None else ():
            errors = _of(owner, "errors") or []
            errors[:] = [_changed(error, *_read(*_places(error))) for error in errors]

    def write(self, message: Message) -> Message:
        """Places of pointers, and the pointers that places do not say."""
        response = message.response
        if response is None or not any(owner.errors for owner in _owners(response)):
            return message
        declarations = [_written(one) for one in response.declarations or ()]
        made = _written(response)
        if declarations:
            made = made.model_copy(update={"declarations": declarations})
        return message.model_copy(update={"response": made})

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Nothing: the places are written."""
        yield from ()


def _read(place: Values | None, given: list[Values]) -> tuple[Values | None, list[Values]]:
    if place is None:
        # An empty place tells that the answer named none at all.
        return {}, given
    full = _with_path(given or pointers_of(place), place.get("path"))
    made = place_of(full)
    if given and given == pointers_of(place):
        return place, full
    if place == made:
        return None, full
    return {name: value for name, value in place.items() if name != "path"}, full


def _write(place: Values | None, pointers: list[Values]) -> tuple[Values, list[Values]]:
    path = pointers[-1].get("path") if pointers else None
    bare = [*pointers[:-1], {n: v for n, v in pointers[-1].items() if n != "path"}] if pointers else []
    bare = [pointer for pointer in bare if pointer]
    made = place_of(pointers)
    if place is None:
        return made, [] if bare == pointers_of(made) else bare
    if place == made:
        return place, bare
    said = {**place, "path": path} if path else place
    return said, [] if bare == pointers_of(place) else bare


def place_of(pointers: list[Values]) -> Values:
    """The place that pointers lead to: the section, the item, and the segment of a path."""
    made: Values = {}
    sections = [pointer.get("section") for pointer in pointers]
    if _ITEM in sections:
        made["section_code"] = _ITEMS
        number = pointers[sections.index(_ITEM)].get("sequence")
        if number is not None:
            made["item_id"] = str(number)
    else:
        made["section_code"] = _HEADING if any(sections) else _SEVERAL
    path = pointers[-1].get("path") if pointers else None
    if path:
        made["path"] = path
        tags = _SEGMENT.findall(path) if _MESSAGE.match(path) else []
        if tags:
            made["segment_tag"] = tags[-1]
    return made


def pointers_of(place: Values) -> list[Values]:
    """The pointers that a place says in full: the declaration, its items, or one of them."""
    section, item = place.get("section_code"), place.get("item_id")
    to_items = [{"section": _DECLARATION}, {"section": _SHIPMENT}]
    if section in (None, _DETAIL, _SEVERAL, _ITEMS, _SUB_ITEMS) and _NUMBER.fullmatch(item or ""):
        return [*to_items, {"section": _ITEM, "sequence": int(item or "")}]
    if section == _ITEMS and item is None:
        return [*to_items, {"section": _ITEM}]
    return [{"section": _DECLARATION}] if section == _HEADING and item is None else []


def _with_path(pointers: list[Values], path: str | None) -> list[Values]:
    if path is None:
        return pointers
    return [*pointers[:-1], {**(pointers[-1] if pointers else {}), "path": path}]


def _owners(response: Any) -> Iterator[Any]:
    yield response
    yield from _of(response, "declarations") or ()


def _places(error: Any) -> tuple[Values | None, list[Values]]:
    place = _of(error, "place")
    pointers = _of(error, "pointers") or ()
    return None if place is None else _values(place), [_values(pointer) for pointer in pointers]


def _changed(error: Any, place: Values | None, pointers: list[Values]) -> Any:
    values = _values(error)
    for name, value in (("place", place), ("pointers", pointers or None)):
        values.pop(name, None)
        if value is not None:
            values[name] = value
    return values


def _written(owner: Any) -> Any:
    if not owner.errors:
        return owner
    errors = []
    for number, error in enumerate(owner.errors, 1):
        place, pointers = _write(*_places(error))
        change: Values = {
            "place": SegmentPlace.model_validate(place),
            "pointers": [Pointer.model_validate(pointer) for pointer in pointers] or None,
        }
        if error.sequence == number:
            # The order of the mistakes tells it.
            change["sequence"] = None
        kept = {name: value for name, value in _values(error).items() if name not in change}
        errors.append(
            ResponseError.model_construct(**kept, **{n: v for n, v in change.items() if v is not None})
        )
    return owner.model_copy(update={"errors": errors})


def _values(owner: Any) -> Values:
    """What an object says, by Python names."""
    if isinstance(owner, dict):
        return dict(owner)
    return {name: value for name in owner.model_fields_set if (value := getattr(owner, name)) is not None}


def _of(owner: Any, name: str) -> Any:
    return owner.get(name) if isinstance(owner, dict) else getattr(owner, name)


def make(parameters: Mapping[str, Any], tables: Tables) -> Pointers:
    """The step; it has no parameters."""
    return Pointers()
