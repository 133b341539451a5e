"""`isodate`: an ISO 8601 date or date-time, with the precision and zone as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = str
EXAMPLES = [
    ((), "2026-03-01", "2026-03-01"),
    ((), "2026-03-01T10:15:00Z", "2026-03-01T10:15:00Z"),
    (("second",), "2026-03-01T10:15:00", "2026-03-01T10:15:00"),
]

_SHAPE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)

_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """`CCYY-MM-DD` with an optional time and zone; a calendar day that does not exist is refused.

    With the argument `day`, times are not written: a value that has one is refused on writing. With
    the argument `second`, moments are written to the second, minutes as the full minute, and the zone is
    left out: the format tells the time of the place. A day alone is refused.
    """
    if "second" in arguments:
        return _read, _write_second
    return _read, _write_day if "day" in arguments else str


def _write_second(value: str) -> str:
    local = _LOCAL.match(value)
    if local is None:
        raise ValueError("a day and a time of day")
    return local[0] if local[1] else f"{local[0]}:00"


def _write_day(value: str) -> str:
    if len(value) > 10:
        raise ValueError("a date without a time of day")
    return value


def _read(text: str) -> str:
    stripped = text.strip()
    if not _SHAPE.fullmatch(stripped):
        raise ValueError("a date as CCYY-MM-DD, with or without Thh:mm:ss and a zone")
    try:
        datetime.fromisoformat(
            stripped if len(stripped) > 7 else stripped[:4] + (stripped[4:] or "-01") + "-01"
        )
    except ValueError as error:
        raise ValueError("a day and time that exist in the calendar") from error
    return stripped
