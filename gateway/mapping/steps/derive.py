"""`derive`: one value of the model follows from others by a table.

```toml
[[steps]]
step = "derive"
table = "intent"
```

The columns of `values/intent.csv` are model paths; the last follows from the others. Reading fills
the last where the others agree with a row (an empty cell agrees with an absent value, `*` with
anything). Writing sets the others from the first row that has the value of the last, where they say
something else: codes of another format give way to what they were read to mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.steps.objects import get, replaced, trail
from gateway.model import Message


class Derive:
    """A value that follows from others."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.rows = rows
        columns = [name for name in rows[0] if name != "note"]
        self.names = {name: trail(name) for name in columns}
        self.given, self.made = columns[:-1], columns[-1]

    def _row(self, message: Any) -> Mapping[str, str] | None:
        found = {name: get(message, self.names[name]) for name in self.given}
        return next((r for r in self.rows if all(_agrees(r[n], found[n]) for n in self.given)), None)

    def read(self, message: dict[str, Any]) -> None:
        """Fill the last column where it is absent and a row agrees."""
        *way, last = self.names[self.made]
        row = self._row(message)
        if row is None or not row[self.made] or get(message, [*way, last]) is not None:
            return
        owner = message
        for name in way:
            owner = owner.setdefault(name, {})
        owner[last] = row[self.made]

    def write(self, message: Message) -> Message:
        """Set the other columns where they do not say what the last does."""
        value = get(message, self.names[self.made])
        agreed = self._row(message)
        if value is None or (agreed is not None and agreed[self.made] == value):
            return message
        row = next((r for r in self.rows if r[self.made] == value), None)
        for name in self.given if row is not None else ():
            if row is not None and row[name] != "*":
                message = replaced(message, self.names[name], row[name] or None)
        return message

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """The last column, when the others that are written say the same."""
        *way, last = self.names[self.made]
        row = self._row(message)
        if row is not None and row[self.made] and get(message, [*way, last]) == row[self.made]:
            yield get(message, way), last


def make(parameters: Mapping[str, Any], tables: Tables) -> Derive:
    """The step for the table that `parameters` name. Raises ValueError when it is missing."""
    name = parameters.get("table")
    if not isinstance(name, str) or not tables.get(name):
        raise ValueError(f"values/{name}.csv is missing or empty")
    return Derive(tables[name])


def _agrees(cell: str, value: Any) -> bool:
    return cell == "*" or (value is None if cell == "" else value == cell)
