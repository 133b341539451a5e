"""The file of data elements: their names and representations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gateway.adapters.edifact.directory.archive import Source
from gateway.adapters.edifact.directory.fault import DirectoryUnreadable
from gateway.adapters.edifact.directory.text import is_rule, lines_of

_HEADING = re.compile(r"[ +*#|X-]*(?P<code>\d{4}) +(?P<name>\S.*)")
_USAGE = ("[B]", "[I]", "[C]")
"""whether batch messages use an element, interactive ones, or both"""
_REPRESENTATION = re.compile(r"[ +*#|X-]*Repr: *(?P<repr>(?:an|a|n)(?:\.\.)?\d+)")


@dataclass(frozen=True, slots=True)
class Element:
    """One data element: its code, name and representation (`an..35`)."""

    code: str
    name: str
    representation: str


def heading(line: str) -> tuple[str, str] | None:
    """The code and the name in the heading of an element, in its own file and in the code lists."""
    match = _HEADING.fullmatch(_without_usage(line))
    return (match["code"], match["name"]) if match else None


def read_elements(source: Source) -> dict[str, Element]:
    """The data elements of a directory, by code."""
    elements: dict[str, Element] = {}
    code, name, state = "", [""], "preface"
    for number, line in enumerate(lines_of(source.data), 1):
        if is_rule(line):
            state, code = "heading", ""
        elif state == "heading" and line.strip():
            match = heading(line)
            if match is None:
                raise _fault(source, "an entry has no heading", number, line, "four digits and a name")
            (code, first), state = match, "name"
            name = [first]
        elif state == "name" and line.strip():
            name.append(_without_usage(line).strip())
        elif state == "name":
            state = "body"
        elif state == "body" and (form := _REPRESENTATION.fullmatch(line)):
            if code in elements:
                raise _fault(source, f"{code} is there twice", number, line, "each code once")
            elements[code] = Element(code, " ".join(name), form["repr"])
            state = "done"
    if not elements:
        raise _fault(source, "it has no entries", None, None, "entries between rules")
    return elements


def _without_usage(line: str) -> str:
    return line[:-3].rstrip() if line.endswith(_USAGE) else line


def _fault(
    source: Source, message: str, line: int | None, value: str | None, expected: str
) -> DirectoryUnreadable:
    help = "compare the line with the published file; a changed or cut file cannot be used"
    return DirectoryUnreadable(message, source.place, line=line, value=value, expected=expected, help=help)
