"""What is expected of the gateway in the demonstration, one function a thing."""

from __future__ import annotations

from collections.abc import Sequence
from json import loads

from gateway.cli.demo.caller import Answer
from gateway.cli.demo.cast import Bad
from gateway.cli.demo.expectations import Expectations
from gateway.cli.demo.stage import Sent, Stage
from gateway.cli.demo.wishes import meets
from gateway.cli.work import catalog, limits
from gateway.router import MODEL
from gateway.store import Status


def good(stage: Stage, sent: Sent, expected: Expectations) -> None:
    """It was accepted, accounted for to the last value, and delivered to those who asked for it."""
    name = sent.good.file.name
    expected.equal(f"{name} is answered with 202", sent.answer.status, 202)
    expected.equal(f"{name} is identified", sent.answer.body.get("format"), stage.cast.format.id)
    receipt = sent.answer.body.get("receipt")
    expected.equal(f"{name} has a receipt", (receipt or {}).get("messageId"), sent.id)
    message = stage.journal.message(sent.id)
    expected.equal(f"{name} is delivered", message.status if message else None, Status.DELIVERED)
    counts = dict(message.counts or {}) if message else {}
    expected.equal(f"every value of {name} is counted", counts.get("values"), sent.good.values)
    expected.equal(f"no value of {name} is unaccounted for", counts.get("unaccounted"), 0)
    wanted = sorted((wish.to, wish.format) for wish in stage.wishes if meets(sent.good, wish))
    made = sorted((one.destination, one.format) for one in stage.journal.deliveries(sent.id))
    expected.equal(f"{name} goes where it is wanted", made, wanted)
    expected.equal(f"{name} can be asked for", stage.sender.message(sent.id).status, 200)


def receivers(stage: Stage, sent: Sequence[Sent], expected: Expectations) -> None:
    """Each receiver has its messages once, signed, with the content that was sent."""
    for receiver in stage.receivers:
        expected.equal(f"all that {receiver.id} was sent is signed", receiver.unsigned, 0)
        wanted = sorted(
            one.id
            for one in sent
            if any(wish.to == receiver.id and meets(one.good, wish) for wish in stage.wishes)
        )
        arrived = sorted(arrival.message_id for arrival in receiver.arrived)
        expected.equal(f"{receiver.id} has each of its messages once", arrived, wanted)
        expected.true(f"{receiver.id} was sent something", bool(wanted))
    _contents(stage, sent, expected)
    _retried(stage, expected)


def _contents(stage: Stage, sent: Sequence[Sent], expected: Expectations) -> None:
    from gateway.pipeline import differences

    by_id = {one.id: one.good for one in sent}
    for receiver in stage.receivers:
        for arrival in receiver.arrived:
            origin = by_id.get(arrival.message_id)
            what = f"what {receiver.id} got of {origin.file.name if origin else arrival.message_id}"
            if origin is None:
                expected.true(f"{what} was sent", False)
            elif arrival.format == MODEL:
                model = stage.journal.model(arrival.message_id)
                expected.equal(f"{what} is the model", loads(arrival.body), loads(model or b"null"))
            else:
                format = catalog().get(arrival.format)
                told = differences(origin.data, arrival.body, format, limits())
                expected.equal(f"{what} says the same", told, [])


def _retried(stage: Stage, expected: Expectations) -> None:
    """The attempt that failed was made again, and then it succeeded."""
    for receiver in stage.receivers:
        for id in receiver.failed:
            outcomes = [
                attempt.outcome
                for delivery in stage.journal.deliveries(id)
                if delivery.destination == receiver.id
                for attempt in stage.journal.attempts(id)
                if attempt.delivery_id == delivery.id
            ]
            expected.equal(f"{receiver.id} failed once and was tried again", outcomes, ["retry", "delivered"])
    expected.equal("one receiver failed at first", [len(one.failed) for one in stage.receivers], [1, 0])


def bad(stage: Stage, one: Bad, answer: Answer, expected: Expectations) -> None:
    """It was refused with exactly the findings that it must give."""
    name = one.file.name
    expected.equal(f"{name} is answered with 422", answer.status, 422)
    found = answer.body.get("findings")
    listed = (
        [item.get("code") for item in found if isinstance(item, dict)] if isinstance(found, list) else None
    )
    expected.equal(f"the findings of {name}", listed, list(one.codes))


def rejected(stage: Stage, sent: Sequence[tuple[Bad, Answer]], expected: Expectations) -> None:
    """The operator finds the refused messages, and nobody was sent any of them."""
    kept = stage.journal.search(status=Status.REJECTED).items
    expected.equal("refused messages are kept for the operator", len(kept), len(sent))
    sizes = sorted(message.size for message in kept)
    expected.equal("they are kept as they came", sizes, sorted(len(one.data) for one, _ in sent))
    delivered = [delivery for message in kept for delivery in stage.journal.deliveries(message.id)]
    expected.equal("nobody is sent a refused message", delivered, [])
    codes = {code for one, _ in sent for code in one.codes}
    grouped = {group.code for group in stage.journal.errors()}
    expected.equal("gateway errors groups what was wrong", grouped, codes)


def repeated(first: Sent, again: Answer, before: int, after: int, expected: Expectations) -> None:
    """A repetition gets the first receipt again, and nobody gets the message again."""
    name = first.good.file.name
    expected.equal(f"{name} sent again is answered with 202", again.status, 202)
    expected.equal("with the same message id", again.body.get("messageId"), first.id)
    expected.equal("with the first receipt", again.body.get("receipt"), first.answer.body.get("receipt"))
    expected.equal("and is not delivered again", after, before)


def pried(foreign: Answer, unknown: Answer, nobody: Answer, expected: Expectations) -> None:
    """A message of another sender looks like one that does not exist; without a key nothing is shown."""
    expected.equal("another sender's message is not found", foreign.status, 404)
    expected.equal("a message that does not exist is not found", unknown.status, 404)
    same = [{**answer.body, "instance": None} for answer in (foreign, unknown)]
    expected.equal("both are told in the same words", same[0], same[1])
    expected.equal("without a key nothing is shown", nobody.status, 401)
