"""Tags of records that a format does not have, as names of elements and back."""

from __future__ import annotations

import re

_ODD = re.compile(r"[^A-Za-z0-9_-]")
_SIGN = re.compile(r"\.([0-9a-f]{1,6})\.")
NONE = "_"
"""the name of a record without a tag"""


def encoded(tag: str) -> str:
    """A tag as the end of an element's name; other characters than letters and digits by their numbers."""
    return _ODD.sub(lambda found: f".{ord(found[0]):x}.", tag) or NONE


def decoded(name: str) -> str:
    """The tag of such a name."""
    if name == NONE:
        return ""
    return _SIGN.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), name)
