"""Make of what came in what the store takes: references, fingerprint, claim, routing, outputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gateway.router import RESPONSE, walk
from gateway.store import Claim

if TYPE_CHECKING:
    from gateway.model import Message
    from gateway.pipeline import Inbound

LONGEST_CLAIM = 200
"""characters of a sender's reference in a claim; a longer one stands by its digest"""

_MODEL_REFERENCES = {
    "mrn": (
        "declaration.id",
        "response.declarations.id",
        "cargo_report.id",
        "conveyance_report.id",
    ),
    "sender_reference": (
        "declaration.functional_reference_id",
        "response.functional_reference_id",
        "response.declarations.functional_reference_id",
        "cargo_report.functional_reference_id",
        "conveyance_report.functional_reference_id",
    ),
    "ucr": (
        "declaration.goods_shipment.ucr.id",
        "declaration.goods_shipment.ucr.trader_assigned_reference_id",
        "declaration.goods_shipment.items.ucr.id",
        "declaration.goods_shipment.items.ucr.trader_assigned_reference_id",
        "cargo_report.consignments.ucr.id",
        "cargo_report.consignments.ucr.trader_assigned_reference_id",
    ),
    "container": (
        "declaration.goods_shipment.consignment.transport_equipments.id",
        "declaration.goods_shipment.items.transport_equipments.id",
        "cargo_report.transport_equipments.id",
        "cargo_report.consignments.transport_equipments.id",
        "cargo_report.consignments.items.placements.equipment_id",
        "cargo_report.consignments.houses.items.placements.equipment_id",
        "conveyance_report.transport_equipments.id",
    ),
    "transport_document": (
        "declaration.goods_shipment.consignment.transport_documents.id",
        "declaration.goods_shipment.items.transport_documents.id",
        "cargo_report.consignments.transport_documents.id",
        "cargo_report.consignments.master_documents.id",
        "cargo_report.consignments.items.transport_documents.id",
        "cargo_report.consignments.houses.transport_documents.id",
    ),
    "reference": ("cargo_report.references.id", "conveyance_report.references.id"),
    "conveyance": (
        "cargo_report.conveyances.journey_id",
        "cargo_report.consignments.onward_carriages.journey_id",
        "conveyance_report.conveyances.journey_id",
    ),
    "invoice": ("declaration.goods_shipment.invoices.id",),
    "native_id": ("envelope.native_id",),
    "interchange_id": ("envelope.interchange_id",),
}
"""kind of reference -> paths in the model by which a message can be found later"""

_NO_REFERENCES = frozenset({"function", "type"})
"""what manifests name among the references for identification and claims, and nobody searches for"""


def references_of(inbound: Inbound) -> list[tuple[str, str]]:
    """Everything that a message may be searched by, as (kind, value)."""
    found = {(kind, value) for kind, value in inbound.references.items() if kind not in _NO_REFERENCES}
    return sorted(found | set(references_in(inbound.message)))


def references_in(message: Message | None) -> Iterator[tuple[str, str]]:
    """The references that a message has in the common model, as (kind, value)."""
    for kind, paths in _MODEL_REFERENCES.items():
        for path in paths:
            for value in walk(message, path):
                yield kind, value


def fingerprint_of(inbound: Inbound) -> str:
    """A digest of the content without its envelope: a repetition has a new time, and is the same."""
    if inbound.message is None:
        return hashlib.sha256(inbound.data).hexdigest()
    content = inbound.message.model_dump_json(exclude={"envelope"}, exclude_none=True)
    return hashlib.sha256(content.encode()).hexdigest()


def family_of(inbound: Inbound) -> str | None:
    """The family of a message: as the model says, else as its format says."""
    own = _envelope(inbound, "family")
    return own or (inbound.format.family if inbound.format is not None else None)


def intent_of(inbound: Inbound) -> str | None:
    """What the sender wants done, as the model says."""
    return _envelope(inbound, "intent")


def is_test(inbound: Inbound) -> bool:
    """Whether the message says that it is a test."""
    return next(walk(inbound.message, "envelope.test_indicator"), None) == "True"


def claim_of(
    inbound: Inbound, partner: str, message_id: str, fingerprint: str, *, test: bool
) -> Claim | None:
    """What the message takes hold of: its reference, for its purpose. `None` without a reference.

    The purpose is family and intent: an amendment may carry the reference of the original. An
    answer carries the reference of what it answers, as many others do: it takes hold of what it
    says, so that only a repetition is one.
    """
    if family_of(inbound) == RESPONSE and inbound.message is not None:
        said = hashlib.sha256(f"{fingerprint}{_envelope(inbound, 'correlation_id')}".encode()).hexdigest()
        return Claim(partner, f"{RESPONSE}{'/test' if test else ''}", said, fingerprint, message_id)
    reference = inbound.references.get("sender_reference")
    if not reference:
        return None
    if len(reference) > LONGEST_CLAIM:
        reference = hashlib.sha256(reference.encode("utf-8", "replace")).hexdigest()
    native = "/".join(inbound.references.get(kind, "") for kind in ("function", "type"))
    purpose = f"{family_of(inbound)}/{intent_of(inbound) or native}{'/test' if test else ''}"
    return Claim(partner, purpose[:LONGEST_CLAIM], reference, fingerprint, message_id)


def _envelope(inbound: Inbound, name: str) -> str | None:
    return next(walk(inbound.message, f"envelope.{name}"), None)
