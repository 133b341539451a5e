"""The gateway: everything wired together, one method for each thing that faces ask for."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from gateway.findings.language import ENGLISH
from gateway.formats import Catalog
from gateway.router import Subscription, read_subscriptions
from gateway.service.deliver import Deliverer
from gateway.service.dispatch import Addressed, Dispatcher, Produce, agreed, unknown_answers_formats
from gateway.service.inbox import Inbox
from gateway.service.ledger import full_ledger, reading_entries
from gateway.service.logs import Log
from gateway.service.own_answer import OwnAnswer, own_answer
from gateway.service.partners import Partner, Partners
from gateway.service.refusals import Misconfigured, NotFound
from gateway.service.relay import Relay
from gateway.service.rereading import reread
from gateway.service.settings import Settings
from gateway.service.submission import Submission
from gateway.service.submit import Receive, Submitter
from gateway.service.worker import Worker
from gateway.store import (
    AnswerRecord,
    AttemptRecord,
    Body,
    DeliveryRecord,
    Direction,
    ErrorGroup,
    EventRecord,
    Journal,
    LedgerRecord,
    MessageRecord,
    OutputRecord,
    Page,
    Queue,
)
from gateway.transports import Transport

if TYPE_CHECKING:
    from gateway.pipeline import Inbound, Outbound

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Flow:
    """The two ways of the pipeline, as the service calls them."""

    receive: Receive
    produce: Produce
    addressed: Addressed = lambda format: False

    @classmethod
    def real(cls) -> Flow:
        """The pipeline itself."""
        from gateway.pipeline import is_addressed, produce, receive

        return cls(receive, produce, is_addressed)


class Gateway:
    """One gateway. Methods that take a `partner` show it its own messages; `None` is an operator."""

    def __init__(
        self,
        settings: Settings,
        catalog: Catalog,
        journal: Journal,
        partners: Partners,
        subscriptions: list[Subscription],
        flow: Flow,
        transport: Transport,
        log: Log,
    ) -> None:
        self.settings = settings
        self.catalog = catalog
        self.journal = journal
        self.partners = partners
        self.subscriptions = subscriptions
        self.log = log
        self.inbox = Inbox(journal, log)
        self._flow = flow
        self._transport = transport
        dispatcher = Dispatcher(
            catalog,
            partners,
            subscriptions,
            flow.produce,
            log,
            sender=settings.interchange_id,
            addressed=flow.addressed,
        )
        relay = Relay(catalog, journal, partners, dispatcher, self._reread, log)
        self._submitter = Submitter(
            settings, catalog, journal, dispatcher, relay, flow.receive, reading_entries, log
        )
        self._deliverer = Deliverer(settings, journal, partners, transport, log)

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        catalog: Catalog | None = None,
        flow: Flow | None = None,
        transport: Transport | None = None,
        log: Log | None = None,
    ) -> Self:
        """Wire everything. Raises Misconfigured with findings for wrong files of partners or subscriptions."""
        catalog = catalog if catalog is not None else Catalog.load()
        partners = Partners.load(settings.partners_path)
        _answers_formats(partners, catalog)
        subscriptions = _subscriptions(settings, partners, catalog)
        journal = Journal.open(settings.store_url)
        return cls(
            settings,
            catalog,
            journal,
            partners,
            subscriptions,
            flow or Flow.real(),
            transport or _push(),
            log or Log(settings.log_level),
        )

    def close(self) -> None:
        """Let go of the store and of connections."""
        self._transport.close()
        self.journal.close()

    def ready(self) -> None:
        """Raises what the store raises when it cannot be reached."""
        self.journal.ping()

    # partners

    def authenticate(self, key: str) -> Partner:
        """The partner of an API key. Raises Unauthenticated or Disabled."""
        return self.partners.authenticate(key)

    # taking in

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
        """Take in a file; everything is durable when this returns. Raises KeyReused.

        `submission.verdict` says what to answer: accepted and duplicate 202, rejected 422,
        conflict 409, forbidden 403.
        """
        return self._submitter.submit(
            data,
            partner=partner,
            content_type=content_type,
            idempotency_key=idempotency_key,
            correlation_id=correlation_id,
            format_hint=format_hint,
        )

    def validate(self, data: bytes, *, format_hint: str | None = None) -> list[Inbound]:
        """Everything that is to be said about a file; nothing is stored."""
        return list(self._receive(data, format_hint, allow_invalid=False))

    def translate(
        self, data: bytes, *, to: str, format_hint: str | None = None, allow_invalid: bool = False
    ) -> list[tuple[Inbound, Outbound | None]]:
        """Each message of a file in another format (`model`: the common model); nothing is stored.

        Raises UnknownFormat for the target.
        """
        target = None if to == "model" else self.catalog.get(to)
        return [
            (inbound, self._flow.produce(inbound.message, target) if inbound.message is not None else None)
            for inbound in self._receive(data, format_hint, allow_invalid=allow_invalid)
        ]

    def _receive(self, data: bytes, format_hint: str | None, *, allow_invalid: bool) -> Iterable[Inbound]:
        return self._flow.receive(
            data,
            self.catalog,
            as_format=format_hint,
            limits=self.settings.limits,
            allow_invalid=allow_invalid,
        )

    def _reread(self, message: MessageRecord) -> Inbound | None:
        """A stored message, read again from its bytes."""
        original = self.journal.original(message.id)
        if original is None:
            return None
        return reread(self.catalog, self._flow.receive, self.settings, message, original.data)

    # looking

    def message(self, partner: Partner | None, id: str) -> MessageRecord:
        """A stored message. Raises NotFound, for those of others too."""
        found = self.journal.message(id)
        if found is None or (partner is not None and found.partner != partner.id):
            raise NotFound("there is no such message")
        return found

    def original(self, partner: Partner | None, id: str) -> Body:
        """The bytes as they were received. Raises NotFound."""
        return _there(self.journal.original(self.message(partner, id).id), "the original")

    def model(self, partner: Partner | None, id: str) -> bytes:
        """The message as the model's JSON. Raises NotFound, also for a message that was rejected."""
        return _there(self.journal.model(self.message(partner, id).id), "the model")

    def findings(
        self, partner: Partner | None, id: str, *, offset: int = 0, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """The findings of a message in the one shape of findings, with `target`. Raises NotFound."""
        return self.journal.findings(self.message(partner, id).id, offset=offset, limit=limit)

    def events(self, partner: Partner | None, id: str) -> list[EventRecord]:
        """What happened to a message, in time. Raises NotFound."""
        return self.journal.events(self.message(partner, id).id)

    def outputs(self, partner: Partner | None, id: str) -> list[OutputRecord]:
        """What was written of a message for receivers. Raises NotFound."""
        return self.journal.outputs(self.message(partner, id).id)

    def output(self, partner: Partner | None, id: str, format: str, destination: str | None = None) -> Body:
        """The bytes of a message in one format, for one destination where each has its own. Raises NotFound."""
        found = self.journal.output(self.message(partner, id).id, format, destination)
        return _there(found, f"an output in {format}")

    def deliveries(self, partner: Partner | None, id: str) -> list[DeliveryRecord]:
        """The deliveries of a message. Raises NotFound."""
        return self.journal.deliveries(self.message(partner, id).id)

    def attempts(self, partner: Partner | None, id: str) -> list[AttemptRecord]:
        """Every try to deliver a message. Raises NotFound."""
        return self.journal.attempts(self.message(partner, id).id)

    def ledgers(self, partner: Partner | None, id: str) -> list[LedgerRecord]:
        """The sums of a message's accounts, one a direction. Raises NotFound."""
        return self.journal.ledgers(self.message(partner, id).id)

    def ledger(self, partner: Partner | None, id: str, target: str = "model") -> LedgerRecord:
        """The full account of one direction, made anew from the original where it was not stored.

        Raises NotFound, also where the message was not translated into `target`.
        """
        message = self.message(partner, id)
        stored = [ledger for ledger in self.journal.ledgers(id) if ledger.target == target]
        if stored and stored[0].entries is not None:
            return stored[0]
        _there(self.journal.model(id), "a translation")
        original = _there(self.journal.original(id), "the original")
        made = full_ledger(self.catalog, self._flow.receive, self.settings, message, original.data, target)
        return _there(made, f"an account for {target}")

    def answers(self, partner: Partner | None, id: str) -> list[AnswerRecord]:
        """What answers a message, or what it answers. Raises NotFound."""
        return self.journal.answers(self.message(partner, id).id)

    def answered_by(self, id: str) -> str | None:
        """The id of the message that an outbound answer answers; `None` for any other message."""
        return next((one.original_id for one in self.journal.answers(id) if one.answer_id == id), None)

    def answer(self, partner: Partner | None, id: str) -> OwnAnswer:
        """The gateway's own answer to a message that it received. Raises NotFound."""
        message = self.message(partner, id)
        inbound = self._reread(message) if message.direction == Direction.INBOUND else None
        known = self.partners.get(message.partner)
        return own_answer(
            self.catalog,
            self._flow.produce,
            message,
            _there(inbound, "an answer of the gateway's own"),
            self.journal.findings(id),
            sender=self.settings.interchange_id,
            receiver=(known.interchange_id if known is not None else None) or message.partner,
            language=known.language if known is not None else ENGLISH,
        )

    def search(
        self,
        partner: Partner | None,
        *,
        reference: str | None = None,
        status: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
        cursor: str | None = None,
    ) -> Page:
        """Messages, newest first, at most 500 a page; `reference` is any that a message has."""
        return self.journal.search(
            partner=partner.id if partner is not None else None,
            reference=reference,
            status=status,
            since=since,
            until=until,
            limit=limit,
            cursor=cursor,
        )

    def errors(self, partner: Partner | None = None) -> list[ErrorGroup]:
        """Errors of all messages by format, code and place, the most frequent first."""
        return self.journal.errors(partner=partner.id if partner is not None else None)

    def statuses(self) -> dict[str, int]:
        """How many messages are in each state."""
        return self.journal.statuses()

    def queues(self) -> list[Queue]:
        """What waits for each destination, and since when."""
        return self.journal.queues()

    # delivering

    def deliver_due(self, limit: int = 50) -> int:
        """Try everything that is due now, once; how many were delivered."""
        return self._deliverer.deliver_due(limit)

    def run_worker(self, stop: threading.Event) -> None:
        """Deliver until `stop` is set."""
        Worker(self._deliverer, self.log, self.settings.poll_seconds).run(stop)


def _subscriptions(settings: Settings, partners: Partners, catalog: Catalog) -> list[Subscription]:
    path = settings.subscriptions_path
    if path is None:
        return []
    listed, findings = read_subscriptions(path)
    good, wrong = agreed(listed, partners, catalog)
    if findings or wrong:
        raise Misconfigured(f"{path} cannot be used", [*findings, *wrong])
    return good


def _answers_formats(partners: Partners, catalog: Catalog) -> None:
    """Raises Misconfigured where a partner wants its answers in a format that there is not."""
    wrong = list(unknown_answers_formats(partners, catalog))
    if wrong:
        raise Misconfigured("the formats of answers cannot be used", wrong)


def _push() -> Transport:
    from gateway.transports.http import HttpPush

    return HttpPush()


def _there(found: Found | None, what: str) -> Found:
    if found is None:
        raise NotFound(f"the message does not have {what}")
    return found
