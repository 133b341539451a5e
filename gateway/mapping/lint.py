"""Lint a mapping table against both sides: the format's schema and the common model."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from gateway.adapters.contract import Node
from gateway.findings import Code, Finding, Stage, Where
from gateway.mapping import codes
from gateway.mapping.converters import Converter
from gateway.mapping.path import ModelPath, PathError, SourcePath, shown
from gateway.mapping.reading import XSI
from gateway.mapping.shape import resolve
from gateway.mapping.table import Row

REVIEW = "review:"
"""how the note of a row begins that the program proposed"""
_GENERATED = ("constant", "count", "sum")


def lint(rows: list[Row], converters: dict[int, Converter], schema: Node, folder: Path) -> list[Finding]:
    """Everything that is wrong or left open in a table, row by row; errors forbid compiling it."""
    found = list(_twice(rows, folder))
    for row in rows:
        found.extend(_row(row, converters.get(id(row)), schema, folder))
        if row.note.startswith(REVIEW):
            found.append(
                _finding(codes.NOT_REVIEWED, row, folder, row.note[len(REVIEW) :].strip(), "a reviewed row")
            )
    found.extend(_open(rows, schema, folder))
    return found


def _row(row: Row, converter: Converter | None, schema: Node, folder: Path) -> Iterator[Finding]:
    for source in row.sources:
        yield from _source(row, source, schema, folder)
    for model in (*row.models, *row.otherwise, *(c.path for c in row.when)):
        try:
            resolve(model)
        except PathError as error:
            yield _finding(codes.UNKNOWN_MODEL, row, folder, shown(model), str(error))
            return
    if row.kind == "value":
        yield from _repeats(row, folder)
        yield from _types(row, converter, folder)


def _source(row: Row, source: SourcePath, schema: Node, folder: Path) -> Iterator[Finding]:
    here = schema
    if source[-1].name.startswith("@" + XSI):
        return
    if source[0].name != schema.name:
        yield _finding(codes.UNKNOWN_SOURCE, row, folder, source[0].name, f"the root element {schema.name}")
        return
    for step in source[1:]:
        names = [child.name for child in here.children]
        found = next((child for child in here.children if child.name == step.name), None)
        if found is None and getattr(here, "loose" if step.name.startswith("@") else "open", False):
            return  # content of any kind: the names are the sender's
        if found is None:
            near = ", ".join(difflib.get_close_matches(step.name, names, 3)) or "none is near"
            yield _finding(
                codes.UNKNOWN_SOURCE, row, folder, step.name, f"a name that {here.name} has: {near}"
            )
            return
        repeats = found.maximum is None or found.maximum > 1
        chosen = step.repeat or step.collect or step.tests or step.last == step.first
        if repeats and not chosen and row.kind == "value":
            yield _finding(
                codes.REPEATS_DIFFER, row, folder, step.name, "[] or a position: the element repeats"
            )
        here = found


def _repeats(row: Row, folder: Path) -> Iterator[Finding]:
    for source in row.sources:
        for model in row.models:
            outer, inner = sum(s.repeat for s in source), sum(s.repeat for s in model)
            if outer != inner:
                yield _finding(
                    codes.REPEATS_DIFFER, row, folder, shown(model), f"{outer} times [] as in the source"
                )


def _types(row: Row, converter: Converter | None, folder: Path) -> Iterator[Finding]:
    for model in row.models:
        shape = resolve(model)[-1]
        holds = converter.holds if converter is not None else str
        if not shape.leaf:
            yield _finding(codes.TYPE_DIFFERS, row, folder, shown(model), "a path that ends at a value")
        elif shape.holds is not holds:
            wanted = f"a converter that reads {shape.holds.__name__}"
            yield _finding(codes.TYPE_DIFFERS, row, folder, shown(model), wanted)
    arity = "1:1" if converter is None else converter.arity
    texts = "n" if row.sources[0][-1].collect else str(len(row.sources))
    values = str(len(row.models)) if len(row.models) == 1 else "n"
    several = arity == "m:1" and texts not in ("1", "n") and values == "1"
    if arity != f"{texts}:{values}" and not several and not (arity == "1:n" and values == "1"):
        yield _finding(
            codes.TYPE_DIFFERS, row, folder, row.converter or "text", f"a converter {texts}:{values}"
        )


def _twice(rows: list[Row], folder: Path) -> Iterator[Finding]:
    seen: dict[tuple[SourcePath, ...], Row] = {}
    for row in rows:
        before = seen.get(row.sources)
        if before is not None and not before.when:
            yield _finding(codes.TWICE, row, folder, "", f"one row, or a condition on line {before.line}")
        seen[row.sources] = row


def _open(rows: list[Row], schema: Node, folder: Path) -> Iterator[Finding]:
    mapped = {tuple(step.name for step in source) for row in rows for source in row.sources}
    for row in rows:
        for source in row.sources:
            for depth, step in enumerate(source, 1):
                names = tuple(s.name for s in source[:depth])
                mapped.update((*names, *test.path) for test in step.tests)
    for path, node in leaves(schema, entered(rows)):
        if tuple(path) not in mapped and not node.name.startswith("@"):
            shown_path = "/".join(name.rpartition("}")[2] for name in path)
            yield Finding(
                codes.NOT_MAPPED,
                f"{shown_path} has no row",
                Stage.TO_MODEL,
                Where(path=shown_path),
                codes.NOT_MAPPED.severity,
                expected="a row, if need be with ~ and a reason",
            )


def leaves(
    node: Node, led: Collection[tuple[str, ...]], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Every value that a schema allows: its path of names from the root, and its node.

    A shared node is looked into only where its path is one of those in `led`.
    """
    here = (*path, node.name)
    if node.facets is not None:
        yield here, node
    if node.shared and here not in led:
        return
    for child in node.children:
        yield from leaves(child, led, here)


def entered(rows: Iterable[Row]) -> frozenset[tuple[str, ...]]:
    """The paths of names of all elements that rows of a table lead into."""
    named = {tuple(step.name for step in source) for row in rows for source in row.sources}
    return frozenset(path[:depth] for path in named for depth in range(1, len(path)))


def _finding(code: Code, row: Row, folder: Path, value: str, expected: str) -> Finding:
    file = (folder / row.file).as_posix()
    return Finding(
        code,
        f"{code.name.replace('-', ' ')} in {row.file}:{row.line}",
        Stage.TO_MODEL,
        Where(path=file, line=row.line),
        code.severity,
        value or None,
        expected,
        code.fix,
    )


def paired(path: ModelPath) -> int:
    """How often a model path repeats."""
    return sum(step.repeat for step in path)
