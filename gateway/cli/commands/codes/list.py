"""`gateway codes list`: all code lists that formats share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gateway.cli import options
from gateway.cli.listed import listed
from gateway.cli.printing import print_lines, table
from gateway.findings.render import json_array, json_lines

if TYPE_CHECKING:
    from gateway.formats import CodeList


@click.command("list", short_help="List all code lists.")
@options.table_output
def command(output: str) -> None:
    """List all code lists: name, number of codes, date, title, source.

    They lie in schemas/_codes under the data roots; a later root replaces a list of an earlier one.
    """
    from gateway.formats import list_names

    found = [listed(name) for name in list_names()]
    if output == "text":
        print_lines(table([(c.name, f"{len(c.by_code)} codes", c.date, c.title) for c in found]))
        return
    items = map(_item, found)
    print_lines(json_array(items) if output == "json" else json_lines(items))


def _item(found: CodeList) -> dict[str, Any]:
    return {
        "name": found.name,
        "title": found.title,
        "codes": len(found.by_code),
        "date": found.date,
        "source": found.source,
    }
