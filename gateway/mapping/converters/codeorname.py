"""`codeorname:5`: one text that is a code or a name; it is a code where it has that many capitals and digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:n"
TYPE = str
EXAMPLES = [
    (("5",), "XXHBR", ("XXHBR", None)),
    (("5",), "Harbour of Xanadu", (None, "Harbour of Xanadu")),
]

Pair = tuple[str | None, ...]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], Pair], Callable[[Pair], str]]:
    """The model has code and name; where it has both, the code is written."""
    (length,) = arguments
    code = re.compile(rf"[A-Z0-9]{{{int(length)}}}", re.ASCII)

    def read(text: str) -> Pair:
        return (text, None) if code.fullmatch(text) else (None, text)

    def write(values: Pair) -> str:
        text = values[0] or values[1]
        if not text:
            raise ValueError("a code or a name")
        return text

    return read, write
