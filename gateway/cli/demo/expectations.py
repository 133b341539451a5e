"""What must hold for the demonstration to have succeeded, and what of it did not."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Expectations:
    """Everything that was expected, in order, with whether it held."""

    held: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def equal(self, what: str, found: object, wanted: object) -> None:
        """Expect a value; the words of a failure tell both."""
        if found == wanted:
            self.held.append(what)
        else:
            self.broken.append(f"{what}: {found!r} instead of {wanted!r}")

    def true(self, what: str, holds: bool) -> None:
        """Expect something to be so."""
        (self.held if holds else self.broken).append(what)

    @property
    def all_held(self) -> bool:
        """Whether nothing was otherwise than expected."""
        return bool(self.held) and not self.broken
