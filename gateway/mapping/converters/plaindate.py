"""`plaindate:203`: a date text in the one form that the format has, named by its code (UN/EDIFACT 2379).

As `wcodate`, without the code beside the text. A moment is written as far as the form goes: to the day, the minute
or the second, without the zone where the form has no place for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables, wcodate

ARITY = "1:1"
TYPE = str
EXAMPLES = [
    (("203",), "202603011015", "2026-03-01T10:15"),
    (("102",), "20260301", "2026-03-01"),
]

_AS_FAR = {
    "102": r"\d{4}-\d\d-\d\d",
    "203": r"\d{4}-\d\d-\d\dT\d\d:\d\d",
    "204": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
}


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Argument: 102 (CCYYMMDD), 203 (CCYYMMDDHHMM) or 204 (CCYYMMDDHHMMSS). Raises ValueError for others."""
    (code,) = arguments
    if code not in _AS_FAR:
        raise ValueError(f"one of {', '.join(_AS_FAR)}")
    read_pair, write_pair = wcodate.make((), tables)
    shape = re.compile(_AS_FAR[code], re.ASCII)

    def read(text: str) -> str:
        return read_pair((text, code))

    def write(value: str) -> str:
        if not (match := shape.match(value)):
            raise ValueError("a date that is known as far as the form goes")
        text, _ = write_pair(match[0])
        assert text is not None
        return text

    return read, write
