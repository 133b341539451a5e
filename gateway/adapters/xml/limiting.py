"""What a reader accepts at most, checked at a cost far below that of parsing.

A tag holds no `<`, so a tag with many attributes is a long stretch of bytes without one: only
such stretches are looked at, and `find` steps from stretch to stretch at the speed of memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.unreadable import unreadable
from gateway.adapters.xml import codes
from gateway.findings import Where

_ATTRIBUTE = rb"""\s+([^\s=<>"']+)\s*=\s*(?:"[^"<]*"|'[^'<]*')"""
_EACH = re.compile(_ATTRIBUTE)
_TAG = re.compile(rb"<[^\s<>/!?][^\s<>/]*((?:" + _ATTRIBUTE + rb")*)")
_SHORTEST = len(' a=""')
_SHORTEST_NAMESPACE = len(' xmlns:a="b"')
_LEAST_ELEMENT = len("<a/>")
_LEVELS = re.compile(rb"<[^!?]")
_HIDING = ((b"!--", b"<!--", b"-->"), (b"[CDATA[", b"<![CDATA[", b"]]>"), (b"?", b"<?", b"?>"))
"""what may hide tags: a rare part of its beginning, its beginning, its end"""
_NOT_OF_TAGS = bytes(byte for byte in range(256) if byte not in b"</>")
_LONG_TEXT = etree.XPath("(//text()[string-length() > $n] | //@*[string-length() > $n])[1]")


def limit_bytes(data: bytes, limits: Limits) -> None:
    """Raise Unreadable for a file that is too large to be looked at."""
    if len(data) > limits.bytes:
        raise unreadable(
            codes.TOO_LARGE,
            f"the file has {len(data):,} bytes",
            str(len(data)),
            f"at most {limits.bytes:,} bytes",
        )


def limit_tags(text: bytes, limits: Limits) -> None:
    """Raise Unreadable for too many elements, or attributes or namespaces of one, before parsing.

    Tags are counted as they stand in the bytes, so those inside comments and CDATA count too.
    """
    if len(text) > limits.elements * _LEAST_ELEMENT:
        tags = text.count(b"<") - text.count(b"</") - text.count(b"<!") - text.count(b"<?")
        if tags > limits.elements:
            raise unreadable(
                codes.TOO_MANY,
                f"there are {tags:,} elements",
                str(tags),
                f"at most {limits.elements:,} elements",
            )
    shortest = min((limits.attributes + 1) * _SHORTEST, (limits.namespaces + 1) * _SHORTEST_NAMESPACE)
    for start, end in _stretches(text, shortest):
        tag = _TAG.match(text, start, end)
        if tag is None:
            continue
        names = [found[1] for found in _EACH.finditer(tag[1])]
        spaces = sum(name == b"xmlns" or name.startswith(b"xmlns:") for name in names)
        if spaces > limits.namespaces:
            raise unreadable(
                codes.TOO_MANY, f"an element declares {spaces:,} namespaces", str(spaces),
                f"at most {limits.namespaces:,} namespaces", _at(text, start),
            )  # fmt: skip
        if len(names) - spaces > limits.attributes:
            raise unreadable(
                codes.TOO_MANY, f"an element has {len(names) - spaces:,} attributes", str(len(names) - spaces),
                f"at most {limits.attributes:,} attributes", _at(text, start),
            )  # fmt: skip


def _at(text: bytes, start: int) -> Where:
    return Where(line=text.count(b"\n", 0, start) + 1, offset=start)


def _stretches(text: bytes, shortest: int) -> Iterator[tuple[int, int]]:
    """Where stretches from one `<` to the next begin and end, all that have this length at least."""
    step, size, passed = max(shortest // 2, 1), len(text), 0
    find = text.find
    for at in [at for at in range(0, size, step) if find(b"<", at, at + step) < 0]:
        if at < passed:
            continue
        end = find(b"<", at)
        passed = size if end < 0 else end
        start = text.rfind(b"<", 0, at)
        if start >= 0:
            yield start, passed


@lru_cache(maxsize=8)
def _deeper(depth: int) -> etree.XPath:
    return etree.XPath(f"boolean({'/*' * (depth + 1)})")


def _surely_within(text: bytes, depth: int) -> bool:
    """Whether the tags alone prove that a well-formed document is not too deep, at a third of the cost.

    Tags are reduced to `<` and `!` for start and end, and pairs are taken away from within. What
    looks like an end and is none (an empty element, a slash in an attribute) leaves ends over, and
    then nothing is proven.
    """
    first = text.find(b"?>") + 2 if text.startswith(b"<?xml") else 0
    for sign, begin in ((b"!", b"<!"), (b"?", b"<?")):
        if text.find(sign, first) >= 0 and text.find(begin, first) >= 0:
            return False
    tags = text[first:].translate(None, _NOT_OF_TAGS).replace(b"</", b"!").translate(None, b"/>")
    for _ in range(depth):
        if not tags:
            return True
        within = tags.replace(b"<!", b"")
        if len(within) == len(tags):
            return False
        tags = within
    return not tags


def limit_tree(root: etree._Element, text: bytes, limits: Limits) -> None:
    """Raise Unreadable for a tree that is too deep or holds too long a value."""
    if not _surely_within(text, limits.depth) and _deeper(limits.depth)(root):
        raise unreadable(
            codes.TOO_DEEP, "elements are nested too deeply", expected=f"at most {limits.depth} levels"
        )
    if len(text) > limits.text and _may_be_long(text, limits.text):
        for value in _LONG_TEXT(root, n=limits.text):
            owner = value.getparent()
            raise unreadable(
                codes.TEXT_TOO_LONG,
                f"a value of {etree.QName(owner).localname} is too long: {len(value):,} characters",
                f"{value[:40]}...",
                f"at most {limits.text:,} characters",
                Where(path=owner.getroottree().getpath(owner), line=owner.sourceline),
            )


def _may_be_long(text: bytes, most: int) -> bool:
    """Whether somewhere there is no tag for so long that one value could be too long.

    What looks like a tag and may stand in a comment, CDATA or instruction does not count.
    """
    step = max(most // 2, 1)
    first = text.find(b"?>") + 2 if text.startswith(b"<?xml") else 0
    hiding = [(begin, end) for sign, begin, end in _HIDING if text.find(sign, first) >= 0]
    for at in range(0, len(text) - step + 1, step):
        tag = _LEVELS.search(text, at, at + step)
        if tag is None or any(_within(text, tag.start(), begin, end) for begin, end in hiding):
            return True
    return False


def _within(text: bytes, at: int, begin: bytes, end: bytes) -> bool:
    """Whether a place may lie before the end of something that hides tags and has begun."""
    closes = text.find(end, at)
    return closes >= 0 and text.find(begin, at, closes) < 0
