"""The service characters of an interchange: stated by UNA, or those that the syntax version has.

Source: ISO 9735-1, section 7 and annex A (UNA); ISO 9735:1988, section 4 (level B).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

_CONTROLS = "\x1c\x1d\x1e\x1f"


@dataclass(frozen=True, slots=True)
class ServiceString:
    """The six characters of UNA; `release` and `repetition` are empty when none is in use."""

    component: str = ":"
    element: str = "+"
    decimal: str = "."
    release: str = "?"
    repetition: str = ""
    terminator: str = "'"

    @property
    def una(self) -> str:
        """The segment UNA that states these characters."""
        return (
            f"UNA{self.component}{self.element}{self.decimal}{self.release or ' '}"
            f"{self.repetition or ' '}{self.terminator}"
        )

    @property
    def separators(self) -> str:
        """The characters that separate, without the release character."""
        return f"{self.component}{self.element}{self.repetition}{self.terminator}"

    @property
    def special(self) -> str:
        """The characters that a value can hold released only."""
        return self.separators + self.release


DEFAULT = ServiceString()
LEVEL_B = ServiceString("\x1f", "\x1d", ".", "", "", "\x1c")


def default_for(version: str) -> ServiceString:
    """The characters of a syntax version when UNA does not state them."""
    return replace(DEFAULT, repetition="*") if version == "4" else DEFAULT


def parse_una(text: str) -> ServiceString:
    """The service characters of the six characters after `UNA`.

    A space stands for a character that is not in use. Raises ValueError with what is wrong.
    """
    if len(text) != 6:
        raise ValueError(f"there are {len(text)} of six characters")
    component, element, decimal, release, repetition, terminator = list(text)
    used = [component, element, terminator, *(c for c in (release, repetition) if c != " ")]
    for character in used:
        printable = character.isascii() and character.isprintable() and not character.isalnum()
        if not (printable or character in _CONTROLS) or character == " ":
            raise ValueError(f"{character!r} cannot be a service character")
    if len(set(used)) != len(used):
        raise ValueError("two of them are the same")
    mark = decimal if decimal in ".," else "."
    return ServiceString(component, element, mark, release.strip(" "), repetition.strip(" "), terminator)
