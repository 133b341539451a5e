"""Strings with escapes, and what may not stand in them. Source: RFC 8259, section 7."""

from __future__ import annotations

import re

from gateway.adapters.json import codes
from gateway.adapters.json.text import Text
from gateway.adapters.unreadable import unreadable
from gateway.findings import Unreadable

_PLAIN = re.compile(r'[^"\\\x00-\x1f]*+')
_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt])|u([0-9A-Fa-f]{4}))')
_SHORT = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def string(source: Text, at: int) -> tuple[str, int]:
    """The string whose quote is here, and the index behind it. Raises Unreadable."""
    text, pieces, here = source.text, [], at + 1
    while True:
        plain = _PLAIN.match(text, here)
        assert plain is not None
        pieces.append(plain[0])
        here = plain.end()
        if text.startswith('"', here):
            return "".join(pieces), here + 1
        if here >= len(text):
            raise _broken(source, at, "the string has no end")
        escape = _ESCAPE.match(text, here)
        if escape is None:
            if text[here] == "\\":
                raise _broken(source, here, f"{text[here : here + 2]!r} is no escape")
            raise _broken(source, here, f"the control character U+{ord(text[here]):04X} stands in a string")
        character, end = _unescaped(source, escape)
        pieces.append(character)
        here = end


def _unescaped(source: Text, escape: re.Match[str]) -> tuple[str, int]:
    if escape[1]:
        character = _SHORT[escape[1]]
        if character in "\b\f":
            raise _not_allowed(source, escape.start(), character)
        return character, escape.end()
    code, end = int(escape[2], 16), escape.end()
    if 0xD800 <= code <= 0xDBFF:
        low = _ESCAPE.match(source.text, end)
        if low is not None and low[2] and 0xDC00 <= int(low[2], 16) <= 0xDFFF:
            code, end = 0x10000 + ((code - 0xD800) << 10) + int(low[2], 16) - 0xDC00, low.end()
    character = chr(code)
    if _NO_CHARACTER.match(character):
        raise _not_allowed(source, escape.start(), character)
    return character, end


def refuse_no_characters(source: Text) -> None:
    """Raise Unreadable for U+FFFE and U+FFFF, which are no characters, wherever they stand."""
    if source.text.isascii():
        return
    found = re.search("[\ufffe\uffff]", source.text)
    if found:
        raise _not_allowed(source, found.start(), found[0])


def _not_allowed(source: Text, at: int, character: str) -> Unreadable:
    told = f"a text holds U+{ord(character):04X}"
    return unreadable(
        codes.CHARACTER, told, None, "characters that can be printed, tabs and line ends", source.where(at)
    )


def _broken(source: Text, at: int, told: str) -> Unreadable:
    return unreadable(codes.NOT_WELL_FORMED, told, None, "a string in double quotes", source.where(at))
