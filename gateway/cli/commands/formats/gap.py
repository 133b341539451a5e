"""`gateway formats gap`: what formats cannot say, and what is lost or missing between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from gateway.cli.exits import Misuse
from gateway.cli.moment import moment
from gateway.cli.named import format_named
from gateway.cli.printing import print_lines
from gateway.cli.work import catalog

if TYPE_CHECKING:
    from gateway.cli.gaps.report import GapReport
    from gateway.mapping.gap import Side, Traffic

OUTPUTS = ("text", "json", "html", "csv")


@click.command("gap", short_help="Measure what formats cannot say or carry.")
@click.argument("formats", nargs=-1, metavar="[FORMAT [RECEIVER]]")
@click.option("--traffic", is_flag=True, help="Also count residue in stored messages.")
@click.option("--since", metavar="TIME", help="With --traffic: received at or after this ISO 8601 time.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=500,
    show_default=True,
    help="With --traffic: at most so many messages.",
)
@click.option("--output", type=click.Choice(OUTPUTS), default="text", show_default=True, help="How to print.")
def command(formats: tuple[str, ...], traffic: bool, since: str | None, limit: int, output: str) -> None:
    """Show the gaps of FORMAT, those from FORMAT to RECEIVER, or the matrix of all pairs within families.

    Measured from schemas and mapping tables. With --output csv, change requests.
    """
    if len(formats) > 2:
        raise Misuse("at most two formats: a sender and a receiver")
    if since is not None and not traffic:
        raise Misuse("--since needs --traffic")
    report = _measured(formats)
    if traffic:
        wanted = format_named(formats[0]).id if formats else None
        report.traffic = _traffic(wanted, moment("--since", since), limit)
    print_lines(_printed(report, formats, output))


def _measured(names: tuple[str, ...]) -> GapReport:
    from gateway.cli.gaps.report import GapReport
    from gateway.mapping.gap import format_gap, matrices, pair_gap, side_of

    if not names:
        return GapReport("Gaps between formats", matrices=matrices(_sides()))
    sender = side_of(format_named(names[0]))
    if len(names) == 2:
        receiver = side_of(format_named(names[1]))
        title = f"Gaps from {sender.format.id} to {receiver.format.id}"
        return GapReport(title, pair=pair_gap(sender, receiver))
    peers = _sides(sender.format.family)
    return GapReport(f"Gaps of {sender.format.id}", format=format_gap(sender, peers))


def _sides(family: str | None = None) -> list[Side]:
    from gateway.mapping.gap import side_of

    return [side_of(f) for f in sorted(catalog(), key=lambda f: f.id) if family in (None, f.family)]


def _printed(report: GapReport, names: tuple[str, ...], output: str) -> Iterator[str]:
    if output == "text":
        from gateway.cli.gaps.text import as_text

        yield from as_text(report)
    elif output == "html":
        from gateway.cli.gaps.page import as_page

        yield from as_page(report)
    elif output == "csv":
        from gateway.cli.gaps.rows import as_csv

        _add_requests(report)
        yield from as_csv(report.requests)
    else:
        import json

        _add_requests(report)
        yield json.dumps(report.as_dict(), ensure_ascii=False, indent=2)


def _add_requests(report: GapReport) -> None:
    """Fill the change requests of a report; a matrix asks for what the model lacks, over all formats."""
    from gateway.mapping.gap import format_gap, requests_of, requests_of_pair

    if report.pair is not None:
        report.requests = requests_of_pair(report.pair)
    elif report.format is not None:
        report.requests = requests_of([report.format], report.traffic, said=True)
    else:
        report.requests = requests_of([format_gap(side, ()) for side in _sides()], report.traffic)


def _traffic(wanted: str | None, since: datetime | None, limit: int) -> Traffic:
    """Residue in the accounts of stored inbound messages, the newest first; accounts are made anew if need be."""
    from gateway.cli.serving import opened, settings
    from gateway.mapping.gap import TrafficCount
    from gateway.service import NotFound

    count, left, cursor = TrafficCount(), limit, None
    with opened(settings()) as gateway:
        while left > 0:
            page = gateway.search(None, since=since, limit=min(left, 500), cursor=cursor)
            for message in page.items:
                left -= 1
                if (
                    message.format is None
                    or message.direction != "inbound"
                    or wanted not in (None, message.format)
                ):
                    continue
                if message.outcome == "rejected" or message.status == "rejected":
                    continue
                try:
                    count.add(message.format, gateway.ledger(None, message.id).entries)
                except NotFound:
                    count.add(message.format, None)
            cursor = page.cursor
            if cursor is None:
                break
    return count.result()
