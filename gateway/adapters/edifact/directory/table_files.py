"""The files of the tables: CSV with comment lines on top that say where the facts come from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = tuple[str, ...]

TABLES: Mapping[str, Row] = {
    "message": ("position", "path", "status", "repeats"),
    "segments": ("segment", "position", "code", "status", "repeats"),
    "composites": ("composite", "position", "code", "status", "repeats"),
    "dictionary": ("code", "representation", "name"),
    "codes": ("element", "code", "name"),
}
"""the columns of each table; its file is the name and `.csv`"""


class TableUnreadable(ValueError):
    """A table file does not have the columns that it should have."""


def write_table(file: Path, table: str, rows: Iterable[Row], comments: Iterable[str] = ()) -> None:
    """Write a table in UTF-8 with LF; the same rows give the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(table_bytes(table, rows, comments))


def table_bytes(table: str, rows: Iterable[Row], comments: Iterable[str] = ()) -> bytes:
    """The bytes of a table file: comments, header, rows."""
    text = io.StringIO()
    text.writelines(f"# {comment}\n" for comment in comments)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TABLES[table])
    writer.writerows(rows)
    return text.getvalue().encode()


def read_table(file: Path, table: str) -> list[Row]:
    """The rows of a table file without its comments and header. Raises `TableUnreadable` and `OSError`."""
    try:
        lines = file.read_text("utf-8").splitlines()
        rows = list(csv.reader((line for line in lines if not line.startswith("# ")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableUnreadable(f"{file}: {error}") from error
    columns = TABLES[table]
    if not rows or tuple(rows[0]) != columns or any(len(row) != len(columns) for row in rows):
        raise TableUnreadable(f"{file}: expected the columns {', '.join(columns)} in every row")
    return [tuple(row) for row in rows[1:]]
