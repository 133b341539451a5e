"""`joined`: a format has the parts of a text where others have one line.

```toml
[[steps]]
step = "joined"
within = "address"
to = "line"
of = ["street", "number", "streetAdditional"]
```

Reading sets `to` of every object that stands in a field `within`, where it has none and the first of the parts
is there: the parts with blanks between them. Writing changes nothing: a line that says what the parts say is not
lost in a format that has the parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.shape import shapes
from gateway.model import Message
from gateway.model.party import Address


class Joined:
    """A line that is made of parts."""

    def __init__(self, within: str, to: str, parts: Sequence[str]) -> None:
        known = shapes(Address)
        if not within or not parts or any(name not in known for name in (to, *parts)):
            raise ValueError("within, to and of name a field of addresses, and fields of an address")
        self.within, self.to = within, known[to].name
        self.parts = [known[part].name for part in parts]

    def read(self, message: dict[str, Any]) -> None:
        """Set the lines that are absent."""
        for owner in self._found(message):
            line = self._line(owner)
            if line is None or _of(owner, self.to) is not None:
                continue
            if isinstance(owner, dict):
                owner[self.to] = line
            else:
                setattr(owner, self.to, line)

    def write(self, message: Message) -> Message:
        """Nothing: the parts are written."""
        return message

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Lines that say what the parts say."""
        for owner in self._found(message):
            line = getattr(owner, self.to)
            if line is not None and line == self._line(owner):
                yield owner, self.to

    def _found(self, message: Any) -> Iterator[Any]:
        """All objects in fields of the name, in dictionaries and in objects."""
        waiting: list[Any] = [message]
        while waiting:
            here = waiting.pop()
            if isinstance(here, list):
                waiting.extend(each for each in here if isinstance(each, dict | list | BaseModel))
                continue
            for name in here if isinstance(here, dict) else type(here).model_fields:
                value = _of(here, name)
                if isinstance(value, dict | list | BaseModel):
                    waiting.append(value)
                if name == self.within and isinstance(value, dict | BaseModel):
                    yield value

    def _line(self, owner: Any) -> str | None:
        said = [_of(owner, part) for part in self.parts]
        return " ".join(part for part in said if part) if said[0] else None


def _of(owner: Any, name: str) -> Any:
    return owner.get(name) if isinstance(owner, dict) else getattr(owner, name)


def make(parameters: Mapping[str, Any], tables: Tables) -> Joined:
    """The step for `within`, `to` and `of`. Raises ValueError for fields that do not exist."""
    return Joined(parameters.get("within", ""), parameters.get("to", ""), parameters.get("of", ()))
