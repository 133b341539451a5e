"""An answer on its way back, all in one: what a receiver said becomes what the sender is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gateway.formats import Format
from gateway.pipeline.answer import handed_back
from gateway.pipeline.inbound import Inbound
from gateway.pipeline.pointing import Original, Returned, Sent, pointed_back, told, with_pointers

if TYPE_CHECKING:
    from gateway.model import Message


def relayed(answer: Message, inbound: Inbound | None, sent_as: Sequence[Format | None]) -> Returned:
    """The answer for the sender of the original, with its own references and its own places.

    `inbound` is the original, read again; `sent_as` are the formats that the receiver got it in
    (`None`: the model's JSON). Of several the one is taken in which the pointers can be followed.
    Without an original that can be read pointers are taken out, as if they led nowhere.
    """
    original = Original.of(inbound) if inbound is not None else None
    if original is None:
        return pointed_nowhere(answer)
    back = handed_back(answer, original.message)
    found = [pointed_back(back, original, Sent(original.message, format)) for format in sent_as]
    return min(found, key=lambda one: len(one.lost), default=pointed_nowhere(back))


def pointed_nowhere(answer: Message) -> Returned:
    """The answer without pointers, which are told of."""
    lost: list[str] = []
    response = with_pointers(answer.response, lambda pointers: lost.append(told(pointers)))
    return Returned(answer.model_copy(update={"response": response}), tuple(lost))
