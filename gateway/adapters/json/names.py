"""Names of members as names of elements, and back.

A name that is not plain ASCII letters, digits, `_` and `-` has the other characters written
`_xHEX_`, so `@type` is `_x40_type`; the empty name is `_x_`. A dot never stands in an escaped name:
it begins what an element says of its value that the schema does not (`tags.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ODD = re.compile(r"_(?=x)|[^A-Za-z0-9_-]|\A[0-9-]")
_ESCAPED = re.compile(r"_x([0-9A-F]{0,6})_")


@lru_cache(maxsize=4096)
def encoded(name: str) -> str:
    """The element name of a member's name."""
    if "_x" not in name and _PLAIN.fullmatch(name):
        return name
    return _ODD.sub(lambda odd: f"_x{ord(odd[0]):X}_", name) or "_x_"


@lru_cache(maxsize=4096)
def decoded(tag: str) -> str:
    """The member's name of an element name; of one that no member has made, something like it."""
    return _ESCAPED.sub(_character, tag) if "_x" in tag else tag


def _character(escape: re.Match[str]) -> str:
    if not escape[1]:
        return ""
    code = int(escape[1], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else escape[0]
