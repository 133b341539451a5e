"""Paths into the model: what a JSON path means, where a WCO element lives, which leaves there are.

A path is written with the JSON names: `declaration/goodsShipment/items[]/sequence`. A list may
have selectors: `[]`, `[1]`, `[2:]`, `[role=exporter]`, `[][scheme=cn8]`. The role that a selector
names decides the WCO id of a party's or office's identifier and name.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from gateway.model.location import OFFICE_ROLES, Office
from gateway.model.message import Message
from gateway.model.party import ROLES, Party
from gateway.model.value import Amount, Measure, Quantity

_STEP = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<selectors>(?:\[[^\]]*\])*)")
_SELECTOR = re.compile(r"\[([^\]]*)\]")
_VALUES = (Amount, Measure, Quantity)
"""Classes whose number carries the WCO id of the field that they stand in."""


class UnknownPath(LookupError):
    """A path that the model does not have; `nearest` names what may have been meant."""

    def __init__(self, path: str, step: str, nearest: list[str]) -> None:
        hint = f" (did you mean {', '.join(nearest)}?)" if nearest else ""
        super().__init__(f"{path}: the model has no {step!r} there{hint}")
        self.path, self.step, self.nearest = path, step, nearest


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the model, found by its path.

    `attributes` are the Python names from the message on; `type` is the Python type of one value
    (`str`, `Decimal`, `int`, `bool` or a model class), `repeats` tells whether the field is a list.
    `moment` marks the text of a date or time.
    """

    path: str
    attributes: tuple[str, ...]
    type: type
    repeats: bool
    moment: bool
    wco_id: str | None
    description: str
    codes: str | None
    unit: str | None

    @property
    def is_leaf(self) -> bool:
        """Whether it holds a value rather than an object."""
        return not issubclass(self.type, BaseModel)


@lru_cache(maxsize=8192)
def fields_of(path: str) -> Place:
    """The field at a JSON path from the message on; raises [UnknownPath][]."""
    owner: type = Message
    ids: dict[str, str] = {}
    attributes: list[str] = []
    place: Place | None = None
    for step in split_path(path):
        match = _STEP.fullmatch(step)
        names = _names(owner) if issubclass(owner, BaseModel) else {}
        if match is None or match["name"] not in names:
            raise UnknownPath(path, step, get_close_matches(step.partition("[")[0], list(names), 3))
        attribute = names[match["name"]]
        info = owner.model_fields[attribute]  # type: ignore[attr-defined]
        attributes.append(attribute)
        place = _place(path, tuple(attributes), info, ids.get(attribute))
        selectors = _SELECTOR.findall(match["selectors"])
        if selectors and not place.repeats:
            raise UnknownPath(path, step, [match["name"]])
        _check_selectors(path, place.type, selectors)
        ids = _ids_below(place, info, selectors)
        owner = place.type
    if place is None:
        raise UnknownPath(path, "", list(_names(Message)))
    return place


def split_path(path: str) -> list[str]:
    """The steps of a path; a slash inside a selector does not separate."""
    return re.findall(r"(?:[^/\[]|\[[^\]]*\])+", path)


def walk(owner: type[BaseModel] = Message, prefix: str = "") -> Iterator[tuple[str, Place]]:
    """Every field below a class, depth first, with its path; extensions are left out.

    `prefix` is the path of the class with a slash behind it, empty for the message itself.
    """
    nothing: tuple[tuple[str, ...], dict[str, str]] = ((), {})
    attributes, ids = _start(prefix.rstrip("/")) if prefix else nothing
    yield from _walk(owner, prefix, attributes, ids)


def _start(path: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The attributes that lead to the object at a path, and the WCO ids that it gives to its fields."""
    place = fields_of(path)
    above: type[BaseModel] = Message
    last = place.attributes[-1]
    for attribute in place.attributes[:-1]:
        above = _unwrap(above.model_fields[attribute].annotation)[0]
    selectors = _SELECTOR.findall(split_path(path)[-1])
    return place.attributes, _ids_below(place, above.model_fields[last], selectors)


def _walk(
    owner: type[BaseModel], prefix: str, above: tuple[str, ...], ids: dict[str, str]
) -> Iterator[tuple[str, Place]]:
    for attribute, info in owner.model_fields.items():
        if attribute == "extensions":
            continue
        kind, repeats, _ = _unwrap(info.annotation)
        path = f"{prefix}{info.alias or attribute}{'[]' if repeats else ''}"
        place = _place(path, (*above, attribute), info, ids.get(attribute))
        yield path, place
        if issubclass(kind, BaseModel):
            yield from _walk(kind, f"{path}/", place.attributes, _ids_below(place, info, [""]))


@lru_cache(maxsize=1)
def walk_paths() -> tuple[str, ...]:
    """All paths that hold a value, in the order of the classes."""
    return tuple(path for path, place in walk() if place.is_leaf)


def family_field(family: str) -> str | None:
    """The field of the message that holds what messages of a family say; `None` where the model has none yet."""
    names = (info.alias or attribute for attribute, info in Message.model_fields.items())
    return next((name for name in names if name.lower() == family.lower()), None)


@lru_cache(maxsize=16)
def walk_below(top: str) -> tuple[str, ...]:
    """All paths that hold a value below one field of the message (`declaration`), in the order of the classes.

    Raises [UnknownPath][].
    """
    place = fields_of(top)
    if place.is_leaf:
        return (top,)
    return tuple(path for path, found in walk(place.type, f"{top}/") if found.is_leaf)


@lru_cache(maxsize=1)
def wco_index() -> dict[str, tuple[str, ...]]:
    """Paths by WCO id, of elements and classes; parties and offices by their usual roles."""
    found: dict[str, list[str]] = {}
    for path, place in walk():
        if place.wco_id is not None and place.type not in _VALUES:
            found.setdefault(place.wco_id, []).append(path)
        for wco_id, role_path in _role_paths(path, place):
            found.setdefault(wco_id, []).append(role_path)
    return {wco_id: tuple(found[wco_id]) for wco_id in sorted(found)}


@lru_cache(maxsize=256)
def _names(owner: type[BaseModel]) -> dict[str, str]:
    return {info.alias or attribute: attribute for attribute, info in owner.model_fields.items()}


def _extra(info: FieldInfo) -> dict[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def _place(path: str, attributes: tuple[str, ...], info: FieldInfo, wco_id: str | None) -> Place:
    kind, repeats, moment = _unwrap(info.annotation)
    extra = _extra(info)
    return Place(
        path=path,
        attributes=attributes,
        type=kind,
        repeats=repeats,
        moment=moment,
        wco_id=wco_id or extra.get("wco_id"),
        description=info.description or "",
        codes=extra.get("codes"),
        unit=extra.get("unit"),
    )


def _unwrap(annotation: Any, repeats: bool = False) -> tuple[type, bool, bool]:
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        (inner,) = [part for part in get_args(annotation) if part is not type(None)]
        return _unwrap(inner, repeats)
    if origin is list:
        return _unwrap(get_args(annotation)[0], True)
    if origin is Annotated:
        return get_args(annotation)[0], repeats, True
    if origin is Literal:
        return str, repeats, False
    return annotation, repeats, False


def _check_selectors(path: str, owner: type, selectors: list[str]) -> None:
    for selector in selectors:
        key, equals, _ = selector.partition("=")
        if equals and key not in (_names(owner) if issubclass(owner, BaseModel) else {}):
            raise UnknownPath(path, key, [])


def _ids_below(place: Place, info: FieldInfo, selectors: list[str]) -> dict[str, str]:
    if place.type in _VALUES and place.wco_id is not None:
        return {"value": place.wco_id}
    ids: dict[str, str] = _extra(info).get("wco_ids", {})
    return ids or _role_ids(place.type, selectors)


def _role_ids(owner: type, selectors: list[str]) -> dict[str, str]:
    for selector in selectors:
        key, _, value = selector.partition("=")
        if key == "role":
            ids = _ids_of_role(owner, value)
            return {attribute: wco_id for attribute, wco_id in ids.items() if wco_id}
    return {}


def _ids_of_role(owner: type, role: str) -> dict[str, str | None]:
    if owner is Party and role in ROLES:
        return {"name": ROLES[role].name_id, "id": ROLES[role].id_id}
    if owner is Office and role in OFFICE_ROLES:
        return {"id": OFFICE_ROLES[role][0]}
    return {}


def _role_paths(path: str, place: Place) -> Iterator[tuple[str, str]]:
    if not path.endswith(("parties[]", "offices[]")):
        return
    stem = path.removesuffix("[]")
    for role in _roles_at(path, place):
        ids = _ids_of_role(place.type, role)
        for attribute, wco_id in ids.items():
            if wco_id:
                yield wco_id, f"{stem}[role={role}]/{attribute}"


def _roles_at(path: str, place: Place) -> Iterator[str]:
    if place.type is Office:
        yield from OFFICE_ROLES
        return
    above = split_path(path)[:-1]
    levels = {level.__name__ for level in fields_of("/".join(above)).type.__mro__}
    yield from (role for role, facts in ROLES.items() if levels.intersection(facts.levels))
