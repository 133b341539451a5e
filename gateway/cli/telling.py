"""Findings on the standard error, for commands whose standard output is something else."""

from __future__ import annotations

from contextlib import suppress

import click

from gateway.findings.finding import Finding
from gateway.findings.frame import Source
from gateway.findings.render_text import block

MOST = 25


def say(text: str) -> None:
    """Print to the standard error; a reader of it that has left does not stop the work."""
    with suppress(BrokenPipeError):
        click.echo(text, err=True)


def tell(name: str, data: bytes, findings: list[Finding]) -> None:
    """Print the findings of one message, at most 25 of them."""
    source = Source(data)
    for finding in findings[:MOST]:
        say("\n".join(block(name, finding, source)) + "\n")
    if len(findings) > MOST:
        rest = len(findings) - MOST
        say(f"{rest} more: gateway validate --output concise shows all of them")
