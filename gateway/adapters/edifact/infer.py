"""What the directory calls segments and elements, by their places in trees; and its tables as a format's schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File

from gateway.adapters.contract import Limits, Node, Part, Spec
from gateway.adapters.draft import Draft, Undraftable
from gateway.adapters.edifact.definition import Definition, definition
from gateway.adapters.edifact.describe import describe
from gateway.adapters.edifact.directory import (
    DirectoryUnreadable,
    message_rows,
    open_archive,
    read_directory,
    table_bytes,
    tables_of,
    tags_of,
)
from gateway.adapters.edifact.splitting import split
from gateway.findings import Unreadable

Path = tuple[str, ...]


def notes(spec: Spec) -> dict[Path, str]:
    """Names of the directory by paths of names. Raises ValueError when the tables cannot be used."""
    return dict(_named(describe(spec), (), definition(spec)))


def _named(node: Node, above: Path, known: Definition) -> Iterator[tuple[Path, str]]:
    path = (*above, node.name)
    code = node.name.partition(".")[0]
    name = known.name_of(code) or (known.name_of(code[1:]) if code.startswith("E") else "")
    if name:
        yield path, name
    for child in node.children:
        yield from _named(child, path, known)


def from_samples(samples: list[tuple[str, bytes]]) -> Draft:
    """Never: what a message may hold stands in a directory. Raises Undraftable, which names the one to give."""
    kinds = sorted({part.kind for name, data in samples for part in _parts(name, data)})
    raise Undraftable(
        f"what a message of EDIFACT may hold stands in a directory of UNECE; give the zip of the release "
        f"that the messages name ({', '.join(kinds)}) with --directory"
    )


def from_schema(file: File, root: str, samples: list[tuple[str, bytes]]) -> Draft:
    """The tables of one message from the zip of a directory; `root` is its type (`CUSCAR`) where samples do not tell.

    Raises Undraftable for a zip that cannot be read, or lacks the message or the release that samples name.
    """
    kinds = {tuple(part.kind.split()) for name, data in samples for part in _parts(name, data)}
    if len(kinds) > 1:
        raise Undraftable(
            f"samples of one format are one message; these are {' and '.join(map(' '.join, sorted(kinds)))}"
        )
    kind = next(iter(kinds), ())
    message = (kind[0] if kind else root).upper()
    if not message:
        raise Undraftable("name the type of the message, such as CUSCAR, with --root")
    version, release = kind[1].split(".") if len(kind) > 1 and "." in kind[1] else ("D", "auto")
    try:
        directory = read_directory(
            open_archive(file), release if release == "auto" else f"{version}{release}".lower()
        )
        rows = message_rows(directory.message(message))
        tables = tables_of(directory, [tags_of(rows)])
    except DirectoryUnreadable as error:
        raise Undraftable(str(error)) from error
    day = max(source.day for source in directory.files.values())
    comments = [
        f"source: UN/EDIFACT directory D.{directory.release} of UNECE; facts only",
        f"date: {day.isoformat()}",
    ]
    files = {
        f"{name}.csv": table_bytes(name, table, comments)
        for name, table in {"message": rows, **tables}.items()
    }
    when = f"{message}/UNH/S009[E0052='D'][E0054='{directory.release}'][E0051='UN']"
    return Draft(files, message, when=(when,))


def _parts(name: str, data: bytes) -> list[Part]:
    try:
        return list(split(data, Limits()))
    except Unreadable as error:
        raise Undraftable(f"{name} cannot be read as EDIFACT: {error.findings[0].message}") from error
