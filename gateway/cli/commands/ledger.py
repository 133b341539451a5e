"""`gateway ledger`: the account of every value of a message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from gateway.cli import options
from gateway.cli.accounts import account
from gateway.cli.exits import Exit, Tally
from gateway.cli.inputs import one_input
from gateway.cli.named import MODEL, checked, target_named
from gateway.cli.printing import print_lines
from gateway.cli.telling import tell
from gateway.cli.work import catalog, limits
from gateway.findings.render import json_array

if TYPE_CHECKING:
    from gateway.formats import Format


@click.command("ledger", short_help="Account for every value of a message, as JSON.")
@click.argument("file", metavar="FILE")
@click.option("--to", "target", default=MODEL, metavar="FORMAT", help="Account for writing in this format.")
@options.as_format
@options.stdin_name
def command(file: str, target: str, as_format: str | None, stdin_name: str) -> None:
    """Print what became of every value of FILE, as JSON, one object a message.

    `counts` sum up to all values. With --to, `lost` names what of the message the format cannot
    carry and `written` tells where every value of the output came from.
    """
    tally = Tally()
    into, known = target_named(target), checked(as_format)
    entry, data = one_input(file, stdin_name=stdin_name, limit=limits().bytes)
    print_lines(json_array(_accounts(entry.name, data, into, known, tally)))
    tally.end()


def _accounts(
    name: str, data: bytes, target: Format | None, as_format: str | None, tally: Tally
) -> Iterator[dict[str, Any]]:
    from gateway.pipeline import receive

    found = receive(data, catalog(), as_format=as_format, limits=limits(), allow_invalid=True)
    for inbound in found:
        if not inbound.clean:
            tell(name, data, inbound.findings)
            tally.add(Exit.FINDINGS)
        if inbound.message is None:
            continue
        shown = account(name, inbound, target)
        if shown["counts"]["unaccounted"]:
            tally.add(Exit.FINDINGS)
        yield shown
