"""`typed`: an entry of a list of typed values stands for a field of its own.

```toml
[[steps]]
step = "typed"
list = "response/dateTimes[]"
type = "204"
value = "dateTime"
to = "response/statuses[1]/releaseDateTime"
```

Some formats list dates or references by a code of their kind, far from what they belong to. Their table
reads the list; this step sets `to` of the only entry whose `typeCode` is `type`, and takes that entry away
where it is the last. Writing adds the entry again where it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.path import model_path
from gateway.mapping.shape import Shape, resolve
from gateway.mapping.steps.objects import get, replaced, trail
from gateway.model import Message

_KIND = "type_code"


class Typed:
    """A field that a format has as an entry of a typed list."""

    def __init__(self, entries: str, kind: str, value: str, to: str) -> None:
        self.entries, (self.value,), self.to = trail(entries), trail(value, entries), trail(to)
        self.shapes: list[Shape] = resolve(model_path(to))
        self.kind = kind
        self.entry: Any = resolve(model_path(entries))[-1].holds

    def read(self, message: dict[str, Any]) -> None:
        """Set the field of the only entry of the type, where it has none yet."""
        entries = get(message, self.entries) or []
        found = [entry for entry in entries if _of(entry, _KIND) == self.kind]
        if len(found) != 1 or _said(found[0]) != {_KIND, self.value} or get(message, self.to) is not None:
            return
        self._set(message, _of(found[0], self.value))
        if entries[-1] is found[0]:
            entries.pop()
            if not entries:
                *way, last = self.entries
                del get(message, way)[last]

    def _set(self, message: dict[str, Any], value: Any) -> None:
        owner: Any = message
        for shape in self.shapes[:-1]:
            below = _of(owner, shape.name)
            if below is None:
                below = [{}] if shape.listed else {}
            opened = _opened(below[0] if shape.listed else below)
            owner[shape.name] = [opened, *below[1:]] if shape.listed else opened
            owner = opened
        owner[self.shapes[-1].name] = value

    def write(self, message: Message) -> Message:
        """Add the entry where the field has a value and no entry has the type."""
        value, entries = get(message, self.to), get(message, self.entries) or []
        if value is None or any(getattr(entry, _KIND) == self.kind for entry in entries):
            return message
        made = self.entry.model_validate({_KIND: self.kind, self.value: value})
        added: Message = replaced(message, self.entries, [*entries, made])
        return added

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """The field, when the only entry of its type says the same."""
        *way, last = self.to
        value, entries = get(message, self.to), get(message, self.entries) or []
        found = [entry for entry in entries if getattr(entry, _KIND) == self.kind]
        if value is not None and len(found) == 1 and getattr(found[0], self.value) == value:
            owner = get(message, way)
            yield owner[0] if isinstance(owner, list) else owner, last


def _of(owner: Any, name: str) -> Any:
    return owner.get(name) if isinstance(owner, dict) else getattr(owner, name)


def _opened(owner: Any) -> dict[str, Any]:
    """An object as a dictionary, so that it can be added to."""
    if isinstance(owner, dict):
        return owner
    return {name: getattr(owner, name) for name in owner.model_fields_set}


def _said(entry: Any) -> set[str]:
    return set(entry) if isinstance(entry, dict) else set(entry.model_fields_set)


def make(parameters: Mapping[str, Any], tables: Tables) -> Typed:
    """The step for `list`, `type`, `value` and `to`. Raises ValueError for paths that do not exist."""
    return Typed(*(str(parameters.get(key, "")) for key in ("list", "type", "value", "to")))
