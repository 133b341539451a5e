"""Tell what a schema objects to: every mistake once, in our words, with its exact place.

libxml2 stops in a parent at the first element that it does not expect, reports one bad value
twice, and loses lines past 65,535. So the structure is compared here with what the schema allows
(`describe`), a copy of the tree is put right, and libxml2 judges the values of the copy.
"""

from __future__ import annotations

import copy
import difflib
import re
from dataclasses import dataclass

from lxml import etree

from gateway.adapters.contract import Node, Spec, Tree
from gateway.adapters.xml import codes
from gateway.adapters.xml.describe import describe
from gateway.adapters.xml.locate import locate
from gateway.adapters.xml.values import judge
from gateway.findings import Code, Finding, Stage, Where, in_order

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_TYPES = etree.ErrorTypes
_ABOUT_VALUES = range(_TYPES.SCHEMAV_CVC_DATATYPE_VALID_1_2_1, _TYPES.SCHEMAV_CVC_ENUMERATION_VALID + 1)
_ATTRIBUTE = re.compile(r", attribute '(?:\{[^}]*\})?([^']+)'")


@dataclass(slots=True)
class Fault:
    """One mistake before its place is known: at an element of the sender's tree, or its attribute."""

    code: Code
    node: etree._Element
    message: str
    expected: str
    value: str | None = None
    attribute: str | None = None
    help: str | None = None
    below: str | None = None


def tell(tree: Tree, spec: Spec, schema: etree.XMLSchema) -> list[Finding]:
    """All findings about a tree that the schema does not accept; never empty."""
    raw = [(e.type, e.path, e.message) for e in schema.error_log]  # type: ignore[attr-defined]
    try:
        described = describe(spec)
    except ValueError:
        return _raw(tree, spec, raw)
    root = tree.root
    if root.tag != described.name:
        fault = Fault(
            codes.UNKNOWN_ROOT, root, f"the root element is {root.tag}", f"the root element {described.name}"
        )
        return _placed(tree, spec, [fault])
    mended = copy.deepcopy(root)
    origin = dict(zip(mended.iter(), root.iter(), strict=True))
    faults: list[Fault] = []
    _compare(mended, described, origin, faults)
    faults.extend(_values(mended, described, origin, schema))
    return _placed(tree, spec, faults) if faults else _raw(tree, spec, raw)


# Structure


def _compare(
    node: etree._Element, allowed: Node, origin: dict[etree._Element, etree._Element], faults: list[Fault]
) -> None:
    """Note what is wrong in an element of the copy and below it, and put it right there."""
    source = origin[node]
    _attributes(node, source, allowed, faults)
    order = {c.name: (place, c) for place, c in enumerate(allowed.children) if not c.name.startswith("@")}
    if allowed.facets is not None and len(node):
        first = origin[node[0]]
        faults.append(
            Fault(codes.STRUCTURE, first, f"{_name(source)} holds elements", "a value without elements")
        )
        node[:] = []
        node.text = None
        return
    if allowed.facets is None and _mixed(node):
        faults.append(
            Fault(
                codes.TEXT_NOT_ALLOWED,
                source,
                f"{_name(source)} holds text",
                "elements only",
                _mixed(node)[:200],
            )
        )
        node.text = None
        for child in node:
            child.tail = None
    _children(node, source, order, origin, faults)
    for child in list(node):
        if child in origin:
            _compare(child, order[str(child.tag)][1], origin, faults)


def _mixed(node: etree._Element) -> str:
    return "".join([node.text or "", *(child.tail or "" for child in node)]).strip()


def _attributes(node: etree._Element, source: etree._Element, allowed: Node, faults: list[Fault]) -> None:
    known = {c.name[1:]: c for c in allowed.children if c.name.startswith("@")}
    for name in node.keys():
        if name not in known and not str(name).startswith(XSI):
            near = difflib.get_close_matches(str(name), known, 3)
            expected = f"one of {', '.join(known)}" if known else "no attributes"
            faults.append(
                Fault(codes.UNKNOWN_ATTRIBUTE, source, f"{_name(source)} has no attribute {_bare(str(name))}", expected,
                      str(source.get(name)), str(name), _nearest(near))
            )  # fmt: skip
            del node.attrib[name]
    for name, attribute in known.items():
        if attribute.minimum and name not in node.attrib:
            faults.append(
                Fault(codes.MISSING_ATTRIBUTE, source, f"{_name(source)} lacks the attribute {_bare(name)}", f"the attribute {_bare(name)}")
            )  # fmt: skip


def _children(
    node: etree._Element,
    source: etree._Element,
    order: dict[str, tuple[int, Node]],
    origin: dict[etree._Element, etree._Element],
    faults: list[Fault],
) -> None:
    counts: dict[str, int] = {}
    kept: list[tuple[int, etree._Element]] = []
    highest, highest_name = -1, ""
    for child in list(node):
        tag = str(child.tag)
        place, allowed = order.get(tag, (-1, None))
        if allowed is None:
            faults.append(_unknown(origin[child], source, order))
            meant = next((name for name in order if _bare(name) == _bare(tag)), None)
            if meant is None:
                node.remove(child)
                continue
            # Right name, wrong namespace: one mistake, and what it holds is judged all the same.
            child.tag = tag = meant
            place, allowed = order[meant]
        counts[tag] = counts.get(tag, 0) + 1
        if allowed.maximum is not None and counts[tag] > allowed.maximum:
            faults.append(
                Fault(codes.TOO_MANY_ELEMENTS, origin[child], f"{_name(child)} occurs {counts[tag]} times",
                      f"at most {allowed.maximum} in {_name(source)}")
            )  # fmt: skip
            node.remove(child)
            continue
        if place < highest:
            faults.append(
                Fault(codes.MISPLACED_ELEMENT, origin[child], f"{_name(child)} stands after {highest_name}",
                      f"{_name(child)} before {highest_name}")
            )  # fmt: skip
        else:
            highest, highest_name = place, _name(child)
        kept.append((place, child))
    node[:] = [child for _, child in sorted(kept, key=lambda pair: pair[0])]
    _missing(node, source, order, counts, origin, faults)


def _missing(
    node: etree._Element,
    source: etree._Element,
    order: dict[str, tuple[int, Node]],
    counts: dict[str, int],
    origin: dict[etree._Element, etree._Element],
    faults: list[Fault],
) -> None:
    for name, (place, allowed) in order.items():
        lacking = allowed.minimum - counts.get(name, 0)
        if lacking <= 0:
            continue
        missing = _bare(name)
        following = [c for c in node if order[str(c.tag)][0] > place]
        before = f" before {_name(following[0])}" if following else ""
        faults.append(
            Fault(
                codes.MISSING_ELEMENT,
                source,
                f"{_name(source)} lacks {missing}",
                f"{missing}{before}",
                below=missing,
            )
        )
        for _ in range(lacking):
            made = node.makeelement(name)
            node.insert(node.index(following[0]) if following else len(node), made)


def _unknown(child: etree._Element, parent: etree._Element, order: dict[str, tuple[int, Node]]) -> Fault:
    names = {_bare(name): name for name in order}
    here = _name(child)
    near = difflib.get_close_matches(here, names, 3)
    if here in names:
        space = names[here][1:].rpartition("}")[0] or "no namespace"
        expected = f"{here} in the namespace {space}"
    else:
        shown = list(names)[:12]
        expected = f"one of {', '.join(shown)}{' ...' if len(names) > 12 else ''}" if names else "no elements"
    return Fault(
        codes.UNEXPECTED_ELEMENT,
        child,
        f"{_name(parent)} has no element {here}",
        expected,
        help=_nearest(near),
    )


# Values


def _values(
    mended: etree._Element,
    described: Node,
    origin: dict[etree._Element, etree._Element],
    schema: etree.XMLSchema,
) -> list[Fault]:
    """What libxml2 says about the values of the mended copy, each value once."""
    if schema.validate(mended):
        return []
    tree = mended.getroottree()
    found: dict[tuple[etree._Element, str | None], Fault] = {}
    for entry in schema.error_log:  # type: ignore[attr-defined]
        node = _node_at(tree, entry.path)
        if node is None or node not in origin or entry.type not in _ABOUT_VALUES:
            continue
        attribute = _ATTRIBUTE.search(entry.message)
        name = attribute.group(1) if attribute else None
        source = origin[node]
        if (source, name) in found:
            continue
        allowed = _allowed(node, described)
        facets = allowed.facets if allowed is not None else None
        if name is not None and allowed is not None:
            own = next((c for c in allowed.children if _bare(c.name) in (name, f"@{name}")), None)
            facets = own.facets if own is not None else None
        value = source.get(name) if name else source.text
        code, expected, help_ = judge(entry.type, facets, value or "")
        shown = f"{_name(source)}/@{name}" if name else _name(source)
        found[source, name] = Fault(
            code, source, f"{shown} is {_told(value)}", expected, value or "", name, help_
        )
    return list(found.values())


def _told(value: str | None) -> str:
    if not value:
        return "empty"
    return repr(value if len(value) <= 60 else value[:57] + "...")


def _node_at(tree: etree._ElementTree, path: str | None) -> etree._Element | None:
    if not path:
        return None
    names = {prefix: space for prefix, space in _namespaces(tree.getroot()).items() if prefix}
    try:
        found = tree.xpath(path, namespaces=names)
    except etree.XPathError:
        return None
    node = found[0] if isinstance(found, list) and found else None
    return node if isinstance(node, etree._Element) else None


def _namespaces(root: etree._Element) -> dict[str | None, str]:
    found: dict[str | None, str] = {}
    for node in root.iter():
        for prefix, space in node.nsmap.items():
            found.setdefault(prefix, space)
    return found


def _allowed(node: etree._Element, described: Node) -> Node | None:
    trail = [str(node.tag), *(str(a.tag) for a in node.iterancestors())][::-1]
    here: Node | None = described
    for tag in trail[1:]:
        here = next((c for c in here.children if c.name == tag), None) if here is not None else None
    return here


# Places


def _placed(tree: Tree, spec: Spec, faults: list[Fault]) -> list[Finding]:
    places = locate(tree, [fault.node for fault in faults])
    return in_order([_finding(fault, where, spec) for fault, where in zip(faults, places, strict=True)])


def _finding(fault: Fault, where: Where, spec: Spec) -> Finding:
    path = where.path or ""
    if fault.attribute:
        path += f"/@{_bare(fault.attribute)}"
    elif fault.below:
        path += f"/{fault.below}"
    value = fault.value if fault.value is None or len(fault.value) <= 200 else fault.value[:200]
    return Finding(
        fault.code, fault.message, Stage.VALIDATE, Where(path, where.line, where.column, offset=where.offset),
        value=value, expected=fault.expected, help=fault.help or fault.code.fix, format=spec.format,
    )  # fmt: skip


def _raw(tree: Tree, spec: Spec, raw: list[tuple[int, str, str]]) -> list[Finding]:
    """What libxml2 says, where the schema says more than names, order and cardinality."""
    nodes = [_node_at(tree.root.getroottree(), path) for _, path, _ in raw]
    faults = [
        Fault(
            codes.STRUCTURE, tree.root if node is None else node, re.sub(r"\{[^}]*\}", "", message),
            "what the schema of the format allows",
        )
        for node, (_, _, message) in zip(nodes, raw, strict=True)
    ]  # fmt: skip
    return _placed(tree, spec, faults)


def _name(node: etree._Element) -> str:
    return _bare(str(node.tag))


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _nearest(near: list[str]) -> str | None:
    return f"nearest: {', '.join(near)}" if near else None
