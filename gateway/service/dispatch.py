"""Decide who gets a message, and write it for them; everything that happens before the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from gateway.findings import Code, Finding, Stage, Where
from gateway.formats import Catalog, Format, UnknownFormat
from gateway.formats.adapters import media_type_of
from gateway.router import MODEL, Decision, Facts, Subscription, route
from gateway.router import codes as router_codes
from gateway.service import codes
from gateway.service.logs import Log
from gateway.service.partners import Partners
from gateway.store import Channel, NewDelivery, NewOutput, now

if TYPE_CHECKING:
    from gateway.model import Message
    from gateway.pipeline import Address, Outbound

Produce = Callable[..., "Outbound"]
Addressed = Callable[[Format | None], bool]


@dataclass(frozen=True, slots=True)
class Dispatched:
    """Outputs, deliveries, and the decision of every subscription."""

    outputs: list[NewOutput]
    deliveries: list[NewDelivery]
    trace: list[Decision]


class Dispatcher:
    """Routes messages and writes them; it has no side effects but a line in the log.

    `sender` is who the gateway is in the envelopes of outputs, `addressed` says which formats have one.
    """

    def __init__(
        self,
        catalog: Catalog,
        partners: Partners,
        subscriptions: Sequence[Subscription],
        produce: Produce,
        log: Log,
        *,
        sender: str,
        addressed: Addressed,
    ) -> None:
        self._catalog = catalog
        self._partners = partners
        self._subscriptions = subscriptions
        self._produce = produce
        self._log = log
        self._sender = sender
        self._addressed = addressed

    def dispatch(self, message: Message, facts: Facts, *, test: bool) -> Dispatched:
        """Who gets a message and in which bytes."""
        routing = route(facts, self._subscriptions, self._barred(test))
        outputs: dict[tuple[str, str], NewOutput] = {}
        deliveries = []
        for wanted in routing.deliveries:
            output, delivery = self.write(message, wanted.to, wanted.format, wanted.subscription, outputs)
            outputs[output.format, output.destination] = output
            deliveries.append(delivery)
        return Dispatched(list(outputs.values()), deliveries, routing.trace)

    def write(
        self,
        message: Message,
        to: str,
        name: str,
        subscription: str | None = None,
        made: Mapping[tuple[str, str], NewOutput] | None = None,
    ) -> tuple[NewOutput, NewDelivery]:
        """A message in a format for a destination: the output, its own or one of those `made`, and the delivery."""
        format = None if name == MODEL else self._catalog.get(name)
        address = self._address(to) if self._addressed(format) else None
        output = (made or {}).get((name, "")) if address is None else None
        if output is None:
            output = self._output(message, name, format, address, to if address is not None else "")
        held = None if output.ok else f"it cannot be written in {name}"
        reference = address.reference if address is not None else None
        return output, NewDelivery(to, name, subscription, self._channel(to), held, reference)

    def _address(self, to: str) -> Address:
        from gateway.pipeline import Address, new_reference

        partner = self._partners.get(to)
        known = partner.interchange_id if partner is not None else None
        return Address(self._sender, known or to, now(), new_reference())

    def _barred(self, test: bool) -> dict[str, str]:
        """Test messages go to test partners, live ones to live partners, and never across."""
        kind = (
            "a test message is not for a live partner" if test else "a live message is not for a test partner"
        )
        return {partner.id: kind for partner in self._partners if partner.test is not test}

    def _channel(self, id: str) -> Channel:
        partner = self._partners.get(id)
        return Channel.PUSH if partner is not None and partner.endpoint is not None else Channel.INBOX

    def _output(
        self,
        message: Message,
        name: str,
        format: Format | None,
        address: Address | None,
        destination: str,
    ) -> NewOutput:
        media_type = "application/json" if format is None else media_type_of(format.syntax, format.spec)
        revision = format.revision if format is not None else None
        try:
            given = {} if address is None else {"address": address}
            made = self._produce(message, format, **given)
        except Exception as error:
            # One target's failure must neither lose the message nor hold up the other targets.
            self._log.error("output.failed", "an output was not made", {"format": name}, error)
            failed = [_failed(name)]
            return NewOutput(name, revision, media_type, False, None, failed, destination=destination)
        counts = made.counts.as_dict() if made.counts is not None else None
        lost = [one.as_dict() for one in made.lost]
        return NewOutput(
            name, revision, media_type, made.ok, made.data, made.findings, counts, lost, destination
        )


def _failed(format: str) -> Finding:
    code = codes.OUTPUT_FAILED
    return Finding(
        code,
        f"writing {format} failed",
        Stage.FROM_MODEL,
        severity=code.severity,
        help=code.fix,
        format=format,
    )


def agreed(
    subscriptions: Sequence[Subscription], partners: Partners, catalog: Catalog
) -> tuple[list[Subscription], list[Finding]]:
    """Subscriptions with full format ids, and what is wrong with them in view of partners and formats."""
    good: list[Subscription] = []
    findings: list[Finding] = []
    for wish in subscriptions:
        try:
            known = None if wish.format == MODEL else catalog.get(wish.format)
        except UnknownFormat as error:
            findings.append(
                _wrong(router_codes.UNKNOWN_FORMAT, wish, f"no format {wish.format}", error.nearest)
            )
            continue
        format = known.id if known is not None else MODEL
        partner = partners.get(wish.to)
        if partner is None:
            nearest = get_close_matches(wish.to, [p.id for p in partners], 3, 0.5)
            findings.append(_wrong(router_codes.UNKNOWN_PARTNER, wish, f"no partner {wish.to}", nearest))
        elif not partner.agreed_to_accept(format):
            told = f"{wish.to} does not accept {format}"
            findings.append(_wrong(router_codes.UNKNOWN_FORMAT, wish, told, list(partner.accepts)))
        else:
            # A format says what messages of its family say: no other can be written in it.
            implied = {"family": (known.family,)} if known is not None else {}
            good.append(replace(wish, format=format, conditions={**implied, **wish.conditions}))
    return good, findings


def unknown_answers_formats(partners: Partners, catalog: Catalog) -> Iterator[Finding]:
    """What is wrong with the formats in which partners want their answers."""
    for partner in partners:
        wanted = partner.answers_format
        if wanted is None or wanted == MODEL:
            continue
        try:
            catalog.get(wanted)
        except UnknownFormat as error:
            code = codes.PARTNER_VALUE
            where = Where(path=f"partner {partner.id}.answers_format")
            expected = f"nearest: {', '.join(error.nearest)}" if error.nearest else None
            told = f"there is no format {wanted}"
            yield Finding(code, told, Stage.ROUTE, where, code.severity, expected=expected, help=code.fix)


def _wrong(code: Code, wish: Subscription, message: str, nearest: Sequence[str]) -> Finding:
    expected = f"nearest: {', '.join(nearest)}" if nearest else None
    where = Where(path=f"subscription {wish.name}")
    return Finding(code, message, Stage.ROUTE, where, code.severity, expected=expected, help=code.fix)
