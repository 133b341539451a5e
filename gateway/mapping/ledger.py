"""The account of a message: what became of every value, in both directions."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What became of one native value; every value has exactly one."""

    MAPPED = "mapped"
    CONVERTED = "converted"
    KEPT = "kept"
    IGNORED = "ignored"
    RESIDUE = "residue"
    UNACCOUNTED = "unaccounted"


@dataclass(slots=True)
class Counts:
    """How many values of a native message had which fate; the fates sum up to `values`.

    `values` is counted independently of the mapping: leaf elements plus attributes.
    """

    values: int = 0
    mapped: int = 0
    converted: int = 0
    kept: int = 0
    ignored: int = 0
    residue: int = 0
    unaccounted: int = 0

    @property
    def carried(self) -> float:
        """The share of values that the common model holds (mapped + converted), 0 to 1."""
        counted = self.values - self.ignored
        return (self.mapped + self.converted) / counted if counted else 1.0

    def as_dict(self) -> dict[str, int]:
        """The counts by name, as every face prints them."""
        return asdict(self)

    def add(self, other: Counts) -> None:
        """Add the counts of another message."""
        for name, count in asdict(other).items():
            setattr(self, name, getattr(self, name) + count)


@dataclass(frozen=True, slots=True)
class Entry:
    """One native value and its fate. When writing, the value is the one that was written."""

    path: str
    line: int | None
    value: str | None
    outcome: str
    model_path: str | None = None
    converter: str | None = None
    reason: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The entry as every face prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Lost:
    """One value of the common model for which the target has no place, and why."""

    model_path: str
    value: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """The loss as every face prints it."""
        return asdict(self)


@dataclass(slots=True)
class Ledger:
    """The full account of one message in one direction."""

    counts: Counts = field(default_factory=Counts)
    entries: list[Entry] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
