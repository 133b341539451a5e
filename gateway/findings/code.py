"""Finding codes: promises to users, declared beside the code that raises them.

Every package that raises findings has a module `codes.py` that holds nothing but [Code][]
declarations. A code is three letters of its stage or syntax and three digits; the first digit
means the same everywhere: 0 unreadable, 1 structure, 2 value, 3 code list, 4 cross-field,
5 lossy or unmapped, 9 limit or security. A code is never reused (`codes.lock`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: only `error` makes a message invalid."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for information, 1 for a warning, 2 for an error."""
        return _RANK[self]


_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_ID = re.compile(r"[A-Z]{3}[0-59]\d\d")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

CATALOGUE: dict[str, Code] = {}
"""Every code declared so far, by id; `gateway.service.catalogue` loads all of them."""


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: what it means, an example of input that has it, and what to do.

    `name` states what was found, never the cure. `example` is a short input or situation.
    """

    id: str
    name: str
    meaning: str
    example: str
    fix: str
    severity: Severity = field(default=Severity.ERROR)

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id) or not _NAME.fullmatch(self.name):
            raise ValueError(f"not a finding code: {self.id} {self.name}")
        if self.id in CATALOGUE:
            raise ValueError(f"code declared twice: {self.id}")
        CATALOGUE[self.id] = self
