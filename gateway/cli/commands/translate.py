"""`gateway translate`: write messages in another format, or as the common model's JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gateway.cli import options
from gateway.cli.accounts import account
from gateway.cli.addressing import address, addressed
from gateway.cli.exits import Exit, Misuse, Tally
from gateway.cli.inputs import one_input
from gateway.cli.named import checked, target_named
from gateway.cli.printing import standard_output
from gateway.cli.telling import tell
from gateway.cli.work import catalog, limits
from gateway.findings.escape import escape
from gateway.findings.render import json_array

if TYPE_CHECKING:
    from gateway.formats import Format
    from gateway.pipeline import Address, Inbound


@click.command("translate", short_help="Write messages in another format.")
@click.argument("file", metavar="FILE")
@click.option("--to", "target", required=True, metavar="FORMAT|model", help="What to write.")
@click.option("--out", metavar="FILE", help="Write there instead of to the standard output.")
@click.option("--ledger", "ledger_file", metavar="FILE", help="Also write the account of every value there.")
@click.option("--allow-invalid", is_flag=True, help="Also read and write messages with errors.")
@addressed
@options.as_format
@options.stdin_name
def command(
    file: str,
    target: str,
    out: str | None,
    ledger_file: str | None,
    allow_invalid: bool,
    sender: str,
    receiver: str,
    as_format: str | None,
    stdin_name: str,
) -> None:
    """Write every message of FILE in another format, or as the common model's JSON.

    A message with errors, or one that lacks what the target must have, is told and not written,
    unless --allow-invalid is given. With several messages in FILE, --out becomes FILE-1, FILE-2 ...
    Formats with an envelope get a sender, a receiver, the time and a reference where the message
    has none.
    """
    tally = Tally()
    into, known = target_named(target), checked(as_format)
    entry, data = one_input(file, stdin_name=stdin_name, limit=limits().bytes)
    accounts: list[dict[str, Any]] = []
    written: list[tuple[int, bytes]] = []
    for inbound in _readable(entry.name, data, known, allow_invalid, tally):
        result = _output(entry.name, inbound, into, address(sender, receiver), allow_invalid, tally)
        if result is not None:
            written.append((inbound.number, result))
        if ledger_file is not None:
            accounts.append(account(entry.name, inbound, into))
    _write(written, out)
    if ledger_file is not None:
        _save(Path(ledger_file), "\n".join(json_array(accounts)).encode() + b"\n")
    tally.end()


def _readable(
    name: str, data: bytes, as_format: str | None, allow_invalid: bool, tally: Tally
) -> Iterator[Inbound]:
    from gateway.pipeline import receive

    found = receive(data, catalog(), as_format=as_format, limits=limits(), allow_invalid=allow_invalid)
    for inbound in found:
        tell(name, data, inbound.findings)
        if not inbound.clean:
            tally.add(Exit.FINDINGS)
        if inbound.message is not None and (allow_invalid or inbound.clean):
            yield inbound


def _output(
    name: str, inbound: Inbound, target: Format | None, to: Address, allow_invalid: bool, tally: Tally
) -> bytes | None:
    from gateway.pipeline import produce

    if inbound.message is None:
        return None
    outbound = produce(inbound.message, target, limits=limits(), address=to)
    tell(f"{name} as {target.id}" if target else name, b"", outbound.findings)
    if not outbound.ok:
        tally.add(Exit.FINDINGS)
    return outbound.data if outbound.ok or allow_invalid else None


def _write(written: list[tuple[int, bytes]], out: str | None) -> None:
    if out is None:
        stream = standard_output()
        for _, data in written:
            stream.write(data if data.endswith(b"\n") else data + b"\n")
        stream.flush()
        return
    path = Path(out)
    for number, data in written:
        several = len(written) > 1
        _save(path.with_name(f"{path.stem}-{number}{path.suffix}") if several else path, data)


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Misuse(f"{escape(str(path))}: {error.strerror}") from None
