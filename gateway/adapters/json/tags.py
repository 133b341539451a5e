"""What the name of an element says of its value beyond what the schema says of it.

In the tree of a format a value has the type that the schema gives it. A value that has not has
another name, so that nobody takes it for what it is not: the member's name, then `.list` for an item
of an array where the schema has none, `.single` for a value where the schema has an array, `.empty`
for an array without items, then its type where that is not the schema's: `.string`, `.number`,
`.boolean`, `.null`, `.object`, `.array`.
"""

from __future__ import annotations

from functools import lru_cache

LISTINGS = ("list", "single", "empty")
KINDS = ("string", "number", "boolean", "null", "object", "array")


@lru_cache(maxsize=8192)
def parts_of(tag: str) -> tuple[str, str, str]:
    """The escaped name, listing and type of an element name; empty where it says nothing of them."""
    name, dot, rest = tag.partition(".")
    if not dot:
        return tag, "", ""
    listing, _, kind = rest.partition(".")
    if listing in KINDS and not kind:
        listing, kind = "", listing
    if listing not in ("", *LISTINGS) or kind not in ("", *KINDS):
        return tag, "", ""
    return name, listing, kind


@lru_cache(maxsize=8192)
def tag_of(name: str, listing: str, kind: str) -> str:
    """The element name that says this of its value."""
    return ".".join(part for part in (name, listing, kind) if part)
