"""What goldens hold of a message: its model as JSON and what comes back from the round trip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.cli.work import catalog, limits

if TYPE_CHECKING:
    from gateway.formats import Format


def exercise(data: bytes, format: Format) -> dict[str, bytes]:
    """The model's JSON (`.json`) and the message written back, of all messages of a sample."""
    from gateway.pipeline import produce, receive

    models, returned = [], []
    for inbound in receive(data, catalog(), as_format=format.id, limits=limits()):
        if inbound.message is None:
            continue
        models.append(inbound.message.to_json(indent=1))
        returned.append(produce(inbound.message, format).data or b"")
    return {".model.json": b"\n".join(models) + b"\n", f".{format.syntax}": b"\n".join(returned) + b"\n"}
