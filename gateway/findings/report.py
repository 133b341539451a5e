"""What is reported of one message: where it came from, what it is, and its findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gateway.findings.code import Severity
from gateway.findings.finding import Finding
from gateway.findings.language import ENGLISH
from gateway.findings.telling import in_language


@dataclass(slots=True)
class Report:
    """The findings of one message of a file.

    `number` counts the messages of the file from 1; `data` are the bytes of the whole file when
    code frames are wanted.
    """

    file: str
    number: int
    format: str | None
    outcome: str
    findings: list[Finding] = field(default_factory=list)
    data: bytes | None = None

    def as_dict(self, limit: int | None = None, language: str = ENGLISH) -> dict[str, Any]:
        """The one shape of a message's findings in JSON; `total` only where some are left out."""
        report: dict[str, Any] = {
            "file": self.file,
            "message": self.number,
            "format": self.format,
            "outcome": self.outcome,
            "findings": [in_language(finding, language).as_dict() for finding in self.findings[:limit]],
        }
        if limit is not None and len(self.findings) > limit:
            report["total"] = len(self.findings)
        return report

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)
