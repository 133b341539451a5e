"""Findings: what every stage says about a message, and how it is shown."""

from gateway.findings.code import CATALOGUE, Code, Severity
from gateway.findings.finding import (
    NOWHERE,
    Finding,
    Stage,
    Unreadable,
    Where,
    in_order,
    worst,
)

__all__ = [
    "CATALOGUE",
    "NOWHERE",
    "Code",
    "Finding",
    "Severity",
    "Stage",
    "Unreadable",
    "Where",
    "in_order",
    "worst",
]
