"""Check a tree against the format's schema: jsonschema-rs gives the verdict, `tell.py` puts it in words.

A member that the schema neither names nor forbids is a warning: formats grow by new members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from gateway.adapters.contract import Spec, Tree
from gateway.adapters.fault import Fault, placed
from gateway.adapters.json import codes
from gateway.adapters.json.locate import locate
from gateway.adapters.json.schema_file import SchemaRefused, schema_file, schema_of
from gateway.adapters.json.shape import Shape, shape_of
from gateway.adapters.json.tags import parts_of
from gateway.adapters.json.tell import Reach, told, unknown
from gateway.adapters.json.value import value_of
from gateway.findings import Finding, Stage

if TYPE_CHECKING:
    import jsonschema_rs


def check(tree: Tree, spec: Spec) -> list[Finding]:
    """Everything in which a tree differs from the schema, in document order; empty when valid."""
    file = schema_file(spec)
    try:
        validator = _compiled(file, file.stat().st_mtime_ns)
    except (SchemaRefused, OSError) as error:
        return [_unusable(file, error, spec)]
    shape = shape_of(spec)
    value = value_of(tree.root, shape, _number)
    if not isinstance(value, dict):
        value = {}
    faults = [unknown(node, held) for node, held in _unnamed(tree.root, shape)]
    if not validator.is_valid(value):
        reach = Reach(tree.root, shape)
        faults.extend(_once(fault for error in validator.iter_errors(value) for fault in told(error, reach)))
    return placed(locate, tree, spec, faults) if faults else []


def _once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Faults without those that are told of a value once more: too long and of the wrong shape is one mistake."""
    seen: set[str] = set()
    for fault in faults:
        if fault.value is None:
            yield fault
        elif fault.path not in seen:
            seen.add(fault.path or "")
            yield fault


def _number(digits: str) -> Any:
    return int(digits) if len(digits) < 16 and digits.lstrip("-").isdecimal() else Decimal(digits)


@lru_cache(maxsize=64)
def _compiled(file: Path, changed: int) -> jsonschema_rs.Draft202012Validator:
    import jsonschema_rs

    schema = schema_of(file)
    try:
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, retriever=_nothing)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        raise SchemaRefused(f"{file.name} cannot be compiled") from error


def _nothing(address: str) -> Any:
    """A schema is one file: whatever else it reaches for is not there."""
    raise SchemaRefused(f"the schema refers to {address[:80]}")


def _unnamed(root: etree._Element, shape: Shape) -> list[tuple[etree._Element, Shape]]:
    """Members that the schema neither names nor forbids, with the shape of the object that they stand in."""
    found = []
    waiting = [(root, shape)]
    while waiting:
        parent, shape = waiting.pop()
        nested = shape.kind == "array"
        for node in parent.iterchildren("*"):
            name, listing, kind = parts_of(str(node.tag))
            held = shape.items if nested else shape.members.get(name)
            if held is None:
                if shape.open and shape.members:
                    found.append((node, shape))
            elif len(node) and not listing and not kind:
                waiting.append((node, held.items if held.listed and not nested else held))
    return found


def _unusable(file: Path, error: Exception, spec: Spec) -> Finding:
    said = str(error) if isinstance(error, SchemaRefused) else f"{file.name} cannot be read"
    return Finding(
        codes.SCHEMA_UNUSABLE, f"the schema cannot be used: {said}", Stage.VALIDATE,
        expected="one local file of JSON Schema 2020-12", help=codes.SCHEMA_UNUSABLE.fix, format=spec.format,
    )  # fmt: skip
