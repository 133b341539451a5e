"""What a schema allows, as a tree of nodes: names, order, cardinality, facets (XML Schema 1.0, 1.1).

Made with xmlschema, which costs half a second: the result is cached under the schema's digest.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from gateway.adapters import cache
from gateway.adapters.contract import Facets, Node, Spec

_XS = "{http://www.w3.org/2001/XMLSchema}"
_BASES = {
    "decimal": "decimal", "integer": "integer", "date": "date", "dateTime": "datetime", "boolean": "boolean",
    "float": "decimal", "double": "decimal",
}  # fmt: skip


def describe(spec: Spec) -> Node:
    """The tree of what a format's messages may hold. Raises ValueError for a schema without the root."""
    file = schema_file(spec)
    return _described(file, digest(file), str(spec.options.get("root", "")))


def schema_file(spec: Spec) -> Path:
    """The schema that judges: the publisher's own where a site has laid it there, else ours."""
    return spec.official if spec.official is not None else spec.schema / "message.xsd"


@lru_cache(maxsize=256)
def digest(file: Path) -> str:
    """A digest of a schema file and all that lie in its folder and below, by name, size and time."""
    stamp = [
        (f.relative_to(file.parent).as_posix(), f.stat().st_size, f.stat().st_mtime_ns)
        for f in sorted(file.parent.rglob("*.xsd"))
    ]
    return hashlib.sha256(repr((file.as_posix(), stamp)).encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def _described(file: Path, stamp: str, root: str) -> Node:
    name = f"schema-{stamp}-{hashlib.sha256(root.encode()).hexdigest()[:8]}.bin"
    found = cache.load(name)
    if isinstance(found, Node):
        return found
    made = _describe(file, root)
    cache.save(name, made)
    return made


def _describe(file: Path, root: str) -> Node:
    import xmlschema

    head = file.read_bytes()[:4096]
    kind = xmlschema.XMLSchema11 if b'minVersion="1.1"' in head else xmlschema.XMLSchema10
    # Local files only: a schema that names an address elsewhere is refused, never fetched.
    schema = kind(str(file), allow="local", defuse="always", validation="lax")
    elements = schema.maps.elements
    if root and root not in elements:
        raise ValueError(f"{file.name} has no global element {root}")
    chosen = elements[root] if root else next(iter(schema.elements.values()))
    return _element(chosen, elements, ())


def _element(element: Any, globals_: Any, above: tuple[Any, ...]) -> Node:
    type_ = element.type
    attributes = [_attribute(a) for a in type_.attributes.values() if a.name] if type_.is_complex() else []
    if type_.is_simple() or type_.has_simple_content():
        simple = type_ if type_.is_simple() else type_.content
        return Node(element.name, element.min_occurs, element.max_occurs, tuple(attributes), _facets(simple))
    children: list[Node] = []
    if above.count(type_) < 1 or not type_.name:
        children = _content(type_.content, globals_, (*above, type_))
    return Node(element.name, element.min_occurs, element.max_occurs, (*attributes, *children))


def _content(
    group: Any, globals_: Any, above: tuple[Any, ...], optional: bool = False, many: bool = False
) -> list[Node]:
    found: list[Node] = []
    optional = optional or group.model == "choice" or group.min_occurs == 0
    many = many or group.max_occurs is None or group.max_occurs > 1
    for particle in group:
        if hasattr(particle, "model"):
            found.extend(_content(particle, globals_, above, optional, many))
        elif hasattr(particle, "process_contents"):
            found.extend(_wild(particle, globals_, above, optional))
        else:
            node = _element(particle, globals_, above)
            least = 0 if optional else node.minimum
            found.append(Node(node.name, least, None if many else node.maximum, node.children, node.facets))
    return _merged(found)


def _wild(particle: Any, globals_: Any, above: tuple[Any, ...], optional: bool) -> list[Node]:
    """A wildcard stands for the global elements of its namespaces that the schema knows."""
    spaces = tuple(f"{{{n}}}" for n in particle.namespace if n and not n.startswith("##"))
    found = [
        _element(e, globals_, above) for name, e in globals_.items() if spaces and name.startswith(spaces)
    ]
    least = particle.min_occurs if len(found) == 1 and not optional else 0
    return [Node(n.name, least, particle.max_occurs, n.children, n.facets) for n in found]


def _merged(nodes: list[Node]) -> list[Node]:
    """Nodes in which no name comes twice: repeats in one content model add up."""
    by_name: dict[str, Node] = {}
    for node in nodes:
        before = by_name.get(node.name)
        if before is not None:
            most = (
                None
                if None in (before.maximum, node.maximum)
                else (before.maximum or 0) + (node.maximum or 0)
            )
            node = Node(node.name, min(before.minimum, node.minimum), most, before.children, before.facets)
        by_name[node.name] = node
    return list(by_name.values())


def _attribute(attribute: Any) -> Node:
    return Node(f"@{attribute.name}", int(attribute.use == "required"), 1, (), _facets(attribute.type))


def _facets(type_: Any) -> Facets:
    found = {name[len(_XS) :]: facet for name, facet in (type_.facets or {}).items() if name}
    primitive = (
        getattr(type_.primitive_type, "local_name", "string")
        if hasattr(type_, "primitive_type")
        else "string"
    )
    base = _BASES.get(primitive, "string")
    if base == "decimal" and _value(found, "fractionDigits") == 0:
        base = "integer"
    length = _value(found, "length")
    minimum, maximum = _value(found, "minInclusive"), _value(found, "maxInclusive")
    enumeration = found["enumeration"].enumeration if "enumeration" in found else ()
    patterns = found["pattern"].regexps if "pattern" in found else ()
    return Facets(
        base,
        length if length is not None else _value(found, "minLength"),
        length if length is not None else _value(found, "maxLength"),
        (_value(found, "totalDigits"), _value(found, "fractionDigits")),
        Decimal(str(minimum)) if _number(minimum) else None,
        Decimal(str(maximum)) if _number(maximum) else None,
        tuple(str(p) for p in patterns or ()),
        tuple(str(e) for e in enumeration or ()),
    )


def _number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _value(found: dict[str, Any], name: str) -> Any:
    facet = found.get(name)
    return getattr(facet, "value", None) if facet is not None else None
