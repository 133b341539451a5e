"""Lines of generated Python, and the constants that they refer to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Lines:
    """Collects indented lines; constants get names, so that the code stays free of literals.

    Constants are texts, numbers, tuples and frozensets of them only: the code is cached on disk.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {}
        self.types: dict[str, tuple[str, str]] = {}
        self._names: dict[Any, str] = {}
        self.depth = 0
        """how many blocks are open"""
        self._fresh = 0

    def add(self, *lines: str) -> None:
        """Add lines at the present depth."""
        self.lines.extend(self.indented(line) for line in lines)

    def indented(self, line: str) -> str:
        """A line as it stands at the present depth."""
        return "    " * self.depth + line

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """A line that opens a block, and the lines added within; an empty block gets `pass`."""
        self.add(head)
        before = len(self.lines)
        self.depth += 1
        yield
        if len(self.lines) == before:
            self.add("pass")
        self.depth -= 1

    def name(self, value: Any) -> str:
        """The name of a constant."""
        key = (type(value).__name__, value)
        if key not in self._names:
            self._names[key] = f"c{len(self._names)}"
            self.constants[self._names[key]] = value
        return self._names[key]

    def fresh(self, letter: str) -> str:
        """A variable name that nothing else has."""
        self._fresh += 1
        return f"{letter}{self._fresh}"

    def type(self, of: type) -> str:
        """The name of a class of the model, which the runtime puts there."""
        name = f"T_{of.__name__}"
        self.types[name] = (of.__module__, of.__name__)
        return name

    @property
    def text(self) -> str:
        """The code."""
        return "\n".join(self.lines) + "\n"
