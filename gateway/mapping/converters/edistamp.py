"""`edistamp`: date and time of preparation of an interchange (UN/EDIFACT 0017 and 0019).

Syntax versions to 3 have two digits of the year, version 4 has four; `edistamp:2` and `edistamp:4` say how the date is
written. Both are read. There is no place for seconds and zone: a moment that has them is written to the minute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables, edidate, wcodate

ARITY = "2:1"
TYPE = str
EXAMPLES = [
    (("2",), ("260301", "1015"), "2026-03-01T10:15"),
    (("4",), ("20260301", "1015"), "2026-03-01T10:15"),
]

Pair = tuple[str | None, str | None]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[Pair], str], Callable[[str], Pair]]:
    """Argument: how many digits of the year are written, 2 (the default) or 4."""
    digits = arguments[0] if arguments else "2"
    read_long, write_long = wcodate.make((), tables)

    def read(pair: Pair) -> str:
        date, time = pair
        if not date or not time:
            raise ValueError("a date and a time")
        return read_long(((edidate.long_year(date) if len(date) == 6 else date) + time, "203"))

    def write(value: str) -> Pair:
        if not (match := re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value)):
            raise ValueError("a date and a time")
        text, _ = write_long(match[0])
        assert text is not None
        return (text[:8] if digits == "4" else text[2:8]), text[8:]

    return read, write
