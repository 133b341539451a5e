"""The functions that rules have beside those of XPath 1.0, in the namespace `urn:trade-gateway:rules`."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import re2
from lxml import etree

RULES = "urn:trade-gateway:rules"
"""the namespace of the functions; its prefix is `r` by custom"""
OF_STRINGS = frozenset(("matches", "date", "code"))
"""functions of which the first argument is a string"""
LONGEST = 2_000
"""characters of a pattern"""
_MEMORY = 1 << 20
"""bytes that a compiled pattern may take"""
_NAN = float("nan")


class BadPattern(ValueError):
    """A pattern that re2 does not take, or that would take too much memory."""


@lru_cache(maxsize=1024)
def pattern_of(text: str) -> Callable[[bytes], object]:
    """What searches UTF-8 for a pattern and gives something true where it is found. Raises BadPattern."""
    if len(text) > LONGEST:
        raise BadPattern(f"the pattern is longer than {LONGEST:,} characters")
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    options.never_capture = True
    try:
        re2.compile(text, options)
    except re2.error as error:
        told = error.args[0] if error.args else "not a pattern"
        raise BadPattern(told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)) from None
    # A set of one pattern says only whether it is found: a quarter of the time of making a match.
    options.max_mem = 16 * _MEMORY
    found = re2.Set.SearchSet(options)
    found.Add(text)
    found.Compile()
    search: Callable[[bytes], object] = found.Match
    return search


def text_of(value: object) -> str:
    """A value of XPath as its function string() has it."""
    if isinstance(value, list):
        if not value:
            return ""
        value = value[0]
    if isinstance(value, str):
        return value
    if isinstance(value, etree._Element):
        return "".join(value.itertext()) if len(value) else value.text or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else str(value)
    return str(value)


def matches(_: object, value: object, pattern: object) -> bool:
    """Whether a part of a text is as a pattern says (RE2 syntax; `^` and `$` are its ends)."""
    return bool(pattern_of(text_of(pattern))(text_of(value).encode()))


def distinct(_: object, nodes: object) -> float:
    """How many different values some nodes have."""
    return float(len({text_of(node) for node in nodes})) if isinstance(nodes, list) else 1.0


def date_number(_: object, value: object) -> float:
    """The number yyyymmdd of a date `yyyy-mm-dd` or `yyyymmdd` (a time after it does not count), or NaN."""
    text = text_of(value).strip()
    digits = text[:4] + text[5:7] + text[8:10] if text[4:5] == "-" and text[7:8] == "-" else text[:8]
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return _NAN
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return _NAN
    return float(digits)


Function = Callable[..., Any]


def functions(folders: Sequence[Path]) -> dict[tuple[str, str], Function]:
    """All functions by namespace and name, for a format whose code lists are in `codes/` of these folders."""
    places = tuple(folders)

    def code(_: object, value: object, name: object) -> bool:
        return text_of(value) in code_list(places, text_of(name))

    found: Mapping[str, Function] = {
        "matches": matches,
        "distinct": distinct,
        "date": date_number,
        "code": code,
    }
    return {(RULES, name): function for name, function in found.items()}


@cache
def code_list(folders: tuple[Path, ...], name: str) -> frozenset[str]:
    """The codes of `codes/NAME.csv` in the first folder that has it. Raises LookupError without one."""
    for folder in folders:
        file = folder / "codes" / f"{name}.csv"
        if "/" not in name and "\\" not in name and file.is_file():
            lines = (line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
            return frozenset(row["code"] for row in csv.DictReader(lines) if row.get("code"))
    raise LookupError(f"there is no code list codes/{name}.csv")
