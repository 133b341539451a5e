"""`gateway formats list`: all formats."""

from __future__ import annotations

import click

from gateway.cli import options
from gateway.cli.printing import print_lines, table
from gateway.cli.work import catalog
from gateway.findings.render import json_array, json_lines


@click.command("list", short_help="List all formats.")
@click.option("--family", help="Only formats of this family.")
@click.option("--owner", help="Only formats of this owner.")
@options.table_output
def command(family: str | None, owner: str | None, output: str) -> None:
    """List all formats with their syntax, family, status and title."""
    found = sorted(
        (format for format in catalog() if family in (None, format.family) and owner in (None, format.owner)),
        key=lambda format: format.id,
    )
    if output == "text":
        rows = [(format.id, format.syntax, format.family, format.status, format.title) for format in found]
        print_lines(table(rows))
        return
    items = (
        {
            "id": format.id,
            "title": format.title,
            "syntax": format.syntax,
            "family": format.family,
            "status": format.status,
            "mapped": format.mapping_dir is not None,
            "revision": format.revision,
        }
        for format in found
    )
    print_lines(json_array(items) if output == "json" else json_lines(items))
