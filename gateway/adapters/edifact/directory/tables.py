"""The tables of facts that messages of a release need, and what an overlay of them holds."""

from __future__ import annotations

from collections.abc import Iterable

from gateway.adapters.edifact.directory.directory import Directory
from gateway.adapters.edifact.directory.fault import DirectoryUnreadable
from gateway.adapters.edifact.directory.lines import Entry
from gateway.adapters.edifact.directory.message_file import Place
from gateway.adapters.edifact.directory.table_files import Row

Tables = dict[str, list[Row]]
"""`segments`, `composites`, `dictionary`, `codes` -> rows without their header"""

SERVICE = ("UNB", "UNG", "UNH", "UNS", "UNT", "UNE", "UNZ", "UGH", "UGT")
"""segments that belong to the syntax and not to a directory"""


def message_rows(places: Iterable[Place]) -> list[Row]:
    """The rows of a message's table."""
    return [(place.position, place.path, place.status, str(place.repeats)) for place in places]


def tags_of(rows: Iterable[Row]) -> list[str]:
    """The segments that a message's table names."""
    names = (path.rpartition("/")[2] for _, path, _, _ in rows)
    return [name for name in names if name.isalpha()]


def tables_of(directory: Directory, messages: Iterable[Iterable[str]]) -> Tables:
    """What messages use, given as their tags: segments, the composites of these, the elements of both."""
    tags = sorted({tag for message in messages for tag in message if tag not in SERVICE})
    segments = [_known(directory, directory.segments, tag, "segment") for tag in tags]
    inside = {line.code for segment in segments for line in segment.lines}
    composites = [
        _known(directory, directory.composites, code, "composite")
        for code in sorted(inside)
        if not code[0].isdigit()
    ]
    codes = sorted(
        {code for code in inside if code[0].isdigit()}
        | {line.code for composite in composites for line in composite.lines}
    )
    dictionary: list[Row] = []
    for code in codes:
        if code not in directory.elements:
            raise _missing(directory, "data element", code)
        element = directory.elements[code]
        dictionary.append((code, element.representation, element.name))
    dictionary.extend((entry.code, "", entry.title) for entry in [*composites, *segments])
    return {
        "segments": [row for entry in segments for row in _rows(entry)],
        "composites": [row for entry in composites for row in _rows(entry)],
        "dictionary": dictionary,
        "codes": [(e, code, name) for e in codes for code, name in directory.code_lists.get(e, {}).items()],
    }


def overlay(tables: Tables, base: Tables) -> Tables:
    """The rows that differ from a base: whole segments, whole composites, dictionary codes, whole code lists."""
    changed: Tables = {}
    for table, rows in tables.items():
        before, now = _units(base.get(table, [])), _units(rows)
        changed[table] = [row for key, unit in now.items() if before.get(key) != unit for row in unit]
    return changed


def overlaid(base: Tables, above: Tables) -> Tables:
    """A base with an overlay on it."""
    result: Tables = {}
    for table in {**base, **above}:
        units = {**_units(base.get(table, [])), **_units(above.get(table, []))}
        result[table] = [row for unit in units.values() for row in unit]
    return result


def _units(rows: list[Row]) -> dict[str, list[Row]]:
    units: dict[str, list[Row]] = {}
    for row in rows:
        units.setdefault(row[0], []).append(row)
    return units


def _rows(entry: Entry) -> list[Row]:
    return [(entry.code, line.position, line.code, line.status, str(line.repeats)) for line in entry.lines]


def _known(directory: Directory, entries: dict[str, Entry], code: str, kind: str) -> Entry:
    if code not in entries:
        raise _missing(directory, kind, code)
    return entries[code]


def _missing(directory: Directory, kind: str, code: str) -> DirectoryUnreadable:
    return DirectoryUnreadable(
        f"the {kind} {code} is used and not described", directory.place, expected=f"an entry for {code}",
        help="take the zip as UNECE publishes it, with all parts",
    )  # fmt: skip
