"""The act of the answers: an agency answers what it got, and the sender finds it in its own format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gateway.cli.demo.agency import Agency, Said
from gateway.cli.demo.expectations import Expectations
from gateway.cli.demo.stage import Sent, Stage
from gateway.cli.work import catalog, limits
from gateway.store import Status

if TYPE_CHECKING:
    from gateway.model import Message

NUMBER = "26SPECIMEN000000R1"
"""a number as an authority gives it to a declaration"""
ITEM = 2
"""the item that the agency objects to"""


@dataclass(frozen=True, slots=True)
class Told:
    """What the sender found in its inbox: bytes, and what they say to one who reads its format."""

    message_id: str
    format: str
    data: bytes
    message: Message | None
    original: str


@dataclass(slots=True)
class Answered:
    """Everything that was said, and everything that was told."""

    said: list[Said] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


def play(stage: Stage, agency: Agency, sent: Sequence[Sent], expected: Expectations) -> Answered:
    """The agency refuses one declaration, accepts another and releases it; the sender collects."""
    result = Answered(_speak(agency, sent))
    for entry in stage.sender.inbox():
        data = stage.sender.collect(entry["link"])
        result.told.append(_told(stage, entry, data))
        stage.sender.acknowledge(entry["link"])
    _check(stage, result, expected)
    return result


def _speak(agency: Agency, sent: Sequence[Sent]) -> list[Said]:
    order = [one.id for one in sent]
    cases = sorted(agency.cases, key=lambda case: order.index(case.message_id))
    refused = next((case for case in cases if case.items >= ITEM), None)
    accepted = next((case for case in cases if case is not refused), None)
    said = [agency.refuse(refused, ITEM)] if refused is not None else []
    if accepted is not None:
        said += [agency.accept(accepted, NUMBER), agency.release(accepted, NUMBER)]
    return said


def _told(stage: Stage, entry: dict[str, Any], data: bytes) -> Told:
    from gateway.pipeline import receive

    (inbound,) = receive(data, catalog(), as_format=entry["format"], limits=limits())
    (link,) = stage.journal.answers(entry["messageId"])
    return Told(entry["messageId"], entry["format"], data, inbound.message, link.original_id)


def _check(stage: Stage, result: Answered, expected: Expectations) -> None:
    wanted = stage.cast.format.answers_with
    expected.equal("the agency has three things to say", len(result.said), 3)
    for said in result.said:
        expected.equal(f"its answer {said.outcome} is answered with 202", said.answer.status, 202)
        expected.equal(
            f"its answer {said.outcome} is passed on", said.answer.body.get("status"), Status.RELAYED
        )
        original = stage.journal.message(said.case.message_id)
        expected.equal("what it is about is answered", original.status if original else None, Status.ANSWERED)
    about = [(one.case.message_id, one.outcome, one.case.reference) for one in result.said]
    found = [(one.original, *_says(one.message)) for one in result.told]
    expected.equal("the sender finds each answer, with its own reference", found, about)
    expected.equal("in the format of its answers", {one.format for one in result.told}, {wanted})
    expected.equal("what was acknowledged waits no more", stage.sender.inbox(), [])
    for one in result.told:
        state = stage.journal.message(one.message_id)
        expected.equal("an answer is delivered", state.status if state else None, Status.DELIVERED)
        listed = [answer["answerId"] for answer in stage.sender.answers(one.original)]
        expected.true("the original names its answer", one.message_id in listed)
    expected.equal("the mistake is told of the sender's own item", *_items(stage, result))
    for received in (said.answer.body.get("messageId", "") for said in result.said):
        expected.equal("what came from the agency is not shown", stage.sender.message(received).status, 404)


def _says(message: Message | None) -> tuple[str | None, str | None]:
    """The outcome that a message tells, and the reference of what it is about."""
    response = message.response if message is not None else None
    declarations = (response.declarations if response is not None else None) or []
    reference = declarations[0].functional_reference_id if declarations else None
    return (response.outcome if response is not None else None), reference


def _items(stage: Stage, result: Answered) -> tuple[list[str], list[str]]:
    """Where the told mistakes are by the sender's own paths, and where they must be."""
    found, wanted = [], []
    for said, told in zip(result.said, result.told, strict=False):
        if said.outcome == "rejected":
            found += places(stage, told)
            wanted.append(_item_of(stage, said.case.message_id))
    return found, wanted


def places(stage: Stage, told: Told) -> list[str]:
    """The native paths in the sender's message that an answer points at."""
    from gateway.model import Message

    model = stage.journal.model(told.message_id)
    response = Message.from_json(model).response if model is not None else None
    errors = (response.errors if response is not None else None) or []
    return [pointer.path for error in errors for pointer in error.pointers or () if pointer.path]


def _item_of(stage: Stage, id: str) -> str:
    """The native path of the item in the sender's message, found by its number."""
    from gateway.pipeline import Original, receive
    from gateway.pipeline.places import parent

    body = stage.journal.original(id)
    (inbound,) = receive(
        body.data if body else b"", catalog(), as_format=stage.cast.format.id, limits=limits()
    )
    original = Original.of(inbound)
    place = f"declaration/goodsShipment/items[{ITEM}]/sequence"
    native = original.places.natives.get(place, "") if original is not None else ""
    return parent(native)
