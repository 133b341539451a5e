"""What the directory calls segments, composites and elements, by their places in trees."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.adapters.contract import Node, Spec
from gateway.adapters.edifact.definition import Definition, definition
from gateway.adapters.edifact.describe import describe

Path = tuple[str, ...]


def notes(spec: Spec) -> dict[Path, str]:
    """Names of the directory by paths of names. Raises ValueError when the tables cannot be used."""
    return dict(_named(describe(spec), (), definition(spec)))


def _named(node: Node, above: Path, known: Definition) -> Iterator[tuple[Path, str]]:
    path = (*above, node.name)
    code = node.name.partition(".")[0]
    name = known.name_of(code) or (known.name_of(code[1:]) if code.startswith("E") else "")
    if name:
        yield path, name
    for child in node.children:
        yield from _named(child, path, known)
