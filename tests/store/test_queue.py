"""Leases: one owner at a time, and who lost the lease changes nothing."""

from __future__ import annotations

import threading

from gateway.store import NewDelivery, NewOutput
from tests.store.makers import NOON, after, message, stored, submission


def finish(journal, delivery, owner, outcome="delivered", at=NOON, **more):
    return journal.finish(delivery, owner, outcome=outcome, started_at=at, now=at, **more)


def test_what_is_due_is_leased_once(journal):
    stored(journal, "risk")
    (leased,) = journal.lease_due(NOON, "w1", 10, 60)
    assert (leased.lease_owner, leased.lease_until, leased.fence) == ("w1", after(60), 1)
    assert journal.lease_due(NOON, "w2", 10, 60) == []
    assert journal.due_destinations(NOON) == []


def test_the_oldest_first_up_to_the_limit_for_one_destination(journal):
    for seconds in (3, 1, 2):
        journal.accept(submission(message("risk", "stats"), received_at=after(seconds)))
    leased = journal.lease_due(after(10), "w1", 2, 60, "risk")
    assert [delivery.created_at for delivery in leased] == [after(1), after(2)]
    assert {delivery.destination for delivery in leased} == {"risk"}
    assert journal.due_destinations(after(10)) == ["risk", "stats"]


def test_nothing_is_leased_before_its_time(journal):
    stored(journal, "risk")
    (leased,) = journal.lease_due(NOON, "w1", 10, 60)
    assert finish(journal, leased, "w1", "retry", retry_at=after(30), detail="503")
    assert journal.lease_due(after(29), "w1", 10, 60) == []
    (again,) = journal.lease_due(after(30), "w1", 10, 60)
    assert (again.attempts, again.key, again.last_error) == (1, leased.key, "503")


def test_an_expired_lease_is_taken_over_and_the_first_owner_is_fenced_off(journal):
    made = stored(journal, "risk")
    (first,) = journal.lease_due(NOON, "w1", 10, 60)
    assert journal.lease_due(after(59), "w2", 10, 60) == []
    (second,) = journal.lease_due(after(60), "w2", 10, 60)
    assert second.fence == first.fence + 1
    assert not finish(journal, first, "w1", "permanent")
    assert not journal.renew(first, after(999))
    assert not journal.release(first)
    assert journal.deliveries(made.id)[0].status == "pending"
    assert finish(journal, second, "w2")
    assert [attempt.outcome for attempt in journal.attempts(made.id)] == ["superseded", "delivered"]
    assert journal.message(made.id).status == "delivered"


def test_the_same_owner_with_an_old_fence_is_fenced_off_too(journal):
    stored(journal, "risk")
    (first,) = journal.lease_due(NOON, "w1", 10, 60)
    (again,) = journal.lease_due(after(60), "w1", 10, 60)
    assert not finish(journal, first, "w1")
    assert finish(journal, again, "w1")


def test_only_the_owner_finishes(journal):
    stored(journal, "risk")
    (leased,) = journal.lease_due(NOON, "w1", 10, 60)
    assert not finish(journal, leased, "w2")
    assert finish(journal, leased, "w1")
    assert not finish(journal, leased, "w1")


def test_a_lease_is_renewed_and_given_back(journal):
    stored(journal, "risk")
    (leased,) = journal.lease_due(NOON, "w1", 10, 60)
    assert journal.renew(leased, after(300))
    assert journal.lease_due(after(299), "w2", 10, 60) == []
    assert journal.release(leased)
    assert len(journal.lease_due(NOON, "w2", 10, 60)) == 1


def test_a_message_follows_its_deliveries(journal):
    made = stored(journal, "risk", "stats")
    one, two = journal.lease_due(NOON, "w1", 10, 60)
    assert finish(journal, one, "w1")
    assert journal.message(made.id).status == "delivering"
    assert finish(journal, two, "w1", "retry", detail="503", status=503)
    assert journal.message(made.id).status == "dead"
    by_destination = {delivery.destination: delivery for delivery in journal.deliveries(made.id)}
    dead = by_destination[two.destination]
    assert (dead.status, dead.last_status, dead.last_error, dead.attempts) == ("dead", 503, "503", 1)
    types = [event.type for event in journal.events(made.id)]
    assert types[-3:] == ["delivery.succeeded", "delivery.dead", "message.dead"]
    assert journal.queues() == []


def test_what_is_held_or_kept_for_collection_is_never_pushed(journal):
    made = message()
    made.outputs = [NewOutput("model", None, "application/json", True, b"{}")]
    made.deliveries = [
        NewDelivery("held", "model", None, "push", held="cannot be written"),
        NewDelivery("inbox", "model", None, "inbox"),
    ]
    journal.accept(submission(made))
    assert journal.lease_due(after(9999), "w1", 10, 60) == []
    assert [(queue.destination, queue.channel) for queue in journal.queues()] == [("inbox", "inbox")]


def test_a_message_and_destination_has_one_key_for_each_format(journal):
    made = message("risk", "stats")
    made.deliveries.append(NewDelivery("risk", "xx/example@1", None, "push"))
    journal.accept(submission(made))
    keys = [delivery.key for delivery in journal.deliveries(made.id)]
    assert len(set(keys)) == 3 and all(len(key) < 64 for key in keys)


def test_workers_that_run_at_once_share_the_work_without_doubles(journal):
    count, workers = 60, 6
    journal.accept(submission(*(message("risk", number=n) for n in range(count))))
    taken, barrier = [], threading.Barrier(workers)

    def work(owner):
        barrier.wait()
        while leased := journal.lease_due(after(1), owner, 3, 60):
            for delivery in leased:
                assert finish(journal, delivery, owner, at=after(1))
                taken.append(delivery.id)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == count
    assert journal.statuses() == {"delivered": count}


def test_two_deliveries_that_end_at_once_see_each_other(journal):
    for _ in range(10):
        made = stored(journal, "a", "b")
        leased = journal.lease_due(NOON, "w", 10, 60)
        barrier = threading.Barrier(2)

        def end(delivery, barrier=barrier):
            barrier.wait()
            finish(journal, delivery, "w")

        threads = [threading.Thread(target=end, args=(delivery,)) for delivery in leased]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert journal.message(made.id).status == "delivered"


def test_an_endpoint_is_disabled_until_it_is_enabled(journal):
    journal.disable("risk", "https://a.example/", NOON, "410")
    journal.disable("risk", "https://b.example/", NOON, "410")
    assert journal.disabled() == {"risk": "https://b.example/"}
    journal.enable("risk")
    assert journal.disabled() == {}
