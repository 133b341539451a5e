"""Figures with their goals: a table for people, JSON for machines."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One measured ratio. `must` is the goal that has to hold, `None` where there is none.

    `at_least` turns the goal round: the ratio must be as high as it, not as low.
    """

    name: str
    size: str
    ratio: float
    must: float | None = None
    stretch: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the ratio is within its goal."""
        if self.must is None:
            return True
        return self.ratio >= self.must if self.at_least else self.ratio <= self.must

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        goal = "" if self.must is None else f"{sign} {self.must:g} ({self.stretch:g})"
        verdict = "" if self.must is None else "holds" if self.holds else "MISSED"
        return f"{self.name:<58} {self.size:>12} {self.ratio:8.2f}  {goal:<12} {verdict}"


def show(rows: list[Row]) -> None:
    """Print the table: ratio, goal that must hold (and the one that would be better), verdict."""
    print(f"{'ratio':<58} {'size':>12} {'measured':>8}  must (stretch)")
    for row in rows:
        print(row)


def save(rows: list[Row], file: Path) -> None:
    """Write the figures and what they were measured on as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    found = {"measured_on": machine, "rows": [{**asdict(row), "holds": row.holds} for row in rows]}
    file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
