"""What is written is what is read, on every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from gateway.findings import Severity
from gateway.store import Journal, NewDelivery, NewOutput, Raced, Verdict
from tests.store.makers import NOON, after, claim, finding, message, stored, submission


def test_a_message_is_read_as_it_was_written(journal):
    made = message("risk", sender_reference="R1", findings=[finding()], test=True, fingerprint="f" * 64)
    journal.accept(submission(made))
    found = journal.message(made.id)
    assert (found.partner, found.status, found.outcome, found.test) == ("agency", "routed", "valid", True)
    assert (found.finding_count, found.error_count, found.size) == (1, 1, 4)
    assert found.counts == {"values": 2, "mapped": 2}
    assert found.received_at == NOON and found.received_at.tzinfo is UTC
    assert journal.original(made.id).data == b"<a/>"
    assert journal.model(made.id) == b"{}"
    assert journal.output(made.id, "model").media_type == "application/json"
    assert [delivery.destination for delivery in journal.deliveries(made.id)] == ["risk"]
    (stated,) = journal.findings(made.id)
    assert stated == finding().as_dict() | {"target": None}


def test_what_is_not_there_is_none(journal):
    made = stored(journal, model=None)
    assert journal.message("msg_0") is None
    assert journal.model(made.id) is None
    assert journal.output(made.id, "model") is None
    assert journal.original("msg_0") is None
    assert journal.events("msg_0") == []


def test_moments_come_back_in_utc_whatever_zone_they_were_in(journal):
    made = message()
    journal.accept(submission(made, received_at=NOON.astimezone(timezone(timedelta(hours=9)))))
    assert journal.message(made.id).received_at == NOON
    assert journal.message(made.id).received_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(journal):
    with pytest.raises(Exception, match="without a zone"):
        journal.accept(submission(message(), received_at=datetime(2026, 3, 1)))
    assert journal.search().items == []


def test_all_of_a_submission_or_nothing(journal):
    good, twice = message(number=1), message(number=2)
    twice.deliveries = [NewDelivery("risk", "model", None, "push")] * 2
    with pytest.raises(Raced):
        journal.accept(submission(good, twice))
    assert journal.search().items == []
    assert journal.errors() == []


def test_text_that_databases_refuse_is_kept_as_escapes(journal):
    nasty = "a\x00b\ud800c"
    made = message(
        references=[("mrn", nasty)], findings=[finding(path=nasty, value=nasty)], trace=[{"found": [nasty]}]
    )
    journal.accept(submission(made, correlation_id=nasty))
    assert journal.findings(made.id)[0]["value"] == "a\\u0000b\\ud800c"
    assert [m.id for m in journal.search(reference=nasty).items] == [made.id]


def test_a_reference_is_taken_once(journal):
    journal.accept(submission(claim(message())))
    with pytest.raises(Raced):
        journal.accept(submission(claim(message(), fingerprint="f2")))
    journal.accept(submission(claim(message(), reference="R2")))
    assert journal.claim("agency", "Declaration/original", "R1").fingerprint == "f1"
    assert journal.claim("other", "Declaration/original", "R1") is None


def test_a_key_gives_its_submission_back(journal):
    one, two = message(number=1), message(number=2)
    first = submission(one, two, idempotency_key="k1")
    journal.accept(first)
    found = journal.submission("agency", "k1")
    assert found.items == [(1, one.id, "accepted"), (2, two.id, "accepted")]
    assert (found.digest, found.received_at) == ("0" * 64, NOON)
    assert journal.submission("other", "k1") is None
    with pytest.raises(Raced):
        journal.accept(submission(message(), idempotency_key="k1"))
    journal.accept(submission(message(), idempotency_key="k1", partner="other"))


def test_a_repetition_is_an_event_of_the_first_message(journal):
    made = stored(journal)
    journal.accept(submission(items=[(1, made.id, Verdict.DUPLICATE)]))
    assert [event.type for event in journal.events(made.id)][-1] == "message.duplicate"


def test_events_tell_the_story_in_order(journal):
    made = message("risk", trace=[{"subscription": "all", "takes": True}])
    made.deliveries.append(NewDelivery("late", "xx/example@1", "late", "push", held="not written"))
    journal.accept(submission(made))
    events = journal.events(made.id)
    assert [event.type for event in events] == [
        "message.received", "message.validated", "message.routed", "delivery.held"
    ]  # fmt: skip
    assert events[2].data == {"decisions": [{"subscription": "all", "takes": True}]}
    assert events[3].data == {"destination": "late", "reason": "not written"}
    rejected = stored(journal, status="rejected")
    assert [event.type for event in journal.events(rejected.id)] == ["message.received", "message.rejected"]


def test_ledgers_of_both_directions(journal):
    output = NewOutput(
        "xx/example@1", "r2", "application/xml", True, b"<b/>", counts={"values": 3}, lost=[{"a": "b"}]
    )
    made = stored(journal, outputs=[output], entries=[{"path": "/a"}])
    model, written = sorted(journal.ledgers(made.id), key=lambda ledger: ledger.target)
    assert (model.target, model.entries) == ("model", [{"path": "/a"}])
    assert (written.target, written.counts, written.lost) == ("xx/example@1", {"values": 3}, [{"a": "b"}])


def test_search_by_any_reference_state_and_time(journal):
    one = message(references=[("mrn", "M1"), ("container", "C1")])
    journal.accept(submission(one, correlation_id="cor-1", received_at=after(0)))
    two = message(references=[("mrn", "M2")], status="rejected")
    journal.accept(submission(two, partner="other", received_at=after(60)))

    def ids(**question):
        return [m.id for m in journal.search(**question).items]

    assert ids() == [two.id, one.id]
    for reference in ("M1", "C1", "cor-1", one.id):
        assert ids(reference=reference) == [one.id]
    assert ids(reference="none") == []
    assert ids(status="rejected") == [two.id]
    assert ids(since=after(60)) == [two.id]
    assert ids(until=after(60)) == [one.id]
    assert ids(partner="agency") == [one.id]
    assert ids(partner="agency", reference="M2") == []


def test_pages_meet_without_gap_or_overlap(journal):
    made = [message(number=n) for n in range(1, 8)]
    journal.accept(submission(*made))
    seen, cursor = [], None
    while True:
        page = journal.search(limit=3, cursor=cursor)
        assert len(page.items) <= 3
        seen += [m.id for m in page.items]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == sorted((m.id for m in made), reverse=True)


def test_a_page_has_at_most_500(journal):
    journal.accept(submission(*(message(number=n) for n in range(501))))
    page = journal.search(limit=100_000)
    assert len(page.items) == 500
    assert len(journal.search(cursor=page.cursor).items) == 1


def test_errors_are_grouped_by_format_code_and_place(journal):
    one = stored(journal, findings=[finding("/a/b[1]"), finding("/a/b[7]"), finding("/c")])
    two = stored(journal, findings=[finding("/a/b"), finding("/a/b", Severity.WARNING)])
    first, second = journal.errors()
    assert (first.format, first.code, first.path, first.count, first.messages) == (
        "xx/example@1", "TST201", "/a/b", 3, 2
    )  # fmt: skip
    assert first.samples == [two.id, one.id]
    assert first.first_seen == first.last_seen == NOON
    assert (second.path, second.count, second.samples) == ("/c", 1, [one.id])
    assert journal.errors(partner="other") == []


def test_errors_of_outputs_are_in_the_groups_and_name_their_target(journal):
    output = NewOutput("xx/example@1", None, "application/xml", False, None, [finding("/out")])
    made = stored(journal, outputs=[output])
    assert [(group.path, group.count) for group in journal.errors()] == [("/out", 1)]
    assert journal.findings(made.id)[0]["target"] == "xx/example@1"
    assert journal.message(made.id).error_count == 1


def test_findings_are_read_in_slices(journal):
    made = stored(journal, findings=[finding(f"/a[{n}]") for n in range(30)])
    assert [f["path"] for f in journal.findings(made.id, offset=28)] == ["/a[28]", "/a[29]"]
    assert len(journal.findings(made.id, limit=25)) == 25


def test_what_was_written_is_there_after_opening_again(url):
    first = Journal.open(url)
    made = stored(first, "risk")
    first.close()
    again = Journal.open(url)
    assert again.message(made.id).status == "routed"
    assert again.statuses() == {"routed": 1}
    assert [queue.destination for queue in again.queues()] == ["risk"]
    again.ping()
    again.close()
