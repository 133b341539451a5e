"""Pointers in terms of the WCO Data Model: classes, their occurrences, and at the end an element.

A pointer names the classes on the way (42A Declaration, 67A GoodsShipment, 68A
GovernmentAgencyGoodsItem ...) and the element by its id. The model knows the ids of its fields, so
that a path of the model is a pointer, and a pointer a path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gateway.pipeline.places import Spot, bare, ordinal

if TYPE_CHECKING:
    from pydantic import BaseModel

    from gateway.model import Message
    from gateway.model.amendment import Pointer


def pointers_to(message: Message, path: str, occurrence: Callable[[str], int]) -> list[Pointer]:
    """The steps of a pointer to a path of the model; steps that WCO does not number are left out.

    `occurrence` tells which one of its kind the entry of a list is in the message pointed into.
    """
    from gateway.model.amendment import Pointer

    found: list[Pointer] = []
    for prefix in _prefixes(path):
        place = _field(message, prefix)
        if place is None or place.wco_id is None:
            continue
        if place.repeats and not prefix.endswith("]"):
            break
        if place.is_leaf or _is_value(place.type):
            if found:
                found[-1] = found[-1].model_copy(update={"tag": place.wco_id})
            break
        number = occurrence(prefix) if place.repeats and not _role_of(message, prefix) else None
        found.append(Pointer(section=place.wco_id, sequence=number))
    return found


def path_of(message: Message, pointers: Sequence[Pointer]) -> Spot:
    """The path of the model that a pointer leads to, as far as its steps are understood.

    A step without a class that WCO numbers, but with a number, is an item of the goods.
    """
    here: Any = message
    path, exact = "", True
    for pointer in pointers:
        step = _into(here, path, pointer) if pointer.section else None
        if step is None and pointer.sequence is not None:
            step = _item(message, pointer.sequence)
        if step is None:
            exact = exact and not (pointer.section or pointer.tag)
        else:
            path, here = step
        if pointer.tag:
            leaf = _leaf(message, path, pointer.tag)
            path, exact = (leaf, exact) if leaf else (path, False)
            break
    return Spot((path,), exact) if path else Spot()


def _prefixes(path: str) -> Iterator[str]:
    steps = path.split("/")
    for depth in range(1, len(steps) + 1):
        yield "/".join(steps[:depth])


def _field(message: Message, path: str) -> Any:
    """What the model knows of the field at a path; roles are told by the entries themselves."""
    from gateway.model.paths import UnknownPath, fields_of

    steps = []
    for prefix in _prefixes(path):
        role = _role_of(message, prefix)
        step = prefix.rpartition("/")[2]
        steps.append(f"{bare(step)}[role={role}]" if role else step)
    try:
        place = fields_of("/".join(steps))
    except UnknownPath:
        return None
    role = _role_of(message, path)
    return _of_role(place, role) if role else place


def _of_role(place: Any, role: str) -> Any:
    """A party is of the class of its role."""
    from dataclasses import replace

    from gateway.model.party import ROLES, Party

    if place.type is Party and role in ROLES:
        return replace(place, wco_id=ROLES[role].wco_class)
    return place


def _role_of(message: Message, path: str) -> str | None:
    selected = path.rpartition("/")[2].partition("[role=")[2].rstrip("]")
    return selected or getattr(_object(message, path), "role", None)


def _object(message: Message, path: str) -> Any:
    """What stands at a path of the model, if anything does."""
    here: Any = message
    for step in path.split("/") if path else ():
        name = bare(step)
        fields = type(here).model_fields if hasattr(type(here), "model_fields") else {}
        attribute = next((own for own, info in fields.items() if (info.alias or own) == name), None)
        here = getattr(here, attribute) if attribute is not None else None
        if isinstance(here, list):
            place = ordinal(step) - 1 if "=" not in step else -1
            here = here[place] if 0 <= place < len(here) else None
        if here is None:
            return None
    return here


def _is_value(kind: type) -> bool:
    from gateway.model.value import Amount, Measure, Quantity

    return issubclass(kind, (Amount, Measure, Quantity))


def _into(here: Any, path: str, pointer: Pointer) -> tuple[str, Any] | None:
    """The step from an object into the class of a pointer; through one object that WCO does not have."""
    for depth in (_children(here, path), _grandchildren(here, path)):
        entries = [(p, o) for p, o, wco_id in depth if wco_id == pointer.section]
        if not entries:
            continue
        if pointer.sequence is None:
            return entries[0]
        numbered = [e for e in entries if getattr(e[1], "sequence", None) == pointer.sequence]
        if len(numbered) == 1:
            return numbered[0]
        return entries[pointer.sequence - 1] if 0 < pointer.sequence <= len(entries) else None
    return None


def _children(owner: Any, path: str) -> Iterator[tuple[str, Any, str | None]]:
    """The objects below an object: path, object, WCO class."""
    from gateway.model.party import ROLES

    fields = type(owner).model_fields if hasattr(type(owner), "model_fields") else {}
    for attribute, info in fields.items():
        value = getattr(owner, attribute)
        if attribute in ("extensions", "envelope") or value is None:
            continue
        wco_id = info.json_schema_extra.get("wco_id") if isinstance(info.json_schema_extra, dict) else None
        name = f"{path}/{info.alias or attribute}".lstrip("/")
        entries = (
            [(f"{name}[{n}]", v) for n, v in enumerate(value, 1)]
            if isinstance(value, list)
            else [(name, value)]
        )
        for place, entry in entries:
            if hasattr(type(entry), "model_fields"):
                role = ROLES.get(getattr(entry, "role", None) or "")
                yield place, entry, role.wco_class if role is not None else wco_id


def _grandchildren(owner: Any, path: str) -> Iterator[tuple[str, Any, str | None]]:
    for place, entry, _ in _children(owner, path):
        yield from _children(entry, place)


def _item(message: Message, number: int) -> tuple[str, Any] | None:
    """The goods item with a number, by what it says of itself or else by its position."""
    shipment = message.declaration.goods_shipment if message.declaration is not None else None
    items = (shipment.items if shipment is not None else None) or []
    numbered = [n for n, item in enumerate(items, 1) if item.sequence == number]
    place = numbered[0] if len(numbered) == 1 else number
    if not 0 < place <= len(items):
        return None
    return f"declaration/goodsShipment/items[{place}]", items[place - 1]


def _leaf(message: Message, path: str, tag: str) -> str | None:
    """The path of the field of an object that has a WCO id, whether it has a value or not."""
    from gateway.model.paths import fields_of

    owner: type[BaseModel] = fields_of(bare(path)).type if path else type(message)
    if not hasattr(owner, "model_fields"):
        return None
    for attribute, info in owner.model_fields.items():
        child = f"{path}/{info.alias or attribute}".lstrip("/")
        place = _field(message, child)
        if place is None or place.wco_id != tag or not (place.is_leaf or _is_value(place.type)):
            continue
        if place.repeats:
            # A tag does not say which of several values is meant.
            values = getattr(_object(message, path), attribute, None) or []
            child = f"{child}[1]" if len(values) < 2 else ""
        return f"{child}/value" if child and _is_value(place.type) else child or None
    return None
