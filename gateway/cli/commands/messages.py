"""`gateway messages`: what the store holds."""

from __future__ import annotations

import click

from gateway.cli import options
from gateway.cli.moment import moment
from gateway.cli.printing import print_lines, table
from gateway.cli.records import as_json, columns
from gateway.findings.render import json_array, json_lines

COLUMNS = ("id", "status", "format", "partner", "received_at")


@click.command("messages", short_help="Find stored messages.")
@click.option("--reference", help="Any reference: the sender's, an MRN, a UCR, our id.")
@click.option("--status", help="Only messages in this state.")
@click.option("--since", metavar="TIME", help="Received at or after this ISO 8601 time (UTC without a zone).")
@click.option("--until", metavar="TIME", help="Received before this time.")
@click.option("--limit", type=click.IntRange(1, 500), default=100, show_default=True, help="At most so many.")
@options.table_output
def command(
    reference: str | None, status: str | None, since: str | None, until: str | None, limit: int, output: str
) -> None:
    """Find messages of all partners in the store, the newest first."""
    from gateway.cli.serving import opened, settings

    first, last = moment("--since", since), moment("--until", until)
    with opened(settings()) as gateway:
        found = gateway.search(None, reference=reference, status=status, since=first, until=last, limit=limit)
        records = [as_json(record) for record in found.items]
    if output == "text":
        print_lines(table(columns(records, COLUMNS), COLUMNS) if records else ["no messages"])
    else:
        print_lines(json_array(records) if output == "json" else json_lines(records))
