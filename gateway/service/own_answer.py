"""The gateway's own answer to a stored message: received or rejected, in the format of its sender's answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gateway.findings import Finding, Severity, Stage, Where
from gateway.formats import Catalog, Format
from gateway.router import MODEL
from gateway.service.catalogue import load_codes
from gateway.service.dispatch import Produce
from gateway.store import MessageRecord, Status

if TYPE_CHECKING:
    from gateway.pipeline import Inbound


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """The bytes of an answer; `format` is a format's id, `model`, or `annotated` for a marked copy of the message.

    `media_type` is stated where the format does not tell it.
    """

    format: str
    data: bytes
    media_type: str | None = None


def own_answer(
    catalog: Catalog,
    produce: Produce,
    message: MessageRecord,
    inbound: Inbound,
    found: Iterable[Mapping[str, Any]],
    *,
    sender: str,
    receiver: str,
) -> OwnAnswer:
    """What the gateway says of a message, the same whenever it is asked.

    `found` are the findings as they were stored: what was decided then is answered, whatever the
    formats say today. In a format that cannot say it the answer is the model's JSON.
    """
    from gateway.pipeline import ANNOTATED, REFERENCE_LENGTH, Address, annotated_copy, answer_to

    reference = message.id[-REFERENCE_LENGTH:].upper()
    findings = [finding for one in found if (finding := _finding(one)) is not None]
    rejected = message.status == Status.REJECTED
    marked = annotated_copy(inbound, findings) if rejected else None
    if marked is not None:
        return OwnAnswer(ANNOTATED, marked.data, marked.media_type)
    answer = answer_to(
        inbound, catalog, at=message.received_at, reference=reference, findings=findings, rejected=rejected
    )
    address = Address(sender, receiver, message.received_at, reference)
    return written(produce, answer.message, answer.format, address)


def written(produce: Produce, message: Any, format: Format | None, address: Any) -> OwnAnswer:
    """An answer in a format, or as the model's JSON where the format cannot say it."""
    from gateway.pipeline import as_written_in

    if format is not None:
        made = produce(as_written_in(message, format), format, address=address)
        if made.ok and made.data is not None:
            return OwnAnswer(format.id, made.data)
    return OwnAnswer(MODEL, produce(message, None).data or b"")


def _finding(stored: Mapping[str, Any]) -> Finding | None:
    """A finding as it was before it was stored; `None` for one about an output."""
    code = load_codes().get(stored["code"])
    if code is None or stored.get("target") is not None:
        return None
    where = Where(
        **{name: stored[name] for name in ("path", "line", "column", "segment", "cell")},
    )
    return Finding(
        code,
        stored["message"],
        Stage(stored["stage"]),
        where,
        Severity(stored["severity"]),
        stored["value"],
        stored["expected"],
        stored["help"],
        stored["format"],
        stored["wco_id"],
        stored["rule"],
    )
