"""`repeated`: a sender says one value again in the place of another that it does not have yet.

```toml
[[steps]]
step = "repeated"
value = "declaration/id"
of = "declaration/functionalReferenceId"
```

A format may demand the number that the authority gives before there is one; then senders repeat their own.
Reading takes `value` away where it equals `of`. Writing changes nothing: the table says `a | b` where the format
demands the element.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import Trail, get, trail
from gateway.model import Message


class Repeated:
    """A value that another one stands for."""

    def __init__(self, value: Trail, of: Trail) -> None:
        self.value, self.of = value, of

    def read(self, message: dict[str, Any]) -> None:
        """Take a value away that only repeats the other."""
        found = get(message, self.value)
        if found is None or found != get(message, self.of):
            return
        *way, last = self.value
        owner = get(message, way)
        del owner[last]

    def write(self, message: Message) -> Message:
        """Nothing."""
        return message

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Nothing."""
        return iter(())


def make(parameters: Mapping[str, Any], tables: Tables) -> Repeated:
    """The step for the paths `value` and `of`. Raises ValueError for paths that do not exist."""
    return Repeated(trail(parameters["value"]), trail(parameters["of"]))
