"""`gateway formats lint`: mistakes in mapping tables and manifests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from gateway.cli import options
from gateway.cli.chosen import chosen
from gateway.cli.exits import Exit, Tally
from gateway.cli.printing import print_lines
from gateway.cli.work import catalog
from gateway.findings.code import Severity
from gateway.findings.render import render
from gateway.findings.report import Report

if TYPE_CHECKING:
    from gateway.findings.finding import Finding
    from gateway.formats import Format


@click.command("lint", short_help="Find mistakes in the folders of formats.")
@click.argument("formats", nargs=-1, metavar="[FORMAT]...")
@options.output
@options.limit_findings
@options.exit_zero
@click.option("--remarks", is_flag=True, help="Also show remarks, such as schema paths without a row.")
def command(
    formats: tuple[str, ...], output: str, limit_findings: int | None, exit_zero: bool, remarks: bool
) -> None:
    """Check the mapping tables of FORMAT..., or of all formats, against schema and model.

    Code lists are checked for their source and date.
    """
    tally = Tally()
    print_lines(render(_reports(formats, remarks, tally), output, options.style(), limit_findings))
    tally.end(exit_zero=exit_zero)


def _reports(names: tuple[str, ...], remarks: bool, tally: Tally) -> Iterator[Report]:
    yield from _manifests(names, tally)
    for format in chosen(names):
        found = [f for f in lint_findings(format) if remarks or f.severity is not Severity.INFO]
        wrong = any(finding.severity is Severity.ERROR for finding in found)
        if wrong:
            tally.add(Exit.FINDINGS)
        name = str(format.mapping_dir or format.schema_dir)
        yield Report(name, 1, format.id, "invalid" if wrong else "valid", found)


def _manifests(names: tuple[str, ...], tally: Tally) -> Iterator[Report]:
    """What is wrong with manifests, whose formats may not even be there."""
    found: dict[str, list[Finding]] = {}
    for finding in () if names else catalog().findings:
        found.setdefault(finding.where.path or "", []).append(finding)
    for file, findings in found.items():
        wrong = any(finding.severity is Severity.ERROR for finding in findings)
        if wrong:
            tally.add(Exit.FINDINGS)
        yield Report(file, 1, None, "invalid" if wrong else "valid", findings)


def lint_findings(format: Format) -> list[Finding]:
    """Everything that is wrong or left open in the folders of a format."""
    from gateway.formats import unsourced
    from gateway.mapping import MappingError, mapping_of

    found = [*unsourced(format), *_rules(format)]
    if format.mapping_dir is None:
        return found
    try:
        return [*found, *mapping_of(format).findings]
    except MappingError as error:
        return [*found, *error.findings]


def _rules(format: Format) -> list[Finding]:
    from gateway.rules.model.settings import unknown_rules

    found = list(unknown_rules(format))
    if format.rules is None:
        return found
    from gateway.rules.schematron import lint_rules

    return [*found, *lint_rules(format)]
