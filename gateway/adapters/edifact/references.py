"""Which message references an interchange has had: numbers one after the other take a bit each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NUMBERED = re.compile(r"(.*?)(\d{1,15})", re.ASCII | re.DOTALL)
_SPREAD = 512
"""bits that one more reference may take; what is further apart is kept as it is"""


@dataclass(slots=True)
class _Series:
    """References of one beginning and one number of digits: a bit for each number from the first on."""

    first: int
    count: int = 0
    bits: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class References:
    """A set of references. The memory of counters (`1`, `2`, ... or `AB000001`, ...) is negligible."""

    series: dict[tuple[str, int], _Series] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    def add(self, reference: str) -> bool:
        """Add a reference; whether it is new."""
        found = _NUMBERED.fullmatch(reference)
        if found is not None:
            number = int(found[2])
            series = self.series.setdefault((found[1], len(found[2])), _Series(number))
            place = number - series.first
            if 0 <= place < _SPREAD * (series.count + 1) and reference not in self.others:
                return _set(series, place)
        if reference in self.others:
            return False
        self.others.add(reference)
        return True


def _set(series: _Series, place: int) -> bool:
    byte, bit = place >> 3, 1 << (place & 7)
    if byte >= len(series.bits):
        series.bits.extend(bytes(byte + 1 - len(series.bits)))
    if series.bits[byte] & bit:
        return False
    series.bits[byte] |= bit
    series.count += 1
    return True
