"""`dateandtime`: a date and a time of day in two elements (XML Schema `date` and `time`).

The date alone is a day. A moment that is known to the minute is written with the full minute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables, isodate

ARITY = "2:1"
TYPE = str
EXAMPLES = [
    ((), ("2026-03-01", "10:15:00"), "2026-03-01T10:15:00"),
    ((), ("2026-03-01", "10:15:00+02:00"), "2026-03-01T10:15:00+02:00"),
    ((), ("2026-03-01", None), "2026-03-01"),
]

Pair = tuple[str | None, str | None]

_ZONE = re.compile(r"(?<=\d\d-\d\d)(Z|[+-]\d\d:\d\d)$", re.ASCII)
_MINUTE = re.compile(r"(\d\d:\d\d)(?=$|[Z+-])", re.ASCII)


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[Pair], str], Callable[[str], Pair]]:
    """No arguments. The zone of a date counts only where the time has none; a day has no zone in the model."""
    read_one, _ = isodate.make((), tables)

    def read(pair: Pair) -> str:
        date, time = ((each or "").strip() for each in pair)
        if not date:
            raise ValueError("a date beside the time")
        zone = _ZONE.search(date)
        day = date[: zone.start()] if zone else date
        if not time:
            return read_one(day)
        own = re.search(r"(Z|[+-]\d\d:\d\d)$", time, re.ASCII)
        return read_one(f"{day}T{time}{zone[0] if zone and not own else ''}")

    def write(value: str) -> Pair:
        day, _, time = value.partition("T")
        if len(day) != 10:
            raise ValueError("a date to the day")
        return day, (
            _MINUTE.sub(r"\1:00", time, count=1) if len(time) < 8 or time[5] != ":" else time
        ) or None

    return read, write
