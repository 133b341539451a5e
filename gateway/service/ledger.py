"""The full account of a stored message, made anew when somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gateway.formats import Catalog, UnknownFormat
from gateway.service.rereading import reread
from gateway.service.settings import Settings
from gateway.store import LedgerRecord, MessageRecord

if TYPE_CHECKING:
    from gateway.mapping import Ledger
    from gateway.pipeline import Inbound
    from gateway.service.submit import Receive


def reading_entries(inbound: Inbound) -> list[dict[str, Any]]:
    """Every value of a message on its way into the model; empty when it did not get there."""
    if inbound.format is None or inbound.tree is None:
        return []
    from gateway.mapping import mapping_of

    return [entry.as_dict() for entry in mapping_of(inbound.format).trace_to_model(inbound.tree).entries]


def full_ledger(
    catalog: Catalog, receive: Receive, settings: Settings, message: MessageRecord, data: bytes, target: str
) -> LedgerRecord | None:
    """The account of one direction with all entries; `None` when the message has no such direction.

    It is made with today's format folders; `revision` says which these are.
    """
    if message.format is None:
        return None
    inbound = reread(catalog, receive, settings, message, data)
    if inbound is None or inbound.format is None or inbound.tree is None or inbound.message is None:
        return None
    from gateway.mapping import MappingError, mapping_of

    if target == "model":
        ledger = mapping_of(inbound.format).trace_to_model(inbound.tree)
        return _record(message.id, target, inbound.format.revision, ledger)
    try:
        format = catalog.get(target)
        ledger = mapping_of(format).trace_from_model(inbound.message)
    except (UnknownFormat, MappingError):
        return None
    return _record(message.id, format.id, format.revision, ledger)


def _record(id: str, target: str, revision: str, ledger: Ledger) -> LedgerRecord:
    entries = [entry.as_dict() for entry in ledger.entries]
    return LedgerRecord(
        id, target, revision, ledger.counts.as_dict(), entries, [one.as_dict() for one in ledger.lost]
    )
