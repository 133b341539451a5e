"""`gateway formats show`: one format."""

from __future__ import annotations

import click

from gateway.cli.named import format_named
from gateway.cli.pages.format import format_page
from gateway.cli.printing import print_lines


@click.command("show", short_help="Show one format.")
@click.argument("format_id", metavar="FORMAT")
def command(format_id: str) -> None:
    """Show what FORMAT is, how it is recognised and what its folders hold."""
    print_lines(format_page(format_named(format_id)))
