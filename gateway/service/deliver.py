"""Deliver: one supervised lane for each destination, so that none can hold up another."""

from __future__ import annotations

import os
import random
import secrets
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from gateway.service.logs import Log
from gateway.service.partners import Partner, Partners
from gateway.service.settings import Settings
from gateway.store import DeliveryRecord, Journal, MessageRecord, now
from gateway.transports import Outcome, Parcel, Receipt, Target, Transport

BATCH = 10
"""deliveries that a lane leases at once"""
MARGIN = 5.0
"""seconds of a lease beyond the time of an attempt, for the store and the clock"""


class Deliverer:
    """Sends what is due. Several of them, in any number of processes, share the work by leases."""

    def __init__(
        self,
        settings: Settings,
        journal: Journal,
        partners: Partners,
        transport: Transport,
        log: Log,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._settings = settings
        self._journal = journal
        self._partners = partners
        self._transport = transport
        self._log = log
        self._clock = clock
        self.owner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._need = settings.delivery_timeout + MARGIN
        self._lease = 2 * settings.delivery_timeout + MARGIN

    # one step

    def deliver_due(self, limit: int = 50) -> int:
        """Try everything that is due now, once, at most `limit`; how many were delivered."""
        delivered = 0
        for destination in self.due():
            delivered += self.deliver_to(destination, limit - delivered)
            if delivered >= limit:
                break
        return delivered

    def due(self) -> list[str]:
        """Destinations for which something is due and that may be pushed to."""
        off = self._journal.disabled()
        return [
            id
            for id in self._journal.due_destinations(self._clock())
            if self._open(self._partners.get(id), off)
        ]

    def deliver_to(self, destination: str, limit: int, stop: threading.Event | None = None) -> int:
        """Try what is due for one destination, once, at most `limit`; how many were delivered."""
        partner = self._partners.get(destination)
        if limit < 1 or not self._open(partner, self._journal.disabled()):
            return 0
        assert partner is not None
        leased = self._journal.lease_due(
            self._clock(), self.owner, min(limit, BATCH), self._lease, destination
        )
        delivered = 0
        for number, delivery in enumerate(leased):
            if stop is not None and stop.is_set():
                self._release(leased[number:])
                break
            outcome = self._one(delivery, partner)
            delivered += outcome is Outcome.DELIVERED
            if outcome is Outcome.GONE:
                self._release(leased[number + 1 :])
                break
        return delivered

    @staticmethod
    def _open(partner: Partner | None, off: dict[str, str]) -> bool:
        """Whether a destination may be pushed to: known, on, with an endpoint that was not disabled."""
        if partner is None or partner.disabled or partner.endpoint is None:
            return False
        return off.get(partner.id) != partner.endpoint.url

    def _release(self, leased: list[DeliveryRecord]) -> None:
        for delivery in leased:
            self._journal.release(delivery)

    # one attempt

    def _one(self, delivery: DeliveryRecord, partner: Partner) -> Outcome | None:
        """Try once; `None` when the lease is another's by now, which then does it."""
        started = self._clock()
        if not self._keep(delivery, started):
            return None
        receipt, message = self._send(delivery, partner)
        finished = self._clock()
        retry_at = self._retry_at(delivery, receipt, finished)
        assert partner.endpoint is not None
        if receipt.outcome is Outcome.GONE:
            # First the endpoint, then the delivery: a stop in between repeats the harmless part.
            self._journal.disable(partner.id, partner.endpoint.url, finished, receipt.detail or "gone")
            told = "the receiver wants nothing at this address any more"
            self._log.error("destination.disabled", told, _keys(delivery, message))
        held = self._journal.finish(
            delivery,
            self.owner,
            outcome=receipt.outcome.value,
            started_at=started,
            now=finished,
            retry_at=retry_at,
            status=receipt.status,
            detail=receipt.detail,
        )
        self._tell(delivery, message, receipt, retry_at, held=held)
        return receipt.outcome if held else None

    def _keep(self, delivery: DeliveryRecord, at: datetime) -> bool:
        """Make sure that the lease outlasts an attempt; `False` when it is another's by now."""
        assert delivery.lease_until is not None
        if delivery.lease_until >= at + timedelta(seconds=self._need):
            return True
        return self._journal.renew(delivery, at + timedelta(seconds=self._lease))

    def _send(self, delivery: DeliveryRecord, partner: Partner) -> tuple[Receipt, MessageRecord | None]:
        message = self._journal.message(delivery.message_id)
        body = self._journal.output(delivery.message_id, delivery.format, delivery.destination)
        if message is None or body is None:
            return Receipt(Outcome.PERMANENT, detail="the output is not in the store any more"), message
        parcel = Parcel(
            key=delivery.key,
            message_id=delivery.message_id,
            correlation_id=message.correlation_id,
            format=delivery.format,
            media_type=body.media_type or "application/octet-stream",
            body=body.data,
            attempt=delivery.attempts + 1,
        )
        try:
            target = self._target(partner)
        except KeyError as error:
            told = f"the signing secret is not in the environment: {error}"
            return Receipt(Outcome.RETRY, detail=told), message
        try:
            return self._transport.send(parcel, target), message
        except Exception as error:
            # A transport is total by contract; if one is not, its lane must live on.
            self._log.error(
                "transport.failed", "a transport broke its contract", _keys(delivery, message), error
            )
            return Receipt(Outcome.RETRY, detail=type(error).__name__), message

    def _target(self, partner: Partner) -> Target:
        assert partner.endpoint is not None
        allowed = (*partner.endpoint.allow_networks, *self._settings.allow_networks)
        return Target(
            partner.endpoint.url, partner.endpoint.signing_secret(), allowed, self._settings.delivery_timeout
        )

    def _retry_at(self, delivery: DeliveryRecord, receipt: Receipt, at: datetime) -> datetime | None:
        """When to try again: never, when the receiver asks, or after twice as long with jitter."""
        if receipt.outcome is not Outcome.RETRY or delivery.attempts + 1 >= self._settings.delivery_attempts:
            return None
        wait = backoff(delivery.attempts, self._settings.retry_first, self._settings.retry_longest)
        return at + timedelta(seconds=max(wait, receipt.retry_after or 0.0))

    def _tell(
        self,
        delivery: DeliveryRecord,
        message: MessageRecord | None,
        receipt: Receipt,
        retry_at: datetime | None,
        *,
        held: bool,
    ) -> None:
        keys = {
            **_keys(delivery, message),
            "attempt": delivery.attempts + 1,
            "http.response.status_code": receipt.status,
            "retry.at": retry_at.isoformat() if retry_at is not None else None,
        }
        if not held:
            self._log.warning("delivery.superseded", "the lease was lost before the attempt ended", keys)
        elif receipt.outcome is Outcome.DELIVERED:
            self._log.info("delivery.succeeded", "delivered", keys)
        elif retry_at is not None:
            self._log.warning("delivery.failed", "an attempt failed and will be repeated", keys)
        else:
            self._log.error("delivery.dead", "given up; an operator must look", keys)


def backoff(attempts: int, first: float, longest: float) -> float:
    """Seconds to wait after so many earlier attempts: doubled each time, half of it at random."""
    whole = min(first * 2.0 ** min(attempts, 60), longest)
    return whole / 2 + random.uniform(0, whole / 2)


def _keys(delivery: DeliveryRecord, message: MessageRecord | None) -> dict[str, object]:
    return {
        "stage": "deliver",
        "message.id": delivery.message_id,
        "delivery.id": delivery.id,
        "partner.id": delivery.destination,
        "format": delivery.format,
        "correlation.id": message.correlation_id if message is not None else None,
    }
