"""The worker: lanes that cannot hold up each other, and that are started again."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from functools import partial

import pytest

from gateway.transports import Outcome, Receipt
from tests.service.test_deliver import BOTH

SOON = 20.0
"""seconds until a wait is a failure"""


@contextmanager
def working(bench):
    stop = threading.Event()
    thread = threading.Thread(target=bench.run_worker, args=(stop,))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(SOON)
    assert not thread.is_alive()


def until(condition):
    end = time.monotonic() + SOON
    while not condition():
        if time.monotonic() > end:
            pytest.fail("it did not happen")
        time.sleep(0.01)


def delivered(bench):
    return sum(
        d.status == "delivered" for m in bench.search(None).items for d in bench.deliveries(None, m.id)
    )


def test_a_slow_lane_does_not_hold_up_another_and_its_attempt_is_finished(make):
    bench = make(subscriptions=BOTH)
    begun, go = threading.Event(), threading.Event()

    def slow(parcel):
        begun.set()
        assert go.wait(SOON)
        return Receipt(Outcome.DELIVERED, 204)

    bench.post.answers["risk"] = slow
    bench.submit("R1|a\nR2|b")
    with working(bench) as stop:
        assert begun.wait(SOON)
        until(lambda: len(bench.post.to("stats")) == 2)
        assert bench.post.to("risk") == []
        stop.set()
        go.set()
    assert len(bench.post.to("risk")) == 1
    assert delivered(bench) == 3


def test_a_dead_receiver_does_not_hold_up_another(make):
    bench = make(subscriptions=BOTH)
    bench.post.answers["risk"] = lambda parcel: Receipt(Outcome.RETRY, None, "nobody there")
    bench.submit("R1|a\nR2|b\nR3|c")
    with working(bench):
        until(lambda: len(bench.post.to("stats")) == 3)


def test_a_lane_that_dies_and_a_store_that_is_away_are_only_a_moment(bench, monkeypatch):
    journal, failures = bench.gateway.journal, {"lease_due": 2, "due_destinations": 2}
    real = {name: getattr(journal, name) for name in failures}

    def failing(name, *arguments):
        if failures[name]:
            failures[name] -= 1
            raise OSError("secret place")
        return real[name](*arguments)

    for name in failures:
        monkeypatch.setattr(journal, name, partial(failing, name))
    bench.submit("R1|a")
    with working(bench):
        until(lambda: delivered(bench) == 1)
    actions = [line["event.action"] for line in bench.log()]
    assert (actions.count("lane.died"), actions.count("worker.failed")) == (2, 2)
    assert "secret place" not in bench.lines.getvalue()
