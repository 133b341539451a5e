"""`implied`: a value that a format never writes, because it always means it.

```toml
[[steps]]
step = "implied"
values = ["declaration/totalGrossMass/unit"]
is = ["KGM"]
```

A format whose masses are always kilograms has no place for the unit. A model that says kilograms loses nothing
there; any other unit is told as lost. Reading and writing change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import Trail, trail
from gateway.model import Message


class Implied:
    """Values that go without saying."""

    def __init__(self, values: Sequence[str], meant: Sequence[str]) -> None:
        if not values or not meant:
            raise ValueError("values and is are lists of paths and of what they say")
        self.values, self.meant = [trail(path) for path in values], frozenset(meant)

    def read(self, message: dict[str, Any]) -> None:
        """Nothing: the model says what the message says."""

    def write(self, message: Message) -> Message:
        """Nothing."""
        return message

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """The values that say what the format means anyway."""
        for *way, last in self.values:
            for owner in _owners(message, way):
                if getattr(owner, last) in self.meant:
                    yield owner, last


def _owners(owner: Any, way: Trail) -> Iterator[Any]:
    """All objects at the end of names; lists are entered."""
    if isinstance(owner, list):
        for entry in owner:
            yield from _owners(entry, way)
    elif owner is not None and way:
        yield from _owners(getattr(owner, way[0]), way[1:])
    elif owner is not None:
        yield owner


def make(parameters: Mapping[str, Any], tables: Tables) -> Implied:
    """The step for the lists `values` and `is`. Raises ValueError for paths that do not exist."""
    return Implied(parameters.get("values", ()), parameters.get("is", ()))
