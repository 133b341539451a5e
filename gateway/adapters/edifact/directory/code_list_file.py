"""The file of code lists: the codes of each coded data element with their short names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.edifact.directory.archive import Source
from gateway.adapters.edifact.directory.element_file import heading
from gateway.adapters.edifact.directory.oddity import Oddity
from gateway.adapters.edifact.directory.text import MARKS, is_rule, lines_of

_REPRESENTATION = re.compile(r"[ +*#|X-]*Repr:.*")
_LAYOUTS = ((10, 3), (11, 5))
"""where names stand, and what is left of codes for marks: until 1997 and since; descriptions are further right"""
_NAME_COLUMNS = tuple(column for column, _ in _LAYOUTS)
_MAX_LINES = 5
"""how many more lines a name may have"""
_CODE = re.compile(r"[^\s:]+")
_LOOSE = re.compile(r" {5,8}(?P<code>[A-Z0-9]{1,6}) {2,}(?P<name>\S.*)")


def read_code_lists(sources: list[Source], oddities: list[Oddity]) -> dict[str, dict[str, str]]:
    """Element -> code -> short name, in the order of the files; descriptions and notes are left out."""
    lists: dict[str, dict[str, str]] = {}
    for source in sources:
        for element, code, name in _codes(source, oddities):
            lists.setdefault(element, {}).setdefault(code, " ".join(name.split()))
    return lists


def _codes(source: Source, oddities: list[Oddity]) -> Iterator[tuple[str, str, str]]:
    element, code, name, state = "", "", "", "preface"
    begun = 0
    for number, line in enumerate([*lines_of(source.data), ""], 1):
        indent = len(line) - len(line.lstrip())
        if code and indent in _NAME_COLUMNS and line.strip() and number <= begun + _MAX_LINES:
            name = f"{name} {line.strip()}"
            continue
        if code:
            yield element, code, name
            code = ""
        if is_rule(line):
            state = "heading"
        elif state == "note":
            state = "note" if line.strip() else "codes"
        elif not line.strip() or state == "preface":
            # a file may go on where another one ended, without a rule in front
            if state == "preface" and number == 1 and heading(line):
                element, state = line.lstrip(MARKS)[:4], "head"
        elif state == "heading":
            match = heading(line)
            element, state = (match[0], "head") if match else ("", "preface")
            if match is None:
                oddities.append(Oddity(source.place, number, line, "a list without a heading is passed over"))
        elif state == "head":
            state = "codes" if _REPRESENTATION.fullmatch(line) else "head"
        elif (found := _code_line(line)) is not None:
            (code, name), begun = found, number
        elif line.strip().startswith("Note:"):
            state = "note"
        elif indent <= max(_NAME_COLUMNS):
            oddities.append(
                Oddity(source.place, number, line, "neither a code nor a description: passed over")
            )
    if code:
        yield element, code, name


def _code_line(line: str) -> tuple[str, str] | None:
    """The code and the name of a line, if it begins a code; marks of change stand left of the code."""
    for column, margin in _LAYOUTS:
        code, name = line[margin:column].strip(), line[column:].strip()
        cut = line[column - 1 : column] != " " and len(code) < column - margin
        if code and name and not cut and not line[:margin].strip(MARKS) and _CODE.fullmatch(code):
            return code, name
    loose = _LOOSE.fullmatch(line)
    return (loose["code"], loose["name"]) if loose else None
