"""`gateway formats golden`: what mappings make of the samples, as files to review."""

from __future__ import annotations

import click

from gateway.cli.chosen import chosen
from gateway.cli.exercise import Unexercised
from gateway.cli.exits import Exit, Tally
from gateway.cli.goldens import golden_folder, has_goldens, stale, write
from gateway.cli.printing import print_lines, row
from gateway.formats.codes import GOLDEN_STALE, SAMPLE_DIFFERS


@click.command("golden", short_help="Write the goldens of formats, or compare them.")
@click.argument("formats", nargs=-1, metavar="[FORMAT]...")
@click.option("--check", is_flag=True, help="Write nothing; name every golden that is not as it must be.")
def command(formats: tuple[str, ...], check: bool) -> None:
    """Write what the mappings of FORMAT..., or of all formats, make of their good samples.

    The folder golden/ of a mapping holds the model's JSON and the message written back of every
    good sample, and a stamp with the revision of the format and the digests of the files. Review
    the changes. With --check, files that are missing, out of date, edited by hand or left over are
    named, and the exit code is 1 if there are any.
    """
    tally = Tally()
    for format in filter(has_goldens, chosen(formats)):
        try:
            for file, words in stale(format) if check else write(format):
                name = file.relative_to(golden_folder(format)).as_posix()
                told = ("wrong", f"{GOLDEN_STALE.id} {words}") if check else (words,)
                print_lines([row(format.id, name, *told)])
                if check:
                    tally.add(Exit.FINDINGS)
        except Unexercised as error:
            tally.add(Exit.FINDINGS)
            print_lines([row(format.id, error.file.name, "wrong", f"{SAMPLE_DIFFERS.id} {error.words}")])
    tally.end()
