"""Findings on the standard error, for commands whose standard output is something else."""

from __future__ import annotations

import click

from gateway.findings.finding import Finding
from gateway.findings.frame import Source
from gateway.findings.render_text import block

MOST = 25


def tell(name: str, data: bytes, findings: list[Finding]) -> None:
    """Print the findings of one message, at most 25 of them."""
    source = Source(data)
    for finding in findings[:MOST]:
        click.echo("\n".join(block(name, finding, source)) + "\n", err=True)
    if len(findings) > MOST:
        rest = len(findings) - MOST
        click.echo(f"{rest} more: gateway validate --output concise shows all of them", err=True)
