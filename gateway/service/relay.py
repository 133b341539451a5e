"""Relay: an answer goes to the sender of what it answers, in the format of that sender's answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gateway.findings import Code, Finding, Stage
from gateway.formats import Catalog, Format, UnknownFormat
from gateway.pipeline import codes as pipeline_codes
from gateway.router import MODEL, RESPONSE, Correlation, Seen, correlate, learned_from, named_in, walk
from gateway.router import codes as router_codes
from gateway.service.dispatch import Dispatcher
from gateway.service.logs import Log
from gateway.service.partners import Partner, Partners
from gateway.service.prepare import references_in
from gateway.service.rereading import Reread
from gateway.store import (
    DeliveryStatus,
    Direction,
    Journal,
    MessageRecord,
    NewAnswer,
    NewMessage,
    NewSubmission,
    Status,
    new_id,
)

if TYPE_CHECKING:
    from gateway.pipeline import Inbound, Returned


class Relay:
    """Finds the originals of answers and makes what their senders get. It writes nothing itself."""

    def __init__(
        self,
        catalog: Catalog,
        journal: Journal,
        partners: Partners,
        dispatcher: Dispatcher,
        reread: Reread,
        log: Log,
    ) -> None:
        self._catalog = catalog
        self._journal = journal
        self._partners = partners
        self._dispatcher = dispatcher
        self._reread = reread
        self._log = log

    def relay(
        self,
        new: NewSubmission,
        received: NewMessage,
        inbound: Inbound,
        partner: Partner,
        correlation_id: str | None,
    ) -> None:
        """Add to a submission what an answer in it leads to; one without an original is held."""
        found = self._correlate(inbound.message, partner, correlation_id)
        original = self._journal.message(found.original) if found.original is not None else None
        if original is None or found.by is None:
            # It takes hold of nothing, so that it can be sent again once its original is known.
            received.status, received.claim = Status.HELD, None
            code = found.code or router_codes.NOT_CORRELATED
            received.findings = [*received.findings, _finding(code, found.told, inbound, found.candidates)]
            return
        outcome = next(walk(inbound.message, "response.outcome"), None)
        if outcome == "syntax_rejected":
            told = f"the receiver could not read {original.id} as it was written for it"
            refused = _finding(router_codes.OUTPUT_REFUSED, told, inbound)
            received.findings = [*received.findings, refused]
        # Who acknowledges an answer has it: that goes no further.
        ends = original.direction == Direction.OUTBOUND
        answer = None if ends else self._answer(received, inbound, original, partner)
        if not any(delivery.held is None for delivery in received.deliveries):
            received.status = Status.VALIDATED if ends else Status.RELAYED
        if answer is not None:
            new.messages.append(answer)
        new.answers.append(
            NewAnswer(
                original.id,
                received.id,
                answer.id if answer is not None else None,
                found.by.kind,
                found.by.value,
                outcome,
                [] if ends else learned_from(inbound.message),
            )
        )

    def _correlate(self, message: Any, partner: Partner, correlation_id: str | None) -> Correlation:
        named = named_in(message, correlation_id)
        sightings = self._journal.sightings(partner.id, {one.value for one in named})
        seen = [Seen(one.message_id, one.kind, one.value, one.learned) for one in sightings]
        return correlate(named, seen, self._journal.learned({one.message_id for one in seen}, "mrn"))

    def _answer(
        self, received: NewMessage, inbound: Inbound, original: MessageRecord, partner: Partner
    ) -> NewMessage:
        """What the sender of the original gets, with its delivery."""
        from gateway.pipeline import as_written_in

        format = self._format(original, next(walk(inbound.message, "response.outcome"), None))
        name = format.id if format is not None else MODEL
        back = self._back(inbound, original, partner)
        to_write = as_written_in(back.message, format)
        output, delivery = self._dispatcher.write(to_write, original.partner, name)
        if original.partner not in {one.id for one in self._partners}:
            delivery.held = delivery.held or f"there is no partner {original.partner} any more"
        model = back.message.to_json()
        lost = [
            _finding(pipeline_codes.POINTER_LOST, f"{text} is not found in {original.id}", inbound)
            for text in back.lost
        ]
        return NewMessage(
            id=new_id("msg"),
            number=received.number,
            status=Status.ROUTED if delivery.held is None else Status.HELD,
            outcome=received.outcome,
            original=output.data if output.data is not None else model,
            format=format.id if format is not None else None,
            revision=output.revision,
            family=RESPONSE,
            intent=received.intent,
            test=original.test,
            sender_reference=original.sender_reference,
            references=references_of_answer(back.message, original),
            findings=lost,
            model=model,
            outputs=[output],
            deliveries=[delivery],
            direction=Direction.OUTBOUND,
            partner=original.partner,
            correlation_id=original.correlation_id,
            content_type=output.media_type,
        )

    def _format(self, original: MessageRecord, outcome: str | None) -> Format | None:
        """The format of the answer: as the partner wants it, else as the sent format names it, else the model."""
        partner = self._partners.get(original.partner)
        wanted = partner.answers_format if partner is not None else None
        try:
            if wanted is None and original.format is not None:
                wanted = self._catalog.get(original.format).answered_with(outcome)
            if wanted is None or wanted == MODEL:
                return None
            format = self._catalog.get(wanted)
            if format.mapping_dir is not None:
                return format
        except UnknownFormat:
            pass
        keys = {"message.id": original.id, "partner.id": original.partner, "format": wanted}
        self._log.warning("answer.format-unknown", "the answer is sent as the model's JSON", keys)
        return None

    def _back(self, inbound: Inbound, original: MessageRecord, partner: Partner) -> Returned:
        from gateway.pipeline import relayed

        assert inbound.message is not None
        sent_as: list[Format | None] = []
        for delivery in self._journal.deliveries(original.id):
            if delivery.destination == partner.id and delivery.status != DeliveryStatus.HELD:
                known = delivery.format == MODEL or delivery.format in {one.id for one in self._catalog}
                if known:
                    sent_as.append(None if delivery.format == MODEL else self._catalog.get(delivery.format))
        again = self._reread(original)
        try:
            return relayed(inbound.message, again, sent_as)
        except Exception as error:
            # A mistake in following pointers must not keep the answer from its receiver.
            keys = {"message.id": original.id, "partner.id": original.partner}
            self._log.error("answer.pointers-failed", "an answer goes out without its pointers", keys, error)
            return relayed(inbound.message, again, [])


def references_of_answer(message: Any, original: MessageRecord) -> list[tuple[str, str]]:
    """What an answer that goes out may be searched by: its own references, and the original's."""
    found = set(references_in(message))
    if original.sender_reference is not None:
        found.add(("sender_reference", original.sender_reference))
    return sorted(found)


def _finding(code: Code, told: str, inbound: Inbound, candidates: Sequence[str] = ()) -> Finding:
    return Finding(
        code,
        told,
        Stage.ROUTE,
        severity=code.severity,
        expected=f"one of {', '.join(candidates)}" if candidates else None,
        help=code.fix,
        format=inbound.format.id if inbound.format is not None else None,
    )
