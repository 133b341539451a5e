"""What the demonstration prints: on a terminal in colour, in a pipe as plain text."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from gateway.cli import options
from gateway.cli.commands.validate import reports
from gateway.cli.demo.answers import Answered, Told, places
from gateway.cli.demo.caller import Answer
from gateway.cli.demo.cast import Bad, Cast
from gateway.cli.demo.expectations import Expectations
from gateway.cli.demo.house import SENDER, House
from gateway.cli.demo.receiver import Receiver
from gateway.cli.demo.stage import Sent, Stage
from gateway.findings.render import render
from gateway.findings.render_text import counted
from gateway.formats import Format
from gateway.router import Subscription

_NAMESPACES = re.compile(r' xmlns(:\w+)?="[^"]*"')
LOG_LINES = 20
"""lines of the gateway's log that are shown when it does not start"""


def opening(cast: Cast, house: House, receivers: Iterable[Receiver], wishes: Iterable[Subscription]) -> None:
    """Who takes part."""
    _head("A gateway, two receivers and an agency, on this machine")
    _say(f"gateway   {house.url}, everything it keeps in {house.folder}")
    for receiver in receivers:
        _say(f"receiver  {receiver.url} ({receiver.id})")
    _say(f"format    {cast.format.id}: {cast.format.title}")
    for wish in wishes:
        asked = " and ".join(f"{name} = {' or '.join(values)}" for name, values in wish.conditions.items())
        _say(f"wish      {wish.name}: {wish.to} gets {wish.format} where {asked}")


def outcomes(stage: Stage, sent: Sequence[Sent]) -> None:
    """What became of the good messages."""
    _head(f"{counted(len(sent), 'good message')} submitted over HTTP")
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("message", "status", "delivered to"):
        table.add_column(name, overflow="fold")
    for name in ("values", "carried", "kept", "lost"):
        table.add_column(name, justify="right", overflow="fold")
    for one in sent:
        table.add_row(*map(escape, _outcome(stage, one)))
    _console().print(table)
    _say("carried: in a field of the model. kept: beside it, with a reason. lost: must be 0.")


def _outcome(stage: Stage, sent: Sent) -> Iterator[str]:
    message = stage.journal.message(sent.id)
    counts = message.counts or {} if message is not None else {}
    yield sent.good.file.stem
    yield f"{sent.answer.status} {message.status if message is not None else '?'}"
    yield ", ".join(_deliveries(stage, sent.id)) or "nobody"
    for names in (("values",), ("mapped", "converted"), ("kept", "ignored", "residue"), ("unaccounted",)):
        yield str(sum(counts.get(name, 0) for name in names)) if counts else "?"


def _deliveries(stage: Stage, id: str) -> Iterator[str]:
    for delivery in stage.journal.deliveries(id):
        tries = f" (attempt {delivery.attempts})" if delivery.attempts != 1 else ""
        yield f"{delivery.destination}{tries}"


def trace(stage: Stage, sent: Sequence[Sent]) -> None:
    """Why the message with the fewest receivers went where it went: every decision as the store holds it."""
    one = min(sent, key=lambda sent: len(stage.journal.deliveries(sent.id)))
    _head(f"Why {one.good.file.stem} went where it went")
    for event in stage.journal.events(one.id):
        for decision in (event.data or {}).get("decisions", ()):
            verb = "takes it" if decision["takes"] else "does not take it"
            _say(f"{decision['subscription']} ({decision['to']}) {verb}: {decision['reason']}")
            for check in decision["checks"]:
                found = ", ".join(check["found"]) or "nothing"
                _say(
                    f"    {check['condition']}: asks for {', '.join(check['wanted'])}, the message says {found}"
                )


def answers(stage: Stage, by: str, format: str, said: Answered) -> None:
    """What an agency said in its format, and what the sender found in its inbox."""
    _head(f"{by} answers in {format}; the sender collects {stage.cast.format.answers_with}")
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("about", "the agency says", "found by", "the sender gets"):
        table.add_column(name, overflow="fold")
    for one, told in zip(said.said, said.told, strict=False):
        (link,) = stage.journal.answers(told.message_id)
        found = f"{link.kind.replace('_', ' ')} {link.value}"
        table.add_row(*map(escape, (one.case.reference, one.outcome, found, told.format)))
    _console().print(table)
    for one, told in zip(said.said, said.told, strict=False):
        if one.outcome == "rejected":
            _pointed(stage, one.data, told)


def _pointed(stage: Stage, answer: bytes, told: Told) -> None:
    """The same mistake in the agency's terms and in the sender's."""
    _say("The agency points into what it got:")
    _lines(f"      {line}" for line in _excerpt(answer))
    _say("The sender reads where that is in what it sent:")
    _lines(f"      {line}" for line in _excerpt(told.data))
    for place in places(stage, told):
        _say(f"    {place}")


def _excerpt(data: bytes) -> Iterator[str]:
    """The body of an answer line by line: one element or one segment each."""
    if data.lstrip().startswith(b"<"):
        root = etree.fromstring(data)
        body = root[-1] if len(root) and len(root[-1]) else root
        etree.indent(body)
        yield from _NAMESPACES.sub("", etree.tostring(body, encoding="unicode")).splitlines()
    else:
        yield from (f"{line.strip()}'" for line in data.decode("utf-8", "replace").split("'") if line.strip())


def bad(sent: Sequence[tuple[Bad, Answer]]) -> None:
    """What was wrong with the bad messages, as `gateway validate` prints it."""
    _head(f"{counted(len(sent), 'bad message')} submitted over HTTP")
    for one, answer in sent:
        _say(f"{one.file.name}: answered with {answer.status}, kept for the operator, sent to nobody")
        found = reports(nearest(one.file), one.data, keep=True)
        _lines(list(render(found, "text", options.style()))[:-2])
        _lines([""])


def repeated(first: Sent, again: Answer) -> None:
    """What a repetition was told."""
    _head("The first message once more")
    _say(f"answered with {again.status} and the receipt of {again.body.get('messageId')}")
    _say(
        "no receiver got it again"
        if again.body.get("messageId") == first.id
        else "it was taken for a new one"
    )


def pried(foreign: Answer, unknown: Answer, nobody: Answer) -> None:
    """What those were told who have no right to a message."""
    _head("Another sender asks for it")
    _say(
        f"with its own key {foreign.status}, as for an unknown message ({unknown.status}); without a key {nobody.status}"
    )


def next_steps(stage: Stage) -> None:
    """Commands that go on from here."""
    good, wrong = nearest(stage.cast.good[0].file), stage.cast.bad[0]
    _head("Where to look next")
    _lines(
        [
            f"gateway validate {nearest(wrong.file)}",
            f"gateway explain {wrong.codes[0]}",
            f"gateway answer {nearest(wrong.file)}",
            f"gateway translate {good} --to model",
            *(f"gateway translate {good} --to {other.id}" for other in _alike(stage)[:1]),
            f"gateway ledger {good}",
            f"gateway formats show {stage.cast.format.id}",
            "gateway demo --keep",
        ]
    )


def _alike(stage: Stage) -> list[Format]:
    """Other formats of the same family, those of another syntax first."""
    mine = stage.cast.format
    alike = [other for other in stage.cast.others if other.family == mine.family]
    return sorted(alike, key=lambda other: other.syntax == mine.syntax)


def kept(stage: Stage) -> None:
    """How to try the gateway that was left running."""
    house = stage.house
    id = stage.journal.search(limit=1).items[0].id
    _head("Left running until Ctrl-C")
    _lines(
        [
            f"URL   {house.url}",
            f"key   {house.keys[SENDER]}",
            "",
            f"export GATEWAY_DATA_DIR={house.folder}",
            f"export GATEWAY_SUBMIT_KEY={house.keys[SENDER]}",
            f"gateway submit {nearest(stage.cast.good[0].file)} --url {house.url}",
            "gateway messages",
            "gateway errors",
            f"curl -H 'Authorization: Bearer {house.keys[SENDER]}' {house.url}/v1/messages/{id}",
            f"curl {house.url}/metrics",
            f"tail -f {house.log}",
        ]
    )


def not_started(reason: str, house: House) -> None:
    """Why there is nothing to show."""
    _head("The gateway did not start")
    _say(reason)
    _lines(house.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:])


def verdict(expected: Expectations) -> None:
    """Whether all was as expected."""
    _head("Expectations")
    if expected.all_held:
        _say(f"OK: all {len(expected.held)} expectations held")
        return
    _say(f"{len(expected.broken)} of {len(expected.held) + len(expected.broken)} expectations did not hold:")
    for words in expected.broken:
        _say(f"    {words}")


def nearest(file: Path) -> str:
    """A file as one types it: from the working folder where it lies below, else in full."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def _console() -> Console:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What the standard output cannot write is escaped; the demonstration does not end for it.
        sys.stdout.reconfigure(errors="backslashreplace")
    plain = os.environ.get("TERM") == "dumb"
    return Console(file=sys.stdout, highlight=False, no_color=True if plain else None, legacy_windows=False)


def _head(text: str) -> None:
    _console().print()
    _console().print(f"[bold]{escape(text)}[/bold]")


def _say(text: str) -> None:
    _console().print(f"  {escape(text)}", soft_wrap=True)


def _lines(lines: Iterable[str]) -> None:
    """Lines as they are: commands and findings are not wrapped, so that they can be copied."""
    for line in lines:
        _console().out(line, highlight=False)
