"""Write a tree as JSON: members in the order of the tree, one a line; numbers as they are written."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Any

from lxml import etree

from gateway.adapters.json.shape import Shape
from gateway.adapters.json.value import value_of

_WORDS = {True: "true", False: "false", None: "null"}


class _Digits(str):
    """The digits of a number, which are written as they are."""

    __slots__ = ()


def write(root: etree._Element, shape: Shape) -> bytes:
    """The bytes of a tree, in UTF-8."""
    out: list[str] = []
    value = value_of(root, shape, _Digits)
    _write(value if isinstance(value, dict) else {}, "\n", out)
    out.append("\n")
    return "".join(out).encode("utf-8", "replace")


def _write(value: Any, line: str, out: list[str]) -> None:
    if isinstance(value, _Digits):
        out.append(value)
    elif isinstance(value, str):
        out.append(encode_basestring(value))
    elif isinstance(value, dict):
        _enclosed("{}", ((encode_basestring(name) + ": ", held) for name, held in value.items()), line, out)
    elif isinstance(value, list):
        _enclosed("[]", (("", held) for held in value), line, out)
    else:
        out.append(_WORDS[value])


def _enclosed(ends: str, entries: Any, line: str, out: list[str]) -> None:
    out.append(ends[0])
    before = inner = line + "  "
    for name, held in entries:
        out.append(before + name)
        _write(held, inner, out)
        before = "," + inner
    out.append((line if before != inner else "") + ends[1])
