"""How often gaps hurt: residue and losses counted in the accounts of real messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gateway.mapping.ledger import Fate

_ORDINAL = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Residue:
    """A native place whose value the model did not hold: how often, and in how many messages."""

    format: str
    native: str
    outcome: str
    reason: str
    occurrences: int
    messages: int


@dataclass(slots=True)
class Traffic:
    """What the accounts of some messages say; `unread` are those that have no account."""

    messages: int = 0
    unread: int = 0
    values: int = 0
    by_format: dict[str, int] = field(default_factory=dict)
    residues: list[Residue] = field(default_factory=list)


class TrafficCount:
    """Counts accounts of messages one after the other."""

    def __init__(self) -> None:
        self._result = Traffic()
        self._found: dict[tuple[str, str, str], list[Any]] = {}

    def add(self, format: str, entries: Iterable[Mapping[str, Any]] | None) -> None:
        """Add the account of reading one message; `None` where there is none."""
        if entries is None:
            self._result.unread += 1
            return
        self._result.messages += 1
        self._result.by_format[format] = self._result.by_format.get(format, 0) + 1
        seen: set[tuple[str, str, str]] = set()
        for entry in entries:
            self._result.values += 1
            outcome = str(entry["outcome"])
            if outcome not in (Fate.KEPT, Fate.RESIDUE, Fate.UNACCOUNTED):
                continue
            key = (format, _ORDINAL.sub("", str(entry["path"])).lstrip("/"), outcome)
            found = self._found.setdefault(key, [0, 0, str(entry.get("reason") or "")])
            found[0] += 1
            found[1] += key not in seen
            seen.add(key)

    def result(self) -> Traffic:
        """The counts, the most frequent residue first."""
        self._result.residues = [
            Residue(*key, reason=reason, occurrences=occurrences, messages=messages)
            for key, (occurrences, messages, reason) in self._found.items()
        ]
        self._result.residues.sort(key=lambda one: (-one.occurrences, one.format, one.native))
        return self._result
