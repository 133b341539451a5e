"""`gateway formats new`: the folders of a new format, made from messages or from a schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from gateway.cli.printing import print_lines, row
from gateway.cli.scaffold import Made, Wish, make, wish_of
from gateway.findings.escape import escape
from gateway.findings.render_text import counted
from gateway.formats.manifest import FAMILIES

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("new", short_help="Make a format from messages or from a schema.")
@click.argument("format_id", metavar="OWNER/NAME@VERSION")
@click.option("--syntax", help="How its messages are written [default: as the messages or the schema tell].")
@click.option(
    "--family",
    type=click.Choice(FAMILIES),
    default="Declaration",
    show_default=True,
    help="The kind of message.",
)
@click.option(
    "--from",
    "samples",
    type=_FILE,
    multiple=True,
    metavar="SAMPLE",
    help="A message of the format; repeat it for more.",
)
@click.option(
    "--xsd", type=_FILE, metavar="FILE", help="The XML schema; files that it needs are taken along."
)
@click.option(
    "--json-schema", type=_FILE, metavar="FILE", help="The JSON Schema, or an OpenAPI description as JSON."
)
@click.option("--directory", type=_FILE, metavar="ZIP", help="A UN/EDIFACT directory as UNECE publishes it.")
@click.option(
    "--root",
    default="",
    metavar="NAME",
    help="The element, definition or message type, where there are several.",
)
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="FOLDER",
    help="The data root: the folder of schemas/ and mappings/.",
)  # fmt: skip
def command(
    format_id: str,
    syntax: str | None,
    family: str,
    samples: tuple[Path, ...],
    xsd: Path | None,
    json_schema: Path | None,
    directory: Path | None,
    root: str,
    into: Path,
) -> None:
    """Make a format: manifest, schema, samples and a first mapping, each line of it to be reviewed.

    Names, repeats, types and lengths are those of the schema, or what the messages show. Where a value goes
    is proposed from names, definitions, ids and the mappings of other formats, with how sure that is; what
    nothing is like is kept. Every sample that is valid comes back equal: what did not is kept too.
    """
    schemas = {"xml": xsd, "json": json_schema, "edifact": directory}
    wish = wish_of(format_id, syntax, family, samples, schemas, root)
    print_lines(_told(wish, make(wish, into)))


def _told(wish: Wish, made: Made) -> Iterator[str]:
    yield from (row(str(file), "written") for file in made.files)
    lines = made.trial.lines
    mapped = sum(line.maps for line in lines)
    yield f"{counted(len(lines), 'value')}: {mapped} with a proposed place in the model, {len(lines) - mapped} kept; review all"
    if made.trial.carried is not None:
        yield f"of the values of the samples the model carries {made.trial.carried:.0%}; every one comes back"
    for name, words in made.trial.wrong.items():
        yield escape(f"{name} is {words}")
    for name, words in made.taken_for.items():
        yield escape(f"{name} is taken for: {words}; correct [identify] in format.toml")
    yield f"Next: gateway formats lint {wish.id} --remarks, then README.md in the folder of the format"
