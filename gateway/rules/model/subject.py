"""A message as rules look at it: its objects by their class, its date, and where an object stands."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any, TypeVar, Union, get_args, get_origin

from gateway.model import Message
from gateway.model.base import Model
from gateway.model.extension import Extension

M = TypeVar("M", bound=Model)


class Subject:
    """A message under examination. The objects are gathered once, in one walk for all rules."""

    def __init__(self, message: Message) -> None:
        self.message = message

    @cached_property
    def _found(self) -> dict[type[Model], list[Model]]:
        found: dict[type[Model], list[Model]] = {}
        stack: list[Model] = [self.message]
        pop, push, extend = stack.pop, stack.append, stack.extend
        while stack:
            owner = pop()
            kind = type(owner)
            try:
                found[kind].append(owner)
            except KeyError:
                found[kind] = [owner]
            values = owner.__dict__
            for name, many in inner_fields(kind):
                value = values[name]
                if value is None:
                    continue
                if many:
                    extend(value)
                else:
                    push(value)
        return found

    def exactly(self, kind: type[M]) -> list[M]:
        """Every object of a class itself."""
        return self._found.get(kind, [])  # type: ignore[return-value]

    @property
    def kinds(self) -> list[type[Model]]:
        """The classes that the message has objects of."""
        return list(self._found)

    def all(self, kind: type[M]) -> Iterator[M]:
        """Every object of a class, and of those that are kinds of it."""
        for found, objects in self._found.items():
            if issubclass(found, kind):
                yield from objects  # type: ignore[misc]

    @cached_property
    def day(self) -> str | None:
        """The day that the message is of (`CCYY-MM-DD`): accepted, issued or prepared; `None` if it has none."""
        message = self.message
        main = message.declaration, message.cargo_report, message.conveyance_report, message.lpco
        texts = [getattr(message.declaration, "acceptance_date_time", None)]
        texts += [getattr(one, "issue_date_time", None) for one in main]
        texts.append(getattr(message.envelope, "prepared_date_time", None))
        return next((text[:10] for text in texts if text and len(text) >= 10), None)

    @cached_property
    def _paths(self) -> dict[int, str]:
        return dict(_paths(self.message, ""))

    def path(self, owner: Model, field: str) -> str:
        """The path of a field of one of its objects, with ordinals; worked out the first time it is asked for."""
        return f"{self._paths[id(owner)]}/{alias(type(owner), field)}".lstrip("/")


@cache
def inner_fields(kind: type[Model]) -> tuple[tuple[str, bool], ...]:
    """The fields of a class that hold objects, and whether each holds many."""
    return tuple(
        (name, many)
        for name, field in kind.model_fields.items()
        for inner, many in [_held(field.annotation)]
        if isinstance(inner, type) and issubclass(inner, Model) and not issubclass(inner, Extension)
    )


def _held(annotation: Any, many: bool = False) -> tuple[Any, bool]:
    """What a field holds, and whether it is a list of it."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return _held(next(part for part in get_args(annotation) if part is not type(None)), many)
    return _held(get_args(annotation)[0], True) if origin is list else (annotation, many)


@cache
def alias(kind: type[Model], field: str) -> str:
    """The name of a field in paths and in JSON."""
    return kind.model_fields[field].alias or field


def _paths(owner: Model, path: str) -> Iterator[tuple[int, str]]:
    yield id(owner), path
    for name, many in inner_fields(type(owner)):
        value = getattr(owner, name)
        if value is None:
            continue
        step = f"{path}/{alias(type(owner), name)}".lstrip("/")
        if many:
            for number, one in enumerate(value, 1):
                yield from _paths(one, f"{step}[{number}]")
        else:
            yield from _paths(value, step)
