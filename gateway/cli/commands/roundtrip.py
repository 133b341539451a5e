"""`gateway roundtrip`: read messages, write them again and compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from gateway.cli import options
from gateway.cli.exits import Exit, Tally
from gateway.cli.inputs import inputs
from gateway.cli.named import checked
from gateway.cli.printing import print_lines, row
from gateway.cli.telling import say
from gateway.cli.work import catalog, limits, over
from gateway.findings.finding import Finding
from gateway.findings.render import json_array, json_lines
from gateway.findings.render_text import headline

if TYPE_CHECKING:
    from gateway.pipeline import Inbound


@dataclass(slots=True)
class Compared:
    """Whether a message came back as it was, and the paths at which it did not."""

    file: str
    number: int
    format: str | None
    equal: bool
    paths: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The comparison as JSON has it."""
        return {
            "file": self.file,
            "message": self.number,
            "format": self.format,
            "outcome": "equal" if self.equal else "differs",
            "paths": self.paths,
            "findings": [finding.as_dict() for finding in self.findings],
        }


@click.command("roundtrip", short_help="Read messages, write them again and compare.")
@options.files
@options.as_format
@options.table_output
@options.exit_zero
@options.jobs
@options.stdin_name
def command(
    files: tuple[str, ...],
    as_format: str | None,
    output: str,
    exit_zero: bool,
    jobs: int,
    stdin_name: str,
) -> None:
    """Translate every message of FILE... into the common model and back, and compare.

    Prints the file, a tab and `equal`; or the file, a tab, `differs`, a tab and the paths that
    differ, with commas between them. Comments, prefixes, indentation and xsi attributes may differ.
    """
    tally = Tally()
    function = partial(compared, as_format=checked(as_format))
    entries = inputs(files, tally, stdin_name=stdin_name, limit=limits().bytes)
    results = _counted(over(function, entries, jobs, tally), tally)
    if output == "text":
        print_lines(_line(result) for result in results)
    else:
        print_json = json_array if output == "json" else json_lines
        print_lines(print_json(result.as_dict() for result in results))
    tally.end(exit_zero=exit_zero)


def compared(name: str, data: bytes, as_format: str | None = None) -> list[Compared]:
    """The comparisons of all messages of a file."""
    from gateway.pipeline import receive

    # An invalid message that can be read is compared too: what came in must come out.
    found = receive(data, catalog(), as_format=as_format, limits=limits(), allow_invalid=True)
    return [_compared(name, inbound) for inbound in found]


def _compared(name: str, inbound: Inbound) -> Compared:
    from gateway.pipeline import differences, produce

    if inbound.format is None or inbound.message is None:
        known = inbound.format.id if inbound.format else None
        return Compared(name, inbound.number, known, False, findings=inbound.findings)
    outbound = produce(inbound.message, inbound.format, limits=limits())
    if outbound.data is None:
        paths = [finding.where.path for finding in outbound.findings if finding.where.path]
        return Compared(name, inbound.number, inbound.format.id, False, paths, outbound.findings)
    paths = differences(inbound.data, outbound.data, inbound.format, limits())
    return Compared(name, inbound.number, inbound.format.id, not paths, paths)


def _counted(results: Iterator[Compared], tally: Tally) -> Iterator[Compared]:
    for result in results:
        if not result.equal:
            tally.add(Exit.FINDINGS)
        yield result


def _line(result: Compared) -> str:
    if result.equal:
        return row(result.file, "equal")
    for finding in result.findings:
        say(headline(result.file, finding))
    return row(result.file, "differs", ",".join(result.paths))
