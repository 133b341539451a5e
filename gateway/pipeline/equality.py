"""Whether two messages of a format say the same: the equality that round trips are held to.

Exclusive C14N after removing comments, processing instructions, prefixes, indentation and `xsi:*`
attributes (those are the envelope's). Lexical values stay as written. Values that the format makes
anew on every writing are declared in its manifest (`regenerated`).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.formats import Format, adapter_for

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def differences(left: bytes, right: bytes, format: Format, limits: Limits | None = None) -> list[str]:
    """Native paths at which two files of one format differ; empty when they say the same.

    Raises Unreadable when one of them cannot be read.
    """
    adapter, limits = adapter_for(format.syntax), limits or Limits()
    trees = []
    for data in (left, right):
        trees.append([adapter.read(part, format.spec, limits).root for part in adapter.split(data, limits)])
    if len(trees[0]) != len(trees[1]):
        return [f"{len(trees[0])} and {len(trees[1])} messages"]
    return [path for a, b in zip(*trees, strict=True) for path in _differ(a, b, f"/{_name(a)}")]


def _differ(a: etree._Element, b: etree._Element, path: str) -> Iterator[str]:
    if a.tag != b.tag:
        yield path
        return
    ours, theirs = _attributes(a), _attributes(b)
    yield from (f"{path}/@{n.rpartition('}')[2]}" for n in sorted(ours.keys() | theirs.keys()) if ours.get(n) != theirs.get(n))
    if _own_text(a) != _own_text(b):
        yield path
    for place in range(max(len(a), len(b))):
        if place >= len(a) or place >= len(b):
            child = (a if place < len(a) else b)[place]
            yield f"{path}/{_name(child)}{_ordinal(child)}"
        else:
            yield from _differ(a[place], b[place], f"{path}/{_name(a[place])}{_ordinal(a[place])}")


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _ordinal(node: etree._Element) -> str:
    before = len(list(node.itersiblings(str(node.tag), preceding=True)))
    return f"[{before + 1}]" if before or next(node.itersiblings(str(node.tag)), None) is not None else ""


def _attributes(node: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in node.items() if not str(name).startswith(_XSI)}


def _own_text(node: etree._Element) -> str:
    """The text of a value; white space between elements is indentation."""
    pieces = [node.text or "", *(child.tail or "" for child in node)]
    return "".join(p for p in pieces if p.strip()) if len(node) else node.text or ""
