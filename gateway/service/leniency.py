"""Leniency: findings that a partner's agreement takes less seriously than the format does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway.findings import Finding, Severity

if TYPE_CHECKING:
    from gateway.pipeline import Inbound

NEVER = ("0", "9")
"""first digits of codes that no agreement can lower: unreadable input, limits and security"""


def may_lower(code: str) -> bool:
    """Whether an agreement may lower the severity of a finding code."""
    return code[3:4] not in NEVER


def lenient(inbound: Inbound, agreed: Mapping[str, str]) -> None:
    """Lower what was agreed, saying so in each finding; without errors left the message is valid.

    A message that stays invalid loses its translation: nothing of it may go any further.
    """
    if not agreed:
        return
    from gateway.pipeline import Outcome

    inbound.findings = [_lowered(finding, agreed.get(finding.code.id)) for finding in inbound.findings]
    if inbound.outcome != Outcome.INVALID:
        return
    if inbound.clean and inbound.message is not None:
        inbound.outcome = Outcome.VALID
    else:
        inbound.message = inbound.counts = None


def _lowered(finding: Finding, severity: str | None) -> Finding:
    if severity is None or not may_lower(finding.code.id):
        return finding
    lower = Severity(severity)
    if lower.rank >= finding.severity.rank:
        return finding
    told = f"{finding.message} ({lower.value} instead of {finding.severity.value} by agreement)"
    return replace(finding, severity=lower, message=told)
