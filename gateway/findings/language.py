"""The languages in which findings are told, and the one catalogue of their texts.

English stands with the code that raises a finding. The other languages are data beside this module:
`texts/LANGUAGE.csv` has the meaning and the fix of every code, `texts/words.csv` single words, and
`texts/phrases.csv` what is composed of words and values. Codes never change with the language.
All texts are characters of ISO 8859-1, which every receiver's character set with accents has.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

ENGLISH = "en"
LANGUAGES = (ENGLISH, "fr", "es")
"""the languages by their code of ISO 639-1, the usual one first"""

LONGEST_HEADER = 1000
"""characters of a header that are looked at"""


@dataclass(frozen=True, slots=True)
class CodeText:
    """What a code means and what to do, in one language."""

    meaning: str
    fix: str


@lru_cache(maxsize=len(LANGUAGES))
def code_texts(language: str) -> dict[str, CodeText]:
    """The texts of all codes by id; none for English, which stands with the codes."""
    if language == ENGLISH:
        return {}
    return {row["code"]: CodeText(row["meaning"], row["fix"]) for row in table(f"{language}.csv")}


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> dict[str, str]:
    """Single words and titles by their English name."""
    return {row["word"]: row[language] for row in table("words.csv")}


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of texts."""
    text = files("gateway.findings").joinpath("texts", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


def preferred(header: str) -> str | None:
    """The language that an `Accept-Language` asks for (RFC 9110, section 12.5.4); `None` for none of ours.

    A range such as `fr-CA` is the language `fr`, and `*` the usual one.
    """
    best, liked = None, 0.0
    for part in header[:LONGEST_HEADER].split(","):
        name, _, quality = part.strip().lower().partition(";")
        language = ENGLISH if name.strip() == "*" else name.strip().partition("-")[0]
        weight = _weight(quality.strip())
        if language in LANGUAGES and weight > liked:
            best, liked = language, weight
    return best


def _weight(parameter: str) -> float:
    if not parameter:
        return 1.0
    digits = parameter.removeprefix("q=").strip()
    try:
        weight = float(digits)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
