"""`gateway codes`: the code lists that all formats share; one module a verb."""

from __future__ import annotations

from gateway.cli.place import CommandsByPlace

command = CommandsByPlace(
    "gateway.cli.commands.codes",
    name="codes",
    short_help="List, show and compare code lists.",
    help="List, show and compare the code lists that all formats share: countries, currencies, units, packages ...",
)
