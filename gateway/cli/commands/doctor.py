"""`gateway doctor`: whether everything is there that the gateway needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from gateway.cli import options
from gateway.cli.exits import Exit, Tally
from gateway.cli.printing import print_lines, table
from gateway.findings.escape import escape
from gateway.findings.render import json_array, json_lines

if TYPE_CHECKING:
    from gateway.cli.checkup import Check


@click.command("doctor", short_help="Check the installation and the settings.")
@options.table_output
def command(output: str) -> None:
    """Check Python, libraries, data, formats, settings, the database and the cache folder.

    Exits with 2 when something must be changed before the gateway can run.
    """
    from gateway.cli.checkup import checks

    tally = Tally()
    found = list(checks())
    for check in found:
        if not check.ok:
            tally.add(Exit.USAGE)
    if output == "text":
        print_lines(_lines(found))
    else:
        items = (check.as_dict() for check in found)
        print_lines(json_array(items) if output == "json" else json_lines(items))
    tally.end()


def _lines(found: list[Check]) -> Iterator[str]:
    lines = table([("OK" if check.ok else "!!", check.name, check.told) for check in found])
    for check, line in zip(found, lines, strict=True):
        yield line
        if check.cure:
            yield f"      what to do: {escape(check.cure)}"
