"""The text of a directory file: code pages of several decades, lines without tabs and trailing blanks."""

from __future__ import annotations

_BOX = bytes.maketrans(bytes((0xC4, 0xB3, 0xBF, 0xC1, 0xD9, 0xB4)), b"-|++++")
"""the line drawing of DOS code pages, written as the later directories write it"""
_RULE = b"\xc4" * 10
MARKS = " +*#|X-"
"""what may stand in the margin: marks of change since the release before"""
_END_OF_FILE = b"\x1a"


def lines_of(data: bytes) -> list[str]:
    """The lines of a file.

    Directories until the end of the 1990s draw lines with characters of DOS code page 437; all other
    characters above ASCII in any of them are those of Windows-1252.
    """
    data = data.partition(_END_OF_FILE)[0]
    if _RULE in data:
        data = data.translate(_BOX)
    text = data.decode("cp1252", "replace").replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    return [line.expandtabs().rstrip() for line in text.split("\n")]


def is_rule(line: str) -> bool:
    """Whether a line is the rule between two entries."""
    return len(line) >= 20 and set(line.strip()) == {"-"}
