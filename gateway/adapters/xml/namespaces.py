"""Give a message without namespaces those that its format has, element by element as the schema has them.

Some senders leave out every namespace declaration. A format whose manifest says
`[options] namespaces_missing = "repaired"` is read all the same, and the repair is recorded.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from gateway.adapters.contract import Node, Part, Spec, Tree
from gateway.adapters.xml import codes
from gateway.adapters.xml.describe import describe
from gateway.adapters.xml.locate import locate
from gateway.findings import Finding, Stage


def with_namespaces(part: Part, spec: Spec) -> etree._Element:
    """The root of a message: as it came, or a copy in the namespaces of the format.

    Only a message whose root has no namespace is repaired, and only where the format allows it;
    then the repair is noted in `part.repairs`. Elements that the schema does not know go where
    their parents are; elements that have a namespace keep it. Order and number stay as they were.
    """
    root = part.head
    if spec.options.get("namespaces_missing") != "repaired" or str(root.tag).startswith("{"):
        return root
    try:
        allowed = describe(spec)
    except ValueError:
        # Checking tells that the schema cannot be used.
        return root
    if _bare(allowed.name) != root.tag or allowed.name == root.tag:
        return root
    prefixes: dict[str | None, str] = {prefix or None: name for prefix, name in spec.namespaces.items()}
    made = etree.Element(allowed.name, dict(root.attrib), nsmap={**prefixes, **root.nsmap})
    _fill(made, root, allowed)
    _note(part, allowed, spec)
    return made


def _fill(made: etree._Element, source: etree._Element, allowed: Node | None) -> None:
    made.text = source.text
    seen: Counter[str] = Counter()
    for child in source.iterchildren("*"):
        known = _known(str(child.tag), allowed, seen)
        name = known.name if known is not None else _beside(str(child.tag), made)
        seen[name] += 1
        copy = etree.SubElement(made, name, dict(child.attrib), nsmap=child.nsmap)
        copy.tail = child.tail
        _fill(copy, child, known)


def _known(tag: str, allowed: Node | None, seen: Counter[str]) -> Node | None:
    """What the schema has under this name: of several, the first that may still occur."""
    children = allowed.children if allowed is not None else ()
    if tag.startswith("{"):
        return next((child for child in children if child.name == tag), None)
    fits = [child for child in children if child.name[0] != "@" and _bare(child.name) == tag]
    free = (child for child in fits if child.maximum is None or seen[child.name] < child.maximum)
    return next(free, fits[0] if fits else None)


def _beside(tag: str, parent: etree._Element) -> str:
    space = etree.QName(parent).namespace
    return tag if tag.startswith("{") or not space else f"{{{space}}}{tag}"


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _note(part: Part, allowed: Node, spec: Spec) -> None:
    (where,) = locate(Tree(part, None, part.head), [part.head])
    code = codes.NAMESPACES_MISSING
    finding = Finding(
        code, f"{_bare(allowed.name)} and what it holds are in no namespace", Stage.PARSE, where, code.severity,
        expected=allowed.name[1:].partition("}")[0], help=code.fix, format=spec.format,
    )  # fmt: skip
    if finding not in part.repairs:
        part.repairs.append(finding)
