"""The value that a tree of a format stands for: the way back of `typed.py`, total over all trees."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from gateway.adapters.json.names import decoded
from gateway.adapters.json.shape import ANY, Shape
from gateway.adapters.json.tags import parts_of

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS = {"true": True, "false": False}
Number = Callable[[str], Any]


def value_of(node: etree._Element, shape: Shape, number: Number) -> Any:
    """What an element stands for where its name says nothing of its type: dict, list, text, bool, number.

    `number` makes a number of its digits. A text that is not of its type is a text.
    """
    if shape.kind == "array":
        return _items(node, shape.items, number)
    if len(node):
        return _object(node, shape, number)
    text = node.text or ""
    if shape.kind == "object" and not text.strip():
        return {}
    return _scalar(text, shape.kind or "string", number)


def _scalar(text: str, kind: str, number: Number) -> Any:
    if kind == "number" and NUMBER.fullmatch(text):
        return number(text)
    if kind == "boolean":
        return _WORDS.get(text, text)
    return text


def _said(node: etree._Element, kind: str, number: Number) -> Any:
    """What an element stands for whose name says its type."""
    if kind == "null":
        return None
    if kind == "array":
        return _items(node, ANY, number)
    if kind == "object" or len(node):
        return _object(node, ANY, number)
    return _scalar(node.text or "", kind, number)


def _items(node: etree._Element, shape: Shape, number: Number) -> list[Any]:
    return [_either(child, parts_of(str(child.tag))[2], shape, number) for child in node.iterchildren("*")]


def _either(node: etree._Element, kind: str, shape: Shape, number: Number) -> Any:
    return _said(node, kind, number) if kind else value_of(node, shape, number)


def _object(node: etree._Element, shape: Shape, number: Number) -> dict[str, Any]:
    found: dict[str, Any] = {}
    lists: set[str] = set()
    for child in node.iterchildren("*"):
        name, listing, kind = parts_of(str(child.tag))
        held = shape.member(name)
        listed = listing in ("list", "empty") or (held.listed and not listing)
        inside = ANY if listing else held.items if held.listed else held
        key = decoded(name)
        if key not in found:
            found[key] = []
        if listing != "empty":
            found[key].append(_either(child, kind, inside, number))
        if listed or len(found[key]) > 1:
            lists.add(key)
    return {key: values if key in lists else values[0] for key, values in found.items()}
