"""Character sets by syntax identifier, and what is wrong with the characters of a value.

Source: ISO 9735-1, annex A, and the code list of data element 0001.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gateway.adapters.edifact import codes
from gateway.findings import Code

_LEVEL_A = re.compile(r"""[^ A-Z0-9.,\-()/=!"%&*;<>'+:?]""")
_LEVEL_B = re.compile(r"[^ -~]")
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""what stands in a tree for bytes that are no character of the set, and for control characters"""
SUBSTITUTE = "\x1a"
"""what is written for a character that cannot be carried; read again it is an error"""
_UNCARRIED = re.compile("[\x00-\x08\x0a-\x1f\x7f\ufffd]")
_CONTROL = re.compile("[\t\x80-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Level:
    """A character set: its Python codec, and a pattern of what it does not hold within that."""

    name: str
    codec: str
    beyond: re.Pattern[str] | None = None


_LATIN = {
    "UNOC": 1, "UNOD": 2, "UNOE": 5, "UNOF": 7, "UNOG": 3, "UNOH": 4, "UNOI": 6, "UNOJ": 8, "UNOK": 9, "UNOL": 15,
}  # fmt: skip
LEVELS: dict[str, Level] = {
    "UNOA": Level("UNOA", "iso8859-1", _LEVEL_A),
    "UNOB": Level("UNOB", "iso8859-1", _LEVEL_B),
    "IATA": Level("IATA", "iso8859-1", _LEVEL_B),
    "IATB": Level("IATB", "iso8859-1", _LEVEL_B),
    **{name: Level(name, f"iso8859-{part}") for name, part in _LATIN.items()},
    "UNOW": Level("UNOW", "utf-8"),
    "UNOY": Level("UNOY", "utf-8"),
}
"""IATA and IATB are those of airlines, which never used the identifiers of ISO 9735"""
UNKNOWN = Level("", "iso8859-1")
VERSIONS = ("1", "2", "3", "4")


def level_of(identifier: str) -> Level:
    """The character set of a syntax identifier; Latin-1 for one that is not known."""
    return LEVELS.get(identifier, UNKNOWN)


def character_faults(value: str, level: Level) -> list[tuple[Code, str, str]]:
    """What is wrong with the characters of a value: code, message and expectation, each at most once."""
    found: list[tuple[Code, str, str]] = []
    if value.isascii() and value.isprintable() and level.beyond is None:
        return found
    uncarried = _UNCARRIED.search(value)
    if uncarried is not None:
        said = "bytes that are no characters" if uncarried[0] == UNREADABLE else "a control character"
        found.append((codes.UNCARRIED, f"holds {said}", f"characters of {level.name or 'the set stated'}"))
        value = _UNCARRIED.sub("", value)
    if _BIDI.search(value):
        expected = "text without U+202A to U+202E and U+2066 to U+2069"
        found.append((codes.BIDI_CONTROL, "holds a hidden direction character", expected))
    if level.codec != "utf-8" and looks_like_utf8(value, level):
        found.append(
            (codes.OTHER_ENCODING, f"looks like UTF-8 under {level.name}", f"characters of {level.name}")
        )
        return found
    outside = (level.beyond or _CONTROL).search(value)
    if outside is None and not encodable(value, level):
        outside = re.search(r"[^\x00-\x7f]", value)
    if outside is not None:
        found.append((codes.CHARACTER, f"holds {outside[0]!r}, which {level.name} does not have",
                      f"characters of {level.name}"))  # fmt: skip
    return found


def looks_like_utf8(value: str, level: Level) -> bool:
    """Whether a value read by a set of single bytes makes more sense as UTF-8."""
    if value.isascii():
        return False
    try:
        value.encode(level.codec).decode("utf-8")
    except UnicodeError:
        return False
    return True


def encodable(value: str, level: Level) -> bool:
    """Whether the codec of a set has all characters of a value."""
    if value.isascii():
        return True
    try:
        value.encode(level.codec)
    except UnicodeEncodeError:
        return False
    return True
