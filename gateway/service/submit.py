"""Submit: take in a file, decide about each of its messages, commit, and only then answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gateway.findings import Code, Finding, Stage, in_order
from gateway.formats import Catalog
from gateway.router import RESPONSE, facts_of
from gateway.router import codes as router_codes
from gateway.service import codes
from gateway.service.dispatch import Dispatcher
from gateway.service.leniency import lenient
from gateway.service.logs import Log
from gateway.service.partners import Partner
from gateway.service.prepare import (
    claim_of,
    family_of,
    fingerprint_of,
    intent_of,
    is_test,
    references_of,
)
from gateway.service.refusals import KeyReused
from gateway.service.relay import Relay
from gateway.service.settings import Settings
from gateway.service.submission import Item, Submission
from gateway.store import Claim, Journal, NewMessage, NewSubmission, Raced, Status, Verdict, new_id, now

if TYPE_CHECKING:
    from gateway.pipeline import Inbound

Receive = Callable[..., Iterable["Inbound"]]
Trace = Callable[["Inbound"], list[dict[str, Any]]]

RACES = 10
"""how often a submission looks again when others take its key or references at the same moment"""


class Submitter:
    """The one place where messages enter the store."""

    def __init__(
        self,
        settings: Settings,
        catalog: Catalog,
        journal: Journal,
        dispatcher: Dispatcher,
        relay: Relay,
        receive: Receive,
        trace: Trace,
        log: Log,
    ) -> None:
        self._settings = settings
        self._catalog = catalog
        self._journal = journal
        self._dispatcher = dispatcher
        self._relay = relay
        self._receive = receive
        self._trace = trace
        self._log = log

    def submit(
        self,
        data: bytes,
        *,
        partner: Partner,
        content_type: str | None = None,
        idempotency_key: str | None = None,
        correlation_id: str | None = None,
        format_hint: str | None = None,
    ) -> Submission:
        """Take in a file. Everything is durable when this returns. Raises KeyReused."""
        digest = hashlib.sha256(data).hexdigest()
        repeated = self._repeated(partner, idempotency_key, digest)
        if repeated is not None:
            return repeated
        inbounds = self._read(data, format_hint, partner)
        for _ in range(RACES):
            new = NewSubmission(
                new_id("sub"),
                partner.id,
                correlation_id or new_id("cor"),
                content_type,
                digest,
                len(data),
                now(),
            )
            self._decide(new, inbounds, data, partner, correlation_id)
            if any(verdict in (Verdict.ACCEPTED, Verdict.DUPLICATE) for _, _, verdict in new.items):
                # Only success is remembered under a key: a failure must not stand in a retry's way.
                new.idempotency_key = idempotency_key
            try:
                self._journal.accept(new)
            except Raced:
                repeated = self._repeated(partner, idempotency_key, digest)
                if repeated is not None:
                    return repeated
                continue
            return self._answer(new)
        raise Raced(f"{RACES} times another submission was faster")

    def _read(self, data: bytes, format_hint: str | None, partner: Partner) -> list[Inbound]:
        """The messages of a file; what the partner's agreement excuses does not stop them."""
        inbounds = list(
            self._receive(
                data,
                self._catalog,
                as_format=format_hint,
                limits=self._settings.limits,
                allow_invalid=bool(partner.leniency),
            )
        )
        for inbound in inbounds:
            lenient(inbound, partner.leniency)
        return inbounds

    def _repeated(self, partner: Partner, key: str | None, digest: str) -> Submission | None:
        """The submission that was made before under this key."""
        before = self._journal.submission(partner.id, key) if key is not None else None
        if before is None:
            return None
        if before.digest != digest:
            finding = _finding(
                codes.KEY_REUSED, "the key belongs to a submission of other bytes", Stage.RECEIVE
            )
            raise KeyReused("idempotency key reused", [finding])
        items = [self._item(*item) for item in before.items]
        return Submission(before.id, before.correlation_id, digest, before.received_at, items, repeated=True)

    def _decide(
        self,
        new: NewSubmission,
        inbounds: Sequence[Inbound],
        data: bytes,
        partner: Partner,
        correlation_id: str | None,
    ) -> None:
        taken: dict[tuple[str, str], Claim] = {}
        for inbound in inbounds:
            original = data if len(inbounds) == 1 else inbound.data
            message = _message(inbound, partner, original)
            verdict, earlier = self._verdict(message, inbound, partner, taken)
            if earlier is not None:
                new.items.append((inbound.number, earlier, verdict))
                continue
            if verdict is Verdict.ACCEPTED:
                self._dispatch(message, inbound, partner)
                if message.family == RESPONSE and inbound.message is not None:
                    self._relay.relay(new, message, inbound, partner, correlation_id)
                if message.claim is not None:
                    taken[message.claim.purpose, message.claim.sender_reference] = message.claim
            else:
                message.status, message.claim = Status.REJECTED, None
            new.messages.append(message)
            new.items.append((inbound.number, message.id, verdict))

    def _verdict(
        self,
        message: NewMessage,
        inbound: Inbound,
        partner: Partner,
        taken: dict[tuple[str, str], Claim],
    ) -> tuple[Verdict, str | None]:
        """What is to be said of a message, and the id of the one that it repeats."""
        if inbound.outcome != "valid":
            return Verdict.REJECTED, None
        foreign = _foreign(inbound, partner)
        if foreign is not None:
            message.findings = in_order([*message.findings, foreign])
            return Verdict.FORBIDDEN, None
        claim = message.claim
        if claim is None:
            return Verdict.ACCEPTED, None
        earlier = taken.get((claim.purpose, claim.sender_reference)) or self._journal.claim(
            claim.partner, claim.purpose, claim.sender_reference
        )
        if earlier is None:
            return Verdict.ACCEPTED, None
        if earlier.fingerprint == claim.fingerprint or self._same_bytes(earlier.message_id, message.original):
            return Verdict.DUPLICATE, earlier.message_id
        told = f"the reference belongs to {earlier.message_id}, which says something else"
        message.findings = [*message.findings, _finding(codes.REFERENCE_TAKEN, told, Stage.CHECK, inbound)]
        return Verdict.CONFLICT, None

    def _same_bytes(self, id: str, data: bytes) -> bool:
        """A mapping may have changed since; the same bytes are a repetition all the same."""
        earlier = self._journal.message(id)
        return earlier is not None and earlier.digest == hashlib.sha256(data).hexdigest()

    def _dispatch(self, message: NewMessage, inbound: Inbound, partner: Partner) -> None:
        if inbound.message is None:
            message.status = Status.HELD
            return
        message.model = inbound.message.to_json()
        if partner.store_ledger or self._settings.store_ledger:
            message.entries = self._trace(inbound)
        facts = facts_of(
            inbound.message, family=message.family, sender=partner.id, from_format=message.format
        )
        done = self._dispatcher.dispatch(inbound.message, facts, test=message.test)
        message.outputs, message.deliveries = done.outputs, done.deliveries
        message.trace = [decision.as_dict() for decision in done.trace]
        if any(delivery.held is None for delivery in message.deliveries):
            message.status = Status.ROUTED
        elif message.deliveries or not message.test:
            message.status = Status.HELD
        if not message.deliveries and not message.test and message.family != RESPONSE:
            nobody = router_codes.NOBODY
            message.findings = [
                *message.findings,
                _finding(nobody, "no subscription takes it", Stage.ROUTE, inbound),
            ]

    def _answer(self, new: NewSubmission) -> Submission:
        items = [self._item(*item) for item in new.items]
        for item in items:
            self._tell(item)
        return Submission(new.id, new.correlation_id, new.digest, new.received_at, items)

    def _item(self, number: int, id: str, verdict: str) -> Item:
        message = self._journal.message(id)
        assert message is not None
        return Item(number, Verdict(verdict), message, self._journal.findings(id))

    def _tell(self, item: Item) -> None:
        message = item.message
        keys = {
            "message.id": message.id,
            "correlation.id": message.correlation_id,
            "partner.id": message.partner,
            "sender.reference": message.sender_reference,
            "format": message.format,
        }
        if item.verdict is Verdict.DUPLICATE:
            self._log.info("message.duplicate", "a message was repeated; the first receipt holds", keys)
            return
        keys["stage"] = Stage.RECEIVE.value
        action = "message.rejected" if message.status == Status.REJECTED else "message.received"
        self._log.info(action, f"a message was {item.verdict.value}", {**keys, "status": message.status})
        self._log.findings(action, item.findings, keys)


def _message(inbound: Inbound, partner: Partner, original: bytes) -> NewMessage:
    format, id = inbound.format, new_id("msg")
    test = partner.test or is_test(inbound)
    valid = inbound.outcome == "valid"
    fingerprint = fingerprint_of(inbound) if valid else None
    return NewMessage(
        id=id,
        number=inbound.number,
        status=Status.VALIDATED,
        outcome=str(inbound.outcome),
        original=original,
        format=format.id if format is not None else None,
        revision=format.revision if format is not None else None,
        family=family_of(inbound),
        intent=intent_of(inbound),
        test=test,
        sender_reference=inbound.references.get("sender_reference"),
        references=references_of(inbound),
        fingerprint=fingerprint,
        findings=[replace(f, format=f.format or (format.id if format else None)) for f in inbound.findings],
        counts=inbound.counts.as_dict() if inbound.counts is not None else None,
        claim=claim_of(inbound, partner.id, id, fingerprint, test=test) if fingerprint is not None else None,
    )


def _foreign(inbound: Inbound, partner: Partner) -> Finding | None:
    """Why the partner may not send this message, if it may not."""
    if inbound.format is not None and not partner.agreed_to_send(inbound.format.id):
        told = f"{partner.id} has not agreed to send {inbound.format.id}"
        return _finding(codes.FORMAT_NOT_AGREED, told, Stage.CHECK, inbound)
    sender = inbound.references.get("sender")
    if partner.identifiers and sender is not None and sender not in partner.identifiers:
        told = f"the sender that the message names is none of {partner.id}"
        return replace(_finding(codes.SENDER_NOT_CALLER, told, Stage.CHECK, inbound), value=sender)
    return None


def _finding(code: Code, message: str, stage: Stage, inbound: Inbound | None = None) -> Finding:
    format = inbound.format.id if inbound is not None and inbound.format is not None else None
    return Finding(code, message, stage, severity=code.severity, help=code.fix, format=format)
