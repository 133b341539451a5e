"""Read the tables of a UN directory: segments, composites, dictionary, code lists and one message.

The tables are CSV files with a header line and `#` comment lines; docs/formats.md names their columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FILES = ("segments.csv", "composites.csv", "dictionary.csv", "codes.csv")
MESSAGE = "message.csv"


class TablesUnusable(ValueError):
    """A table is missing, lacks a column or says what cannot be."""


@dataclass(frozen=True, slots=True)
class Use:
    """One line of a segment, a composite or a message: what stands there and how often."""

    code: str
    mandatory: bool
    repeats: int


@dataclass(slots=True)
class Tables:
    """What the tables of a format say, those of the shared folders included.

    `representations` and `names` are by the code of a data element, composite or segment.
    """

    segments: dict[str, list[Use]] = field(default_factory=dict)
    composites: dict[str, list[Use]] = field(default_factory=dict)
    representations: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    message: list[Use] = field(default_factory=list)

    def lay(self, folder: Path) -> None:
        """Lay the tables of a folder over those read so far: whole segments, composites and lists."""
        self.segments.update(_grouped(folder / "segments.csv", "segment"))
        self.composites.update(_grouped(folder / "composites.csv", "composite"))
        for row in _rows(folder / "dictionary.csv", ("code", "representation", "name")):
            self.representations[row["code"]] = row["representation"]
            self.names[row["code"]] = row["name"]
        lists: dict[str, dict[str, str]] = {}
        for row in _rows(folder / "codes.csv", ("element", "code", "name")):
            lists.setdefault(row["element"], {})[row["code"]] = row["name"]
        self.codes.update(lists)


def read_tables(folders: tuple[Path, ...], own: Path) -> Tables:
    """The tables of a format: those of the shared folders in order, then its own, and the last message.

    Raises TablesUnusable with words that a maintainer can act on.
    """
    tables = Tables()
    for folder in (*folders, own):
        tables.lay(folder)
    file = next((file for folder in (own, *reversed(folders)) if (file := folder / MESSAGE).is_file()), None)
    if file is None:
        raise TablesUnusable(f"there is no {MESSAGE}")
    tables.message = [_use(row, "path", file) for row in _rows(file, ("path", "status", "repeats"))]
    return tables


def _grouped(file: Path, key: str) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for row in _rows(file, (key, "code", "status", "repeats")):
        found.setdefault(row[key], []).append(_use(row, "code", file))
    return found


def _use(row: dict[str, str], key: str, file: Path) -> Use:
    status, repeats = row["status"], row["repeats"] or "1"
    if status not in ("M", "C") or not repeats.isdecimal() or repeats == "0":
        raise TablesUnusable(
            f"{file.name}: {row[key]} is {status or 'nothing'} {repeats}, not M or C and a number"
        )
    return Use(row[key], status == "M", int(repeats))


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The lines of a table by column; none when there is no such file."""
    if not file.is_file():
        return
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TablesUnusable(f"{file.name} cannot be read as UTF-8") from error
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(lines)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise TablesUnusable(f"{file.name} has no column {', '.join(missing)}")
    for row in reader:
        yield {key: (value or "").strip() for key, value in row.items() if key}
