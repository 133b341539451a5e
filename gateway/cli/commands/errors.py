"""`gateway errors`: the errors of all stored messages, grouped."""

from __future__ import annotations

import click

from gateway.cli import options
from gateway.cli.printing import print_lines, table
from gateway.cli.records import as_json, columns
from gateway.findings.render import json_array, json_lines

COLUMNS = ("count", "format", "code", "path", "last_seen", "samples")


@click.command("errors", short_help="Group the errors of stored messages.")
@options.table_output
def command(output: str) -> None:
    """Group the errors of stored messages by format, code and path, the most frequent first."""
    from gateway.cli.serving import opened, settings

    with opened(settings()) as gateway:
        groups = [as_json(group) for group in gateway.errors()]
    if output == "text":
        print_lines(table(columns(groups, COLUMNS), COLUMNS) if groups else ["no errors"])
    else:
        print_lines(json_array(groups) if output == "json" else json_lines(groups))
