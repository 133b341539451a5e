"""`derive`: one value of the model follows from others by a table.

```toml
[[steps]]
step = "derive"
table = "intent"
```

The columns of `values/intent.csv` are model paths; the last follows from the others. Reading fills
the last where the others agree with a row (an empty cell agrees with an absent value, `*` with
anything). Writing fills the others from the first row that has the value of the last, where all of
them are absent, and otherwise leaves the message as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.mapping.converters import Tables
from gateway.mapping.path import model_path
from gateway.mapping.shape import resolve
from gateway.model import Message


class Derive:
    """A value that follows from others."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.rows = rows
        columns = [name for name in rows[0] if name != "note"]
        self.names = {name: [shape.name for shape in resolve(model_path(name))] for name in columns}
        self.given, self.made = columns[:-1], columns[-1]

    def read(self, message: dict[str, Any]) -> None:
        """Fill the last column where it is absent and a row agrees."""
        if _get(message, self.names[self.made]) is not None:
            return
        found = {name: _get(message, self.names[name]) for name in self.given}
        row = next((r for r in self.rows if all(_agrees(r[n], found[n]) for n in self.given)), None)
        if row is not None and row[self.made]:
            _set(message, self.names[self.made], row[self.made])

    def write(self, message: Message) -> Message:
        """Fill the other columns where all of them are absent."""
        value = _attribute(message, self.names[self.made])
        if value is None or any(_attribute(message, self.names[name]) is not None for name in self.given):
            return message
        row = next((r for r in self.rows if r[self.made] == value), None)
        for name in self.given if row is not None else ():
            if row is not None and row[name] not in ("", "*"):
                message = _with(message, self.names[name], row[name])
        return message

    def accounts_for(self, message: Message) -> set[str]:
        """The last column, when the others that are written say the same."""
        value = _attribute(message, self.names[self.made])
        found = {name: _attribute(message, self.names[name]) for name in self.given}
        row = next((r for r in self.rows if all(_agrees(r[n], found[n]) for n in self.given)), None)
        return {self.made} if row is not None and row[self.made] == value else set()


def make(parameters: Mapping[str, Any], tables: Tables) -> Derive:
    """The step for the table that `parameters` name. Raises ValueError when it is missing."""
    name = parameters.get("table")
    if not isinstance(name, str) or not tables.get(name):
        raise ValueError(f"values/{name}.csv is missing or empty")
    return Derive(tables[name])


def _agrees(cell: str, value: Any) -> bool:
    return cell == "*" or (value is None if cell == "" else value == cell)


def _get(owner: Any, names: list[str]) -> Any:
    for name in names:
        owner = owner.get(name) if owner is not None else None
    return owner


def _set(owner: dict[str, Any], names: list[str], value: str) -> None:
    for name in names[:-1]:
        owner = owner.setdefault(name, {})
    owner[names[-1]] = value


def _attribute(owner: Any, names: list[str]) -> Any:
    for name in names:
        owner = getattr(owner, name) if owner is not None else None
    return owner


def _with(owner: Any, names: list[str], value: str) -> Any:
    """A copy of a model object in which one value is set."""
    name, rest = names[0], names[1:]
    if not rest:
        return owner.model_copy(update={name: value})
    inner = getattr(owner, name)
    if inner is None:
        inner = type(owner).model_fields[name].annotation.__args__[0]()
    return owner.model_copy(update={name: _with(inner, rest, value)})
