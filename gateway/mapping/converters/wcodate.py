"""`wcodate`: a date text and its format code (UN/EDIFACT 2379), as the WCO DateTimeString has them.

`wcodate:102,304` for a format that takes these codes alone: what would need another one is refused, because
neither a zone nor seconds are made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from gateway.mapping.converters import Tables

ARITY = "2:1"
TYPE = str
EXAMPLES = [
    ((), ("20260301", "102"), "2026-03-01"),
    ((), ("202603011015", "203"), "2026-03-01T10:15"),
    ((), ("20260301101500Z", "304"), "2026-03-01T10:15:00Z"),
    ((), ("20260301101500+01", "304"), "2026-03-01T10:15:00+01:00"),
    (("102", "304"), ("20260301", "102"), "2026-03-01"),
]

_ZONE = r"(?P<zone>Z|[+-]\d\d(:?\d\d)?)"
_READ = {
    "102": re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII),
    "203": re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)", re.ASCII),
    "204": re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", re.ASCII),
    "303": re.compile(rf"(\d{{4}})(\d\d)(\d\d)(\d\d)(\d\d){_ZONE}", re.ASCII),
    "304": re.compile(rf"(\d{{4}})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d){_ZONE}", re.ASCII),
}
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?P<zone>Z|[+-]\d\d:\d\d)?)?"
)
_CODES = {(0, False): "102", (2, False): "203", (3, False): "204", (2, True): "303", (3, True): "304"}

Pair = tuple[str | None, str | None]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[Pair], str], Callable[[str], Pair]]:
    """Format codes 102, 203, 204, 303 and 304, or those of the arguments; the precision stays as it is."""
    if not arguments:
        return _read, _write
    taken = frozenset(arguments)

    def read(pair: Pair) -> str:
        if pair[1] not in taken:
            raise ValueError(f"a date in the form of its format code, one of {', '.join(arguments)}")
        return _read(pair)

    def write(value: str) -> Pair:
        pair = _write(value)
        if pair[1] not in taken:
            raise ValueError(f"a date that format code {' or '.join(arguments)} takes; {pair[1]} is not one")
        return pair

    return read, write


def _read(pair: Pair) -> str:
    text, code = pair
    shape = _READ.get(code or "")
    match = shape.fullmatch((text or "").strip()) if shape else None
    if match is None:
        raise ValueError(f"a date in the form of its format code, one of {', '.join(_READ)}")
    zone = match["zone"] if code in ("303", "304") else None
    count = {"102": 3, "203": 5, "204": 6, "303": 5, "304": 6}[code or ""]
    digits = list(match.groups())[:count]
    iso = "-".join(digits[:3]) + ("T" + ":".join(digits[3:]) if count > 3 else "") + _iso_zone(zone)
    try:
        datetime.fromisoformat(iso)
    except ValueError as error:
        raise ValueError("a day and time that exist in the calendar") from error
    return iso


def _iso_zone(zone: str | None) -> str:
    if not zone or zone == "Z":
        return zone or ""
    digits = zone[1:].replace(":", "")
    return f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"


def _write(value: str) -> Pair:
    match = _ISO.fullmatch(value)
    if match is None:
        raise ValueError("a date to the day, the minute or the second")
    year, month, day = match.groups()[:3]
    times = [match[part] for part in ("hour", "minute", "second") if match[part]]
    zone = match["zone"] or ""
    short = zone[:3] if zone.endswith(":00") else zone.replace(":", "")
    return year + month + day + "".join(times) + short, _CODES[len(times), bool(zone)]
