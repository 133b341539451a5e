"""The account of a message: what became of every value, in both directions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from functools import cached_property
from typing import Any

from gateway.findings import Where


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

    `values` are attributes, and leaf elements that have text or else no attributes: an element that
    says everything in its attributes is not one more value.
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
    """One native value and its fate. When writing, the value is the one that was written.

    `where` is the exact place of the element of a value that was read; faces do not print it.
    """

    path: str
    line: int | None
    value: str | None
    outcome: str
    model_path: str | None = None
    converter: str | None = None
    reason: str | None = None
    where: Where | None = None

    def as_dict(self) -> dict[str, Any]:
        """The entry as every face prints it."""
        names = (field.name for field in fields(self) if field.name != "where")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Lost:
    """One value of the common model for which the target has no place, and why."""

    model_path: str
    value: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """The loss as every face prints it."""
        return asdict(self)


class Ledger:
    """The full account of one message in one direction.

    The trace refers to elements and objects of the message; paths and lines are worked out the
    first time that somebody asks for `entries`, because they cost several times the trace.
    """

    def __init__(
        self, counts: Counts, trace: Callable[[], Iterable[Entry]], lost: Sequence[Lost] = ()
    ) -> None:
        self.counts = counts
        self.lost = list(lost)
        self._trace = trace

    @cached_property
    def entries(self) -> list[Entry]:
        """Every value with its path, line and place in the model, in the order of the message."""
        return list(self._trace())
