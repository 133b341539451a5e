"""`pieces:70,5`: one text in pieces of at most so many characters, at most so many of them.

Pieces are joined as they are when all but the last are full, and with line breaks otherwise, so
that writing finds the same cuts again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "n:1"
TYPE = str
EXAMPLES = [(("5", "3"), ("hello", " worl", "d"), "hello world"), (("35", "5"), ("One", "Two"), "One\nTwo")]

Pieces = tuple[str, ...]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[Pieces], str], Callable[[str], Pieces]]:
    """Arguments: the width of a piece and the number of pieces."""
    width, most = (int(a) for a in arguments)

    def read(pieces: Pieces) -> str:
        if any("\n" in piece for piece in pieces):
            raise ValueError("pieces without line breaks in them")
        full = all(len(piece) == width for piece in pieces[:-1])
        return ("" if full else "\n").join(pieces)

    def write(text: str) -> Pieces:
        lines = text.split("\n")
        pieces = tuple(line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width))
        if len(pieces) > most:
            raise ValueError(f"at most {most} pieces of {width} characters")
        return pieces

    return read, write
