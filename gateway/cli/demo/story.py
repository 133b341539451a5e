"""The demonstration in its order: set up, send, wait, look, repeat, pry, and sum up."""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from gateway.cli.demo import answers, checks, show
from gateway.cli.demo.agency import Agency
from gateway.cli.demo.caller import Answer, Caller, NotStarted
from gateway.cli.demo.cast import Bad, Cast, Good, cast
from gateway.cli.demo.clearance import clearance
from gateway.cli.demo.expectations import Expectations
from gateway.cli.demo.house import CUSTOMS, SENDER, STRANGER, furnish, serving
from gateway.cli.demo.receiver import Receiver
from gateway.cli.demo.stage import Sent, Stage
from gateway.cli.demo.wishes import wishes
from gateway.cli.serving import stopped_by_signals
from gateway.formats import adapter_for
from gateway.store import Journal, Status

SETTLE_SECONDS = 60.0
"""how long all deliveries together may take"""
SETTLED = frozenset({Status.DELIVERED, Status.DEAD, Status.HELD, Status.REJECTED})


def tell_story(*, keep: bool = False) -> bool:
    """Run the demonstration and print it; whether every expectation held."""
    players, expected = cast(), Expectations()
    with ExitStack() as stack:
        stack.enter_context(_cleaned_up())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gateway-demo-")))
        risk = stack.enter_context(Receiver("risk", failures=1))
        statistics = stack.enter_context(Receiver("statistics"))
        cleared = clearance(players, CUSTOMS)
        listed = [*wishes(players, risk.id, statistics.id), *([cleared.wish] if cleared else [])]
        house = furnish(folder, (risk, statistics), listed)
        show.opening(players, house, (risk, statistics), listed)
        process = stack.enter_context(serving(house))
        sender = stack.enter_context(closing(Caller(house.url, house.keys[SENDER])))
        try:
            sender.wait(process)
        except NotStarted as error:
            show.not_started(str(error), house)
            return False
        caller = stack.enter_context(closing(Caller(house.url, house.keys[CUSTOMS])))
        agency = Agency(caller, cleared.format) if cleared is not None else None
        journal = stack.enter_context(closing(Journal.open(f"sqlite:///{folder / 'gateway.db'}")))
        stage = Stage(players, house, journal, sender, risk, statistics, tuple(listed))
        _play(stage, agency, expected)
        if keep:
            show.kept(stage)
            _until_interrupted()
    return expected.all_held


def _play(stage: Stage, agency: Agency | None, expected: Expectations) -> None:
    good = [_send_good(stage, one) for one in stage.cast.good]
    bad = [_send_bad(stage, one) for one in stage.cast.bad]
    if agency is not None:
        agency.collect()
    _settle(stage, good)
    for sent in good:
        checks.good(stage, sent, expected)
    checks.receivers(stage, good, expected)
    show.outcomes(stage, good)
    show.trace(stage, good)
    if agency is not None:
        answered = answers.play(stage, agency, good, expected)
        show.answers(stage, CUSTOMS, agency.answers.id, answered)
    for one, answer in bad:
        checks.bad(stage, one, answer, expected)
    checks.rejected(stage, bad, expected)
    show.bad(bad)
    _again(stage, good[0], expected)
    _pry(stage, good[0], expected)
    show.next_steps(stage)
    show.verdict(expected)


def _send_good(stage: Stage, good: Good) -> Sent:
    return Sent(good, stage.sender.submit(good.data, _media_type(stage.cast)))


def _send_bad(stage: Stage, bad: Bad) -> tuple[Bad, Answer]:
    return bad, stage.sender.submit(bad.data, _media_type(stage.cast))


def _media_type(players: Cast) -> str:
    return adapter_for(players.format.syntax).media_types[0]


def _settle(stage: Stage, sent: list[Sent]) -> None:
    """Wait until every message has come to its end; what did not is found by the checks."""
    until = time.monotonic() + SETTLE_SECONDS
    waiting = [one.id for one in sent if one.id]
    while waiting and time.monotonic() < until:
        time.sleep(0.05)
        waiting = [id for id in waiting if not _settled(stage, id)]


def _settled(stage: Stage, id: str) -> bool:
    message = stage.journal.message(id)
    return message is not None and message.status in SETTLED


def _again(stage: Stage, first: Sent, expected: Expectations) -> None:
    """Send a message once more, as a sender does that did not see the answer."""
    before = _delivered(stage, first)
    again = stage.sender.submit(first.good.data, _media_type(stage.cast))
    checks.repeated(first, again, before, _delivered(stage, first), expected)
    show.repeated(first, again)


def _delivered(stage: Stage, sent: Sent) -> int:
    return len(stage.journal.deliveries(sent.id)) + sum(len(one.arrived) for one in stage.receivers)


def _pry(stage: Stage, sent: Sent, expected: Expectations) -> None:
    """Ask for a message with the key of another sender, and without any."""
    with (
        closing(Caller(stage.house.url, stage.house.keys[STRANGER])) as stranger,
        closing(Caller(stage.house.url, None)) as nobody,
    ):
        answers = stranger.message(sent.id), stranger.message("msg_unknown"), nobody.message(sent.id)
    checks.pried(*answers, expected)
    show.pried(*answers)


def _until_interrupted() -> None:
    stop = stopped_by_signals()
    # A wait without a limit would not let the interpreter see the signal on every platform.
    while not stop.wait(0.5):
        pass


@contextmanager
def _cleaned_up() -> Iterator[None]:
    """While the body runs, SIGTERM is an interrupt: the gateway must not outlive its demonstration."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
