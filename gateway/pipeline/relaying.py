"""An answer on its way back, all in one: what a receiver said becomes what the sender is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from gateway.formats import Format
from gateway.pipeline.answer import handed_back
from gateway.pipeline.inbound import Inbound
from gateway.pipeline.pointing import Original, Returned, Sent, pointed_back, told, with_pointers

if TYPE_CHECKING:
    from gateway.model import Message
    from gateway.model.amendment import Pointer


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
    response = with_pointers(answer.response, lambda pointers, place: lost.append(told(pointers, place)))
    return Returned(answer.model_copy(update={"response": response}), tuple(lost))


def as_written_in(message: Message, format: Format | None) -> Message:
    """The answer without native paths of pointers, where a format points by classes alone.

    They say the same as the classes do; without them nothing is told as lost that is not.
    """
    if format is None or _has_paths(format):
        return message
    response = with_pointers(message.response, lambda pointers, _: [_without_path(one) for one in pointers])
    return message.model_copy(update={"response": response})


def _without_path(pointer: Pointer) -> Pointer:
    return pointer.model_copy(update={"path": None}) if pointer.section or pointer.tag else pointer


@lru_cache(maxsize=64)
def _has_paths(format: Format) -> bool:
    """Whether a format's mapping has a place for the path of a pointer, or makes one of it."""
    from gateway.mapping import MappingError, mapping_of

    if any(step.get("step") == "pointers" for step in format.steps):
        return True
    try:
        rows = mapping_of(format).parts.rows
    except MappingError:
        return True
    return any(
        [step.name for step in model[-2:]] == ["pointers", "path"] for row in rows for model in row.models
    )
