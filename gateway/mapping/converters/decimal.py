"""`decimal`: a number with its digits as written (10.00 stays 10.00), never a float."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = Decimal
SURE = True
EXAMPLES = [((), "10.00", Decimal("10.00")), ((), "-3", Decimal(-3))]

_NUMBER = re.compile(r"\s*[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})\s*", re.ASCII)


def make(
    arguments: Sequence[str], tables: Tables
) -> tuple[Callable[[str], Decimal], Callable[[Decimal], str]]:
    """Plain decimal notation with a point; exponents are refused."""
    return _read, _write


def _read(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError("a number in plain decimal notation")
    return Decimal(text.strip())


def _write(value: Decimal) -> str:
    text = str(value)
    return format(value, "f") if "E" in text else text
