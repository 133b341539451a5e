"""Pull: what waits for a partner that has no endpoint, until it acknowledges."""

from __future__ import annotations

from gateway.service.logs import Log
from gateway.service.partners import Partner
from gateway.service.refusals import NotFound
from gateway.store import Body, DeliveryRecord, Journal, now


class Inbox:
    """The inboxes of all partners; each sees its own alone."""

    def __init__(self, journal: Journal, log: Log) -> None:
        self._journal = journal
        self._log = log

    def waiting(
        self, partner: Partner, *, limit: int = 100, after: str | None = None
    ) -> list[DeliveryRecord]:
        """What waits, the oldest first; `after` is the id of the last delivery that was seen."""
        return self._journal.inbox(partner.id, limit=limit, after=after)

    def collect(self, partner: Partner, id: str) -> tuple[DeliveryRecord, Body]:
        """A delivery and its bytes, as often as asked. Raises NotFound, for those of others too."""
        delivery = self._found(partner, id)
        body = self._journal.output(delivery.message_id, delivery.format, partner.id)
        if body is None:
            raise NotFound("there is no such delivery")
        return delivery, body

    def acknowledge(self, partner: Partner, id: str) -> None:
        """Take a delivery as collected; again is harmless. Raises NotFound."""
        delivery = self._found(partner, id)
        if self._journal.acknowledge(delivery, now()):
            keys = {
                "stage": "deliver",
                "message.id": delivery.message_id,
                "delivery.id": delivery.id,
                "partner.id": partner.id,
                "format": delivery.format,
            }
            self._log.info("delivery.succeeded", "collected and acknowledged", keys)

    def _found(self, partner: Partner, id: str) -> DeliveryRecord:
        found = self._journal.collectable(partner.id, id)
        if found is None:
            raise NotFound("there is no such delivery")
        return found
