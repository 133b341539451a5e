"""What generated writers call: text, conditions on the model, and the account of what was used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel

from gateway.mapping.converters import Converter
from gateway.model import Message

BITS: Final = 12
MARK: Final = "gateway-home"
_SPECIAL = re.compile(r"[&<>\r]")
special = _SPECIAL.search
"""whether a text holds a character that must be written in another way"""
_SPECIAL_ATTRIBUTE = re.compile(r"[&<>\"\r\n\t]")
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#9;",
}


@dataclass(slots=True)
class Output:
    """The running account of one message that is being written.

    `used` holds every value of the model that was written, as `id(object) << 12 | field number`
    (entries of lists of values as `(id(list), index)`); `homes` are the objects whose residue is to be put
    back, with the path of the element that it belongs to; `problems` are values that could not be written; `trace` is filled by the tracing twin
    with (object, field, row, text) in the order of the output; `originals` has the texts that are kept beside
    values, by what stands for them, once a converter of one way asks.
    """

    format: str
    root: Message
    used: set[Any] = field(default_factory=set)
    homes: list[tuple[BaseModel, str]] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    trace: list[tuple[Any, str | None, int, str]] = field(default_factory=list)
    originals: dict[str, list[str]] | None = None

    def mark(self, owner: BaseModel, home: str) -> str:
        """An attribute that tells where this object's residue belongs, or nothing when it has none there."""
        extensions = getattr(owner, "extensions", None)
        if not extensions or not any(
            x.format == self.format and x.path.partition("#")[0] == home for x in extensions
        ):
            return ""
        self.homes.append((owner, home))
        return f' {MARK}="{len(self.homes) - 1}"'


def text(value: str) -> str:
    """Character data of an element."""
    return _SPECIAL.sub(lambda m: _ENTITIES[m[0]], value) if _SPECIAL.search(value) else value


def quoted(value: str) -> str:
    """Character data of an attribute, without the quotes."""
    return (
        _SPECIAL_ATTRIBUTE.sub(lambda m: _ENTITIES[m[0]], value)
        if _SPECIAL_ATTRIBUTE.search(value)
        else value
    )


def writer_of(converter: Converter, row: int) -> Callable[[Any, Output], Any]:
    """A converter's writing side: the text, or None with the problem noted."""
    write = converter.write
    if converter.one_way:
        return _put_back(converter, row)

    def convert(value: Any, k: Output) -> Any:
        try:
            return write(value)
        except ValueError as error:
            k.problems.append((row, str(value), str(error)))
            return None

    return convert


def _put_back(converter: Converter, row: int) -> Callable[[Any, Output], Any]:
    """The text that a value was read from, which goes with the message in the extensions of any format."""

    def convert(value: Any, k: Output) -> Any:
        if k.originals is None:
            k.originals = _originals(k.root)
        for text_ in k.originals.get(str(value), ()):
            with suppress(ValueError):
                if converter.read(text_) == value:
                    return text_
        try:
            return converter.write(value)
        except ValueError as error:
            k.problems.append((row, str(value), str(error)))
            return None

    return convert


def _originals(message: Message) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, entry in extensions_of(message):
        if entry.kind == "lexical" and entry.canonical and entry.value:
            found.setdefault(entry.canonical, []).append(entry.value)
    return found


def pick_one(entries: list[Any] | None, key: str, value: str) -> Any:
    """The first entry of a list that has this value, or None."""
    if entries:
        for entry in entries:
            if getattr(entry, key) == value:
                return entry
    return None


def pick(entries: list[Any] | None, tests: tuple[tuple[str, str], ...]) -> Any:
    """The first entry of a list that has these values, or None."""
    if entries:
        for entry in entries:
            if all(getattr(entry, key) == value for key, value in tests):
                return entry
    return None


def at(entries: list[Any] | None, index: int) -> Any:
    """The entry of a list at an index (from 0), or None."""
    return entries[index] if entries is not None and len(entries) > index else None


def some(values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Values that go through one converter together, or None when there is none of them."""
    return values if any(value is not None for value in values) else None


def every(owner: Any, steps: tuple[Any, ...]) -> Iterator[Any]:
    """All values at the end of steps (names, indexes, selecting pairs); lists are entered."""
    if owner is None:
        return
    if not steps:
        if isinstance(owner, list):
            yield from owner
        else:
            yield owner
        return
    step, rest = steps[0], steps[1:]
    if isinstance(owner, list) and not isinstance(step, int):
        chosen = (
            owner if isinstance(step, str) else [e for e in owner if all(getattr(e, k) == v for k, v in step)]
        )
        for entry in chosen:
            yield from every(getattr(entry, step) if isinstance(step, str) else entry, rest)
            if not isinstance(step, str):
                return
    elif isinstance(step, int):
        yield from every(at(owner, step), rest)
    elif isinstance(step, str):
        yield from every(getattr(owner, step), rest)


def first(owner: Any, steps: tuple[Any, ...]) -> Any:
    """The first value at the end of steps, or None."""
    return next(every(owner, steps), None)


def count(owner: Any, steps: tuple[Any, ...]) -> str:
    """How many values there are at the end of steps."""
    return str(sum(1 for _ in every(owner, steps)))


def total(owner: Any, steps: tuple[Any, ...]) -> str | None:
    """The sum of the numbers at the end of steps, or None when there are none."""
    numbers = list(every(owner, steps))
    return (
        format(sum(numbers), "f")
        if numbers and not isinstance(numbers[0], int)
        else (str(sum(numbers)) if numbers else None)
    )


def values_of(
    owner: BaseModel, path: str = "", numbers: dict[str, int] | None = None
) -> Iterator[tuple[Any, str, Any]]:
    """Every value of a model object and below: (its key in `Output.used`, its model path, the value)."""
    fields = type(owner).model_fields
    key = id(owner) << BITS
    for name in owner.model_fields_set:
        value = getattr(owner, name)
        if value is None or name == "extensions":
            continue
        shown = f"{path}{fields[name].alias or name}"
        if isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, BaseModel):
                    yield from values_of(entry, f"{shown}[{index + 1}]/", numbers)
                else:
                    yield (id(value), index), f"{shown}[{index + 1}]", entry
        elif isinstance(value, BaseModel):
            yield from values_of(value, f"{shown}/", numbers)
        else:
            yield key | (numbers or {}).get(name, 0), shown, value


def extensions_of(owner: BaseModel, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every extension of a model object and below, with the model path of its object."""
    for entry in getattr(owner, "extensions", None) or ():
        yield path.rstrip("/"), entry
    fields = type(owner).model_fields
    for name in owner.model_fields_set:
        value = getattr(owner, name)
        if name == "extensions" or value is None:
            continue
        shown = f"{path}{fields[name].alias or name}"
        if isinstance(value, BaseModel):
            yield from extensions_of(value, f"{shown}/")
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, BaseModel):
                    yield from extensions_of(entry, f"{shown}[{index + 1}]/")
