"""Answers and what they answer, in the store."""

from __future__ import annotations

import pytest

from gateway.store import (
    Channel,
    DeliveryStatus,
    Direction,
    NewAnswer,
    NewDelivery,
    NewOutput,
    Status,
    new_id,
)
from tests.store.makers import after, message, stored, submission


@pytest.fixture
def original(journal):
    made = message("customs", references=[("mrn", "M1"), ("sender_reference", "L1")])
    made.deliveries[0].reference = "REF1"
    journal.accept(submission(made))
    return made


def answered(journal, original, **more):
    """An answer to the original, with the message that goes out."""
    received = message(id=new_id("msg"), family="Response", status=Status.RELAYED)
    out = message(
        "trader", id=new_id("msg"), family="Response", direction=Direction.OUTBOUND, partner="trader",
        correlation_id="c9", content_type="text/xml",
    )  # fmt: skip
    new = submission(received, partner="customs")
    new.messages.append(out)
    given = {"kind": "mrn", "value": "M1", "outcome": "accepted", **more}
    new.answers.append(NewAnswer(original.id, received.id, out.id, **given))
    journal.accept(new)
    return received, out


def kinds(journal, destination, *values):
    return {(one.kind, one.value, one.learned) for one in journal.sightings(destination, values)}


def test_what_was_sent_is_seen_by_its_ids_and_references(journal, original):
    (delivery,) = journal.deliveries(original.id)
    assert kinds(journal, "customs", original.id, delivery.id, delivery.key, "REF1", "c1", "M1", "L1", "other") == {
        ("message_id", original.id, False), ("delivery_id", delivery.id, False),
        ("delivery_key", delivery.key, False), ("reference", "REF1", False), ("correlation_id", "c1", False),
        ("mrn", "M1", False), ("sender_reference", "L1", False),
    }  # fmt: skip


def test_a_destination_sees_nothing_of_what_others_were_sent(journal, original):
    assert kinds(journal, "rival", original.id, "M1", "L1", "c1", "REF1") == set()
    assert kinds(journal, "customs") == set()


def test_what_was_held_was_not_sent(journal):
    held = [NewDelivery("customs", "model", None, Channel.INBOX, "it cannot be written")]
    one = stored(journal, deliveries=held, references=[("mrn", "M2")])
    assert kinds(journal, "customs", one.id, "M2") == set()


def test_the_original_is_answered_and_the_answer_goes_out_to_its_sender(journal, original):
    received, out = answered(journal, original)
    assert journal.message(original.id).status == Status.ANSWERED
    sent = journal.message(out.id)
    assert (sent.direction, sent.partner, sent.correlation_id) == ("outbound", "trader", "c9")
    assert journal.original(out.id).media_type == "text/xml"
    (record,) = journal.answers(original.id)
    assert journal.answers(received.id) == journal.answers(out.id) == [record]
    assert (record.received_id, record.answer_id, record.outcome) == (received.id, out.id, "accepted")
    assert [event.type for event in journal.events(out.id)] == ["message.routed"]
    assert journal.events(original.id)[-1].data["by"] == {"mrn": "M1"}


def test_what_an_answer_tells_is_learned_once_with_its_source(journal, original):
    answered(journal, original, learned=[("mrn", "M7"), ("mrn", "M1")])
    answered(journal, original, learned=[("mrn", "M7")])
    assert journal.learned([original.id], "mrn") == {original.id: {"M7"}}
    assert kinds(journal, "customs", "M7") == {("mrn", "M7", True)}
    assert [one.id for one in journal.search(reference="M7").items] == [original.id]


def test_a_delivery_that_ends_later_leaves_the_original_answered(journal, original):
    answered(journal, original)
    (delivery,) = journal.lease_due(after(1), "w", 10, 30, "customs")
    assert journal.finish(delivery, "w", outcome="delivered", started_at=after(1), now=after(2))
    assert journal.message(original.id).status == Status.ANSWERED


def test_a_delivery_that_is_given_up_is_shown_all_the_same(journal, original):
    answered(journal, original)
    (delivery,) = journal.lease_due(after(1), "w", 10, 30, "customs")
    assert journal.finish(delivery, "w", outcome="permanent", started_at=after(1), now=after(2))
    assert journal.message(original.id).status == Status.DEAD


def test_a_held_message_stays_held_whatever_its_deliveries_do(journal):
    one = stored(journal, "risk", status=Status.HELD)
    (delivery,) = journal.lease_due(after(1), "w", 10, 30, "risk")
    journal.finish(delivery, "w", outcome="delivered", started_at=after(1), now=after(2))
    assert journal.message(one.id).status == Status.HELD
    assert journal.deliveries(one.id)[0].status == DeliveryStatus.DELIVERED


def test_each_destination_gets_its_own_output_where_it_has_one(journal):
    outputs = [
        NewOutput("un/x@1", None, "text/plain", True, b"for a", destination="a"),
        NewOutput("un/x@1", None, "text/plain", True, b"for b", destination="b"),
        NewOutput("model", None, "application/json", True, b"{}"),
    ]
    one = stored(journal, outputs=outputs)
    assert journal.output(one.id, "un/x@1", "a").data == b"for a"
    assert journal.output(one.id, "un/x@1", "b").data == b"for b"
    assert journal.output(one.id, "un/x@1", "c") is None
    assert journal.output(one.id, "model", "a").data == b"{}"
    assert journal.output(one.id, "un/x@1").data == b"for a"
    assert [(o.format, o.destination) for o in journal.outputs(one.id)] == [
        ("model", ""), ("un/x@1", "a"), ("un/x@1", "b"),
    ]  # fmt: skip
