"""`trim`: text without the white space around it; the spaces are kept beside the value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = str
EXAMPLES = [((), "v2.1", "v2.1")]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Strips white space on reading and writes the text as it is."""
    return _read, str


def _read(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise ValueError("more than white space")
    return stripped
