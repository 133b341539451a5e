"""The schema of a sheet: `columns.csv` has a row for each column.

`heading` holds the headings (`a | b`; the first is written), `element` the place in the tree
(`origin`, `exporter/name`, `document[2]/type` for the second of several documents), `level` is
`header` or `item`, `type` one of `text decimal integer date datetime boolean`, `length` is `35` (at most),
`=2` (exactly), `3-17`, or `16.2` (digits, of them decimals), `required` is `yes` or empty (within
`exporter/` or `document[2]/`: where there is one at all), `codes` names a list `codes/NAME.csv`, and
`help` says in plain words what belongs there. The first column is the key: rows in which it is the
same are one message.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from gateway.adapters.contract import Facets, Spec
from gateway.adapters.csv.headings import folded

FILE = "columns.csv"
WANTED = ("heading", "element", "level", "type", "length", "required", "codes", "help")
TYPES = {"text": "string", "decimal": "decimal", "integer": "integer", "date": "date", "datetime": "datetime",
         "boolean": "boolean"}  # fmt: skip
_STEP = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)(?:\[([1-9]\d?)\])?")
_LENGTH = re.compile(
    r"(?P<exact>=\d{1,5})|(?P<least>\d{1,5})-(?P<most>\d{1,5})|(?P<all>\d{1,5})(?:\.(?P<fraction>\d{1,2}))?"
)
_DIGITS = re.compile(r"\d+")


class ColumnsUnusable(ValueError):
    """The list of columns is missing or says what cannot be."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its headings, its steps below its level (names, and positions in a list or 0), its facets."""

    headings: tuple[str, ...]
    steps: tuple[tuple[str, int], ...]
    item: bool
    facets: Facets
    required: bool
    codes: str
    help: str

    @property
    def heading(self) -> str:
        """The heading that is written."""
        return self.headings[0]

    @property
    def element(self) -> str:
        """The place as it stands in `columns.csv`."""
        return "/".join(f"{name}[{position}]" if position else name for name, position in self.steps)

    @property
    def kind(self) -> str:
        """The place without positions, which all entries of a list share."""
        return "/".join(name for name, _ in self.steps)

    @property
    def place(self) -> str:
        """The place in the tree, told apart from one of the other level."""
        return f"item/{self.element}" if self.item else self.element

    def at(self, number: int) -> Column:
        """The same column of another entry of its list; `document[1]/type` at 4 is `document[4]/type`."""
        steps = tuple((name, number if position else 0) for name, position in self.steps)
        heading = (
            _DIGITS.sub(str(number), self.heading, count=1)
            if _DIGITS.search(self.heading)
            else f"{self.heading} {number}"
        )
        return Column((heading,), steps, self.item, self.facets, False, self.codes, self.help)


@dataclass(slots=True)
class Columns:
    """All columns in order, by their folded headings, with the code lists by name."""

    columns: list[Column]
    codes: dict[str, dict[str, str]]
    by_heading: dict[str, Column] = field(default_factory=dict)
    firsts: list[tuple[re.Pattern[str], Column]] = field(default_factory=list)

    @property
    def key(self) -> Column:
        """The column that tells which rows belong to one message."""
        return self.columns[0]

    def named(self, heading: str) -> Column | None:
        """The column with this heading; also of a further entry of a list than the format has room for."""
        name = folded(heading)
        found = self.by_heading.get(name)
        if found is not None:
            return found
        for pattern, first in self.firsts:
            match = pattern.fullmatch(name)
            if match and 0 < int(match[1]) < 1000:
                return first.at(int(match[1]))
        return None


def columns_of(spec: Spec) -> Columns:
    """The columns of a format. Raises ColumnsUnusable."""
    file = spec.official if spec.official is not None else spec.schema / FILE
    try:
        return _read(file, (spec.schema, *reversed(spec.shared)), file.stat().st_mtime_ns)
    except OSError as error:
        raise ColumnsUnusable(f"{file.name} cannot be read") from error


@lru_cache(maxsize=64)
def _read(file: Path, folders: tuple[Path, ...], changed: int) -> Columns:
    listed = rows(file)
    names = {row["codes"] for row in listed if row["codes"]}
    lists = {name: _codes(name, folders) for name in names}
    found = Columns([_column(row, lists) for row in listed], lists)
    if not found.columns or found.key.item or len(found.key.steps) > 1:
        raise ColumnsUnusable(f"{file.name} does not begin with the key, a column of the header")
    places = [column.place for column in found.columns]
    for place in places:
        if places.count(place) > 1:
            raise ColumnsUnusable(f"{file.name}: two columns are {place}")
    kinds: dict[tuple[bool, str], Facets] = {}
    groups = {(c.item, c.kind[:n]) for c in found.columns for n, char in enumerate(c.kind) if char == "/"}
    for column in found.columns:
        if (column.item, column.kind) in groups:
            raise ColumnsUnusable(f"{file.name}: {column.element} is a value and has values below it")
        if kinds.setdefault((column.item, column.kind), column.facets) != column.facets:
            raise ColumnsUnusable(
                f"{file.name}: {column.element} has another type than the entries before it"
            )
        for heading in column.headings:
            if found.by_heading.setdefault(folded(heading), column) is not column:
                raise ColumnsUnusable(f"{file.name}: two columns have the heading {heading}")
        if any(position == 1 for _, position in column.steps) and _DIGITS.search(folded(column.heading)):
            pattern = _DIGITS.sub(r"(\\d{1,3})", re.escape(folded(column.heading)), count=1)
            found.firsts.append((re.compile(pattern), column))
    return found


def _column(row: dict[str, str], lists: dict[str, dict[str, str]]) -> Column:
    steps = [_STEP.fullmatch(step) for step in row["element"].split("/")]
    headings = tuple(h.strip() for h in row["heading"].split("|") if h.strip())
    if not headings or not all(map(folded, headings)):
        raise ColumnsUnusable(f"{row['element'] or 'a column'} has no heading")
    if not all(steps) or sum(1 for step in steps if step and step[2]) > 1:
        raise ColumnsUnusable(f"{row['element'] or 'nothing'} is not the place of a value")
    for name, allowed in (
        ("level", ("header", "item")),
        ("type", tuple(TYPES)),
        ("required", ("yes", "no", "")),
    ):
        if row[name] not in allowed:
            raise ColumnsUnusable(
                f"{headings[0]}: {name} is one of {', '.join(filter(None, allowed))}, not {row[name]}"
            )
    if row["level"] == "header" and row["element"].partition("/")[0] == "item":
        raise ColumnsUnusable(f"{headings[0]}: item is the element of a row")
    return Column(
        headings, tuple((step[1], int(step[2] or 0)) for step in steps if step), row["level"] == "item",
        _facets(headings[0], row, lists), row["required"] == "yes", row["codes"], row["help"],
    )  # fmt: skip


def _facets(heading: str, row: dict[str, str], lists: dict[str, dict[str, str]]) -> Facets:
    base, length = TYPES[row["type"]], row["length"]
    match = _LENGTH.fullmatch(length)
    if length and match is None:
        raise ColumnsUnusable(f"{heading}: {length} is not a length such as 35, =2, 3-17 or 16.2")
    if base in ("decimal", "integer"):
        if match is None:
            return Facets(base)
        if not match["all"] or (base == "integer" and match["fraction"]):
            raise ColumnsUnusable(f"{heading}: {length} is not a number of digits")
        return Facets(base, digits=(int(match["all"]), int(match["fraction"] or 0)))
    if base != "string":
        return Facets(base)
    codes = tuple(lists.get(row["codes"], ()))
    if match is None:
        return Facets(base, enumeration=codes)
    if match["exact"]:
        exact = int(match["exact"][1:])
        return Facets(base, exact, exact, enumeration=codes)
    return Facets(base, int(match["least"] or 1), int(match["most"] or match["all"]), enumeration=codes)


def _codes(name: str, folders: tuple[Path, ...]) -> dict[str, str]:
    file = next((f for folder in folders if (f := folder / "codes" / f"{name}.csv").is_file()), None)
    if file is None:
        raise ColumnsUnusable(f"there is no codes/{name}.csv")
    return {row["code"]: row["name"] for row in rows(file, ("code", "name"))}


def rows(file: Path, wanted: tuple[str, ...] = WANTED) -> list[dict[str, str]]:
    """The rows of a table below its comments. Raises ColumnsUnusable."""
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ColumnsUnusable(f"{file.name} cannot be read as UTF-8") from error
    lines = [s for s in text.splitlines() if s.strip() and not s.startswith("#")]
    reader = csv.DictReader(lines)
    missing = [name for name in wanted if name not in (reader.fieldnames or ())]
    if missing:
        raise ColumnsUnusable(f"{file.name} has no column {', '.join(missing)}")
    return [{name: (row[name] or "").strip() for name in wanted} for row in reader]
