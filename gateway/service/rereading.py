"""Stored messages, read again from their bytes when somebody asks for more than the store holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from gateway.formats import Catalog
from gateway.service.settings import Settings
from gateway.store import MessageRecord

if TYPE_CHECKING:
    from gateway.pipeline import Inbound

Reread = Callable[[MessageRecord], "Inbound | None"]


def reread(
    catalog: Catalog,
    receive: Callable[..., Iterable[Inbound]],
    settings: Settings,
    message: MessageRecord,
    data: bytes,
) -> Inbound | None:
    """A stored message as it is read today; with errors too, which its sender's agreement may have excused.

    `None` when the bytes are not one message any more.
    """
    found = receive(data, catalog, as_format=message.format, limits=settings.limits, allow_invalid=True)
    # An original holds the whole file when that was one message, else just its own.
    inbounds = list(found)
    return inbounds[0] if len(inbounds) == 1 else None
