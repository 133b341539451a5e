"""What a stage has to say about a message: one finding is one mistake or remark, with its place.

A finding is a value. A stage that cannot continue at all raises [Unreadable][] (or a subclass),
which carries findings too, so that nothing is ever said in an exception text alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from gateway.findings.code import Code, Severity


class Stage(StrEnum):
    """Where in the flow a finding was made; the same words are log fields and metric labels."""

    RECEIVE = "receive"
    IDENTIFY = "identify"
    PARSE = "parse"
    VALIDATE = "validate"
    TO_MODEL = "to_model"
    CHECK = "check"
    ROUTE = "route"
    FROM_MODEL = "from_model"
    ENCODE = "encode"
    VALIDATE_OUTPUT = "validate_output"
    DELIVER = "deliver"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the sender's own message; whatever does not apply to its syntax is `None`.

    `path` is the native path with ordinals (`/MetaData/Declaration/GoodsShipment/Item[2]/ID`),
    `line`, `column` and `segment` count from 1, `offset` is in bytes from 0 and `cell` is a
    spreadsheet address (`C7`).
    """

    path: str | None = None
    line: int | None = None
    column: int | None = None
    segment: int | None = None
    cell: str | None = None
    offset: int | None = None


NOWHERE = Where()


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake or remark about a message, with its place, value, expectation and help.

    `texts` are what a rule says in other languages, by their code (`fr`), where its owner wrote it;
    all else is told from the catalogue of languages.
    """

    code: Code
    message: str
    stage: Stage
    where: Where = NOWHERE
    severity: Severity = Severity.ERROR
    value: str | None = None
    expected: str | None = None
    help: str | None = None
    format: str | None = None
    wco_id: str | None = None
    rule: str | None = None
    texts: Mapping[str, str] | None = field(default=None, compare=False)

    def at(self, where: Where) -> Finding:
        """The same finding at another place (for stages that learn positions late)."""
        return replace(self, where=where)

    def as_dict(self) -> dict[str, Any]:
        """The one shape of a finding in JSON; keys that do not apply are `None`."""
        return {
            "code": self.code.id,
            "name": self.code.name,
            "severity": self.severity.value,
            "stage": self.stage.value,
            "format": self.format,
            "path": self.where.path,
            "line": self.where.line,
            "column": self.where.column,
            "segment": self.where.segment,
            "cell": self.where.cell,
            "value": self.value,
            "expected": self.expected,
            "message": self.message,
            "help": self.help,
            "wco_id": self.wco_id,
            "rule": self.rule,
        }


def in_order(findings: list[Finding]) -> list[Finding]:
    """Findings sorted by their place in the message; those without a place come first."""
    return sorted(
        findings,
        key=lambda f: (
            f.where.line or 0,
            _row(f.where.cell),
            f.where.offset or 0,
            f.where.segment or 0,
            f.where.column or 0,
        ),
    )


def _row(cell: str | None) -> int:
    """The row of a spreadsheet address; 0 where there is none."""
    digits = (cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdecimal() else 0


def worst(findings: list[Finding]) -> Severity | None:
    """The gravest severity among findings, or `None` when there are none."""
    return max((f.severity for f in findings), key=lambda s: s.rank, default=None)


class Unreadable(Exception):
    """A stage could not continue with these bytes at all; `findings` say why and where."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{f.code.id} {f.message}" for f in findings))
        self.findings = findings
