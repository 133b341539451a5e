"""`paths`: a mistake is pointed at by one native path, where the model may have a step a class.

```toml
[[steps]]
step = "paths"
none = "/"        # written where a mistake has no path; without it nothing is
```

Such a format has room for one pointer a mistake. The model's pointers go from class to
class, and the last one has the whole path. Writing leaves a pointer that has the path alone. Reading changes
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.model import Message
from gateway.model.amendment import Pointer
from gateway.model.response import ResponseError


class Paths:
    """Pointers that are one path."""

    def __init__(self, none: str | None) -> None:
        self.none = none

    def read(self, message: dict[str, Any]) -> None:
        """Nothing: a path is a pointer of the model."""

    def write(self, message: Message) -> Message:
        """Leave the path alone, or what stands for none."""
        response = message.response
        if response is None or not response.errors:
            return message
        errors = [self._pointed(error) for error in response.errors]
        return message.model_copy(update={"response": response.model_copy(update={"errors": errors})})

    def _pointed(self, error: ResponseError) -> ResponseError:
        path = next((one.path for one in reversed(error.pointers or []) if one.path), self.none)
        if path is None:
            return error
        pointers = error.pointers or []
        if len(pointers) == 1 and pointers[0].path == path and not (pointers[0].section or pointers[0].tag):
            return error
        return error.model_copy(update={"pointers": [Pointer(path=path)]})

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Nothing: the path is written."""
        yield from ()


def make(parameters: Mapping[str, Any], tables: Tables) -> Paths:
    """The step; `none` is what stands where a mistake has no path."""
    none = parameters.get("none")
    return Paths(None if none is None else str(none))
