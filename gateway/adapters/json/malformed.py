"""Say in plain words why a text is not JSON."""

from __future__ import annotations

import re

from gateway.adapters.json import codes
from gateway.adapters.json.text import Text
from gateway.adapters.unreadable import unreadable
from gateway.findings import Unreadable

_WORD = re.compile(r"-?[A-Za-z_$][A-Za-z0-9_$]*|[-+.0-9][-+.0-9A-Za-z]*")
_SHOWN = 40


def not_well_formed(source: Text, at: int, expected: str) -> Unreadable:
    """The exception for a place at which something else should stand."""
    told, help_ = _told(source.text, at)
    return unreadable(codes.NOT_WELL_FORMED, told, None, expected, source.where(at), help_)


def _told(text: str, at: int) -> tuple[str, str | None]:
    rest = text[at : at + _SHOWN]
    if not rest:
        return (
            "the document ends too early",
            "Send the whole document; the transfer was probably interrupted.",
        )
    if rest.startswith(("/*", "//", "#")):
        return "there is a comment", "Remove the comment; JSON has none."
    if rest[0] in "}]" and text[:at].rstrip(" \t\r\n").endswith(","):
        return f"there is a comma before {rest[0]}", "Remove the comma behind the last entry."
    if rest[0] in "'\u2018\u2019\u201c\u201d":
        return f"{rest[0]} stands where a double quote belongs", 'Write texts between double quotes: "A1".'
    word = _WORD.match(rest)
    if word is None:
        return f"{rest[0]!r} stands where it may not", None
    if word[0].lstrip("-") in ("NaN", "Infinity"):
        return f"{word[0]} is no number of JSON", "Leave the value out where there is none."
    if word[0][0] in "-+.0123456789":
        return (
            f"{word[0]} is no number of JSON",
            "Write digits with at most one point: 1000.00, without leading zeros.",
        )
    return f"{word[0]} stands where it may not", None
