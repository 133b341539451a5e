"""`text:9`: a text of at most so many characters; a longer one is refused, never cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = str
EXAMPLES = [(("9",), "9412346", "9412346"), (("35",), "A name", "A name")]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Argument: the most characters. Longer texts raise ValueError in both directions."""
    (most,) = (int(a) for a in arguments)

    def same(text: str) -> str:
        if len(text) > most:
            raise ValueError(f"at most {most} characters")
        return text

    return same, same
