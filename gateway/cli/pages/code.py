"""The page of a finding code."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.findings.code import Code
from gateway.findings.language import ENGLISH, words
from gateway.findings.telling import fix, meaning

DIGITS = {
    "0": "unreadable",
    "1": "structure",
    "2": "value",
    "3": "code list",
    "4": "cross-field",
    "5": "lossy or unmapped",
    "9": "limit or security",
}
"""what the first digit of a code says"""


def code_page(code: Code, language: str = ENGLISH) -> Iterator[str]:
    """What the code means, an example of input that has it, and what to do."""
    known = words(language)
    yield f"{code.id} {code.name} ({known[code.severity.value]}, {known[f'digit-{code.id[3]}']})"
    parts = {"meaning": meaning(code, language), "example": code.example, "fix": fix(code, language)}
    for title, told in parts.items():
        yield ""
        yield known[title]
        yield from (f"  {line}" for line in told.splitlines())


def code_section(code: Code) -> Iterator[str]:
    """The same as a section of docs/codes.md."""
    yield f"## {code.id} {code.name}"
    yield ""
    yield f"{code.severity.value}, {DIGITS[code.id[3]]}"
    yield ""
    yield code.meaning
    yield ""
    yield from _example(code.example)
    yield ""
    yield f"What to do: {code.fix}"
    yield ""


def _example(example: str) -> Iterator[str]:
    if "\n" not in example:
        yield f"Example: {example}"
        return
    yield "Example:"
    yield ""
    yield from (f"    {line}" for line in example.splitlines())
