"""Check a tree against the columns of its format; findings stand at cells, also at those that are empty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.csv import codes
from gateway.adapters.csv.columns import Column, Columns, ColumnsUnusable, columns_of
from gateway.adapters.csv.grid import BROKEN, NUMBER, Cell, SheetTree, address, told
from gateway.adapters.csv.headings import UNKNOWN, decoded
from gateway.adapters.csv.judging import expectation, judged
from gateway.adapters.csv.locate import Paths, place
from gateway.adapters.csv.reader import ITEM
from gateway.findings import Code, Finding, Stage, Where

_SHOWN = 200
_POSITION = re.compile(r"\[(\d+)\]")
_ZEROS = "The cell holds a number, so zeros in front of it are gone: format the column as text and type the value anew."


def check(tree: Tree, spec: Spec) -> list[Finding]:
    """Everything in which a tree differs from the columns, row by row."""
    try:
        columns = columns_of(spec)
    except ColumnsUnusable as error:
        code, message = codes.SCHEMA_UNUSABLE, f"the columns cannot be used: {error}"
        return [
            Finding(
                code,
                message,
                Stage.VALIDATE,
                expected="a usable columns.csv",
                help=code.fix,
                format=spec.format,
            )
        ]
    return _Check(tree, columns, spec).findings()


@dataclass(slots=True)
class _Place:
    """A place of the schema: its column, or none where it holds other elements, and how many it may have."""

    column: Column | None = None
    most: int = 1


class _Check:
    def __init__(self, tree: Tree, columns: Columns, spec: Spec) -> None:
        self.tree, self.columns, self.spec = tree, columns, spec
        self.cells = tree.cells if isinstance(tree, SheetTree) else {}
        self.headings = tree.columns if isinstance(tree, SheetTree) else None
        self.paths = Paths()
        self.known: dict[str, _Place] = {}
        for column in columns.columns:
            path = "item" if column.item else ""
            for name, position in column.steps:
                path = f"{path}/{name}".lstrip("/")
                known = self.known.setdefault(path, _Place())
                known.most = max(known.most, position)
            known.column = column
        self.told: set[str] = set()
        self.wanted: dict[str, list[Column]] = {}
        for column in columns.columns:
            if column.required and not any(position > 1 for _, position in column.steps):
                above = [*(["item"] if column.item else []), *(name for name, _ in column.steps[:-1])]
                self.wanted.setdefault("/".join(above), []).append(column)
        self.entries = {
            (c.item, c.kind, position): c for c in columns.columns for _, position in c.steps if position
        }
        self.places = {cell.column: name for name, cell in (self.headings or {}).items()}

    def findings(self) -> list[Finding]:
        found = [*self._absent(), *self._level(self.tree.root, "")]
        wanted = any(c.item and c.required and len(c.steps) == 1 for c in self.columns.columns)
        if wanted and self.tree.root.find(ITEM) is None:
            message = "there is no item: no row has a value in a column of the items"
            where = self._where(self.tree.root)
            found.append(self._finding(codes.MISSING, message, where, None, "at least one item"))
        return found

    def _absent(self) -> Iterator[Finding]:
        """Columns that every message must have and that the sheet has not."""
        if self.headings is None:
            return
        for column in self.columns.columns:
            if column.required and len(column.steps) == 1 and column.place not in self.headings:
                message = f"there is no column {column.heading!r}"
                yield self._finding(codes.MISSING_COLUMN, message, Where(f"/{self.tree.root.tag!s}", cell=self._headed()),
                                    None, f"the heading {column.heading}")  # fmt: skip

    def _headed(self) -> str | None:
        first = min((cell.row, cell.column) for cell in self.headings.values()) if self.headings else None
        return address(*first) if first else None

    def _level(self, node: etree._Element, path: str) -> Iterator[Finding]:
        item = path == "item"
        for column in self.wanted.get(path, ()):
            if node.find(column.steps[-1][0]) is None:
                yield from self._missing(node, column)
        counts: Counter[str] = Counter()
        for child in node.iterchildren("*"):
            name = str(child.tag)
            below = f"{path}/{name}".lstrip("/")
            counts[name] += 1
            if below == ITEM:
                yield from self._level(child, below)
            elif name.startswith(UNKNOWN) and (item or not path):
                yield from self._unknown(child, name)
            else:
                yield from self._value(child, below, counts[name])

    def _missing(self, node: etree._Element, column: Column) -> Iterator[Finding]:
        """A mandatory value that this element lacks; of a column that the sheet lacks that is told once."""
        if self.headings is not None and column.place not in self.headings and len(column.steps) == 1:
            return
        column = self._entry(node, column)
        where = self._empty(node, column)
        if where is None:
            return
        message = f"{self._named(where, column)} is empty" if where.cell else f"{column.heading} is missing"
        where = replace(where, path=f"{self.paths.of(node)}/{column.steps[-1][0]}")
        yield self._finding(
            codes.MISSING, message, where, None, expectation(column.facets), column.help or None
        )

    def _entry(self, node: etree._Element, column: Column) -> Column:
        """The column for the entry of a list that this element is: that of its neighbours in the sheet."""
        cell = next((self.cells[each] for each in node if each in self.cells), None)
        found = _POSITION.search(self.places.get(cell.column, "")) if cell is not None else None
        return self.entries.get((column.item, column.kind, int(found[1])), column) if found else column

    def _empty(self, node: etree._Element, column: Column) -> Where | None:
        """The place of the cell that is empty; `None` where it holds an error, which is told already."""
        if self.headings is None or not isinstance(self.tree, SheetTree):
            return Where()
        heading = self.headings.get(column.place)
        rows = getattr(self.tree.part, "rows", [])
        item = next((up for up in (node, *node.iterancestors()) if up in self.tree.items), None)
        row = self.tree.items[item] if item is not None else rows[0] if rows else {}
        first = next(iter(row.values()), None)
        if heading is None or first is None:
            return self._where(node)
        if heading.column in row and row[heading.column].kind == BROKEN:
            return None
        offset = first.offset
        return Where(
            None,
            first.line,
            None,
            cell=address(first.row, heading.column),
            offset=offset,
        )

    def _value(self, node: etree._Element, path: str, count: int) -> Iterator[Finding]:
        known = self.known.get(path)
        text = node.text or ""
        if known is None:
            message = f"the format has no column for {node.tag!s}"
            yield self._finding(
                codes.UNEXPECTED, message, self._where(node), text, "one of the columns of the format"
            )
            return
        if count > known.most:
            message = f"there are more than {known.most} of {node.tag!s}"
            yield self._finding(
                codes.UNEXPECTED, message, self._where(node), text or None, f"at most {known.most}"
            )
        if known.column is None:
            yield from self._level(node, path)
            return
        verdict = judged(text, known.column.facets)
        if verdict is not None:
            code, wanted, help = verdict
            cell = self.cells.get(node)
            column = self._own(known.column, node)
            if code is codes.WRONG_LENGTH and cell is not None and cell.kind == NUMBER:
                help = _ZEROS
            name = told(cell.row, cell.column, column) if cell is not None else column
            yield self._finding(
                code, f"{name}: {_shown(text)} {_WRONG[code.id]}", self._where(node), text, wanted, help
            )

    def _own(self, column: Column, node: etree._Element) -> str:
        """The heading above a value; that of the sheet where it is known."""
        cell = self.cells.get(node)
        heading = getattr(self.tree.part, "headings", {}).get(cell.column) if cell is not None else None
        return heading.text.strip() if heading is not None else column.heading

    def _unknown(self, node: etree._Element, name: str) -> Iterator[Finding]:
        if name in self.told:
            return
        self.told.add(name)
        heading = decoded(name.removeprefix(UNKNOWN))
        near = ", ".join(_near(heading, self.columns))
        cell: Cell | None = self.cells.get(node)
        at = f"column {told(cell.row, cell.column).rpartition(' ')[2]} " if cell is not None else ""
        message = f"{at}{heading[:60]!r} is not a column of the format; its values are kept aside"
        yield self._finding(
            codes.UNKNOWN_COLUMN, message, self._where(node), heading, near or "a heading of the format"
        )

    def _where(self, node: etree._Element) -> Where:
        return place(self.tree, node, self.paths.of(node))

    def _named(self, where: Where, column: Column) -> str:
        assert where.cell is not None
        letters = where.cell.rstrip("0123456789")
        return f'row {where.cell[len(letters) :]}, column {letters} "{column.heading}"'

    def _finding(
        self,
        code: Code,
        message: str,
        where: Where,
        value: str | None,
        expected: str,
        help: str | None = None,
    ) -> Finding:
        shown = None if value is None else value[:_SHOWN]
        return Finding(
            code,
            message,
            Stage.VALIDATE,
            where,
            code.severity,
            shown,
            expected,
            help or code.fix,
            self.spec.format,
        )


_WRONG = {
    codes.NUMBER.id: "is not a number here", codes.DATE.id: "is not a date here", codes.NOT_LETTERS.id: "does not fit",
    codes.NOT_IN_LIST.id: "is not in the list of codes", codes.WRONG_LENGTH.id: "has the wrong length",
    codes.TOO_LONG.id: "is too long",
}  # fmt: skip


def _near(heading: str, columns: Columns) -> list[str]:
    import difflib

    return difflib.get_close_matches(heading, [column.heading for column in columns.columns], 3, 0.5)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...") if text else "nothing"
