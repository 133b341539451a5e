"""`edidate`: a date text and its format code (UN/EDIFACT 2379), as the composite C507 has them.

As `wcodate`, and short years besides (101, 201): they are read into the years from 1970 to 2069 and written
with four digits. Format 103 is a week and 718 a period: no moment of the model, so they are refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables, wcodate

ARITY = "2:1"
TYPE = str
EXAMPLES = [
    ((), ("20260301", "102"), "2026-03-01"),
    ((), ("202603011015", "203"), "2026-03-01T10:15"),
    ((), ("20260301101500Z", "304"), "2026-03-01T10:15:00Z"),
]

_SHORT = {"101": "102", "201": "203"}
_PIVOT = "70"

Pair = tuple[str | None, str | None]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[Pair], str], Callable[[str], Pair]]:
    """Format codes 101, 102, 201, 203, 204, 303 and 304; the precision of the text stays as it is."""
    inner, write = wcodate.make(arguments, tables)

    def read(pair: Pair) -> str:
        text, code = pair
        if code in _SHORT and text:
            return inner((long_year(text), _SHORT[code]))
        return inner(pair)

    return read, write


def long_year(text: str) -> str:
    """A date that begins with two digits of the year, with four."""
    return ("20" if text[:2] < _PIVOT else "19") + text
