"""`number:18`: a number as `decimal` has it, of at most so many digits; a longer one is refused, never rounded.

A decimal comma is read too; it is kept beside the value, because a point is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from gateway.mapping.converters import Tables, decimal

ARITY = "1:1"
TYPE = Decimal
EXAMPLES = [(("18",), "10.00", Decimal("10.00")), (("3",), "-3", Decimal(-3))]


def make(
    arguments: Sequence[str], tables: Tables
) -> tuple[Callable[[str], Decimal], Callable[[Decimal], str]]:
    """Argument: the most digits; sign and point do not count."""
    (most,) = (int(a) for a in arguments)
    read_point, write = decimal.make((), tables)

    def read(text: str) -> Decimal:
        return read_point(text.replace(",", ".", 1))

    def fitted(value: Decimal) -> str:
        text = write(value)
        if sum(c.isdigit() for c in text) > most:
            raise ValueError(f"at most {most} digits")
        return text

    return read, fitted
