"""The common model as the engine sees it: what each step of a model path leads to."""

from __future__ import annotations

import difflib
import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from gateway.mapping.path import ModelPath, PathError
from gateway.model import Message


@dataclass(frozen=True, slots=True)
class Shape:
    """One field of the model: its Python name, whether it is a list, and what it holds.

    `holds` is the class of the objects, or the type of the values, that stand in it.
    """

    name: str
    listed: bool
    holds: type

    @property
    def leaf(self) -> bool:
        """Whether the field holds values, not objects."""
        return not issubclass(self.holds, BaseModel)


@cache
def shapes(model: type[BaseModel]) -> dict[str, Shape]:
    """The fields of a model class by their JSON names."""
    found = {}
    for name, info in model.model_fields.items():
        listed, holds = _unwrap(info.annotation)
        found[info.alias or name] = Shape(name, listed, holds)
    return found


def resolve(path: ModelPath) -> list[Shape]:
    """What each step of a model path leads to. Raises PathError with the nearest names."""
    here: type = Message
    trail: list[Shape] = []
    for step in path:
        fields = shapes(here) if issubclass(here, BaseModel) else {}
        shape = fields.get(step.name)
        if shape is None:
            near = ", ".join(difflib.get_close_matches(step.name, fields, 3)) or ", ".join(fields)
            raise PathError(f"{step.name!r} is not a field of {here.__name__}; nearest: {near}")
        if shape.listed != (step.repeat or step.selects):
            wanted = "write [], [n] or [key=value]" if shape.listed else "it does not repeat"
            raise PathError(f"{step.name!r} of {here.__name__}: {wanted}")
        for key in [k for k, _ in step.tests] + [k for k, _ in step.there]:
            if shape.leaf or key not in shapes(shape.holds):
                raise PathError(f"{key!r} is not a field of the entries of {step.name!r}")
        here = shape.holds
        trail.append(shape)
    return trail


def _unwrap(annotation: Any) -> tuple[bool, type]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _unwrap(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        inner = [a for a in get_args(annotation) if a is not type(None)]
        return _unwrap(inner[0])
    if origin is list:
        return True, _unwrap(get_args(annotation)[0])[1]
    if isinstance(annotation, type):
        return False, annotation
    return False, str
