"""A line of a directory that somebody should look at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Oddity:
    """A line that is read all the same, or passed over, and that somebody should look at."""

    place: str
    line: int
    text: str
    told: str
