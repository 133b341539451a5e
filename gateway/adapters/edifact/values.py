"""Text that an element of a tree can hold, written as XML."""

from __future__ import annotations

import re

from gateway.adapters.edifact.characters import UNREADABLE

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COMMA = re.compile(r"-?\d*,\d*", re.ASCII)
_POINT = re.compile(r"-?\d*\.\d*", re.ASCII)


def escaped(value: str) -> str:
    """A value as XML text; what XML cannot hold becomes the replacement character."""
    value = _NOT_XML.sub(UNREADABLE, value)
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def with_point(value: str) -> str:
    """A number as trees have it: a decimal comma becomes a point."""
    return value.replace(",", ".") if _COMMA.fullmatch(value) else value


def with_mark(value: str, mark: str) -> str:
    """A number as it is written with a decimal mark."""
    return value.replace(".", mark) if mark != "." and _POINT.fullmatch(value) else value
