"""A message as rules look at it: its objects by their class, its date, and where an object stands."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, TypeVar, Union, get_args, get_origin

from gateway.model import Message
from gateway.model.base import Model
from gateway.model.extension import Extension

M = TypeVar("M", bound=Model)
_VALUES = attrgetter("__dict__")


class Subject:
    """A message under examination. The objects are gathered once, in one walk for all rules."""

    def __init__(self, message: Message) -> None:
        self.message = message

    @cached_property
    def _found(self) -> dict[type[Model], list[Any]]:
        """Class by class, because one look at many objects costs less than many looks."""
        found: dict[type[Model], list[Any]] = {Message: [self.message]}
        waiting = found.copy()
        while waiting:
            for kind in _order():
                owners = waiting.pop(kind, None)
                if owners:
                    for inner, objects in _inside(kind, owners):
                        found.setdefault(inner, []).extend(objects)
                        if inner_fields(inner):
                            waiting.setdefault(inner, []).extend(objects)
        return found

    def exactly(self, kind: type[M]) -> list[M]:
        """Every object of a class itself."""
        return self._found.get(kind, [])

    @property
    def kinds(self) -> list[type[Model]]:
        """The classes that the message has objects of."""
        return list(self._found)

    def all(self, kind: type[M]) -> Iterator[M]:
        """Every object of a class, and of those that are kinds of it."""
        for found in _kinds_of(kind):
            yield from self._found.get(found, ())

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


def _inside(kind: type[Model], owners: list[Any]) -> Iterator[tuple[type[Model], list[Any]]]:
    """The objects that those of a class hold, field by field."""
    fields, values = inner_fields(kind), _values_of(kind)
    if not fields:
        return
    columns = zip(*map(values, map(_VALUES, owners)), strict=True)
    for (_, many, inner), column in zip(fields, columns, strict=True):
        there = list(filter(None, column))
        if there:
            yield inner, (list(chain.from_iterable(there)) if many else there)


@cache
def _values_of(kind: type[Model]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """What takes the values of the fields that hold objects out of the values of an object."""
    names = [name for name, _, _ in inner_fields(kind)]
    if len(names) == 1:
        return lambda values: (values[names[0]],)
    return itemgetter(*names)


@cache
def _kinds_of(kind: type[Model]) -> tuple[type[Model], ...]:
    """A class and those that are kinds of it."""
    return tuple(found for found in _order() if issubclass(found, kind))


@cache
def _order() -> tuple[type[Model], ...]:
    """Every class before those that it holds, as far as none holds itself."""
    order: list[type[Model]] = []
    seen: set[type[Model]] = set()

    def visit(kind: type[Model]) -> None:
        seen.add(kind)
        for _, _, inner in inner_fields(kind):
            if inner not in seen:
                visit(inner)
        order.append(kind)

    visit(Message)
    return tuple(reversed(order))


@cache
def inner_fields(kind: type[Model]) -> tuple[tuple[str, bool, type[Model]], ...]:
    """The fields of a class that hold objects, whether each holds many, and of which class."""
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


@cache
def alias(kind: type[Model], field: str) -> str:
    """The name of a field in paths and in JSON."""
    return kind.model_fields[field].alias or field


def _paths(owner: Model, path: str) -> Iterator[tuple[int, str]]:
    yield id(owner), path
    for name, many, _ in inner_fields(type(owner)):
        value = getattr(owner, name)
        if value is None:
            continue
        step = f"{path}/{alias(type(owner), name)}".lstrip("/")
        if many:
            for number, one in enumerate(value, 1):
                yield from _paths(one, f"{step}[{number}]")
        else:
            yield from _paths(value, step)
