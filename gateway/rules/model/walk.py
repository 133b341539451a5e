"""One walk through a message for all rules: its objects class by class, and no further than rules look."""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, Union, get_args, get_origin

from gateway.model import Message
from gateway.model.base import Model
from gateway.model.extension import Extension

Inner = tuple[str, bool, type[Model]]
"""A field that holds objects: its name, whether it holds many, and their class."""

_DATA = attrgetter("__dict__")


class Walk:
    """The way through the classes that leads to some of them; without any named, to all."""

    def __init__(self, wanted: Collection[type[Model]] | None = None) -> None:
        leading = _leading_to(wanted) if wanted is not None else frozenset(order())
        self._fields: dict[type[Model], tuple[Inner, ...]] = {
            kind: tuple(inner for inner in inner_fields(kind) if inner[2] in leading) for kind in order()
        }
        self._values = {kind: _values_of(fields) for kind, fields in self._fields.items() if fields}

    def gather(self, message: Message) -> dict[type[Model], list[Any]]:
        """The objects of a message by their class.

        Class by class, because one look at many objects costs less than many looks.
        """
        found: dict[type[Model], list[Any]] = {Message: [message]}
        waiting = found.copy()
        while waiting:
            for kind in order():
                owners = waiting.pop(kind, None)
                if not owners:
                    continue
                for inner, objects in self._inside(kind, owners):
                    found.setdefault(inner, []).extend(objects)
                    if self._fields[inner]:
                        waiting.setdefault(inner, []).extend(objects)
        return found

    def _inside(self, kind: type[Model], owners: list[Any]) -> Iterator[tuple[type[Model], list[Any]]]:
        """The objects that those of a class hold, field by field."""
        columns = zip(*map(self._values[kind], map(_DATA, owners)), strict=True)
        for (_, many, inner), column in zip(self._fields[kind], columns, strict=True):
            there = list(filter(None, column))
            if there:
                yield inner, (list(chain.from_iterable(there)) if many else there)


@cache
def order() -> tuple[type[Model], ...]:
    """Every class of the model before those that it holds, as far as none holds itself."""
    found: list[type[Model]] = []
    seen: set[type[Model]] = set()

    def visit(kind: type[Model]) -> None:
        seen.add(kind)
        for _, _, inner in inner_fields(kind):
            if inner not in seen:
                visit(inner)
        found.append(kind)

    visit(Message)
    return tuple(reversed(found))


@cache
def inner_fields(kind: type[Model]) -> tuple[Inner, ...]:
    """The fields of a class that hold objects."""
    return tuple(
        (name, many, inner)
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


def _values_of(fields: tuple[Inner, ...]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """What takes the values of some fields out of the data of an object."""
    names = [name for name, _, _ in fields]
    if len(names) == 1:
        return lambda data: (data[names[0]],)
    return itemgetter(*names)


def _leading_to(wanted: Collection[type[Model]]) -> frozenset[type[Model]]:
    """The classes that are wanted, or kinds of one, or hold such."""
    leading = {kind for kind in order() if issubclass(kind, tuple(wanted))}
    grown = True
    while grown:
        above = {k for k in order() if k not in leading and any(i in leading for _, _, i in inner_fields(k))}
        leading |= above
        grown = bool(above)
    return frozenset(leading)
