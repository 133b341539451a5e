"""The gateway's own answer to a stored message: received or rejected, in the format of its sender's answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gateway.findings import Finding, Severity, Stage, Where
from gateway.findings.language import ENGLISH
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
    language: str = ENGLISH,
) -> OwnAnswer:
    """What the gateway says of a message, the same whenever it is asked.

    `found` are the findings as they were stored: what was decided then is answered, whatever the
    formats say today, in `language`. In a format that cannot say it so it is said in English, and as
    the model's JSON where it cannot be said at all.
    """
    from gateway.pipeline import ANNOTATED, REFERENCE_LENGTH, Address, annotated_copy, answer_to

    reference = message.id[-REFERENCE_LENGTH:].upper()
    texts = {_same(finding): finding.texts for finding in inbound.findings if finding.texts}
    findings = [
        replace(finding, texts=texts.get(_same(finding)))
        for one in found
        if (finding := _finding(one)) is not None
    ]
    rejected = message.status == Status.REJECTED
    marked = annotated_copy(inbound, findings, language=language) if rejected else None
    if marked is not None:
        return OwnAnswer(ANNOTATED, marked.data, marked.media_type)
    address = Address(sender, receiver, message.received_at, reference)
    tries = []
    for chosen in dict.fromkeys((language, ENGLISH)):
        answer = answer_to(
            inbound,
            catalog,
            at=message.received_at,
            reference=reference,
            findings=findings,
            rejected=rejected,
            language=chosen,
        )
        tries.append(written(produce, answer.message, answer.format, address))
        if answer.format is None or tries[-1].format == answer.format.id:
            return tries[-1]
    return tries[0]


def written(produce: Produce, message: Any, format: Format | None, address: Any) -> OwnAnswer:
    """An answer in a format, or as the model's JSON where the format cannot say it."""
    from gateway.pipeline import as_written_in

    if format is not None:
        made = produce(as_written_in(message, format), format, address=address)
        if made.ok and made.data is not None:
            return OwnAnswer(format.id, made.data)
    return OwnAnswer(MODEL, produce(message, None).data or b"")


def _same(finding: Finding) -> tuple[str | None, ...]:
    """What a finding has in common with the one that was stored of it: texts in other languages are not."""
    return finding.code.id, finding.rule, finding.where.path, finding.message


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
