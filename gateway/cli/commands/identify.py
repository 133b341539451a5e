"""`gateway identify`: name the format of messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import click

from gateway.cli import options
from gateway.cli.exits import Exit, Tally
from gateway.cli.inputs import inputs
from gateway.cli.printing import print_lines, row
from gateway.cli.telling import say
from gateway.cli.work import catalog, limits, over
from gateway.findings.finding import Finding, Stage
from gateway.findings.render import json_array, json_lines
from gateway.findings.render_text import headline

EARLY = {Stage.RECEIVE, Stage.IDENTIFY, Stage.PARSE}
"""stages whose findings say why a message could not be identified"""


@dataclass(slots=True)
class Identified:
    """The format of one message, or those that it may be."""

    file: str
    number: int
    format: str | None
    candidates: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """What is known, with the findings that say why not more."""
        return {
            "file": self.file,
            "message": self.number,
            "format": self.format,
            "candidates": list(self.candidates),
            "findings": [finding.as_dict() for finding in self.findings],
        }


@click.command("identify", short_help="Name the format of messages.")
@options.files
@options.table_output
@options.exit_zero
@options.jobs
@options.stdin_name
def command(files: tuple[str, ...], output: str, exit_zero: bool, jobs: int, stdin_name: str) -> None:
    """Name the format of every message of FILE...

    Prints the file, a tab and the id of the format; or the file, a tab, a dash, a tab and the ids
    between which the message does not decide, with commas between them.
    """
    tally = Tally()
    entries = inputs(files, tally, stdin_name=stdin_name, limit=limits().bytes)
    found = over(identified, entries, jobs, tally)
    results = (_counted(result, tally) for result in found)
    if output == "text":
        print_lines(_line(result) for result in results)
    else:
        print_json = json_array if output == "json" else json_lines
        print_lines(print_json(result.as_dict() for result in results))
    tally.end(exit_zero=exit_zero)


def identified(name: str, data: bytes) -> list[Identified]:
    """The formats of all messages of a file."""
    from gateway.pipeline import receive

    return [
        Identified(
            file=name,
            number=inbound.number,
            format=inbound.format.id if inbound.format else None,
            candidates=inbound.candidates if inbound.format is None else (),
            findings=[f for f in inbound.findings if inbound.format is None and f.stage in EARLY],
        )
        for inbound in receive(data, catalog(), limits=limits(), to_model=False)
    ]


def _counted(result: Identified, tally: Tally) -> Identified:
    if result.format is None:
        tally.add(Exit.FINDINGS)
    return result


def _line(result: Identified) -> str:
    if result.format is not None:
        return row(result.file, result.format)
    for finding in result.findings:
        say(headline(result.file, finding))
    return row(result.file, "-", ",".join(result.candidates))
