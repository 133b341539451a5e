"""Phrases of words and values, such as `at most 35 characters`, in the languages of findings.

A row of `texts/phrases.csv` is the English phrase with `{}` where a value stands and `{n}` where a
number does, which are taken over, and `{*}` where another phrase stands, which is told in the language
too. The first row that fits holds. What fits none stays as it is: names and codes do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gateway.findings.language import ENGLISH, LANGUAGES, table

LONGEST = 2000
"""characters of a phrase that is looked up; a longer one stays as it is"""
DEEPEST = 8
"""phrases within phrases"""

_HOLE = re.compile(r"\{[*n]?\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row: the words between its values, the kinds of the values, and the words in a language."""

    literals: tuple[str, ...]
    kinds: tuple[str, ...]
    told: tuple[str, ...]

    def values(self, text: str) -> list[str] | None:
        """What stands at the places of the values; `None` where the words differ. In linear time."""
        first, *others = self.literals
        if not others:
            return [] if text == first else None
        if not text.startswith(first) or not text.endswith(others[-1]):
            return None
        found, start, end = [], len(first), len(text) - len(others[-1])
        for literal in others[:-1]:
            at = text.find(literal, start, end)
            if at < 0:
                return None
            found.append(text[start:at])
            start = at + len(literal)
        found.append(text[start:end] if start <= end else "")
        return found if all(found) else None


def phrase(text: str, language: str) -> str:
    """The phrase in a language, or as it is where no row fits."""
    if language == ENGLISH:
        return text
    told = known_phrase(text, language)
    return text if told is None else told


def known_phrase(text: str, language: str, depth: int = 0) -> str | None:
    """The phrase in a language; `None` where no row fits."""
    if len(text) > LONGEST or depth > DEEPEST:
        return None
    for row in _phrases(language):
        values = row.values(text)
        if values is None:
            continue
        told = [_value(*each, language, depth) for each in zip(values, row.kinds, strict=True)]
        if None not in told:
            return "".join(_woven(row.told, [value for value in told if value is not None]))
    return None


def _value(value: str, kind: str, language: str, depth: int) -> str | None:
    """What is told for a value; `None` for one that is not of its kind."""
    if kind == "{n}":
        return value if value.replace(",", "").isdecimal() else None
    return known_phrase(value, language, depth + 1) if kind == "{*}" else value


def _woven(literals: tuple[str, ...], values: list[str]) -> Iterator[str]:
    yield literals[0]
    for value, literal in zip(values, literals[1:], strict=True):
        yield value
        yield literal


@lru_cache(maxsize=len(LANGUAGES))
def _phrases(language: str) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(
            tuple(_HOLE.split(row[ENGLISH])),
            tuple(_HOLE.findall(row[ENGLISH])),
            tuple(_HOLE.split(row[language])),
        )
        for row in table("phrases.csv")
    )
