"""`unfold`: a name and an address that a source gives as one text are written apart.

```toml
[[steps]]
step = "unfold"
```

Writing gives a party that has no name the first line of its `nameAndAddress` as name, and the lines below it as the
line of its address, where it has none. Reading changes nothing: which lines are the name only the sender knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gateway.mapping.converters import Tables
from gateway.model import Message
from gateway.model.party import Address, Party


class Unfold:
    """Names and addresses of parties, apart."""

    def read(self, message: dict[str, Any]) -> None:
        """Nothing: the text stays as the source has it."""

    def write(self, message: Message) -> Message:
        """Name the parties that have a text alone."""
        written: Message = _unfolded(message)
        return written

    def accounts_for(self, message: Message) -> Iterator[tuple[BaseModel, str]]:
        """Texts of which the name and the line say everything."""
        for party in _parties(message):
            line = party.address.line if party.address is not None else None
            if party.name_and_address == _joined(party.name, line):
                yield party, "name_and_address"


def _joined(name: str | None, line: str | None) -> str:
    return "\n".join(part for part in (name, line) if part)


def _parties(owner: Any) -> Iterator[Party]:
    if isinstance(owner, list):
        for entry in owner:
            yield from _parties(entry)
    elif isinstance(owner, BaseModel):
        if isinstance(owner, Party) and owner.name_and_address:
            yield owner
        for name in owner.model_fields_set:
            yield from _parties(getattr(owner, name))


def _unfolded(owner: Any) -> Any:
    """The object with its parties named; the same object where nothing changes."""
    if isinstance(owner, list):
        made = [_unfolded(entry) for entry in owner]
        return made if any(a is not b for a, b in zip(made, owner, strict=True)) else owner
    if not isinstance(owner, BaseModel):
        return owner
    changed = {}
    for name in owner.model_fields_set:
        before = getattr(owner, name)
        after = _unfolded(before)
        if after is not before:
            changed[name] = after
    owner = owner.model_copy(update=changed) if changed else owner
    return _named(owner) if isinstance(owner, Party) else owner


def _named(party: Party) -> Party:
    name, _, line = (party.name_and_address or "").partition("\n")
    if not name or party.name:
        return party
    address = party.address or Address()
    if line and address.line is None:
        address = address.model_copy(update={"line": line})
    return party.model_copy(update={"name": name, **({"address": address} if line else {})})


def make(parameters: Mapping[str, Any], tables: Tables) -> Unfold:
    """The step; it has no parameters."""
    return Unfold()
