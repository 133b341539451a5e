"""The service as commands use it: its settings, the opened gateway, the worker beside it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gateway.cli.exits import Misuse
from gateway.findings.escape import escape

if TYPE_CHECKING:
    from gateway.service import Gateway, Settings


def settings() -> Settings:
    """The settings of the service; raises [Misuse][] that names each wrong one, without its value."""
    from pydantic import ValidationError

    from gateway.service import Settings

    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"GATEWAY_{'__'.join(str(step) for step in item['loc']).upper()}: {item['msg']}"
            for item in error.errors(include_url=False, include_input=False, include_context=False)
        )
        raise Misuse(f"settings: {escape(wrong)}") from None


@contextmanager
def opened(chosen: Settings) -> Iterator[Gateway]:
    """The gateway with its store; closed afterwards."""
    from gateway.service import Gateway

    gateway = Gateway.open(chosen)
    try:
        yield gateway
    finally:
        gateway.close()


@contextmanager
def delivering(chosen: Settings, *, wanted: bool) -> Iterator[None]:
    """Deliver in a thread of this process while the body runs, where that is wanted."""
    if not wanted:
        yield
        return
    stop = threading.Event()
    with opened(chosen) as gateway:
        thread = threading.Thread(target=gateway.run_worker, args=(stop,), name="worker", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(timeout=30)


def stopped_by_signals() -> threading.Event:
    """An event that is set when the process is told to stop."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop
