"""Findings to render."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gateway.findings import CATALOGUE, Code, Finding, Severity, Stage, Where
from gateway.findings.report import Report

DATA = b"""<?xml version="1.0"?>
<Declaration>
  <ID>1</ID>
  <Name>caf\xc3\xa9 <b/></Name>
  <Code>XX</Code>
  <Last/>
</Declaration>
"""


@pytest.fixture(scope="session")
def code() -> Code:
    """A code that no part of the gateway raises."""
    return CATALOGUE.get("TST301") or Code("TST301", "not-in-list", "meaning", "example", "fix")


@pytest.fixture
def finding(code: Code) -> Callable[..., Finding]:
    """A finding about the code in line 5 of the message, with whatever a test changes."""

    def made(message: str = "the code is not in the list", **changes: object) -> Finding:
        facts: dict[str, object] = {
            "where": Where(path="/Declaration/Code", line=5, column=9),
            "severity": Severity.ERROR,
            "value": "XX",
            "expected": "a code of the list",
            "help": "nearest: XI",
        }
        return Finding(code, message, Stage.VALIDATE, **{**facts, **changes})  # type: ignore[arg-type]

    return made


@pytest.fixture
def report(finding: Callable[..., Finding]) -> Callable[..., Report]:
    """A report of one message with these findings."""

    def made(*findings: Finding, outcome: str = "invalid", data: bytes | None = DATA) -> Report:
        return Report("in.xml", 1, "xx/example@1", outcome, list(findings), data)

    return made
