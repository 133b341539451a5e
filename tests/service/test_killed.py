"""A process that is killed at any moment: what it said is durable is there, and the work goes on."""

from __future__ import annotations

import signal
import subprocess
import sys

from gateway.service.deliver import Deliverer
from gateway.store import now
from tests.conftest import ROOT
from tests.service.conftest import Bench

SUBMITTING = """
import sys
from pathlib import Path
from tests.service.conftest import Bench

run, folder, url = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
bench = Bench(folder, url)
for number in range(100_000):
    (item,) = bench.submit(f"R{run}-{number}|goods {number}").items
    print(item.message.id, flush=True)
"""
KILLED_AFTER = (1, 7, 23, 4)
"""answers after which a run is killed, while it works on the next"""


def run_and_kill(number, answers, folder, url):
    """The ids that one process printed until it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", SUBMITTING, str(number), str(folder), url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        ids = [process.stdout.readline().strip() for _ in range(answers)]
        process.send_signal(signal.SIGKILL)
        ids += [line.strip() for line in process.stdout if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL
    return ids


def test_what_was_answered_outlives_the_process_and_is_delivered(tmp_path, url, make):
    told = [
        id
        for number, answers in enumerate(KILLED_AFTER)
        for id in run_and_kill(number, answers, tmp_path, url)
    ]
    assert len(told) == len(set(told)) >= sum(KILLED_AFTER) and all(told)
    bench = make()
    for id in told:
        assert bench.original(None, id).data.startswith(b"R")
        assert b"goods" in bench.model(None, id) and bench.output(None, id, "model").data
        assert [delivery.destination for delivery in bench.deliveries(None, id)] == ["risk"]
    while bench.deliver_due(1000):
        pass
    sent = [parcel.message_id for parcel in bench.post.to("risk")]
    assert len(sent) == len(set(sent)) and set(told) <= set(sent)
    assert bench.statuses() == {"delivered": len(sent)}


def test_what_a_dead_worker_had_leased_is_taken_over_after_its_lease(make):
    bench: Bench = make(delivery_timeout=1.0)
    bench.submit("R1|goods")
    journal = bench.gateway.journal
    (leased,) = journal.lease_due(now(), "dead worker", 10, 7.0)
    assert bench.deliver_due() == 0

    def later():
        return max(now(), leased.lease_until)

    gateway = bench.gateway
    other = Deliverer(bench.settings, journal, gateway.partners, bench.post, gateway.log, later)
    assert other.deliver_due() == 1
    assert [parcel.key for parcel in bench.post.to("risk")] == [leased.key]
    assert not journal.finish(
        leased, "dead worker", outcome="delivered", started_at=now(), now=now(), status=200
    )
