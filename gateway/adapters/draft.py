"""A draft of a format: schema files and names that an adapter makes from samples or from a schema."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime


class Undraftable(ValueError):
    """Samples or a schema from which no draft can be made; the text says why, for the one who gave them."""


@dataclass(slots=True)
class Draft:
    """Files of a schema by name, `root` and `when` as `[identify]` has them, `[namespaces]` and `[options]`."""

    files: dict[str, bytes]
    root: str
    namespaces: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    when: tuple[str, ...] = ()


_WHOLE = re.compile(r"-?(0|[1-9]\d{0,17})", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,9}", re.ASCII)
_LENGTHS = (1, 2, 3, 5, 10, 17, 35, 70, 140, 256, 512, 1024, 4096)
ENOUGH = 3
"""how many parents must have a child before it counts as mandatory, where all have it"""
_MANY, _FEW = 12, 6
"""how often values must be seen, and how few different ones, to be all that there are"""


def kind_of(values: Iterable[str]) -> str:
    """What all values are: `integer decimal date datetime boolean string`; empty values make it a string."""
    known = set(values)
    if not known or not all(known):
        return "string"
    if known <= {"true", "false"}:
        return "boolean"
    for kind, fits in (("integer", _WHOLE.fullmatch), ("decimal", _DECIMAL.fullmatch)):
        # Digits with zeros in front, or many of them, name something.
        if all(fits(v) and (v.lstrip("-")[:1] != "0" or v.lstrip("-")[:2] in ("0", "0.")) for v in known):
            return "string" if kind == "integer" and any(len(v) > 9 for v in known) else kind
    if all(_moment(v, 10) for v in known):
        return "date"
    return "datetime" if all(_moment(v, 19) for v in known) else "string"


def _moment(value: str, size: int) -> bool:
    try:
        if size == 10:
            return len(value) == 10 and bool(date.fromisoformat(value))
        return len(value) >= size and value[10] == "T" and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def longest(values: Iterable[str]) -> int:
    """A length that holds these values with room: senders have longer ones than samples show."""
    seen = max((len(value) for value in values), default=0)
    return next((size for size in _LENGTHS if size >= max(seen * 2, 10)), seen * 2)


def codes(values: list[str]) -> list[str]:
    """The codes that values are, where enough of them are seen to say that there are no others."""
    known = sorted(set(values))
    enough = len(values) >= _MANY and len(known) <= _FEW and len(values) >= 4 * len(known)
    return known if enough and all(_CODE.fullmatch(v) and not v.isdigit() for v in known) else []
