"""`divide`: an entry of a list is written as several, one for each document that the entries below it name.

```toml
[[steps]]
step = "divide"
list = "cargoReport/consignments[]"
by = "items[]/transportDocuments[]"
```

Some reports have one consignment whose items name their own bills of lading; others have one consignment a
bill. Writing divides an entry that has no document itself and whose entries below all have some: those with the
same documents go together, and the documents stand above them. Reading changes nothing: one consignment a bill
is what the model holds of such a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.mapping.path import model_path
from gateway.mapping.shape import resolve
from gateway.mapping.steps.objects import get, replaced, trail
from gateway.model import Message


class Divide:
    """A list whose entries are told apart by documents that stand below them."""

    def __init__(self, entries: str, by: str) -> None:
        self.entries = trail(entries)
        self.below, self.documents = trail(by, entries)
        # The documents above may be of a class that says more.
        self.holds = resolve(model_path(f"{entries}/{by.rpartition('/')[2]}"))[-1].holds

    def read(self, message: dict[str, Any]) -> None:
        """Nothing: every entry names its own document."""

    def write(self, message: Message) -> Message:
        """One entry a document, with the entries below that name it."""
        entries = get(message, self.entries)
        if not entries:
            return message
        made = [each for entry in entries for each in self._divided(entry)]
        if len(made) == len(entries) and all(a is b for a, b in zip(made, entries, strict=True)):
            return message
        written: Message = replaced(message, self.entries, made)
        return written

    def _divided(self, entry: BaseModel) -> list[BaseModel]:
        below = getattr(entry, self.below) or []
        if getattr(entry, self.documents) or not below or not all(getattr(b, self.documents) for b in below):
            return [entry]
        groups: list[tuple[list[BaseModel], list[BaseModel]]] = []
        for each in below:
            documents = getattr(each, self.documents)
            bare = _without(each, self.documents)
            group = next((members for known, members in groups if known == documents), None)
            if group is None:
                groups.append((documents, [bare]))
            else:
                group.append(bare)
        # Each is an entry of its own, and is numbered as such.
        numbers = {"sequence": None} if len(groups) > 1 and "sequence" in type(entry).model_fields else {}
        return [
            entry.model_copy(
                update={**numbers, self.documents: [self._moved(d) for d in docs], self.below: own}
            )
            for docs, own in groups
        ]

    def _moved(self, document: BaseModel) -> BaseModel:
        moved: BaseModel = self.holds(**{name: getattr(document, name) for name in document.model_fields_set})
        return moved

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Nothing: what was moved is written where it stands."""
        return iter(())


def _without(owner: BaseModel, name: str) -> BaseModel:
    bare = owner.model_copy(update={name: None})
    bare.__pydantic_fields_set__.discard(name)
    return bare


def make(parameters: Mapping[str, Any], tables: Tables) -> Divide:
    """The step for the paths `list` and `by`. Raises ValueError for paths that do not exist."""
    by = str(parameters.get("by", ""))
    if by.count("[]/") != 1 or not by.endswith("[]"):
        raise ValueError("`by` is a list below the entries of a list, such as items[]/transportDocuments[]")
    return Divide(str(parameters.get("list", "")), by)
