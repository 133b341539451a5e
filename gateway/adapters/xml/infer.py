"""Schemas for messages that have none, from samples; and others' schemas, with all files that they need."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from gateway.adapters.contract import Limits, Spec
from gateway.adapters.draft import Draft, Undraftable
from gateway.adapters.xml.documented import documented
from gateway.adapters.xml.observe import Seen, observe
from gateway.adapters.xml.reader import parser, read
from gateway.adapters.xml.schema_files import SchemaRefused, schema_file, schema_files
from gateway.adapters.xml.schema_text import schema_texts
from gateway.findings import Unreadable

_AROUND = 4
"""how many folders up from a schema the files may lie that it needs"""
_XS = "{http://www.w3.org/2001/XMLSchema}"


def notes(spec: Spec) -> dict[tuple[str, ...], str]:
    """What the schema says in words (`xs:documentation`), by paths of names."""
    return documented(schema_file(spec), str(spec.options.get("root", "")))


def from_samples(samples: list[tuple[str, bytes]]) -> Draft:
    """A schema that all these messages keep to: names, order, repeats, lengths, types. Raises Undraftable."""
    roots = [_root(name, data) for name, data in samples]
    tags = sorted({str(root.tag) for root in roots})
    if len(tags) > 1:
        raise Undraftable(f"samples of one format have one root; these have {' and '.join(tags)}")
    seen = observe(roots)
    namespaces = prefixes(str(roots[0].tag), roots, _used(seen))
    return Draft(schema_texts(seen, namespaces), prefixed(seen.tag, namespaces), namespaces)


def from_schema(file: Path, root: str, samples: list[tuple[str, bytes]]) -> Draft:
    """The files of an XSD, side by side, and its root: that of the samples, else `root`, else the only one.

    Raises Undraftable for files that are not there, are no schemas, or have no such root.
    """
    # Publishers' archives have folders beside folders: a schema is taken along from wherever in them it lies.
    around = file.resolve().parents[:_AROUND]
    try:
        files = schema_files(file, tuple(around[-1:]))
    except SchemaRefused as error:
        raise Undraftable(str(error)) from error
    names = _names(files)
    made = {names[path]: _moved(path, names) for path in files}
    trees = [etree.fromstring(path.read_bytes(), parser()) for path in files]
    tree = trees[0]
    space = tree.get("targetNamespace", "")
    own = [
        f"{{{space}}}{e.get('name')}" if space else str(e.get("name")) for e in tree.iterfind(f"{_XS}element")
    ]
    roots = [_root(name, data) for name, data in samples]
    tag = str(roots[0].tag) if roots else next((t for t in own if t.rpartition("}")[2] == root), "")
    if not tag and len(own) == 1:
        tag = own[0]
    if not tag or (root and tag.rpartition("}")[2] != root):
        told = ", ".join(sorted(t.rpartition("}")[2] for t in own)[:20])
        raise Undraftable(
            f"{file.name} has {len(own)} elements that may be the root; name one with --root: {told}"
        )
    spaces = dict.fromkeys(each.get("targetNamespace", "") for each in trees)
    bare = any(each.get("elementFormDefault") != "qualified" for each in trees)
    # Local elements without a namespace leave no namespace for names without a prefix.
    used = {*filter(None, spaces), *([""] if bare else [])}
    namespaces = prefixes(tag, [tree, *roots], used)
    return Draft(made, prefixed(tag, namespaces), namespaces)


def _root(name: str, data: bytes) -> etree._Element:
    try:
        return read(data, Limits()).head
    except Unreadable as error:
        found = error.findings[0]
        line = f", line {found.where.line}" if found.where.line else ""
        raise Undraftable(f"{name}{line} cannot be read as XML: {found.message}") from error


def _used(seen: Seen) -> set[str]:
    found = {seen.tag[1:].partition("}")[0] if seen.tag.startswith("{") else ""}
    found |= {name[1:].partition("}")[0] for name in seen.attributes if name.startswith("{")}
    return found.union(*(_used(child) for child in seen.children.values()))


def prefixes(tag: str, roots: list[etree._Element], used: set[str]) -> dict[str, str]:
    """Prefixes for namespaces: none for that of the root, unless some names have no namespace at all."""
    own = tag[1:].partition("}")[0] if tag.startswith("{") else ""
    known = {
        space: prefix
        for root in roots
        for node in root.iter()
        for prefix, space in node.nsmap.items()
        if prefix
    }
    made: dict[str, str] = {"": own} if own and "" not in used else {}
    for space in sorted(used - {"", *made.values()}):
        prefix = known.get(space) or f"n{len(made) + 1}"
        made[prefix if prefix not in made else f"n{len(made) + 1}"] = space
    return made


def prefixed(tag: str, namespaces: dict[str, str]) -> str:
    """A tag as paths write it."""
    space, _, local = tag.rpartition("}")
    prefix = next((p for p, s in namespaces.items() if s == space[1:]), "") if space else ""
    return f"{prefix}:{local}" if prefix else local


def _names(files: tuple[Path, ...]) -> dict[Path, str]:
    made: dict[Path, str] = {}
    for at, path in enumerate(files):
        name = path.name if at else "message.xsd"
        while name in made.values():
            name = f"{path.parent.name}-{name}"
        made[path] = name
    return made


def _moved(file: Path, names: dict[Path, str]) -> bytes:
    """A schema file that looks for the others beside it."""
    root = etree.fromstring(
        file.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    )
    for node in root.iter(*(f"{_XS}{name}" for name in ("include", "import", "redefine", "override"))):
        place = node.get("schemaLocation")
        if place:
            node.set("schemaLocation", names[(file.parent / place).resolve()])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
