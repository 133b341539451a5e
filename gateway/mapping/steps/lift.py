"""`lift`: a value that all entries of a list share is written once, above the list.

```toml
[[steps]]
step = "lift"
list = "declaration/goodsShipment/items[]"
value = "customsValuation/methodCode"
to = "declaration/goodsShipment/customsValuation/methodCode"
```

Writing sets `to` where it is absent and every entry has the same value; of lists of parties those are
added whose part nobody plays above. Values that differ stay where they are and are lost to a format that
has no place for them. Reading changes nothing: what a message says above its items holds for all of them,
and a format that wants it at every item says so with `a | b` in its table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import get, replaced, trail
from gateway.model import Message


class Lift:
    """A value that moves above its list."""

    def __init__(self, entries: str, value: str, to: str) -> None:
        self.entries, self.value, self.to = trail(entries), trail(value, entries), trail(to)

    def read(self, message: dict[str, Any]) -> None:
        """Nothing: a value above a list already holds for all entries."""

    def write(self, message: Message) -> Message:
        """Set the value above the list where all entries agree."""
        first, *others = [get(entry, self.value) for entry in get(message, self.entries) or ()] or [None]
        above = get(message, self.to)
        if first is None or any(other != first for other in others):
            return message
        if isinstance(first, list) and isinstance(above, list):
            there = {getattr(entry, "role", None) for entry in above}
            first = [*above, *(entry for entry in first if getattr(entry, "role", None) not in there)]
        elif above is not None:
            return message
        lifted: Message = replaced(message, self.to, first)
        return lifted

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """The values of the entries that agree with the one above them."""
        *way, last = self.value
        above = get(message, self.to)
        for entry in get(message, self.entries) or ():
            owner = get(entry, way)
            own = getattr(owner, last) if owner is not None else None
            if own is not None and (
                own == above or (isinstance(above, list) and all(one in above for one in own))
            ):
                yield owner, last


def make(parameters: Mapping[str, Any], tables: Tables) -> Lift:
    """The step for the paths `list`, `value` and `to`. Raises ValueError for paths that do not exist."""
    return Lift(*(str(parameters.get(key, "")) for key in ("list", "value", "to")))
