"""The inbox: each destination sees its own, and an acknowledgement counts once."""

from __future__ import annotations

from gateway.store import Channel, NewDelivery
from tests.store.makers import after, message, submission


def kept(journal, *to, **more):
    made = message(
        *to, deliveries=[NewDelivery(id, "model", "all", Channel.INBOX, more.get("held")) for id in to]
    )
    journal.accept(submission(made))
    return made


def test_what_waits_is_listed_for_its_destination_alone_the_oldest_first(journal):
    made = [kept(journal, "archive", "stats") for _ in range(3)]
    found = journal.inbox("archive")
    assert [delivery.message_id for delivery in found] == [one.id for one in made]
    assert {delivery.destination for delivery in found} == {"archive"}
    assert journal.inbox("archive", limit=2, after=found[0].id) == found[1:]
    assert journal.inbox("risk") == []
    assert journal.lease_due(after(1), "w1", 10, 60) == []


def test_what_is_pushed_or_held_is_not_collected(journal):
    pushed = message("archive")
    journal.accept(submission(pushed))
    kept(journal, "archive", held="it cannot be written")
    assert journal.inbox("archive") == []
    assert journal.collectable("archive", journal.deliveries(pushed.id)[0].id) is None


def test_an_acknowledgement_ends_a_delivery_once(journal):
    made = kept(journal, "archive", "stats")
    (mine,) = journal.inbox("archive")
    assert journal.collectable("stats", mine.id) is None
    assert journal.acknowledge(mine, after(5))
    assert not journal.acknowledge(mine, after(6))
    assert journal.inbox("archive") == []
    done = journal.collectable("archive", mine.id)
    assert (done.status, done.finished_at) == ("delivered", after(5))
    assert journal.message(made.id).status == "delivering"
    (other,) = journal.inbox("stats")
    assert journal.acknowledge(other, after(7))
    assert journal.message(made.id).status == "delivered"
    types = [event.type for event in journal.events(made.id)]
    assert types.count("delivery.succeeded") == 2 and types[-1] == "message.delivered"
