"""Headings as they are compared, and as names of elements."""

from __future__ import annotations

import re
import unicodedata

UNKNOWN = "column."
"""what the element of a column that the format does not have begins with; no element of a format has a dot"""

_ESCAPED = re.compile(r"_x([0-9A-F]{1,6})_")


def folded(heading: str) -> str:
    """A heading without case, accents, spaces and punctuation: `Code SH *` and `CODE-SH` are `code_sh`."""
    plain = unicodedata.normalize("NFKD", heading.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "_", kept).strip("_")


def encoded(heading: str) -> str:
    """A heading as a part of an element's name: other characters than letters and digits of ASCII are `_xHEX_`."""
    return re.sub(r"_(?=x)|[^A-Za-z0-9_-]", lambda odd: f"_x{ord(odd[0]):X}_", heading)


def decoded(name: str) -> str:
    """The heading that an encoded name stands for."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)) if int(code[1], 16) < 0x110000 else code[0], name)


def head_name(heading: str) -> str:
    """The element by which identification knows a heading: folded, `_` in front of a digit, `_` for no letter."""
    name = encoded(folded(heading))
    return name if re.match(r"[A-Za-z_]", name) else f"_{name}"
