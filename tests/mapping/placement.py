"""Messages on their way through several formats, for tests of what each of them carries."""

from __future__ import annotations

from gateway.formats import Catalog
from gateway.model import Message
from gateway.pipeline import receive

CATALOG = Catalog.load()


def read(data: bytes, format: str) -> Message:
    """The message of some bytes, whatever is wrong with them."""
    (inbound,) = receive(data, CATALOG, as_format=format, allow_invalid=True)
    assert inbound.message is not None, inbound.findings
    return inbound.message


def addressed(message: Message) -> Message:
    """The message with the address that the gateway gives to one that has none."""
    plain = message.model_dump(mode="json", exclude_none=True, by_alias=True)
    plain["envelope"] |= {
        "sender": {"id": "FROM"},
        "receiver": {"id": "TO"},
        "preparedDateTime": "2026-03-04T10:15",
        "interchangeId": "1",
        "nativeId": "1",
    }
    return Message.model_validate(plain)
