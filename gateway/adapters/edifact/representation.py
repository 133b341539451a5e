"""Representations of data elements (`an..35`, `a2`, `n..15`): what they mean for a value (ISO 9735-1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gateway.adapters.contract import Facets

_FORM = re.compile(r"(an|a|n)\s*(?:(\d*)\s*\.\.)?\s*(\d+)")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DIGITS = re.compile(r"[0-9]")
_SIGNED = re.compile(r"-?[0-9]+")


@dataclass(frozen=True, slots=True)
class Representation:
    """`kind` is `a` (no digits), `n` (a number) or `an`; a value has `minimum` to `length` of them."""

    text: str
    kind: str
    minimum: int
    length: int

    @property
    def number(self) -> bool:
        """Whether it is a number, whose decimal mark and sign do not count for its length."""
        return self.kind == "n" and not self.minimum

    def facets(self) -> Facets:
        """The same in the words of the contract: a number of fixed length is a string of digits."""
        if self.number:
            return Facets("decimal", digits=(self.length, None))
        shape = ("[0-9]*",) if self.kind == "n" else ("[^0-9]*",) if self.kind == "a" else ()
        return Facets(min_length=self.minimum or None, max_length=self.length, patterns=shape)

    def count(self, value: str) -> int:
        """The length of a value as the representation counts it: the sign of a number is none of it."""
        if self.number:
            return sum(map(str.isdecimal, value))
        return len(value) - (self.kind == "n" and value.startswith("-"))

    def has_kind(self, value: str) -> bool:
        """Whether the characters of a value are those of the kind."""
        if self.number:
            return _NUMBER.fullmatch(value) is not None
        if self.kind == "n":
            return _SIGNED.fullmatch(value) is not None
        return self.kind == "an" or _DIGITS.search(value) is None

    def words(self) -> str:
        """What a value must be, for people."""
        if self.number:
            return f"a number as 1234.56 of at most {self.length} digits"
        unit = {"a": "letters", "n": "digits", "an": "characters"}[self.kind]
        if self.minimum == self.length:
            return f"exactly {self.length} {unit}"
        least = f"{self.minimum} to " if self.minimum else "at most "
        return f"{least}{self.length} {unit}"


@cache
def representation(text: str) -> Representation:
    """The representation that a table writes. Raises ValueError for what is none."""
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise ValueError(f"{text!r} is no representation such as an..35")
    length = int(form[3])
    return Representation(text, form[1], length if form[2] is None else int(form[2] or 0), length)
