"""`gateway validate`: say everything in which messages differ from their format."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import click

from gateway.cli import options
from gateway.cli.exits import Exit, Tally
from gateway.cli.inputs import inputs
from gateway.cli.named import checked
from gateway.cli.printing import print_lines
from gateway.cli.work import catalog, limits, over
from gateway.findings.code import Severity
from gateway.findings.render import render
from gateway.findings.report import Report


@click.command("validate", short_help="Check messages against their formats.")
@options.files
@options.as_format
@click.option("--rules", is_flag=True, help="Also read them, and check what everyone's rules say of them.")
@options.output
@options.language
@options.limit_findings
@options.exit_zero
@options.jobs
@options.stdin_name
def command(
    files: tuple[str, ...],
    as_format: str | None,
    rules: bool,
    output: str,
    language: str,
    limit_findings: int | None,
    exit_zero: bool,
    jobs: int,
    stdin_name: str,
) -> None:
    """Check every message of FILE... (files, folders, patterns, - for the standard input).

    The format is identified from the message itself, or given with --as.
    """
    tally = Tally()
    judge = partial(reports, as_format=checked(as_format), keep=output == "text", rules=rules)
    entries = inputs(files, tally, stdin_name=stdin_name, limit=limits().bytes)
    found = _counted(over(judge, entries, jobs, tally), tally)
    print_lines(render(found, output, options.style(), limit_findings, language))
    tally.end(exit_zero=exit_zero)


def reports(
    name: str, data: bytes, as_format: str | None = None, keep: bool = False, rules: bool = False
) -> list[Report]:
    """The findings of every message of a file; `keep` keeps the bytes for code frames.

    With `rules` the messages are read into the common model, where everyone's rules look at them.
    """
    from gateway.pipeline import receive

    return [
        Report(
            file=name,
            number=inbound.number,
            format=inbound.format.id if inbound.format else None,
            outcome=inbound.outcome.value,
            findings=inbound.findings,
            data=data if keep and inbound.findings else None,
        )
        for inbound in receive(data, catalog(), as_format=as_format, limits=limits(), to_model=rules)
    ]


def _counted(found: Iterator[Report], tally: Tally) -> Iterator[Report]:
    for report in found:
        if report.outcome != "valid" or report.count(Severity.ERROR):
            tally.add(Exit.FINDINGS)
        yield report
