"""What is wrong with a directory that cannot be read."""

from __future__ import annotations


class DirectoryUnreadable(Exception):
    """A directory zip or a file in it is not as it should be: where, what stands there, what should, what helps."""

    def __init__(
        self,
        message: str,
        place: str,
        *,
        expected: str,
        help: str,
        line: int | None = None,
        value: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.place, self.line, self.value = message, place, line, value
        self.expected, self.help = expected, help

    def __str__(self) -> str:
        place = self.place if self.line is None else f"{self.place}, line {self.line}"
        value = "" if self.value is None else f" found: {self.value.strip()[:120]!r};"
        return f"{place}: {self.message};{value} expected: {self.expected}; help: {self.help}"
