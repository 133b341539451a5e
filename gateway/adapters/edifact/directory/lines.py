"""The lines that segment and composite files have in common: one a data element or composite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.adapters.edifact.directory.archive import Source
from gateway.adapters.edifact.directory.fault import DirectoryUnreadable
from gateway.adapters.edifact.directory.text import is_rule, lines_of

_START = re.compile(r"(?P<position>\d{3})[ +*#|X-]* (?P<code>[CE]?\d{3,4})\s+(?P<rest>\S.*)")
_END = re.compile(
    r".*? (?P<status>[MC])(?: +(?P<repeats>\d{1,5}))?(?: +(?P<representation>(?:an|a|n)(?:\.\.)?\d+))?"
)
_HELP = "compare the line with the published file; a changed or cut file cannot be used"


@dataclass(frozen=True, slots=True)
class Line:
    """One data element or composite of a segment, or one element of a composite."""

    position: str
    code: str
    status: str
    repeats: int
    representation: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One segment or composite: its title and its lines."""

    code: str
    title: str
    lines: tuple[Line, ...]


def read_entries(source: Source, code: str) -> dict[str, Entry]:
    """The entries of a file of segments or composites, by code; `code` is the pattern of an entry's code."""
    heading = re.compile(rf"[ +*#|X-]{{2,}}(?P<code>{code}) +(?P<title>\S.*)")
    entries: dict[str, Entry] = {}
    for number, block in _blocks(lines_of(source.data)):
        match = heading.fullmatch(block[0])
        if match is None:
            raise _fault(source, "an entry has no heading", number, block[0], "a code and a title")
        title = [match["title"]]
        for line in block[1:]:
            if not line.strip():
                break
            title.append(line.strip())
        if match["code"] in entries:
            raise _fault(source, f"{match['code']} is there twice", number, block[0], "each code once")
        entries[match["code"]] = Entry(match["code"], " ".join(title), tuple(_lines(source, number, block)))
    if not entries:
        raise _fault(source, "it has no entries", None, None, "entries between rules")
    return entries


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Each entry's lines from its heading on, with the number of the first; what precedes the first rule is none."""
    block: list[str] = []
    begun = first = 0
    for number, line in enumerate([*lines, "-" * 20], 1):
        if is_rule(line):
            if begun and block:
                yield first, block
            begun, block = 1, []
        elif block or line.strip():
            first = first if block else number
            block.append(line)


def _lines(source: Source, first: int, block: list[str]) -> Iterator[Line]:
    index = 0
    while index < len(block):
        start = _START.match(block[index])
        if start is None:
            if block[index][:3].isdigit():
                raise _fault(
                    source,
                    "a line cannot be read",
                    first + index,
                    block[index],
                    "position, code, name, status",
                )
            index += 1
            continue
        # a long name goes on in the next lines, and the status stands in the last of them
        text, begun = block[index], index
        end = _END.fullmatch(text)
        while end is None and index + 1 < len(block) and block[index + 1].strip() and index < begun + 3:
            index += 1
            text = f"{text} {block[index].strip()}"
            end = _END.fullmatch(text)
        if end is None:
            raise _fault(
                source, "a line has no status", first + begun, block[begun], "M or C, repeats, representation"
            )
        code = start["code"]
        yield Line(
            start["position"], code, end["status"], int(end["repeats"] or 1), end["representation"] or ""
        )
        index += 1


def _fault(
    source: Source, message: str, line: int | None, value: str | None, expected: str
) -> DirectoryUnreadable:
    return DirectoryUnreadable(message, source.place, line=line, value=value, expected=expected, help=_HELP)
