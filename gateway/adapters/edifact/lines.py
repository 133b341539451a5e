"""Lines and columns of places in a file, counted once from its start to its end."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.findings import Where


@dataclass(slots=True)
class Lines:
    """Counts line breaks as far as it was asked: places should be asked for in their order.

    `line` is that of the place `counted`, from 1; `start` is where that line begins.
    """

    data: bytes
    counted: int = 0
    line: int = 1
    start: int = 0

    def to(self, offset: int) -> None:
        """Count up to a place; what lies before the last one is counted again from the start."""
        if offset < self.counted:
            self.counted, self.line, self.start = 0, 1, 0
        breaks = self.data.count(b"\n", self.counted, offset)
        if breaks:
            self.line += breaks
            self.start = self.data.rfind(b"\n", self.counted, offset) + 1
        self.counted = offset

    def where(self, offset: int, segment: int | None = None, path: str | None = None) -> Where:
        """A place with its line and column, from 1."""
        self.to(offset)
        return Where(path, self.line, offset - self.start + 1, segment, offset=offset)

    def ahead(self) -> Lines:
        """A counter of its own for places behind this one."""
        return Lines(self.data, self.counted, self.line, self.start)
