"""Whether two messages of a format say the same: the equality that round trips are held to.

Exclusive C14N after removing comments, processing instructions, prefixes, indentation and `xsi:*`
attributes (those are the envelope's). Lexical values stay as written. Values that the format makes
anew on every writing are declared in its manifest (`regenerated`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

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
    return [path for a, b in zip(*trees, strict=True) for path in _differ(a, b)]


def _differ(a: etree._Element, b: etree._Element) -> Iterator[str]:
    if a.tag != b.tag:
        yield _path(a)
        return
    ours, theirs = _attributes(a), _attributes(b)
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            yield f"{_path(a)}/@{name.rpartition('}')[2]}"
    if _own_text(a) != _own_text(b):
        yield _path(a)
    for mine, other in zip_longest(a, b):
        if mine is None or other is None:
            yield _path(mine if other is None else other)
        else:
            yield from _differ(mine, other)


def _path(node: etree._Element) -> str:
    steps: list[str] = []
    here: etree._Element | None = node
    while here is not None:
        steps.append(_name(here) + _ordinal(here))
        here = here.getparent()
    return "/" + "/".join(steps[::-1])


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
