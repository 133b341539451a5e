"""`gateway formats golden`: the generated goldens of formats."""

from __future__ import annotations

import click

from gateway.cli.chosen import chosen
from gateway.cli.exits import Exit, Misuse, Tally
from gateway.cli.exercise import exercise
from gateway.cli.printing import print_lines, row


@click.command("golden", short_help="Generate the goldens of formats.")
@click.argument("formats", nargs=-1, metavar="[FORMAT]...")
@click.option("--check", is_flag=True, help="Change nothing; name what is out of date and exit with 1.")
def command(formats: tuple[str, ...], check: bool) -> None:
    """Write what the good samples of FORMAT..., or of all formats, become: model and round trip."""
