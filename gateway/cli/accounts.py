"""Ledgers as every command prints them: one object a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gateway.cli.named import MODEL

if TYPE_CHECKING:
    from gateway.formats import Format
    from gateway.mapping import Ledger
    from gateway.pipeline import Inbound


def account(name: str, inbound: Inbound, target: Format | None) -> dict[str, Any]:
    """The full account of one message that has a model.

    `counts` and `entries` tell what became of every value that the sender wrote. With a target
    format, `lost` names what of the model it cannot carry, and `written` tells the same of every
    value that the target holds.
    """
    from gateway.mapping import mapping_of

    if inbound.format is None or inbound.tree is None or inbound.message is None:
        raise ValueError("only a message that was read has an account")
    read = mapping_of(inbound.format).trace_to_model(inbound.tree)
    shown = {
        "file": name,
        "message": inbound.number,
        "format": inbound.format.id,
        "target": MODEL if target is None else target.id,
        **_sides(read),
        "lost": [lost.as_dict() for lost in read.lost],
    }
    if target is not None:
        written = mapping_of(target).trace_from_model(inbound.message)
        shown["lost"] = [lost.as_dict() for lost in written.lost]
        shown["written"] = _sides(written)
    return shown


def _sides(ledger: Ledger) -> dict[str, Any]:
    return {
        "counts": ledger.counts.as_dict(),
        "entries": [entry.as_dict() for entry in ledger.entries],
    }
