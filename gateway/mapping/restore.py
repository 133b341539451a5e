"""Put residue back: what a message of the same format said beside what the model holds.

The writer marks the element of every object that has residue of the format; here the marked
elements get back their kept, unmapped and empty values, the spelling and the order they had, and
lose what their source did not have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from pydantic import BaseModel

from gateway.adapters.contract import Node
from gateway.mapping.writing import MARK

_STEP = re.compile(r"(\{[^}]*\}[^/\[@]+|[^/\[@]+)(?:\[(\d+)\])?")
_FIRST = ("kept", "unmapped", "empty", "unknown")


class Restorer:
    """Restores residue of one format; `schema` gives the order in which elements are inserted."""

    def __init__(self, format: str, namespaces: Mapping[str, str], schema: Node) -> None:
        self.format = format
        self.namespaces = namespaces
        self.schema = schema

    def restore(self, text: str, homes: list[tuple[BaseModel, str]]) -> etree._Element:
        """The tree of an output text with the residue of these objects in its places."""
        root = etree.fromstring(text.encode())
        marked = {int(e.attrib.pop(MARK)): e for e in root.iter() if MARK in e.attrib}
        orders = []
        for number, (owner, path) in enumerate(homes):
            home = marked.get(number)
            if home is None:
                continue
            schema = self._schema_of(home)
            for entry in self._entries(owner, path):
                if entry.kind == "order":
                    orders.append((home, entry))
                else:
                    self._apply(home, schema, entry)
        for home, entry in reversed(orders):
            self._reorder(home, entry)
        return root

    def _entries(self, owner: BaseModel, path: str) -> list[Any]:
        extensions: list[Any] = getattr(owner, "extensions", None) or []
        mine = [x for x in extensions if x.format == self.format and x.path.partition("#")[0] == path]
        return sorted(mine, key=lambda x: (x.kind not in _FIRST, x.kind == "order"))

    def _schema_of(self, node: etree._Element) -> Node | None:
        trail = []
        here: etree._Element | None = node
        while here is not None:
            trail.append(str(here.tag))
            here = here.getparent()
        found: Node | None = self.schema
        for tag in trail[-2::-1]:
            found = _child(found, tag)
        return found

    def _clark(self, name: str) -> str:
        if name.startswith("{"):
            return name
        prefix, _, local = name.rpartition(":")
        namespace = self.namespaces.get(prefix, "")
        return f"{{{namespace}}}{local}" if namespace else local

    def _apply(self, home: etree._Element, schema: Node | None, entry: Any) -> None:
        below = entry.path.partition("#")[2]
        path, attribute = _split(below)
        if entry.kind == "absent":
            return self._remove(home, path, attribute)
        if entry.kind == "unknown":
            parent, _, _ = path.rpartition("/")
            owner, owner_schema = self._reach(home, schema, parent)
            element = etree.fromstring(entry.value)
            _insert(owner, owner_schema, element)
            return None
        if entry.kind == "lexical":
            return self._spell(home, schema, path, attribute, entry)
        node, _ = self._reach(home, schema, path)
        if attribute:
            node.set(self._attribute(attribute), entry.value or "")
        else:
            node.text = entry.value
        return None

    def _attribute(self, name: str) -> str:
        return self._clark(name) if ":" in name or name.startswith("{") else name

    def _spell(
        self, home: etree._Element, schema: Node | None, path: str, attribute: str, entry: Any
    ) -> None:
        found = self._find(home, path)
        name = self._attribute(attribute) if attribute else ""
        present = None if found is None else found.get(name) if attribute else found.text
        if (present or None) != (entry.canonical or None) and not (entry.canonical is None and entry.reason):
            return
        if (
            entry.canonical is None
            and present is not None
            and found is not None
            and not attribute
            and len(found)
        ):
            return
        node, _ = self._reach(home, schema, path)
        if attribute:
            node.set(name, entry.value)
        else:
            node.text = entry.value

    def _find(self, home: etree._Element, path: str) -> etree._Element | None:
        here = home
        for name, ordinal in _STEP.findall(path):
            same = here.findall(self._clark(name))
            place = int(ordinal or 1) - 1
            if place >= len(same):
                return None
            here = same[place]
        return here

    def _reach(
        self, home: etree._Element, schema: Node | None, path: str
    ) -> tuple[etree._Element, Node | None]:
        """The element at a path, made in the schema's order where it is not there."""
        here, node = home, schema
        for name, ordinal in _STEP.findall(path):
            tag = self._clark(name)
            same = here.findall(tag)
            place = int(ordinal or 1) - 1
            if place < len(same):
                found = same[place]
            else:
                found = here.makeelement(tag)
                _insert(here, node, found)
            here, node = found, _child(node, tag)
        return here, node

    def _remove(self, home: etree._Element, path: str, attribute: str) -> None:
        node = self._find(home, path)
        if node is None:
            return
        if attribute:
            node.attrib.pop(self._attribute(attribute), None)
        elif node is not home and (parent := node.getparent()) is not None:
            parent.remove(node)

    def _reorder(self, home: etree._Element, entry: Any) -> None:
        node = self._find(home, _split(entry.path.partition("#")[2])[0])
        places = [int(place) for place in entry.value.split(",")]
        if node is None or len(node) != len(places):
            return
        children = list(node)
        node[:] = [children[place] for place in places]


def _split(path: str) -> tuple[str, str]:
    """A relative path and its attribute; `@` inside a namespace name does not count."""
    bare = re.sub(r"\{[^}]*\}", lambda m: "x" * len(m[0]), path)
    at = bare.find("@")
    return (path, "") if at < 0 else (path[:at], path[at + 1 :])


def _child(node: Node | None, tag: str) -> Node | None:
    return next((c for c in node.children if c.name == tag), None) if node is not None else None


def _insert(parent: etree._Element, schema: Node | None, child: etree._Element) -> None:
    order = {c.name: place for place, c in enumerate(schema.children)} if schema is not None else {}
    mine = order.get(str(child.tag), len(order))
    place = len(parent)
    while place and order.get(str(parent[place - 1].tag), len(order)) > mine:
        place -= 1
    parent.insert(place, child)
