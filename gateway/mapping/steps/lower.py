"""`lower`: a value that stands above a list is written at every entry; the way back from `lift`.

```toml
[[steps]]
step = "lower"
list = "declaration/goodsShipment/items[]"
value = "customsValuation/methodCode"
from = "declaration/goodsShipment/customsValuation/methodCode"
```

Writing sets `value` at each entry that has none. Reading changes nothing: the model holds what the
source said at its entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import get, replaced, trail
from gateway.model import Message


class Lower:
    """A value that moves from above a list to its entries."""

    def __init__(self, entries: str, value: str, above: str) -> None:
        self.entries, self.value, self.above = trail(entries), trail(value, entries), trail(above)

    def read(self, message: dict[str, Any]) -> None:
        """Nothing: what stands at the entries is what the source said."""

    def write(self, message: Message) -> Message:
        """Set the value at every entry that has none."""
        above, entries = get(message, self.above), get(message, self.entries) or []
        if above is None or all(get(entry, self.value) is not None for entry in entries):
            return message
        lowered = [
            entry if get(entry, self.value) is not None else replaced(entry, self.value, above)
            for entry in entries
        ]
        changed: Message = replaced(message, self.entries, lowered)
        return changed

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """The value above the list, where an entry carries it."""
        *way, last = self.above
        owner, above = get(message, way), get(message, self.above)
        entries = get(message, self.entries) or []
        if above is not None and any(get(entry, self.value) == above for entry in entries):
            yield owner, last


def make(parameters: Mapping[str, Any], tables: Tables) -> Lower:
    """The step for the paths `list`, `value` and `from`. Raises ValueError for paths that do not exist."""
    return Lower(*(str(parameters.get(key, "")) for key in ("list", "value", "from")))
