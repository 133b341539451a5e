"""A finding in another language: the meaning of its code, then its place, its value and what was expected.

The English message of a finding is composed where the mistake is seen and holds what was seen there.
In another language the sentence is that of the catalogue (`gateway.findings.language`), which says
the same of every finding of a code, followed by what is particular to this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gateway.findings.code import CATALOGUE, Code
from gateway.findings.finding import Finding
from gateway.findings.language import ENGLISH, code_texts, words
from gateway.findings.phrases import known_phrase, phrase

LONGEST_VALUE = 80
"""characters of a value that a sentence repeats"""

AGENCY_RULES = frozenset({"RUL401"})
"""codes whose message is the text of one rule out of many, which no catalogue has"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding says in a language."""

    message: str
    expected: str | None
    help: str | None


def in_language(finding: Finding, language: str) -> Finding:
    """The finding with message, expectation and help in a language; in English the finding itself."""
    if language == ENGLISH:
        return finding
    own = (finding.texts or {}).get(language)
    told = _told(finding.code.id, finding.as_dict(), language, own)
    return replace(finding, message=told.message, expected=told.expected, help=told.help)


def stored_in_language(stored: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """The same of a finding as it was stored, which has the keys of [Finding.as_dict][]."""
    if language == ENGLISH:
        return stored
    told = _told(stored["code"], stored, language, None)
    return {**stored, "message": told.message, "expected": told.expected, "help": told.help}


def meaning(code: Code, language: str) -> str:
    """What a code means, in English where the catalogue does not have it."""
    text = code_texts(language).get(code.id)
    return text.meaning if text is not None else code.meaning


def fix(code: Code, language: str) -> str:
    """What to do about a code, in English where the catalogue does not have it."""
    text = code_texts(language).get(code.id)
    return text.fix if text is not None else code.fix


def _told(id: str, said: Mapping[str, Any], language: str, own: str | None) -> Told:
    """`own` is the rule's text in the language, where whoever made the finding has it."""
    code = CATALOGUE.get(id)
    opening = meaning(code, language) if code is not None else said["message"]
    # Where nothing else could be expected the meaning stands for it, and is said once.
    repeated = code is not None and said["expected"] == code.meaning
    expected = opening if repeated else phrase(said["expected"] or "", language) or None
    parts = list(_parts(id, {**said, "expected": expected}, own, words(language)))
    if repeated:
        parts = [part for part in parts if part[1] not in (opening, said["message"])]
    message = f"{opening} {_joined(parts, language)}" if parts else opening
    help = said["help"] if own is None else own
    return Told(message, expected, _help(code, help, language))


def _parts(
    id: str, said: Mapping[str, Any], own: str | None, known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Labels with what they tell: the rule, the place, the value, the expectation; the rest in English."""
    if said["rule"]:
        yield known["rule"], said["rule"]
    if id in AGENCY_RULES:
        yield known["text"], (own or said["message"]).removesuffix(".")
    place = next(((name, said[name]) for name in ("path", "cell", "segment", "line") if said[name]), None)
    if place is not None:
        yield known["place" if place[0] == "path" else place[0]], str(place[1])
    if said["value"]:
        yield known["value"], _shortened(said["value"])
    if said["expected"]:
        yield known["expected"], said["expected"]
    if id not in AGENCY_RULES and (id[3:4] == "0" or not (said["value"] or said["expected"])):
        yield known["detail"], said["message"].removesuffix(".")


def _joined(parts: list[tuple[str, str]], language: str) -> str:
    known = words(language)
    text = known["between"].join(f"{label}{known['colon']}{told}" for label, told in parts)
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _help(code: Code | None, help: str | None, language: str) -> str | None:
    """The catalogue's cure for the code's own; words of this finding alone as far as phrases have them."""
    if help is None or code is None:
        return help
    if help == code.fix:
        return fix(code, language)
    return known_phrase(help, language) or help


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}..."
