"""`gateway formats test`: the samples of formats."""

from __future__ import annotations

import click

from gateway.cli.chosen import chosen
from gateway.cli.exits import Exit, Tally
from gateway.cli.printing import print_lines, row
from gateway.cli.samples import missing, renew, tested
from gateway.formats.codes import NOT_FINISHED, SAMPLE_DIFFERS


@click.command("test", short_help="Run the samples of formats.")
@click.argument("formats", nargs=-1, metavar="[FORMAT]...")
@click.option("--quiet", is_flag=True, help="Print only what is wrong.")
@click.option("--renew", "renewing", is_flag=True, help="Write what bad samples give as what they must give.")
def command(formats: tuple[str, ...], quiet: bool, renewing: bool) -> None:
    """Run the good and bad samples of FORMAT..., or of all formats.

    A good sample is valid, comes back equal and has every value accounted for; a bad one gives
    exactly the findings that the file beside it expects. Review what --renew writes. A format without
    samples of both kinds, or with rows that nobody has reviewed, is not finished.
    """
    tally = Tally()
    for format in chosen(formats):
        if renewing:
            print_lines(row(format.id, file.name, "written") for file in renew(format))
        for sample in tested(format):
            if sample.wrong:
                tally.add(Exit.FINDINGS)
                told = (f"{SAMPLE_DIFFERS.id} {words}" for words in sample.wrong)
                print_lines(row(format.id, sample.file.name, "wrong", words) for words in told)
            elif not quiet:
                print_lines([row(format.id, sample.file.name, "ok")])
        for words in missing(format):
            tally.add(Exit.FINDINGS)
            print_lines([row(format.id, "", "missing", f"{NOT_FINISHED.id} {words}")])
    tally.end()
