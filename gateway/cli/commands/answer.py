"""`gateway answer`: the answer that the gateway would give to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gateway.cli import options
from gateway.cli.addressing import address, addressed
from gateway.cli.exits import Exit, Tally
from gateway.cli.inputs import one_input
from gateway.cli.named import MODEL, checked, target_named
from gateway.cli.printing import standard_output
from gateway.cli.telling import tell
from gateway.cli.work import catalog, limits
from gateway.findings.language import ENGLISH

if TYPE_CHECKING:
    from gateway.formats import Format
    from gateway.pipeline import Address, Answer, Inbound, Outbound


@click.command("answer", short_help="Print the answer that the gateway would give.")
@click.argument("file", metavar="FILE")
@click.option("--to", "target", metavar="FORMAT|model", help="How to write it; else as the format says.")
@addressed
@options.as_format
@options.language
@options.stdin_name
def command(
    file: str,
    target: str | None,
    sender: str,
    receiver: str,
    as_format: str | None,
    language: str,
    stdin_name: str,
) -> None:
    """Print what the gateway would answer to every message of FILE: received, or rejected and why.

    It is written in the format of answers that the format of the message names, as a copy of the
    message with marks where that says `annotated`, and as the model's JSON where it names none.
    Acceptance, numbers and release are an agency's to give: the gateway relays them, and never
    answers so itself. The exit status is 1 for a rejection.
    """
    from gateway.pipeline import receive

    tally = Tally()
    into, known = target_named(target) if target is not None else None, checked(as_format)
    entry, data = one_input(file, stdin_name=stdin_name, limit=limits().bytes)
    stream = standard_output()
    for inbound in receive(data, catalog(), as_format=known, limits=limits()):
        if not inbound.clean:
            tally.add(Exit.FINDINGS)
        to = address(sender, receiver)
        written = _answer(entry.name, inbound, into, to, target, tally, language)
        stream.write(written if written.endswith(b"\n") or written.startswith(b"PK") else written + b"\n")
    stream.flush()
    tally.end()


def _answer(
    name: str,
    inbound: Inbound,
    into: Format | None,
    to: Address,
    target: str | None,
    tally: Tally,
    language: str,
) -> bytes:
    """The answer in the language, in English where its format cannot carry that."""
    from gateway.pipeline import annotated_copy, answer_to

    wanted = target is None and not inbound.clean
    marked = annotated_copy(inbound, limits=limits(), language=language) if wanted else None
    if marked is not None:
        return marked.data
    answer = answer_to(inbound, catalog(), at=to.at, reference=to.reference, language=language)
    format = into if target is not None else answer.format
    outbound = _produced(answer, format, to)
    if not outbound.ok and language != ENGLISH:
        english = answer_to(inbound, catalog(), at=to.at, reference=to.reference)
        again = _produced(english, format, to)
        outbound = again if again.ok else outbound
    return _written(name, answer, outbound, format, tally)


def _produced(answer: Answer, format: Format | None, to: Address) -> Outbound:
    from gateway.pipeline import as_written_in, produce

    return produce(as_written_in(answer.message, format), format, limits=limits(), address=to)


def _written(name: str, answer: Answer, outbound: Outbound, format: Format | None, tally: Tally) -> bytes:
    """The answer in a format; as the model's JSON where the format cannot say it, which is told."""
    from gateway.pipeline import produce

    if outbound.ok and outbound.data is not None:
        return outbound.data
    tell(f"answer to {name} as {format.id if format is not None else MODEL}", b"", outbound.findings)
    tally.add(Exit.FINDINGS)
    return produce(answer.message, None).data or b""
