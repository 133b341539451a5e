"""What an XML Schema says of its elements in words, by their paths of names."""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

_DEEPEST = 16
_LONGEST = 400
Names = tuple[str, ...]


def documented(file: Path, root: str) -> dict[Names, str]:
    """The documentation of elements and attributes, else of their types; empty for an unusable schema."""
    return _documented(file, file.stat().st_mtime_ns, root) if file.is_file() else {}


@lru_cache(maxsize=16)
def _documented(file: Path, changed: int, root: str) -> dict[Names, str]:
    if b"documentation" not in b"".join(f.read_bytes() for f in file.parent.glob("*.xsd")):
        return {}
    import xmlschema

    found: dict[Names, str] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schema = xmlschema.XMLSchema(str(file), allow="local", defuse="always", validation="lax")
    except (xmlschema.XMLSchemaException, OSError):
        return {}
    element = schema.maps.elements.get(root) or next(iter(schema.elements.values()), None)
    if element is not None:
        _walk(element, (), (), found)
    return found


def _walk(element: Any, above: Names, types: tuple[Any, ...], found: dict[Names, str]) -> None:
    path = (*above, element.name)
    text = _text(element) or _text(element.type)
    if text:
        found[path] = text
    if not element.type.is_complex() or element.type in types or len(path) > _DEEPEST:
        return
    for name, attribute in element.type.attributes.items():
        if name and (said := _text(attribute) or _text(attribute.type)):
            found[(*path, f"@{name}")] = said
    if element.type.has_simple_content():
        return
    for child in element.type.content.iter_elements():
        if getattr(child, "name", None) and hasattr(child, "type"):
            _walk(child, path, (*types, element.type), found)


def _text(component: Any) -> str:
    annotation = getattr(component, "annotation", None)
    parts = (
        [" ".join("".join(d.itertext()).split()) for d in annotation.documentation]
        if annotation is not None
        else []
    )
    return " ".join(part for part in parts if part)[:_LONGEST]
