"""`gateway formats import-directory`: the tables of messages from a UN/EDIFACT directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gateway.cli.exits import Misuse
from gateway.cli.printing import print_lines
from gateway.findings.escape import escape

if TYPE_CHECKING:
    from gateway.adapters.edifact.directory import Directory, Row, Tables

_SHARED = {
    "segments": ("EDSD", "TRSD"),
    "composites": ("EDCD", "TRCD"),
    "dictionary": ("EDED", "TRED"),
    "codes": ("UNCL",),
}


_SHOWN = 20
"""how many odd lines of a directory are told"""


@click.command("import-directory", short_help="Make the tables of UN/EDIFACT messages.")
@click.argument("zip_file", metavar="ZIP", type=click.Path(path_type=Path))
@click.argument("messages", metavar="MESSAGE...", nargs=-1, required=True)
@click.option(
    "--into",
    default=".",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The data root: the folder of schemas/.",
)
@click.option("--owner", default="un", show_default=True, help="Whose folder below schemas/ it is.")
@click.option(
    "--release",
    default="auto",
    show_default=True,
    help="The release, such as d96b, if the zip holds several.",
)
@click.option(
    "--base", multiple=True, metavar="RELEASE",
    help="Write only what differs from the tables of this release; repeat it for several, the last wins.",
)  # fmt: skip
def command(
    zip_file: Path, messages: tuple[str, ...], into: Path, owner: str, release: str, base: tuple[str, ...]
) -> None:
    """Read a directory ZIP as UNECE publishes it and write the tables of MESSAGE..., such as CUSDEC.

    Each message gets schemas/OWNER/MESSAGE/RELEASE/message.csv. What the messages of a release use together
    (segments, composites, elements, codes with their short names) goes to schemas/OWNER/_shared/RELEASE;
    messages of the release that are there already are counted in. Descriptions and notes are left out.
    """
    from gateway.adapters.edifact.directory import (
        DirectoryUnreadable,
        TableUnreadable,
        open_archive,
        read_directory,
    )

    if not owner.isascii() or not owner.isalnum():
        raise Misuse(f"{escape(owner)} is not the name of an owner such as un")
    try:
        directory = read_directory(open_archive(zip_file), release)
        written = _write(directory, [name.upper() for name in messages], into / "schemas" / owner, base)
    except (DirectoryUnreadable, TableUnreadable) as error:
        raise Misuse(escape(str(error))) from error
    except OSError as error:
        raise Misuse(
            f"{escape(str(error.filename))}: {escape(error.strerror or 'it cannot be used')}"
        ) from error
    for oddity in directory.oddities[:_SHOWN]:
        place = f"{oddity.place}, line {oddity.line}: {oddity.told}"
        click.echo(escape(f"{place}: {oddity.text.strip()[:120]}"), err=True)
    if len(directory.oddities) > _SHOWN:
        click.echo(f"... and {len(directory.oddities) - _SHOWN} more such lines", err=True)
    print_lines(written)


def _write(directory: Directory, names: list[str], owner: Path, bases: tuple[str, ...]) -> list[str]:
    from gateway.adapters.edifact.directory import (
        message_rows,
        overlay,
        read_table,
        tables_of,
        tags_of,
        write_table,
    )

    written: list[str] = []
    rows = {name: message_rows(directory.message(name)) for name in names}
    used = {name.lower(): table for name, table in rows.items()}
    for file in sorted(owner.glob(f"*/{directory.version}/message.csv")):
        used.setdefault(file.parent.parent.name, read_table(file, "message"))
    tables = tables_of(directory, [tags_of(table) for table in used.values()])
    if bases:
        tables = overlay(tables, _base(owner, bases))
    for name, table in rows.items():
        file = owner / name.lower() / directory.version / "message.csv"
        write_table(file, "message", table, _comments(directory, (name,)))
        written.append(f"{file}: {len(table)} rows")
    for name, table in tables.items():
        file = owner / "_shared" / directory.version / f"{name}.csv"
        write_table(file, name, table, _comments(directory, _SHARED[name], bases))
        written.append(f"{file}: {len(table)} rows")
    return written


def _base(owner: Path, releases: tuple[str, ...]) -> Tables:
    from gateway.adapters.edifact.directory import overlaid, read_table

    tables: Tables = {}
    for release in releases:
        folder = owner / "_shared" / release.lower()
        above: dict[str, list[Row]] = {name: read_table(folder / f"{name}.csv", name) for name in _SHARED}
        tables = overlaid(tables, above)
    return tables


def _comments(directory: Directory, names: tuple[str, ...], bases: tuple[str, ...] = ()) -> list[str]:
    sources = [source for name in sorted(directory.files) for source in directory.source(name)
               if name in names or name.partition("-")[0] in names]  # fmt: skip
    files = " and ".join(source.place.rpartition("/")[2] for source in sources)
    over = f"; what differs from {', '.join(bases)}" if bases else ""
    return [
        f"source: UN/EDIFACT directory D.{directory.release} of UNECE, file {files}; facts only{over}",
        f"date: {max(source.day for source in sources).isoformat()}",
    ]
