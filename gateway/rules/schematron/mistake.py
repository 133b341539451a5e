"""What is wrong in files of rules, and how it is told."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gateway.findings import Code, Finding, Stage, Where
from gateway.rules.schematron.schema import Spot


@dataclass(slots=True)
class Mistakes:
    """The mistakes of one rules.sch and of what it includes.

    Files that it includes stand in its own folder, or in one of those that the format shares.
    """

    folder: Path
    format: str
    findings: list[Finding] = field(default_factory=list)
    shared: tuple[Path, ...] = ()

    def file(self, name: str) -> Path:
        """A file by the name that it is included by, in the first folder that has it."""
        files = (folder / name for folder in (self.folder, *self.shared))
        return next((file for file in files if file.is_file()), self.folder / name)

    def add(self, code: Code, spot: Spot, message: str, value: str = "", expected: str = "") -> None:
        """Tell of one, at its line; the same is told once."""
        found = Finding(
            code, message, Stage.VALIDATE, Where(path=self.file(spot.file).as_posix(), line=spot.line),
            code.severity, value[:200] or None, expected or None, code.fix, self.format,
        )  # fmt: skip
        if found not in self.findings:
            self.findings.append(found)


def nearest(name: str, known: Iterable[str]) -> str:
    """The names that look most like one, or some of all."""
    names = sorted(known)
    found = difflib.get_close_matches(name, names, 3) or names[:12]
    return ", ".join(found) or "none is declared"
