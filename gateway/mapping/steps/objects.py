"""Ways through the objects of a message for steps: find values, set them on copies."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from gateway.mapping.path import model_path
from gateway.mapping.shape import resolve, shapes

Trail = list[str]


def trail(path: str, below: str = "") -> Trail:
    """The Python names along a model path; `below` is the path that `path` continues."""
    whole = f"{below}/{path}" if below else path
    names = [shape.name for shape in resolve(model_path(whole))]
    return names[len(resolve(model_path(below))) :] if below else names


def get(owner: Any, names: Trail) -> Any:
    """The value at the end of names in objects or dictionaries, or None; of lists the first entry's."""
    for name in names:
        if isinstance(owner, list):
            owner = owner[0] if owner else None
        if owner is None:
            return None
        owner = owner.get(name) if isinstance(owner, dict) else getattr(owner, name)
    return owner


def replaced(owner: BaseModel, names: Trail, value: Any) -> Any:
    """A copy of an object in which one value is set; objects on the way, of lists the first, are copied or made."""
    name, rest = names[0], names[1:]
    if rest:
        there = getattr(owner, name)
        shape = next(s for s in shapes(type(owner)).values() if s.name == name)
        inner = (there[0] if there else None) if shape.listed else there
        made = replaced(shape.holds() if inner is None else inner, rest, value)
        value = [made, *(there or [])[1:]] if shape.listed else made
    return owner.model_copy(update={name: value})
