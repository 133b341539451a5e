"""The file of data elements: their names and representations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gateway.adapters.edifact.directory.archive import Source
from gateway.adapters.edifact.directory.fault import DirectoryUnreadable
from gateway.adapters.edifact.directory.text import is_rule, lines_of

HEADING = re.compile(r"[ +*#|X-]*(?P<code>\d{4}) +(?P<name>\S.*?)(?: +\[[BIC]\])?")
"""the heading of a data element, in its own file and in the code lists"""
_REPRESENTATION = re.compile(r"[ +*#|X-]*Repr: *(?P<repr>(?:an|a|n)(?:\.\.)?\d+)")


@dataclass(frozen=True, slots=True)
class Element:
    """One data element: its code, name and representation (`an..35`)."""

    code: str
    name: str
    representation: str


def read_elements(source: Source) -> dict[str, Element]:
    """The data elements of a directory, by code."""
    elements: dict[str, Element] = {}
    code, name, state = "", [""], "preface"
    for number, line in enumerate(lines_of(source.data), 1):
        if is_rule(line):
            state, code = "heading", ""
        elif state == "heading" and line.strip():
            match = HEADING.fullmatch(line)
            if match is None:
                raise _fault(source, "an entry has no heading", number, line, "four digits and a name")
            code, name, state = match["code"], [match["name"]], "name"
        elif state == "name" and line.strip():
            name.append(re.sub(r" +\[[BIC]\]$", "", line).strip())
        elif state == "name":
            state = "body"
        elif state == "body" and (match := _REPRESENTATION.fullmatch(line)):
            if code in elements:
                raise _fault(source, f"{code} is there twice", number, line, "each code once")
            elements[code] = Element(code, " ".join(name), match["repr"])
            state = "done"
    if not elements:
        raise _fault(source, "it has no entries", None, None, "entries between rules")
    return elements


def _fault(
    source: Source, message: str, line: int | None, value: str | None, expected: str
) -> DirectoryUnreadable:
    help = "compare the line with the published file; a changed or cut file cannot be used"
    return DirectoryUnreadable(message, source.place, line=line, value=value, expected=expected, help=help)
