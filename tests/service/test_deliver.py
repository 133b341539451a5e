"""What becomes of a delivery: sent, tried again, given up, taken over."""

from __future__ import annotations

import threading
from datetime import UTC, timedelta

import pytest

from gateway.service.deliver import Deliverer, backoff
from gateway.store import now
from gateway.transports import Outcome, Receipt
from tests.service.conftest import PARTNERS, SUBSCRIPTIONS

BOTH = SUBSCRIPTIONS + '[[subscription]]\nname = "s"\nto = "stats"\nformat = "model"\n'


class Clock:
    """Moments that the test decides on."""

    def __init__(self):
        self.ahead = timedelta()

    def __call__(self):
        return now() + self.ahead

    def skip(self, seconds):
        self.ahead += timedelta(seconds=seconds)


def deliverer(bench, clock=now):
    gateway = bench.gateway
    return Deliverer(gateway.settings, gateway.journal, gateway.partners, bench.post, gateway.log, clock)


def only(bench):
    (message,) = bench.search(None).items
    (delivery,) = bench.deliveries(None, message.id)
    return message, delivery


def answers(*receipts):
    given = iter(receipts)
    return lambda parcel: next(given)


@pytest.mark.parametrize("attempts", [0, 1, 5, 20, 5000])
def test_the_wait_is_doubled_up_to_the_longest_and_half_of_it_is_chance(attempts):
    whole = min(2.0 ** min(attempts, 60), 100.0)
    waits = {backoff(attempts, 1.0, 100.0) for _ in range(50)}
    assert all(whole / 2 <= wait <= whole for wait in waits)
    assert len(waits) > 1


def test_what_was_sent_is_the_output_with_its_ids(bench):
    bench.submit("R1|goods", correlation_id="c1")
    assert bench.deliver_due() == 1
    message, delivery = only(bench)
    (parcel,) = bench.post.to("risk")
    assert parcel.body == bench.output(None, message.id, "model").data
    assert (parcel.key, parcel.message_id, parcel.correlation_id) == (delivery.key, message.id, "c1")
    assert (parcel.format, parcel.media_type, parcel.attempt) == ("model", "application/json", 1)
    assert (message.status, delivery.status, delivery.last_status) == ("delivered", "delivered", 204)
    assert bench.deliver_due() == 0


def test_all_attempts_have_one_key_until_the_delivery_is_given_up(make):
    bench, clock = make(delivery_attempts=3, retry_first=10.0, retry_longest=60.0), Clock()
    bench.post.answers["risk"] = lambda parcel: Receipt(Outcome.RETRY, 503, "busy")
    bench.submit("R1|goods")
    lane = deliverer(bench, clock)
    for _ in range(5):
        assert lane.deliver_due() == 0
        clock.skip(61)
    parcels = bench.post.to("risk")
    assert [parcel.attempt for parcel in parcels] == [1, 2, 3]
    assert len({parcel.key for parcel in parcels}) == 1
    message, delivery = only(bench)
    assert (message.status, delivery.status, delivery.last_error) == ("dead", "dead", "busy")
    assert [a.outcome for a in bench.attempts(None, message.id)] == ["retry"] * 3
    assert [line["event.action"] for line in bench.log()][-3:] == [
        "delivery.failed",
        "delivery.failed",
        "delivery.dead",
    ]


def test_the_receiver_says_how_long_to_wait(make):
    bench, clock = make(retry_first=1.0), Clock()
    bench.post.answers["risk"] = answers(
        Receipt(Outcome.RETRY, 429, retry_after=120.0), Receipt(Outcome.DELIVERED, 204)
    )
    bench.submit("R1|goods")
    lane = deliverer(bench, clock)
    lane.deliver_due()
    waits = only(bench)[1].next_attempt_at.astimezone(UTC) - clock()
    assert timedelta(seconds=100) < waits <= timedelta(seconds=120)
    clock.skip(90)
    assert lane.deliver_due() == 0 and len(bench.post.to("risk")) == 1
    clock.skip(31)
    assert lane.deliver_due() == 1


def test_what_a_receiver_will_never_take_is_given_up_at_once(bench):
    bench.post.answers["risk"] = lambda parcel: Receipt(Outcome.PERMANENT, 422, "no")
    bench.submit("R1|goods")
    assert bench.deliver_due() == 0
    assert only(bench)[1].status == "dead"
    assert bench.deliver_due() == 0 and len(bench.post.to("risk")) == 1


def test_gone_disables_the_endpoint_until_there_is_another(make):
    bench = make()
    bench.post.answers["risk"] = lambda parcel: Receipt(Outcome.GONE, 410, "gone")
    bench.submit("R1|a\nR2|b\nR3|c")
    bench.deliver_due()
    assert len(bench.post.to("risk")) == 1
    states = sorted(bench.deliveries(None, m.id)[0].status for m in bench.search(None).items)
    assert states == ["dead", "pending", "pending"]
    assert "destination.disabled" in [line["event.action"] for line in bench.log()]
    assert bench.deliver_due() == 0 and len(bench.post.to("risk")) == 1
    moved = make(partners=PARTNERS.replace("https://risk.example/in", "https://risk.example/new"))
    assert moved.deliver_due() == 2


def test_a_lease_that_was_lost_makes_the_attempt_superseded(bench):
    clock = Clock()
    bench.submit("R1|goods")
    second = deliverer(bench, clock)

    def slow(parcel):
        bench.post.answers["risk"] = lambda parcel: Receipt(Outcome.DELIVERED, 200)
        clock.skip(3600)
        assert second.deliver_due() == 1
        return Receipt(Outcome.RETRY, 500, "late")

    bench.post.answers["risk"] = slow
    assert deliverer(bench).deliver_due() == 0
    message, delivery = only(bench)
    assert (delivery.status, delivery.attempts) == ("delivered", 1)
    assert sorted(a.outcome for a in bench.attempts(None, message.id)) == ["delivered", "superseded"]
    assert "delivery.superseded" in [line["event.action"] for line in bench.log()]


def test_on_a_stop_the_attempt_is_finished_and_the_rest_given_back(bench):
    stop = threading.Event()

    def last(parcel):
        stop.set()
        return Receipt(Outcome.DELIVERED, 204)

    bench.post.answers["risk"] = last
    bench.submit("R1|a\nR2|b\nR3|c")
    assert deliverer(bench).deliver_to("risk", 10, stop) == 1
    waiting = [d for m in bench.search(None).items for d in bench.deliveries(None, m.id)]
    assert sorted(d.status for d in waiting) == ["delivered", "pending", "pending"]
    assert all(d.lease_owner is None for d in waiting)
    assert deliverer(bench).deliver_due() == 2


def test_a_transport_that_raises_costs_an_attempt_and_tells_no_content(bench):
    def broken(parcel):
        raise ZeroDivisionError("secret content")

    bench.post.answers["risk"] = broken
    bench.submit("R1|goods")
    assert bench.deliver_due() == 0
    assert (only(bench)[1].status, only(bench)[1].last_error) == ("pending", "ZeroDivisionError")
    assert "secret content" not in bench.lines.getvalue()


def test_a_secret_that_the_environment_lacks_is_named_and_waited_for(make, monkeypatch):
    bench = make(partners=PARTNERS.replace("whsec_c2VjcmV0", "env:RISK_SECRET"))
    bench.submit("R1|goods")
    assert bench.deliver_due() == 0
    assert only(bench)[1].last_error == "the signing secret is not in the environment: 'RISK_SECRET'"
    monkeypatch.setenv("RISK_SECRET", "whsec_c2VjcmV0")
    clock = Clock()
    clock.skip(60)
    assert deliverer(bench, clock).deliver_due() == 1
    assert bench.post.sent[-1][1].secret == "whsec_c2VjcmV0"


def test_two_workers_at_once_deliver_each_key_once(make):
    one, two = make(subscriptions=BOTH), make(subscriptions=BOTH)
    one.submit("\n".join(f"R{n}|goods" for n in range(25)))
    threads = [threading.Thread(target=bench.deliver_due, args=(100,)) for bench in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while one.deliver_due() or two.deliver_due():
        pass
    keys = [parcel.key for bench in (one, two) for parcel, _ in bench.post.sent]
    assert len(keys) == len(set(keys)) == 50
