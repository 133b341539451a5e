"""What a schema allows, as a tree of nodes: names, order, cardinality, facets (XML Schema 1.0, 1.1).

Made with xmlschema, which costs half a second: the result is cached under the schema's digest.
"""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from gateway.adapters import cache, contract
from gateway.adapters.contract import Spec
from gateway.adapters.xml import content, facets, shared
from gateway.adapters.xml.content import Choice, Content
from gateway.adapters.xml.facets import facets_of
from gateway.adapters.xml.schema_files import XS, digest, schema_file, schema_files
from gateway.adapters.xml.shared import Graph, Reference

_PLACES = 20_000
"""places of a tree; what a schema with more of them allows is described as a graph of its types"""
_OWN = (XS, "{http://www.w3.org/XML/1998/namespace}", "{http://www.w3.org/2001/XMLSchema-instance}")


def describe(spec: Spec) -> Content:
    """The tree of what a format's messages may hold.

    Raises ValueError for a schema that has not the root, cannot be read or reaches outside its
    folder.
    """
    file = schema_file(spec)
    return _described(file, digest(file, spec.shared), str(spec.options.get("root", "")), spec.shared)


@lru_cache(maxsize=64)
def _described(file: Path, stamp: str, root: str, shared_folders: tuple[Path, ...]) -> Content:
    name = f"schema-{stamp}-{hashlib.sha256((root + _edition()).encode()).hexdigest()[:16]}.bin"
    found = cache.load(name)
    if isinstance(found, Content):
        return found
    made = _describe(file, root, shared_folders)
    cache.save(name, made)
    return made


@lru_cache(maxsize=1)
def _edition() -> str:
    """A digest of the code that describes: what an older edition of it cached does not count."""
    files = (__file__, contract.__file__, content.__file__, facets.__file__, shared.__file__)
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in files)).hexdigest()


def _describe(file: Path, root: str, shared_folders: tuple[Path, ...]) -> Content:
    import xmlschema

    # A file that says 1.1 does not count for a processor of 1.0, whichever file includes it.
    newer = any(
        b'minVersion="1.1"' in each.read_bytes()[:4096] for each in schema_files(file, shared_folders)
    )
    kind = xmlschema.XMLSchema11 if newer else xmlschema.XMLSchema10
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", xmlschema.XMLSchemaImportWarning)
            warnings.simplefilter("error", xmlschema.XMLSchemaIncludeWarning)
            # The digest has followed every reference already: all of them are local files.
            schema = kind(str(file), allow="local", defuse="always", validation="lax")
    except (xmlschema.XMLSchemaException, Warning, OSError) as error:
        raise ValueError(f"{file.name} cannot be described") from error
    elements = {name: element for name, element in schema.maps.elements.items() if not name.startswith(_OWN)}
    top = _root(file, root, schema, elements)
    try:
        return _Describing(elements).element(top, ())
    except _TooManyPlacesError:
        return _Sharing(elements).graph(top)


def _root(file: Path, root: str, schema: Any, elements: dict[str, Any]) -> Any:
    if root:
        if root not in elements:
            raise ValueError(f"{file.name} has no global element {root}")
        return elements[root]
    own = list(schema.elements.values()) or (list(elements.values()) if len(elements) == 1 else [])
    if not own:
        raise ValueError(f"{file.name} does not say which of its {len(elements)} global elements is the root")
    return own[0]


class _TooManyPlacesError(Exception):
    """A schema allows more places than a tree can hold."""


@dataclass(slots=True)
class _Children:
    """What a content model was found to hold."""

    nodes: list[Content] = field(default_factory=list)
    ordered: bool = True
    open: bool = False
    choices: list[Choice] = field(default_factory=list)


class _Describing:
    """Walks from an element down; `above` are the types on the way, where a recursion is cut."""

    def __init__(self, elements: dict[str, Any]) -> None:
        self.elements = elements
        self.left = _PLACES

    def element(self, element: Any, above: tuple[Any, ...]) -> Content:
        """An element and everything below it."""
        self.left -= 1
        if self.left < 0:
            raise _TooManyPlacesError
        return self._element(element, above)

    def _element(self, element: Any, above: tuple[Any, ...]) -> Content:
        type_ = element.type
        complex_ = type_.is_complex()
        attributes = [a for a in type_.attributes.items() if a[0]] if complex_ else []
        listed = tuple(
            Content(f"@{name}", int(a.use == "required"), 1, (), facets_of(a.type, a.fixed))
            for name, a in attributes
            if a.use != "prohibited"
        )
        made = Content(element.name, element.min_occurs, element.max_occurs, listed)
        made = replace(made, loose=complex_ and None in type_.attributes)
        if type_.is_simple() or type_.has_simple_content():
            return replace(
                made, facets=facets_of(type_ if type_.is_simple() else type_.content, element.fixed)
            )
        if type_ in above:
            return replace(made, open=True, mixed=type_.mixed)
        found = _Children()
        self._group(type_.content, (*above, type_), found, False, False)
        children = _merged(found)
        return replace(
            made, children=(*listed, *children), ordered=found.ordered, open=found.open, mixed=type_.mixed,
            choices=tuple(found.choices),
        )  # fmt: skip

    def _group(
        self, group: Any, above: tuple[Any, ...], found: _Children, optional: bool, many: bool
    ) -> None:
        several = group.max_occurs is None or group.max_occurs > 1
        many = many or several
        if group.model == "all" or (several and len(group) > 1):
            found.ordered = False
        inner = optional or group.model == "choice" or group.min_occurs == 0
        branches = []
        for particle in group:
            before = len(found.nodes)
            if hasattr(particle, "model"):
                self._group(particle, above, found, inner, many)
            elif hasattr(particle, "process_contents"):
                self._wildcard(particle, above, found, inner)
            else:
                self._particle(particle, above, found, inner, many)
            branches.append(frozenset(node.name for node in found.nodes[before:]))
        if group.model == "choice" and not many:
            required = not optional and group.min_occurs > 0 and not any(p.is_emptiable() for p in group)
            _choose(found, branches, required)

    def _particle(
        self, particle: Any, above: tuple[Any, ...], found: _Children, optional: bool, many: bool
    ) -> None:
        node = self.element(particle, above)
        others = (
            [self.element(e, above) for e in particle.iter_substitutes()] if particle.ref is not None else []
        )
        least = 0 if optional or others else node.minimum
        most = None if many else node.maximum
        nodes = [replace(each, minimum=least, maximum=most) for each in (node, *others)]
        found.nodes.extend(nodes)
        if others and most == 1:
            _choose(found, [frozenset([n.name]) for n in nodes], not optional and node.minimum > 0)
        elif others:
            found.ordered = False

    def _wildcard(self, particle: Any, above: tuple[Any, ...], found: _Children, optional: bool) -> None:
        """A strict wildcard stands for the global elements of its namespaces that the schema knows."""
        spaces = tuple(f"{{{n}}}" for n in particle.namespace if n and not n.startswith("##"))
        if particle.process_contents != "strict" or len(spaces) != len(particle.namespace):
            found.open = True
            return
        nodes = [self.element(e, above) for name, e in self.elements.items() if name.startswith(spaces)]
        least = particle.min_occurs if len(nodes) == 1 and not optional else 0
        found.nodes.extend(replace(n, minimum=least, maximum=particle.max_occurs) for n in nodes)
        if len(nodes) > 1 and particle.max_occurs == 1:
            _choose(found, [frozenset([n.name]) for n in nodes], not optional and particle.min_occurs > 0)
        elif len(nodes) > 1:
            found.ordered = False


class _Sharing(_Describing):
    """Describes each type once: an element refers to the type that it is of."""

    def __init__(self, elements: dict[str, Any]) -> None:
        super().__init__(elements)
        self.first: list[Any] = []
        """of each type the element that it was met at first"""
        self.numbers: dict[int, int] = {}

    def graph(self, root: Any) -> Content:
        """The node of the root element."""
        top = self.element(root, ())
        types: list[Content] = []
        while len(types) < len(self.first):
            types.append(self._element(self.first[len(types)], ()))
        return Graph(tuple(types)).at(top) if isinstance(top, Reference) else top

    def element(self, element: Any, above: tuple[Any, ...]) -> Content:
        """An element, with what is below it only where that is text."""
        type_ = element.type
        if type_.is_simple() or type_.has_simple_content():
            return self._element(element, above)
        if id(type_) not in self.numbers:
            self.numbers[id(type_)] = len(self.first)
            self.first.append(element)
        number = self.numbers[id(type_)]
        return Reference(element.name, element.min_occurs, element.max_occurs, shared=True, of=number)


def _choose(found: _Children, branches: list[frozenset[str]], required: bool) -> None:
    names = Counter(name for branch in branches for name in branch)
    # A name of two branches does not tell which of them was chosen.
    if not found.open and all(count == 1 for count in names.values()):
        found.choices.append(Choice(tuple(branches), required))


def _merged(found: _Children) -> list[Content]:
    """Nodes in which no name comes twice: repeats in one content model add up."""
    by_name: dict[str, Content] = {}
    for node in found.nodes:
        before = by_name.get(node.name)
        if before is not None:
            found.ordered = False
            unbounded = before.maximum is None or node.maximum is None
            most = None if unbounded else (before.maximum or 0) + (node.maximum or 0)
            node = replace(before, minimum=min(before.minimum, node.minimum), maximum=most)
        by_name[node.name] = node
    return list(by_name.values())
