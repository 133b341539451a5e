"""`nomenclature:hs,hs6,cn8`: a commodity code of a nomenclature that its element means without saying so.

Two model values: nomenclature and code. Codes of the further nomenclatures are written too, because
they are codes of the first one as well; they read back as the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:n"
TYPE = str
EXAMPLES = [(("hs", "hs6"), "940152", ("hs", "940152"))]

Parts = tuple[str | None, ...]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], Parts], Callable[[Parts], str]]:
    """Arguments: the nomenclature, and others whose codes begin with its codes."""

    def read(text: str) -> Parts:
        return (arguments[0], text)

    def write(parts: Parts) -> str:
        scheme, code = parts
        if scheme not in (None, *arguments) or code is None:
            raise ValueError(f"a code of {', '.join(arguments)}")
        return code

    return read, write
