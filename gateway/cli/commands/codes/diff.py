"""`gateway codes diff`: what another version of a code list changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gateway.cli import options
from gateway.cli.exits import Exit, Tally
from gateway.cli.listed import listed, listed_in
from gateway.cli.printing import print_lines, table
from gateway.findings.render import json_array, json_lines

if TYPE_CHECKING:
    from gateway.formats import CodeList, ListedCode

Change = tuple[str, str, str, str]


@click.command("diff", short_help="Compare a code list with another version of it.")
@click.argument("name", metavar="LIST")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.table_output
def command(name: str, file: Path, output: str) -> None:
    """Compare LIST, as the data roots have it, with a newer version in FILE.

    The file is named as the list is and has its form: `# source:`, `# date:`, and the columns code, name, valid_from,
    valid_to. A plus marks what the file adds, a minus what it lacks, a tilde what it says otherwise. Exit code 1
    when they differ.
    """
    changes = list(differences(listed(name), listed_in(file)))
    tally = Tally()
    if changes:
        tally.add(Exit.FINDINGS)
    if output == "text":
        print_lines(table(changes))
    else:
        items = (dict(zip(("change", "code", "before", "after"), change, strict=True)) for change in changes)
        print_lines(json_array(items) if output == "json" else json_lines(items))
    tally.end(exit_zero=False)


def differences(old: CodeList, new: CodeList) -> Iterator[Change]:
    """What a newer list changes, by code: sign, code, what it was, what it is."""
    for code in sorted({*old.by_code, *new.by_code}):
        before, after = _told(old.by_code.get(code, [])), _told(new.by_code.get(code, []))
        if before != after:
            sign = "+" if code not in old.by_code else "-" if code not in new.by_code else "~"
            yield sign, code, before, after


def _told(entries: list[ListedCode]) -> str:
    """A code's names and validities in a line."""
    return "; ".join(f"{e.name} {_days(e)}".strip() for e in entries)


def _days(entry: ListedCode) -> str:
    if not entry.valid_from and not entry.valid_to:
        return ""
    return f"({entry.valid_from}..{entry.valid_to})"
