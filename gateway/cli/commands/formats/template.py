"""`gateway formats template`: an empty workbook of a format, to fill in."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from gateway.cli.exits import Misuse
from gateway.cli.named import format_named
from gateway.cli.printing import standard_output
from gateway.findings.escape import escape

if TYPE_CHECKING:
    from gateway.formats import Format


@click.command("template", short_help="Write an empty workbook to fill in.")
@click.argument("format_id", metavar="FORMAT")
@click.option(
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.xlsx",
    help="Write there instead of to the standard output.",
)
def command(format_id: str, file: Path | None) -> None:
    """Write an empty workbook (.xlsx) of FORMAT, a format whose messages are sheets.

    It has the headings, a remark at each that says what belongs below it, lists to choose codes from, and
    a sheet that explains all columns. What is filled in can be sent as it is. The same format gives the
    same bytes.
    """
    data = _written(format_named(format_id))
    if file is None:
        standard_output().write(data)
        return
    try:
        file.write_bytes(data)
    except OSError as error:
        raise Misuse(f"{escape(str(file))} cannot be written: {escape(str(error.strerror))}") from None


def _written(format: Format) -> bytes:
    module = _templating(format.syntax)
    if module is None:
        raise Misuse(
            f"{format.id} is of the syntax {format.syntax}, which has no templates; sheets have them (csv)"
        )
    try:
        data: bytes = module.template(format.spec)
    except ValueError as error:
        raise Misuse(f"{format.id} cannot be used: {escape(str(error))}") from None
    return data


def _templating(syntax: str) -> ModuleType | None:
    """The module of an adapter that makes templates; none where its syntax is not for people to fill in."""
    name = f"gateway.adapters.{syntax}.template"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None
