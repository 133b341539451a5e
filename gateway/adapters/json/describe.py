"""What a schema allows, as a tree of nodes: names, order, cardinality, facets."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from gateway.adapters.contract import Node, Spec
from gateway.adapters.json.schema_file import SchemaRefused, schema_file, schema_of
from gateway.adapters.json.shape import Shape
from gateway.adapters.json.typed import root_of

_DEEPEST = 20
"""levels that a description has at most; a definition that stands within itself ends it too"""


def describe(spec: Spec) -> Node:
    """The tree of what a format's messages may hold. Raises ValueError for an unusable schema."""
    file = schema_file(spec)
    try:
        return _described(file, file.stat().st_mtime_ns, root_of(spec))
    except OSError as error:
        raise SchemaRefused(f"{file.name} cannot be read") from error


@lru_cache(maxsize=64)
def _described(file: Path, changed: int, root: str) -> Node:
    schema = schema_of(file)
    return _node(root, Shape(schema, schema), 1, 1, ())


def _node(name: str, shape: Shape, minimum: int, maximum: int | None, trail: tuple[str, ...]) -> Node:
    if len(trail) >= _DEEPEST or (shape.reference and shape.reference in trail):
        return Node(name, minimum, maximum)
    inner = (*trail, shape.reference)
    children = tuple(_member(child, held, shape, inner) for child, held in shape.members.items())
    if shape.kind == "array":
        children = (_node("item", shape.items, 0, None, inner),)
    leaf = not children and shape.kind not in ("object", "array")
    return Node(name, minimum, maximum, children, shape.facets if leaf else None)


def _member(name: str, held: Shape, shape: Shape, trail: tuple[str, ...]) -> Node:
    wanted = int(name in shape.required)
    if not held.listed:
        return _node(name, held, wanted, 1, trail)
    least, most = held.words.get("minItems", 0), held.words.get("maxItems")
    return _node(name, held.items, least if wanted else 0, most, trail)
