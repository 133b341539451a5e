"""Tell what a schema objects to: every mistake once, in our words, with its exact place.

libxml2 stops in a parent at the first element that it does not expect, reports one bad value
twice, and loses lines past 65,535. So the structure is compared here with what the schema allows
(`describe`), a copy of the tree is put right (`structure`), and libxml2 judges the values of the copy.
"""

from __future__ import annotations

import copy
import re
from collections import Counter

from lxml import etree

from gateway.adapters.contract import Node, Spec, Tree
from gateway.adapters.fault import Fault, placed
from gateway.adapters.xml import codes
from gateway.adapters.xml.counting import MANY, count
from gateway.adapters.xml.describe import describe
from gateway.adapters.xml.ease import Ease
from gateway.adapters.xml.locate import locate
from gateway.adapters.xml.names import bare, name_of
from gateway.adapters.xml.node_paths import NodePaths
from gateway.adapters.xml.structure import Comparison
from gateway.adapters.xml.values import judge
from gateway.findings import Finding

_TYPES = etree.ErrorTypes
_ABOUT_VALUES = range(_TYPES.SCHEMAV_CVC_DATATYPE_VALID_1_2_1, _TYPES.SCHEMAV_CVC_ENUMERATION_VALID + 1)
_ATTRIBUTE = re.compile(r", attribute '((?:\{[^}]*\})?[^']+)'")
_NAMESPACE = re.compile(r"\{[^}]*\}")
_REPEATS = 2_000
_QUOTED = 60
"""characters of a value that a message repeats"""


def tell(tree: Tree, spec: Spec, schema: etree.XMLSchema, wide: bool, many: bool) -> list[Finding]:
    """All findings about a tree that the schema does not accept.

    None, or remarks alone, where the format tolerates what it differs in.
    The values of a `wide` tree were not judged yet; of one with `many` mistakes those past the
    2,000th repeat of an element are not, and a finding says so.
    """
    if wide and not many:
        schema.validate(tree.root)
    raw = [] if many else [(entry.path, entry.message) for entry in schema.error_log]
    try:
        described = describe(spec)
    except ValueError:
        raw = raw or [(None, "there are too many mistakes to name them without a description of the schema")]
        return _raw(tree, spec, raw)
    root = tree.root
    if root.tag != described.name:
        message, expected = f"the root element is {root.tag!s}", f"the root element {described.name}"
        return placed(locate, tree, spec, [Fault(codes.UNKNOWN_ROOT, root, message, expected)])
    mended = copy.deepcopy(root)
    origin = dict(zip(mended.iter(), root.iter(), strict=True))
    ease = Ease.of(spec)
    comparison = Comparison(origin, ease)
    comparison.compare(mended, described)
    if ease and many:
        # Most of the differences may have been tolerated ones.
        many = count(schema, mended) > MANY
    if many:
        comparison.faults.append(_narrowed(mended, root))
    faults = [*comparison.faults, *_values(mended, described, comparison, schema)]
    if not faults and ease and schema.validate(mended):
        return []
    return placed(locate, tree, spec, faults) if faults else _raw(tree, spec, raw)


def _narrowed(mended: etree._Element, root: etree._Element) -> Fault:
    """Leave so many repeats of an element that libxml2 can judge all of them in reasonable time."""
    for parent in list(mended.iter("*")):
        if len(parent) > _REPEATS:
            counts: Counter[str] = Counter()
            for child in parent.iterchildren("*"):
                counts[str(child.tag)] += 1
                if counts[str(child.tag)] > _REPEATS:
                    parent.remove(child)
    message = f"there are too many mistakes: values past repeat {_REPEATS:,} of an element are not judged"
    return Fault(codes.TOO_MANY, root, message, "a message with few mistakes")


def _values(
    mended: etree._Element,
    described: Node,
    comparison: Comparison,
    schema: etree.XMLSchema,
) -> list[Fault]:
    """What libxml2 says about the values of the mended copy, each value once."""
    if schema.validate(mended):
        return []
    paths = NodePaths(mended)
    found: dict[tuple[etree._Element, str | None], Fault] = {}
    for entry in schema.error_log:
        node = paths.find(entry.path)
        if node is None or node not in comparison.origin or entry.type not in _ABOUT_VALUES:
            continue
        attribute = _ATTRIBUTE.search(entry.message.partition(": ")[0])
        name = attribute.group(1) if attribute else None
        known = (node, name) in found or (name is None and node in comparison.emptied)
        if not known:
            found[node, name] = _value(entry.type, node, name, comparison.origin[node], described)
    return list(found.values())


def _value(
    type_: int, node: etree._Element, name: str | None, source: etree._Element, described: Node
) -> Fault:
    """One value that libxml2 refuses: of an element, or of its attribute of this name."""
    allowed = _allowed(node, described)
    if name is not None and allowed is not None:
        allowed = next((child for child in allowed.children if child.name == f"@{name}"), None)
    value = (source.text if name is None else source.get(name)) or ""
    code, expected, help_ = judge(type_, allowed.facets if allowed is not None else None, value)
    shown = name_of(source) if name is None else f"{name_of(source)}/@{bare(name)}"
    return Fault(code, source, f"{shown} is {_told(value)}", expected, value, name, help_)


def _told(value: str) -> str:
    if not value:
        return "empty"
    return repr(value if len(value) <= _QUOTED else value[: _QUOTED - 3] + "...")


def _allowed(node: etree._Element, described: Node) -> Node | None:
    trail = [str(node.tag), *(str(above.tag) for above in node.iterancestors())][::-1]
    here: Node | None = described
    for tag in trail[1:]:
        here = next((c for c in here.children if c.name == tag), None) if here is not None else None
    return here


def _raw(tree: Tree, spec: Spec, raw: list[tuple[str | None, str]]) -> list[Finding]:
    """What libxml2 says, where the schema says more than names, order and cardinality."""
    paths = NodePaths(tree.root)
    faults = []
    for path, message in raw:
        node = paths.find(path)
        at = tree.root if node is None else node
        expected = "what the schema of the format allows"
        faults.append(Fault(codes.STRUCTURE, at, _NAMESPACE.sub("", message), expected))
    return placed(locate, tree, spec, faults)
