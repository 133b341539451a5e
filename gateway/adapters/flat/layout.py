"""Records and fields of a format: `records.csv` and `fields.csv`, and the options that say how they are written.

records.csv: `record,tag,title,parent,minimum,maximum` in the order in which tables are written.
`tag` is what names the record in a file (`|` between spellings; the first one is written); `parent`
names the records that it may stand below, the first that fits wins, `.` is the message itself.

fields.csv: `record,position,field,title,type,length,decimals,required,codes,from,use`. `position` is
the number of the field in its record, or the column at which it starts. `type` is one of `tag text
integer decimal implied date time` (`implied`: digits whose last `decimals` are behind a point that is not
written). `length` is the most that a value may have, `=6` the exact one. `required` is `yes`, or what
must hold (`message_type=F|S`). `codes` are values parted by blanks, or the name of a file in `codes/`.
`from` names the field whose value is repeated (`BE.custom_house_code`), and `use` how: `key` joins the
record to its parent, `same` must be equal, `copy` is equal unless the record says something else, `refer` names
another record, which must be there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

from gateway.adapters.contract import Spec

TYPES = ("tag", "text", "integer", "decimal", "implied", "date", "time")
USES = ("", "key", "same", "copy", "refer")
TOP = "."
"""the message itself, as the parent of records"""


class LayoutUnusable(ValueError):
    """The tables of a format contradict themselves; the text says where."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record, as a row of fields.csv says; `codes` is empty where any value is allowed."""

    name: str
    position: int
    title: str
    type: str = "text"
    length: int | None = None
    exact: bool = False
    decimals: int = 0
    required: bool = False
    when: tuple[str, frozenset[str]] | None = None
    codes: frozenset[str] = frozenset()
    source: tuple[str, str] | None = None
    use: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of record; `parents` are names of records or `.`, the first that fits wins."""

    name: str
    tags: tuple[str, ...]
    title: str
    parents: tuple[str, ...]
    minimum: int
    maximum: int | None
    fields: tuple[Field, ...]
    order: int

    @property
    def tagged(self) -> bool:
        """Whether its tag stands in the line itself."""
        return any(each.type == "tag" for each in self.fields)

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Style:
    """How records are written; `separator` is empty where fields stand at fixed columns."""

    separator: str = ""
    terminator: str = "\n"
    section: str = ""
    encoding: str = "utf-8"
    nested: bool = False
    date: str = "%Y%m%d"
    time: str = "%H%M"


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """All records of a format by name, those by tag, and the style of its files."""

    root: str
    style: Style
    records: dict[str, Record]
    by_tag: dict[str, Record] = field(default_factory=dict)

    def above(self, name: str) -> frozenset[str]:
        """The records that stand above one of this name, and itself."""
        found: set[str] = set()
        todo = [name]
        while todo:
            here = todo.pop()
            if here != TOP and here not in found:
                found.add(here)
                todo.extend(self.records[here].parents)
        return frozenset(found)


def layout_of(spec: Spec) -> Layout:
    """The tables of a format, read once. Raises LayoutUnusable."""
    options = tuple(sorted((key, value) for key, value in spec.options.items() if isinstance(value, str)))
    return _layout((*spec.shared, spec.schema), options)


@lru_cache(maxsize=64)
def _layout(folders: tuple[Path, ...], options: tuple[tuple[str, str], ...]) -> Layout:
    known = dict(options)
    style = _style(known)
    fields: dict[str, list[Field]] = {}
    for row in _rows(folders, "fields.csv"):
        fields.setdefault(row["record"], []).append(_field(row, folders))
    records: dict[str, Record] = {}
    by_tag: dict[str, Record] = {}
    for order, row in enumerate(_rows(folders, "records.csv")):
        name = row["record"]
        maximum = row.get("maximum") or ""
        made = Record(
            name, tuple((row.get("tag") or name).split("|")), row.get("title") or name,
            tuple((row.get("parent") or TOP).split()), _number(row.get("minimum") or "0", "minimum", name),
            None if maximum in ("", "*") else _number(maximum, "maximum", name),
            tuple(sorted(fields.pop(name, []), key=lambda each: each.position)), order,
        )  # fmt: skip
        if name in records:
            raise LayoutUnusable(f"the record {name} stands twice in records.csv")
        for parent in made.parents:
            if parent != TOP and parent not in records:
                raise LayoutUnusable(f"the record {name} stands below {parent}, which is not in front of it")
        records[name] = made
        for tag in made.tags:
            if by_tag.setdefault(tag, made) is not made:
                raise LayoutUnusable(f"two records have the tag {tag}")
    if not records:
        raise LayoutUnusable("records.csv has no records")
    if fields:
        raise LayoutUnusable(f"fields.csv has fields of {', '.join(sorted(fields))}, not in records.csv")
    for record in records.values():
        _check(record, records, style)
    return Layout(known.get("root", "flat"), style, records, by_tag)


def _style(options: Mapping[str, str]) -> Style:
    order = options.get("order", "tables")
    if order not in ("tables", "nested"):
        raise LayoutUnusable(f"order is {order!r}; it is tables or nested")
    encoding = options.get("encoding", "utf-8")
    try:
        "A".encode(encoding)
    except LookupError as error:
        raise LayoutUnusable(f"the encoding {encoding!r} is not known") from error
    separator = options.get("separator", "")
    if len(separator) > 1 or separator in ("\n", "\r"):
        raise LayoutUnusable("the separator is one character and no line end")
    terminator = options.get("terminator", "\n")
    if terminator not in ("\n", "\r\n", "\r") and len(terminator) != 1:
        raise LayoutUnusable("the terminator is a line end or one character")
    return Style(
        separator, terminator, options.get("section", ""), encoding, order == "nested",
        options.get("date", "%Y%m%d"), options.get("time", "%H%M"),
    )  # fmt: skip


def _rows(folders: tuple[Path, ...], name: str) -> Iterator[dict[str, str]]:
    files = [folder / name for folder in folders if (folder / name).is_file()]
    if not files:
        raise LayoutUnusable(f"there is no {name}")
    try:
        lines = [line for line in files[-1].read_text("utf-8").splitlines() if not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise LayoutUnusable(f"{name}: {error}") from error
    for row in csv.DictReader(lines):
        if not row.get("record"):
            raise LayoutUnusable(f"{name} has a row without a record")
        yield {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}


def _field(row: Mapping[str, str], folders: tuple[Path, ...]) -> Field:
    name = f"{row['record']}.{row.get('field', '')}"
    type, length, use = row.get("type") or "text", row.get("length", ""), row.get("use", "")
    if type not in TYPES:
        raise LayoutUnusable(f"{name} has the type {type!r}; types are {', '.join(TYPES)}")
    if use not in USES:
        raise LayoutUnusable(f"{name} has the use {use!r}; uses are key, same, copy and refer")
    required = row.get("required", "")
    other, _, values = required.partition("=")
    source = row.get("from", "").split(".")
    return Field(
        row.get("field", ""), _number(row.get("position", ""), "position", name), row.get("title") or row.get("field", ""),
        type, _number(length.lstrip("="), "length", name) if length else None, length.startswith("="),
        _number(row.get("decimals") or "0", "decimals", name), required == "yes",
        (other, frozenset(values.split("|"))) if values else None, _codes(row.get("codes", ""), folders, name),
        cast("tuple[str, str]", tuple(source)) if len(source) == 2 else None, use,
    )  # fmt: skip


def _codes(text: str, folders: tuple[Path, ...], name: str) -> frozenset[str]:
    if not text.endswith(".csv"):
        return frozenset(text.split())
    for folder in reversed(folders):
        file = folder / "codes" / text
        if file.is_file():
            lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
            return frozenset(row[0] for row in list(csv.reader(lines))[1:] if row)
    raise LayoutUnusable(f"{name} has codes of {text}, which is not there")


def _number(text: str, what: str, name: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise LayoutUnusable(f"{name}: {what} is {text!r}, not a number")
    return int(text)


def _check(record: Record, records: Mapping[str, Record], style: Style) -> None:
    seen: set[str] = set()
    last = 0
    for each in record.fields:
        if not each.name or each.name in seen:
            raise LayoutUnusable(f"{record.name} has a field {each.name!r} twice or without a name")
        if each.position <= last:
            raise LayoutUnusable(f"{record.name}.{each.name} begins within the field before it")
        if not style.separator and each.length is None:
            raise LayoutUnusable(f"{record.name}.{each.name} has no length, and stands at a column")
        seen.add(each.name)
        last = each.position if style.separator else each.position + (each.length or 1) - 1
        if each.source is not None:
            owner = records.get(each.source[0])
            if owner is None or all(other.name != each.source[1] for other in owner.fields):
                raise LayoutUnusable(f"{record.name}.{each.name} is from {'.'.join(each.source)}, not there")
            if owner.order >= record.order:
                raise LayoutUnusable(f"{record.name}.{each.name} is from a record that comes later")
        elif each.use:
            raise LayoutUnusable(f"{record.name}.{each.name} is a {each.use} of nothing")
