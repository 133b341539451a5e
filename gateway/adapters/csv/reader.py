"""Make the tree of a message of its rows: header values once, an item for each row that has item values."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Part, Spec
from gateway.adapters.csv import codes
from gateway.adapters.csv.columns import Column, Columns, ColumnsUnusable, columns_of
from gateway.adapters.csv.grid import BROKEN, Cell, Row, SheetPart, SheetTree, told
from gateway.adapters.csv.headings import UNKNOWN, encoded, folded
from gateway.adapters.csv.meaning import Reading, mark_of
from gateway.adapters.csv.splitting import ROOT
from gateway.adapters.unreadable import noted, unreadable
from gateway.findings import Finding

ITEM = "item"
"""the element of a row"""
Values = list[tuple[Column | None, str, Cell, str]]
"""values of one level: the column or none, the heading, the cell and its text in the tree"""


def read(part: Part, spec: Spec) -> SheetTree:
    """The tree of a message; what was repaired is added to the part's remarks. Raises Unreadable."""
    try:
        columns = columns_of(spec)
    except ColumnsUnusable as error:
        raise unreadable(codes.SCHEMA_UNUSABLE, f"the columns cannot be used: {error}") from error
    if not isinstance(part, SheetPart):
        raise unreadable(codes.EMPTY, "there is nothing to read", expected="a sheet with headings")
    builder = _Builder(part, columns, spec)
    tree = builder.tree()
    known = set(part.repairs)
    part.repairs.extend(finding for finding in builder.reading.together() if finding not in known)
    return tree


@dataclass(slots=True)
class _Group:
    """An element that is being made: its children by their steps, in the order of the columns."""

    node: etree._Element
    below: dict[tuple[str, int], _Group] = field(default_factory=dict)


class _Builder:
    def __init__(self, part: SheetPart, columns: Columns, spec: Spec) -> None:
        self.part, self.schema = part, columns
        self.remarks: list[Finding] = []
        self.root = etree.Element(str(spec.options.get("root", ROOT)))
        self.columns: dict[int, Column | None] = {}
        self.found = SheetTree(part, None, self.root)
        self.order: dict[tuple[bool, str], int] = {}
        for place, of in enumerate(columns.columns):
            self.order.setdefault((of.item, of.kind), place)
        self._match()
        numbers = [
            cell for row in part.rows for cell in row.values()
            if (column := self.columns.get(cell.column)) and column.facets.base in ("decimal", "integer")
        ]  # fmt: skip
        self.reading = Reading(mark_of(numbers, part.delimiter), self.remarks)

    def tree(self) -> SheetTree:
        header: dict[str, tuple[Column, Cell, str]] = {}
        items: list[tuple[Row, Values]] = []
        for row in self.part.rows:
            values = [value for cell in row.values() for value in self._value(cell)]
            for column, _, cell, text in values:
                if column is not None and not column.item:
                    self._once(header, column, cell, text)
            held = [value for value in values if value[0] is None or value[0].item]
            if held:
                items.append((row, held))
        self._fill(self.root, [(c, "", cell, text) for c, cell, text in header.values()])
        for row, held in items:
            node = etree.SubElement(self.root, ITEM)
            self.found.items[node] = row
            self._fill(node, held)
        return self.found

    def _match(self) -> None:
        """Find the column of each heading."""
        seen: set[str] = set()
        for number, heading in self.part.headings.items():
            column = self.schema.named(heading.text)
            place = column.place if column else f"{UNKNOWN}{folded(heading.text)}"
            if place in seen:
                message = (
                    f"{told(heading.row, number, heading.text)}: another column in front of it means the same"
                )
                self.remarks.append(
                    noted(codes.COLUMN_TWICE, message, heading.text, "one column", heading.where())
                )
                continue
            seen.add(place)
            self.columns[number] = column
            if column is not None:
                self.found.columns[place] = heading
        first = min(self.part.headings)
        key = self.schema.key
        if self.columns[first] is not key:
            heading = self.part.headings[first]
            message = f"the first column is {heading.text[:60]!r}; {key.heading!r} stands there, for it tells which rows belong together"
            raise unreadable(
                codes.KEY_NOT_FIRST, message, heading.text, f"the heading {key.heading}", heading.where()
            )

    def _value(self, cell: Cell) -> Values:
        if cell.kind == BROKEN or cell.column not in self.columns:
            return []
        column = self.columns[cell.column]
        text = self.reading.text(cell, column)
        return [(column, self.part.headings[cell.column].text, cell, text)] if text else []

    def _once(
        self, header: dict[str, tuple[Column, Cell, str]], column: Column, cell: Cell, text: str
    ) -> None:
        known = header.setdefault(column.place, (column, cell, text))
        if known[2] != text:
            place = told(cell.row, cell.column, column.heading)
            message = f"{place} is another than in row {known[1].row}, which is of the same message"
            self.remarks.append(
                noted(codes.DISAGREES, message, text, f"{known[2][:60]}, or nothing", cell.where())
            )

    def _fill(self, parent: etree._Element, values: Values) -> None:
        """Make the elements of one level in the order of the columns; those of unknown columns come last."""
        known = [
            (self.order.get((c.item, c.kind), 0), c, cell, text)
            for c, _, cell, text in values
            if c is not None
        ]
        known.sort(key=lambda value: value[0])
        top = _Group(parent)
        for _, column, cell, text in known:
            self._put(top, column, cell, text)
        self._order(parent, top)
        for unknown, heading, cell, text in values:
            if unknown is None:
                node = etree.SubElement(parent, UNKNOWN + encoded(heading.strip()))
                node.text = text
                self.found.cells[node] = cell

    def _put(self, top: _Group, column: Column, cell: Cell, text: str) -> None:
        here = top
        for step in column.steps:
            group = here.below.get(step)
            if group is None:
                group = here.below[step] = _Group(etree.Element(step[0]))
                self.found.cells.setdefault(group.node, cell)
            here = group
        here.node.text = text

    def _order(self, parent: etree._Element, group: _Group) -> None:
        """Append what was made: elements of one name together, in the order of their positions."""
        firsts = list(dict.fromkeys(name for name, _ in group.below))
        for name, position in sorted(group.below, key=lambda step: (firsts.index(step[0]), step[1])):
            made = group.below[(name, position)]
            self._order(made.node, made)
            parent.append(made.node)
