"""What is said of a submission, and what is stored of it."""

from __future__ import annotations

import threading

import pytest

from gateway.service import KeyReused, NotFound
from tests.service.conftest import SUBSCRIPTIONS


def verdicts(submission):
    return [item.verdict.value for item in submission.items]


def test_a_good_message_is_durable_with_all_that_follows_from_it(bench):
    submission = bench.submit("R1|goods", correlation_id="c1", content_type="text/plain")
    (item,) = submission.items
    assert (submission.verdict, submission.accepted, submission.correlation_id) == ("accepted", True, "c1")
    assert item.message.status == "routed"
    assert item.receipt == {
        "messageId": item.message.id,
        "digest": f"sha-256:{item.message.digest}",
        "sender": "agency",
        "format": "xx/line@1",
        "receivedAt": item.message.received_at.isoformat(),
    }
    id = item.message.id
    assert bench.original(bench.agency, id).data == b"R1|goods"
    assert b'"goods"' in bench.model(bench.agency, id)
    assert [delivery.destination for delivery in bench.deliveries(bench.agency, id)] == ["risk"]
    assert submission.digest == item.message.digest
    assert [m.id for m in bench.search(None, reference="R1").items] == [id]
    assert [m.id for m in bench.search(None, reference="n1").items] == [id]


@pytest.mark.parametrize(
    ("text", "outcome"), [("!", "unreadable"), ("?", "ambiguous"), ("R1|bad", "invalid"), ("", "unreadable")]
)
def test_what_cannot_be_accepted_is_stored_with_its_findings(bench, text, outcome):
    (item,) = bench.submit(text).items
    assert (item.verdict, item.message.status, item.message.outcome) == ("rejected", "rejected", outcome)
    assert item.receipt is None
    assert [finding["code"] for finding in item.findings] == ["TST202"]
    assert bench.original(None, item.message.id).data == text.encode()
    assert bench.deliveries(None, item.message.id) == []
    with pytest.raises(NotFound):
        bench.model(None, item.message.id)


def test_a_repetition_gets_the_first_receipt_whatever_its_envelope(bench):
    first = bench.submit("R1|goods")
    again = bench.submit("\nR1|goods".lstrip())
    assert verdicts(again) == ["duplicate"] and again.accepted
    assert again.items[0].receipt == first.items[0].receipt
    other_envelope = bench.submit("!\nR1|goods")
    assert verdicts(other_envelope) == ["rejected", "duplicate"]
    assert other_envelope.items[1].receipt == first.items[0].receipt
    assert len(bench.deliveries(None, first.items[0].message.id)) == 1


def test_other_content_under_the_same_reference_is_a_conflict(bench):
    first = bench.submit("R1|goods")
    second = bench.submit("R1|other goods")
    assert verdicts(second) == ["conflict"] and not second.accepted
    (finding,) = second.items[0].findings
    assert finding["code"] == "SUB401" and first.items[0].message.id in finding["message"]
    assert second.items[0].message.status == "rejected"
    assert verdicts(bench.submit("R1|goods")) == ["duplicate"]


def test_an_amendment_may_carry_the_reference_of_the_original(bench):
    assert verdicts(bench.submit("R1|goods||original")) == ["accepted"]
    assert verdicts(bench.submit("R1|goods and more||amend")) == ["accepted"]
    assert verdicts(bench.submit("R1|goods and more||amend")) == ["duplicate"]
    assert verdicts(bench.submit("R1|still more||amend")) == ["conflict"]


def test_references_of_partners_do_not_meet(bench):
    assert verdicts(bench.submit("R1|goods")) == ["accepted"]
    assert verdicts(bench.submit("R1|other", partner=bench.partner("other"))) == ["accepted"]


def test_a_failure_does_not_poison_its_own_retry(bench):
    assert verdicts(bench.submit("R1|bad", idempotency_key="k1")) == ["rejected"]
    assert verdicts(bench.submit("R1|bad", idempotency_key="k1")) == ["rejected"]
    assert verdicts(bench.submit("R1|goods", idempotency_key="k1")) == ["accepted"]
    assert verdicts(bench.submit("R1|conflicting")) == ["conflict"]
    assert verdicts(bench.submit("R1|goods")) == ["duplicate"]


def test_a_message_without_a_reference_is_known_by_its_key_only(bench):
    first = bench.submit("|goods", idempotency_key="k1")
    assert bench.submit("|goods", idempotency_key="k1").items[0].receipt == first.items[0].receipt
    assert verdicts(bench.submit("|goods")) == ["accepted"]


def test_the_same_key_and_bytes_give_the_same_answer(bench):
    first = bench.submit("R1|a\n!\nR2|b", idempotency_key="k1", correlation_id="c1")
    again = bench.submit("R1|a\n!\nR2|b", idempotency_key="k1", correlation_id="c2")
    assert again.repeated and not first.repeated
    assert (again.id, again.correlation_id, again.received_at) == (first.id, "c1", first.received_at)
    assert verdicts(again) == verdicts(first) == ["accepted", "rejected", "accepted"]
    assert [item.message.id for item in again.items] == [item.message.id for item in first.items]
    assert again.items[1].findings == first.items[1].findings


def test_a_key_for_other_bytes_is_refused(bench):
    bench.submit("R1|goods", idempotency_key="k1")
    with pytest.raises(KeyReused) as refused:
        bench.submit("R2|other", idempotency_key="k1")
    assert [finding.code.id for finding in refused.value.findings] == ["SUB402"]
    assert verdicts(bench.submit("R2|other", idempotency_key="k1", partner=bench.partner("other"))) == [
        "accepted"
    ]


def test_at_the_same_moment_one_wins_and_all_get_its_answer(bench):
    count, answers, failures = 8, [], []
    barrier = threading.Barrier(count)

    def send():
        barrier.wait()
        try:
            answers.append(bench.submit("R1|goods", idempotency_key="k1"))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=send) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len({answer.items[0].message.id for answer in answers}) == 1
    assert len(bench.search(None).items) == 1
    assert sum(not answer.repeated for answer in answers) == 1


def test_at_the_same_moment_without_a_key_one_is_accepted_and_the_rest_repeat_it(bench):
    answers, barrier = [], threading.Barrier(6)

    def send():
        barrier.wait()
        answers.append(bench.submit("R1|goods").items[0])

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(item.verdict.value for item in answers) == ["accepted"] + ["duplicate"] * 5
    assert len({item.message.id for item in answers}) == 1


def test_each_message_of_a_file_has_its_own_verdict(bench):
    submission = bench.submit("R1|a\n!\nR1|a\nR1|b\nR2|bad\nR3|c")
    assert verdicts(submission) == ["accepted", "rejected", "duplicate", "conflict", "rejected", "accepted"]
    assert submission.accepted
    assert submission.items[2].message.id == submission.items[0].message.id
    assert [item.number for item in submission.items] == [1, 2, 3, 4, 5, 6]
    assert bench.original(None, submission.items[5].message.id).data == b"R3|c"


def test_a_partner_sends_for_its_own_senders_only(make):
    bench = make(
        partners="""
        [[partner]]
        id = "agency"
        identifiers = ["GB1", "GB2"]
        [[partner]]
        id = "risk"
        """,
        subscriptions="",
    )
    assert verdicts(bench.submit("R1|a|GB2")) == ["accepted"]
    assert verdicts(bench.submit("R2|a")) == ["accepted"]
    (item,) = bench.submit("R3|a|GB3").items
    assert (item.verdict, item.message.status) == ("forbidden", "rejected")
    assert [finding["code"] for finding in item.findings] == ["SUB901"]
    assert verdicts(bench.submit("R3|a|GB1")) == ["accepted"]


def test_a_partner_sends_what_was_agreed_only(make):
    bench = make(
        partners='[[partner]]\nid = "agency"\nsends = ["gb/other"]\n[[partner]]\nid = "risk"',
        subscriptions="",
    )
    (item,) = bench.submit("R1|a").items
    assert (item.verdict, item.findings[0]["code"]) == ("forbidden", "SUB403")


def test_tests_never_reach_live_partners_nor_live_messages_test_partners(bench):
    (live,) = bench.submit("R1|a").items
    (test,) = bench.submit("R1|b||original|test").items
    assert test.message.test and not live.message.test
    assert [d.destination for d in bench.deliveries(None, live.message.id)] == ["risk"]
    assert [d.destination for d in bench.deliveries(None, test.message.id)] == ["trial"]
    trace = {event.type: event.data for event in bench.events(None, test.message.id)}["message.routed"]
    assert trace["decisions"][0]["reason"] == "a test message is not for a live partner"


def test_what_a_test_partner_sends_is_a_test(make):
    bench = make(
        partners='[[partner]]\nid = "agency"\ntest = true\n[[partner]]\nid = "risk"\n[[partner]]\nid = "trial"'
    )
    (item,) = bench.submit("R1|a").items
    assert item.message.test and item.message.status == "validated"
    assert bench.deliveries(None, item.message.id) == []


def test_what_nobody_takes_is_held_and_says_why(make):
    bench = make(subscriptions=SUBSCRIPTIONS.replace('to = "risk"', 'to = "risk"\nintent = "amend"'))
    (item,) = bench.submit("R1|a").items
    assert (item.verdict, item.message.status) == ("accepted", "held")
    assert [finding["code"] for finding in item.findings] == ["RTE403"]
    routed = {event.type: event.data for event in bench.events(None, item.message.id)}["message.routed"]
    assert routed["decisions"][0]["reason"] == "not met: intent"


TO_NARROW = '[[subscription]]\nname = "n"\nto = "stats"\nformat = "xx/narrow@1"\n'
TO_BROKEN = '[[subscription]]\nname = "b"\nto = "stats"\nformat = "xx/broken@1"\n'


def test_an_output_that_a_receiver_cannot_have_is_held_and_the_others_go(make):
    bench = make(subscriptions=SUBSCRIPTIONS + TO_NARROW)
    (item,) = bench.submit("R1|wide").items
    assert item.message.status == "routed"
    held = {d.destination: (d.status, d.last_error) for d in bench.deliveries(None, item.message.id)}
    assert held == {"risk": ("pending", None), "stats": ("held", "it cannot be written in xx/narrow@1")}
    assert {finding["target"] for finding in item.findings} == {"xx/narrow@1"}


def test_when_no_output_can_be_written_the_message_is_held(make):
    bench = make(subscriptions=TO_NARROW)
    assert bench.submit("R1|wide").items[0].message.status == "held"


def test_a_mapping_that_breaks_harms_its_own_receiver_only(make):
    bench = make(subscriptions=SUBSCRIPTIONS + TO_BROKEN)
    (item,) = bench.submit("R1|goods").items
    assert item.verdict == "accepted" and item.message.status == "routed"
    assert [finding["code"] for finding in item.findings] == ["SUB902"]
    assert "secret content" not in bench.lines.getvalue()


def test_a_partner_without_an_endpoint_collects_its_messages(make):
    bench = make(subscriptions='[[subscription]]\nname = "a"\nto = "archive"\nformat = "model"\n')
    (item,) = bench.submit("R1|a").items
    assert [(d.channel, d.status) for d in bench.deliveries(None, item.message.id)] == [("inbox", "pending")]
    assert bench.deliver_due() == 0


def test_foreign_and_unknown_messages_look_the_same(bench):
    id = bench.submit("R1|a").items[0].message.id
    other = bench.partner("other")
    told = set()
    for wanted in (id, "msg_0"):
        for ask in (bench.message, bench.original, bench.model, bench.findings, bench.events, bench.ledgers):
            with pytest.raises(NotFound) as refused:
                ask(other, wanted)
            told.add(str(refused.value))
    assert told == {"there is no such message"}
    assert bench.search(other, reference="R1").items == []
    assert bench.message(None, id).id == id


def test_nothing_is_stored_by_validate_and_translate(bench):
    (found,) = bench.validate(b"R1|bad")
    assert found.outcome == "invalid"
    ((inbound, outbound),) = bench.translate(b"R1|a", to="model")
    assert inbound.outcome == "valid" and outbound.ok
    ((_, nothing),) = bench.translate(b"R1|bad", to="xx/narrow@1")
    assert nothing is None
    assert bench.search(None).items == []


def test_logs_say_which_and_where_and_never_the_value(bench):
    id = bench.submit("R1|bad and ugly", correlation_id="c1").items[0].message.id
    received, told = bench.log()
    assert received["event.action"] == "message.rejected"
    expected = {
        "message.id": id, "partner.id": "agency", "correlation.id": "c1", "sender.reference": "R1",
        "format": "xx/line@1", "stage": "validate", "error.code": "TST202", "count": 1,
        "source.path": "/line/content[1]", "source.line": 1, "hint": "Mend it.", "log.level": "warning",
    }  # fmt: skip
    assert expected.items() <= told.items()
    assert list(told)[:3] == ["@timestamp", "log.level", "message"]
    assert "ugly" not in bench.lines.getvalue()


def test_findings_of_one_kind_at_one_place_are_one_line(bench):
    bench.submit("R1|bad\nR2|bad")
    assert len([line for line in bench.log() if "error.code" in line]) == 2
    bench.lines.truncate(0)
    found = [f.as_dict() for item in range(3) for f in bench.validate(b"R1|bad")[0].findings]
    bench.log_group = bench.gateway.log.findings("x", found, {})
    assert '"count": 3' in bench.lines.getvalue()


def test_a_key_of_any_length_and_any_characters_is_a_key(bench):
    for key in ("k" * 5000, "a\x00b", "\ud800"):
        first = bench.submit(f"{len(key)}|goods", idempotency_key=key)
        again = bench.submit(f"{len(key)}|goods", idempotency_key=key)
        assert again.repeated and again.id == first.id
