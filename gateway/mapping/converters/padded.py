"""`padded:3`: a whole number that is written with leading zeros up to so many digits.

For elements whose length is fixed, such as temperatures of three digits (UN/EDIFACT 6246). A sign does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from gateway.mapping.converters import Tables, decimal

ARITY = "1:1"
TYPE = Decimal
EXAMPLES = [(("3",), "002", Decimal("2")), (("3",), "-018", Decimal("-18"))]


def make(
    arguments: Sequence[str], tables: Tables
) -> tuple[Callable[[str], Decimal], Callable[[Decimal], str]]:
    """Argument: the number of digits. A number with decimals or with more digits raises ValueError."""
    (width,) = (int(a) for a in arguments)
    inner, _ = decimal.make((), tables)

    def read(text: str) -> Decimal:
        value = inner(text)
        assert isinstance(value, Decimal)
        return value

    def write(value: Decimal) -> str:
        if value != value.to_integral_value() or len(digits := str(abs(int(value)))) > width:
            raise ValueError(f"a whole number of at most {width} digits")
        return ("-" if value < 0 else "") + digits.zfill(width)

    return read, write
