"""Lists of columns for sheets that have none, from samples; and others' lists, as they are."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from gateway.adapters.contract import Limits, Spec
from gateway.adapters.csv.columns import FILE, WANTED, ColumnsUnusable, columns_of
from gateway.adapters.csv.grid import BROKEN, TEXT, Cell, SheetPart
from gateway.adapters.csv.headings import folded, head_name
from gateway.adapters.csv.injection import plain
from gateway.adapters.csv.meaning import mark_of
from gateway.adapters.csv.reader import ITEM
from gateway.adapters.csv.splitting import ROOT, split
from gateway.adapters.csv.values import day, is_moment, number
from gateway.adapters.draft import ENOUGH, Draft, Undraftable, kind_of, longest
from gateway.findings import Unreadable

_NUMBERED = re.compile(r"(?P<name>[a-z_]\w*?)_(?P<position>[1-9]\d?)(?:_(?P<below>[a-z_]\w*))?", re.ASCII)
_TYPES = {"string": "text", "decimal": "decimal", "integer": "integer", "date": "date", "datetime": "datetime",
          "boolean": "boolean"}  # fmt: skip
_CONDITIONS = 4


@dataclass(slots=True)
class _Seen:
    """What the samples show of one heading: its texts by message, and how many rows have it."""

    heading: str
    messages: list[list[str]] = field(default_factory=list)
    rows: int = 0

    @property
    def varies(self) -> bool:
        """Whether the rows of one message say several things below it."""
        return any(len(set(texts)) > 1 for texts in self.messages)


def notes(spec: Spec) -> dict[tuple[str, ...], str]:
    """Headings and help of the columns, by paths of names."""
    try:
        columns = columns_of(spec).columns
    except ColumnsUnusable:
        return {}
    root = str(spec.options.get("root", ROOT))
    return {
        (
            root,
            *((ITEM,) if column.item else ()),
            *(name for name, _ in column.steps),
        ): f"{column.heading}. {column.help}".strip()
        for column in reversed(columns)
    }


def from_samples(samples: list[tuple[str, bytes]]) -> Draft:
    """Columns that all these sheets keep to. Raises Undraftable.

    The columns of the items begin with the first whose rows differ within a message; without such a one, behind
    the first column.
    """
    parts = [part for name, data in samples for part in _parts(name, data)]
    seen = _seen(parts)
    rows = sum(len(part.rows) for part in parts)
    names = list(seen)
    items = next((n for n, name in enumerate(names) if seen[name].varies), 1)
    elements = _elements(names[:items]) | _elements(names[items:])
    kinds: dict[str, list[_Seen]] = {}
    for name in names:
        kinds.setdefault(_kind(elements[name]), []).append(seen[name])
    listed = [
        _row(
            seen[name],
            elements[name],
            n < items,
            kinds[_kind(elements[name])],
            len(parts) if n < items else rows,
        )
        for n, name in enumerate(names)
    ]
    text = io.StringIO()
    writer = csv.DictWriter(text, WANTED, lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    always = [each.heading for each in seen.values() if len(each.messages) == len(parts)]
    when = tuple(f"{ROOT}/{head_name(heading)}" for heading in always[:_CONDITIONS])
    return Draft({FILE: text.getvalue().encode()}, ROOT, options={"root": "message"}, when=when)


def from_schema(file: Path, root: str, samples: list[tuple[str, bytes]]) -> Draft:
    """A `columns.csv` as it is, with the lists of codes beside it. Raises Undraftable for one that cannot be used."""
    spec = Spec("xx/draft@1", file.parent, official=file)
    try:
        columns = columns_of(spec)
    except ColumnsUnusable as error:
        raise Undraftable(str(error)) from error
    for name, data in samples:
        _parts(name, data)
    files = {FILE: file.read_bytes()}
    files.update(
        {f"codes/{name}.csv": (file.parent / "codes" / f"{name}.csv").read_bytes() for name in columns.codes}
    )
    needed = [column.heading for column in columns.columns if column.required and len(column.steps) == 1]
    when = tuple(f"{ROOT}/{head_name(heading)}" for heading in needed[:_CONDITIONS])
    return Draft(files, ROOT, options={"root": root or "message"}, when=when)


def _parts(name: str, data: bytes) -> list[SheetPart]:
    try:
        return [part for part in split(data, Limits()) if isinstance(part, SheetPart)]
    except Unreadable as error:
        raise Undraftable(f"{name} cannot be read as a sheet: {error.findings[0].message}") from error


def _seen(parts: list[SheetPart]) -> dict[str, _Seen]:
    """What each heading, compared as headings are, has below it; in an order that all samples keep to."""
    found: dict[str, _Seen] = {}
    order: list[str] = []
    for part in parts:
        before = -1
        for column, heading in part.headings.items():
            name = folded(heading.text)
            if not name:
                continue
            each = found.setdefault(name, _Seen(" ".join(heading.text.split()).replace("|", "/")))
            cells = [row[column] for row in part.rows if column in row and row[column].kind != BROKEN]
            each.rows += len(cells)
            each.messages.append(_texts(cells, part.delimiter))
            if name not in order:
                order.insert(before + 1, name)
            before = order.index(name)
    if not found:
        raise Undraftable("the samples have no headings")
    return {name: found[name] for name in order}


def _kind(element: str) -> str:
    """A place without positions."""
    return re.sub(r"\[\d+\]", "[]", element)


def _texts(cells: list[Cell], delimiter: str) -> list[str]:
    """The texts of a column as trees would have them, where they are all numbers or all days."""
    texts = [plain(cell.text) if cell.kind == TEXT else cell.text for cell in cells]
    mark = mark_of(cells, delimiter)
    for meaning in (lambda text: number(text, mark), day):
        read = [meaning(text) for text in texts]
        zeros = any(
            text.strip().lstrip("-")[:1] == "0" and text.strip().lstrip("-")[1:2].isdigit() for text in texts
        )
        if texts and not zeros and all(read):
            return [text for text in read if text]
    return texts


def _elements(names: list[str]) -> dict[str, str]:
    """Places by folded headings; `document_1_type` and `document_2_type` are of one list."""
    found: dict[str, str] = {}
    for name in names:
        match = _NUMBERED.fullmatch(name)
        if match and re.sub(r"_[1-9]\d?(?=_|$)", "_1", name, count=1) in names:
            below = f"/{match['below']}" if match["below"] else ""
            found[name] = f"{match['name']}[{match['position']}]{below}"
        else:
            found[name] = head_name(name)
    groups = {element.partition("[")[0] for element in found.values() if "]/" in element}
    for name, element in found.items():
        if element.endswith("]") and element.partition("[")[0] in groups:
            found[name] = f"{element}/value"
    plain_names = {element for element in found.values() if "[" not in element}
    for name, element in found.items():
        # A list and a value cannot have one name, nor a value that of the rows.
        if element == ITEM or (element.partition("[")[0] in plain_names and "[" in element):
            found[name] = f"{element}_" if element == ITEM else head_name(name)
    return found


def _row(each: _Seen, element: str, header: bool, kin: list[_Seen], of: int) -> dict[str, str]:
    """The row of a column; entries of one list (`kin`) have one type."""
    texts = [text for one in kin for found in one.messages for text in found]
    kind = kind_of(texts)
    if kind == "integer" and len({len(text) for text in texts}) == 1 and len(texts[0]) > 1:
        kind = "string"  # digits of one length are a code, which may have zeros in front
    if kind == "datetime" and not all(map(is_moment, texts)):
        kind = "string"
    length = str(longest(texts)) if kind == "string" else ""
    filled = sum(1 for found in each.messages if found) if header else each.rows
    required = of >= ENOUGH and filled == of and "[" not in element
    return {
        "heading": each.heading, "element": element, "level": "header" if header else "item", "type": _TYPES[kind],
        "length": length, "required": "yes" if required else "", "codes": "", "help": "",
    }  # fmt: skip
