"""`boolean:YES,NO`: two words for true and false, in this order (without arguments `true,false`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = bool
EXAMPLES = [(("1", "0"), "1", True), ((), "false", False)]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], bool], Callable[[bool], str]]:
    """Reads exactly the two words."""
    yes, no = arguments or ("true", "false")

    def read(text: str) -> bool:
        if text.strip() not in (yes, no):
            raise ValueError(f"{yes} or {no}")
        return text.strip() == yes

    def write(value: bool) -> str:
        return yes if value else no

    return read, write
