"""`counted`: the number of entries of a list that a format must state, where the model does not.

```toml
[[steps]]
step = "counted"
list = "declaration/goodsShipment/consignment/transportEquipments[]"
of = "seals[]"
to = "sealQuantity"
```

Writing sets `to` of every entry of `list` that has none to the number of its entries in `of`. Reading changes
nothing: what a message states is read as it is, even if it differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import get, replaced, trail
from gateway.model import Message


class Counted:
    """A number that follows from a list."""

    def __init__(self, entries: str, of: str, to: str) -> None:
        self.entries, (self.of,), (self.to,) = trail(entries), trail(of, entries), trail(to, entries)

    def read(self, message: dict[str, Any]) -> None:
        """Nothing: the model holds what the message states."""

    def write(self, message: Message) -> Message:
        """Count where nothing is stated."""
        entries = get(message, self.entries) or []
        if all(getattr(entry, self.to) is not None for entry in entries):
            return message
        made = [
            entry.model_copy(update={self.to: len(getattr(entry, self.of) or ())})
            if getattr(entry, self.to) is None
            else entry
            for entry in entries
        ]
        changed: Message = replaced(message, self.entries, made)
        return changed

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Nothing: the entries themselves are written."""
        yield from ()


def make(parameters: Mapping[str, Any], tables: Tables) -> Counted:
    """The step for the paths `list`, `of` and `to`. Raises ValueError for paths that do not exist."""
    return Counted(*(str(parameters.get(key, "")) for key in ("list", "of", "to")))
