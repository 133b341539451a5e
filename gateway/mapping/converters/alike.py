"""`alike`: one text that is several values of the model at once, such as a currency of a sum and of its rate.

Writing gives the value that is there; values that differ cannot be one text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:n"
TYPE = str
EXAMPLES = [
    (("2",), "USD", ("USD", "USD")),
]

Values = tuple[str | None, ...]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], Values], Callable[[Values], str]]:
    """Argument: the number of values."""
    (count,) = (int(a) for a in arguments)

    def read(text: str) -> Values:
        return (text,) * count

    def write(values: Values) -> str:
        there = {value for value in values if value is not None}
        if len(there) > 1:
            raise ValueError("the same value at all places")
        return there.pop() if there else ""

    return read, write
