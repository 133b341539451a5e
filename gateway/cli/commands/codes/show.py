"""`gateway codes show`: the codes of a list."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import click

from gateway.cli import options
from gateway.cli.exits import Misuse
from gateway.cli.listed import listed
from gateway.cli.printing import print_lines, table
from gateway.findings.escape import escape
from gateway.findings.render import json_array, json_lines


@click.command("show", short_help="Show the codes of a list.")
@click.argument("name", metavar="LIST")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option("--on", "day", metavar="DATE", help="Only codes that are valid on this day (CCYY-MM-DD).")
@options.table_output
def command(name: str, codes: tuple[str, ...], day: str | None, output: str) -> None:
    """Show the codes of LIST, or CODE... of it: code, name, first and last day of validity.

    \b
    gateway codes show countries
    gateway codes show currencies HRK --on 2022-12-31
    """
    found = listed(name)
    if day is not None:
        _checked(day)
    strange = [code for code in codes if not found.knows(code, day)]
    if strange:
        on = f" on {day}" if day else ""
        raise Misuse(f"{found.name} has no {', '.join(map(escape, strange))}{on}")
    shown = [
        entry
        for entry in sorted(found.codes, key=lambda entry: entry.code)
        if entry.valid(day) and (not codes or entry.code in codes)
    ]
    if output == "text":
        source = [f"{found.title} ({found.date})", f"source: {found.source}", ""]
        rows = [(e.code, e.valid_from or "-", e.valid_to or "-", e.name) for e in shown]
        print_lines([*source, *table(rows)])
        return
    items = map(asdict, shown)
    print_lines(json_array(items) if output == "json" else json_lines(items))


def _checked(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Misuse(f"--on {escape(day)}: write a day as 2026-03-01") from None
