"""`gateway formats list`: all formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gateway.cli import options
from gateway.cli.printing import print_lines, table
from gateway.cli.work import catalog
from gateway.findings.render import json_array, json_lines

if TYPE_CHECKING:
    from gateway.cli.figures import Figures
    from gateway.formats import Format


@click.command("list", short_help="List all formats.")
@click.option("--family", help="Only formats of this family.")
@click.option("--owner", help="Only formats of this owner.")
@options.table_output
def command(family: str | None, owner: str | None, output: str) -> None:
    """List all formats: syntax, family, status, size, share mapped, samples, revision, title.

    A field is a place of the schema that may hold a value; it is mapped where the model holds the
    value or it never varies. Samples are good and bad ones. `docs/formats.md` has more figures.
    """
    from gateway.cli.figures import figures_of

    found = sorted(
        (format for format in catalog() if family in (None, format.family) and owner in (None, format.owner)),
        key=lambda format: format.id,
    )
    if output == "text":
        print_lines(table([_row(format, figures_of(format)) for format in found]))
        return
    items = (_item(format, figures_of(format)) for format in found)
    print_lines(json_array(items) if output == "json" else json_lines(items))


def _row(format: Format, figures: Figures) -> tuple[str, ...]:
    return (
        format.id,
        format.syntax,
        format.family,
        format.status,
        f"{figures.fields} fields",
        f"{figures.share:.0%} mapped" if format.mapping_dir is not None else "not mapped",
        f"{figures.good}+{figures.bad} samples",
        figures.revision[:12],
        format.title,
    )


def _item(format: Format, figures: Figures) -> dict[str, Any]:
    return {
        "id": format.id,
        "title": format.title,
        "syntax": format.syntax,
        "family": format.family,
        "status": format.status,
        "mapped": format.mapping_dir is not None,
        "fields": {
            "all": figures.fields,
            "mapped": figures.mapped,
            "constant": figures.constant,
            "kept": figures.kept,
            "ignored": figures.ignored,
            "unnamed": figures.unnamed,
        },
        "samples": {"good": figures.good, "bad": figures.bad},
        "revision": figures.revision,
    }
