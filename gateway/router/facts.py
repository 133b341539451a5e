"""Facts: what subscriptions may ask of a message, read from the common model.

A fact has a name and any number of values. Where each comes from is a table, so that a change of
the model is a change of one row here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Facts = Mapping[str, tuple[str, ...]]
"""the values of each fact, without repetition, in the order of the message"""

_SHIPMENT = "declaration.goods_shipment"
_ITEM = f"{_SHIPMENT}.items"
_BILL = "cargo_report.consignments"
_HOUSE = f"{_BILL}.houses"

FACTS: dict[str, tuple[str, ...]] = {
    "family": ("envelope.family",),
    "intent": ("envelope.intent",),
    "phase": ("envelope.phase",),
    "country": ("envelope.country",),
    "type": ("declaration.type", "cargo_report.type", "conveyance_report.type"),
    "additional_type": ("declaration.additional_type",),
    "outcome": ("response.outcome",),
    "destination": (f"{_SHIPMENT}.destination.country_code", f"{_ITEM}.destination.country_code"),
    "export": (f"{_SHIPMENT}.export_country.country_code", f"{_ITEM}.export_country.country_code"),
    "origin": (f"{_ITEM}.origins.country_code",),
    "commodity": (
        f"{_ITEM}.commodity.classifications.code",
        f"{_BILL}.items.commodity.classifications.code",
        f"{_HOUSE}.items.commodity.classifications.code",
    ),
    "procedure": (f"{_ITEM}.procedure.requested",),
    "previous_procedure": (f"{_ITEM}.procedure.previous",),
    "additional_procedure": (f"{_ITEM}.procedure.additional",),
    "document": (f"{_ITEM}.additional_documents.type_code", f"{_SHIPMENT}.additional_documents.type_code"),
    "office": (
        "declaration.offices.id",
        "cargo_report.offices.id",
        f"{_BILL}.offices.id",
        f"{_HOUSE}.offices.id",
        "conveyance_report.offices.id",
    ),
    "transport_mode": (
        f"{_SHIPMENT}.consignment.border_transport_means.mode_code",
        f"{_SHIPMENT}.consignment.departure_transport_means.mode_code",
        "cargo_report.conveyances.mode_code",
        "conveyance_report.conveyances.mode_code",
    ),
    "party": (
        "declaration.parties.id",
        f"{_SHIPMENT}.parties.id",
        f"{_ITEM}.parties.id",
        "cargo_report.parties.id",
        f"{_BILL}.parties.id",
        f"{_HOUSE}.parties.id",
        "conveyance_report.parties.id",
    ),
    "sender": (),
    "from_format": (),
}
"""name of a fact -> paths in the model; those without paths are told by whoever received it"""


def facts_of(message: object, **told: str | None) -> Facts:
    """The facts of a model message; `told` are those that the message itself does not say.

    What is told stands in for a fact that the model leaves open, and never replaces one.
    """
    facts = {name: _unique(_values(message, paths)) for name, paths in FACTS.items()}
    for name, value in told.items():
        if value is not None and not facts.get(name):
            facts[name] = (value,)
    return facts


def _values(message: object, paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        yield from walk(message, path)


def walk(node: Any, path: str) -> Iterator[str]:
    """The values at a dotted path of attribute names, through lists; nothing where a step is absent."""
    if node is None:
        return
    if isinstance(node, (list, tuple)):
        for member in node:
            yield from walk(member, path)
    elif not path:
        yield str(node)
    else:
        step, _, rest = path.partition(".")
        yield from walk(getattr(node, step, None), rest)


def _unique(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
