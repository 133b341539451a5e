"""Names and texts as bags of words: camel and snake case parted, abbreviations read, plurals undone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

Bag = Mapping[str, float]
"""Words with their weights."""

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NUMBERED = re.compile(r"(?<=[a-z])(?:[A-Z]{2,}\d*|\d+)$")
"""what some lists of names put behind a name: an abbreviation of its group and a number (`NamCO17`)"""
_ABOVE = (1.0, 0.6, 0.45, 0.3, 0.2)
"""what a name counts by its distance from the value"""
_SHORT = ("is", "can", "may", "if", "not", "number")
"""words that a sentence has for other reasons than a name has them"""


@cache
def meanings() -> dict[str, tuple[str, ...]]:
    """The vocabulary: what abbreviations and other names of a thing mean in the words of the model."""
    text = (files("gateway.mapping.propose") / "words.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["word"]: tuple((row["means"] or "").split()) for row in rows}


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, in the words of the model where the vocabulary knows them."""
    bare = name.rpartition("}")[2].lstrip("@")
    whole = meanings().get(bare.lower())
    if whole is not None:
        return whole
    found: list[str] = []
    for part in _PARTS.findall(bare):
        found.extend(_word(part.lower()))
    short = _NUMBERED.sub("", bare)
    if short != bare and len(short) > 2 and (whole := meanings().get(short.lower())) is not None:
        return whole
    return tuple(dict.fromkeys(found))


def words_of_text(text: str) -> tuple[str, ...]:
    """The words of a sentence that say something."""
    found: dict[str, None] = {}
    for part in re.findall(r"[A-Za-z]{2,}", text):
        if part.lower() not in _SHORT:
            found.update(dict.fromkeys(words_of(part)))
    return tuple(found)


@lru_cache(maxsize=8192)
def _word(word: str) -> tuple[str, ...]:
    known = meanings().get(word)
    if known is not None:
        return known
    single = _single(word)
    return meanings().get(single, (single,)) if not single.isdigit() else ()


def _single(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
    )


def bag(parts: Iterable[tuple[Iterable[str], float]]) -> dict[str, float]:
    """A bag of words from several sources, each with its weight; a word keeps its greatest one."""
    made: dict[str, float] = {}
    for words, weight in parts:
        for word in words:
            made[word] = max(weight, made.get(word, 0.0))
    return made


def weight_above(distance: int) -> float:
    """What a name counts that stands so many steps above a value."""
    return _ABOVE[min(distance, len(_ABOVE) - 1)]
