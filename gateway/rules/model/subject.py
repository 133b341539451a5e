"""A message as rules look at it: its objects by their class, its date, and where an object stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeVar

from gateway.model import Message
from gateway.model.base import Model
from gateway.rules.model.walk import Walk, inner_fields, order

M = TypeVar("M", bound=Model)


class Subject:
    """A message under examination. The objects are gathered once, in one walk for all rules."""

    def __init__(self, message: Message, walk: Walk | None = None) -> None:
        self.message = message
        self._walk = walk or everything()

    @cached_property
    def _found(self) -> dict[type[Model], list[Any]]:
        return self._walk.gather(self.message)

    @property
    def kinds(self) -> list[type[Model]]:
        """The classes that the message has objects of."""
        return list(self._found)

    def exactly(self, kind: type[M]) -> list[M]:
        """Every object of a class itself."""
        return self._found.get(kind, [])

    def all(self, kind: type[M]) -> list[M]:
        """Every object of a class, and of those that are kinds of it."""
        lists = [self._found[found] for found in _kinds_of(kind) if found in self._found]
        return lists[0] if len(lists) == 1 else list(chain.from_iterable(lists))

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
        """The path of a field of one of its objects, with ordinals; worked out when it is first asked for."""
        return f"{self._paths[id(owner)]}/{alias(type(owner), field)}".lstrip("/")


@cache
def everything() -> Walk:
    """The walk to all objects."""
    return Walk()


@cache
def _kinds_of(kind: type[Model]) -> tuple[type[Model], ...]:
    """A class and those that are kinds of it."""
    return tuple(found for found in order() if issubclass(found, kind))


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
