"""`integer`: a whole number without leading zeros."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = int
SURE = True
EXAMPLES = [((), "12", 12), ((), "0", 0)]

_WHOLE = re.compile(r"\s*[+-]?\d{1,18}\s*", re.ASCII)


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], int], Callable[[int], str]]:
    """Up to 18 digits with an optional sign."""
    return _read, str


def _read(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError("a whole number")
    return int(text)
