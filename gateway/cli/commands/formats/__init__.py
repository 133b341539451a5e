"""`gateway formats`: the formats under the data roots; one module a verb."""

from __future__ import annotations

from gateway.cli.place import CommandsByPlace

command = CommandsByPlace(
    "gateway.cli.commands.formats",
    name="formats",
    short_help="List, show, make, lint and test formats.",
    help="List, show, make, lint and test formats: folders of data, found under the data roots.",
)
