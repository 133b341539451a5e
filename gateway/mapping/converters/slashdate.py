"""`slashdate:mdy`: a day between slashes, in the order of month, day and year that the format has.

Years of two and of four digits are read, short ones into the years from 1970 to 2069; leading zeros are not needed.
Two digits are written, or four with `slashdate:mdy,4`; a moment is written to its day. A month or a year alone is
refused on writing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = str
EXAMPLES = [
    (("mdy",), "3/14/26", "2026-03-14"),
    (("dmy", "4"), "14/3/2026", "2026-03-14"),
]

_SHAPE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", re.ASCII)
_TURN = 70


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Arguments: `mdy` or `dmy`, and 4 where years are written in full. Raises ValueError for others."""
    order, digits = (*arguments, "2")[:2]
    if order not in ("mdy", "dmy") or digits not in ("2", "4"):
        raise ValueError("mdy or dmy, and 2 or 4")

    def read(text: str) -> str:
        found = _SHAPE.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"a day as {'M/D/YY' if order == 'mdy' else 'D/M/YY'}")
        first, second, year = (int(part) for part in found.groups())
        month, day = (first, second) if order == "mdy" else (second, first)
        if len(found[3]) == 2:
            year += 1900 if year >= _TURN else 2000
        try:
            return date(year, month, day).isoformat()
        except ValueError as error:
            raise ValueError("a day that exists in the calendar") from error

    def write(value: str) -> str:
        if len(value) < 10:
            raise ValueError("a date that is known to the day")
        year, month, day = value[:10].split("-")
        short = year if digits == "4" else year[2:]
        if digits == "2" and not 1900 + _TURN <= int(year) < 2000 + _TURN:
            raise ValueError("a year from 1970 to 2069")
        parts = (month, day) if order == "mdy" else (day, month)
        return "/".join([*(part.lstrip("0") for part in parts), short])

    return read, write
