"""An agency that answers: it collects what it was sent, and says what became of it in its own format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gateway.cli.demo.caller import Answer, Caller
from gateway.cli.work import catalog, limits
from gateway.formats import Format, adapter_for

NAME, GATEWAY = "CUSTOMS", "GATEWAY"


@dataclass(frozen=True, slots=True)
class Case:
    """A declaration that the agency got, as it reads it: in its own format."""

    message_id: str
    format: str
    data: bytes
    reference: str
    items: int


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that the agency gave: what it is about, its bytes, and what the gateway answered."""

    case: Case
    outcome: str
    data: bytes
    answer: Answer


class Agency:
    """A house that pulls from its inbox and answers over HTTP; it knows nothing of the sender's format."""

    def __init__(self, caller: Caller, format: Format) -> None:
        self.caller = caller
        self.format = format
        assert format.answers_with is not None
        self.answers = catalog().get(format.answers_with)
        self.cases: list[Case] = []

    def collect(self) -> list[Case]:
        """Take what waits and acknowledge it."""
        for entry in self.caller.inbox():
            data = self.caller.collect(entry["link"])
            self.cases.append(self._case(entry, data))
            self.caller.acknowledge(entry["link"])
        return self.cases

    def _case(self, entry: Mapping[str, Any], data: bytes) -> Case:
        from gateway.pipeline import receive

        (inbound,) = receive(data, catalog(), as_format=entry["format"], limits=limits())
        declaration = inbound.message.declaration if inbound.message is not None else None
        shipment = declaration.goods_shipment if declaration is not None else None
        items = (shipment.items if shipment is not None else None) or []
        reference = (declaration.functional_reference_id if declaration is not None else None) or ""
        return Case(entry["messageId"], entry["format"], data, reference, len(items))

    def accept(self, case: Case, number: str) -> Said:
        """Accept a declaration under a number of the agency's."""
        declaration = {
            "id": number,
            "functional_reference_id": case.reference,
            "acceptance_date_time": _now(),
        }
        return self._say(case, "accepted", [declaration])

    def release(self, case: Case, number: str) -> Said:
        """Release the goods, naming the number alone: that is how an agency knows a declaration."""
        return self._say(case, "released", [{"id": number}])

    def refuse(self, case: Case, item: int) -> Said:
        """Refuse a declaration because of one of its items, counted in the message that the agency got."""
        error = {
            "code": "12",
            "description": "commodity and origin do not go together",
            "pointers": [{"section": "42A"}, {"section": "67A"}, {"section": "68A", "sequence": item}],
        }
        return self._say(case, "rejected", [{"functional_reference_id": case.reference}], [error])

    def _say(
        self,
        case: Case,
        outcome: str,
        declarations: Sequence[Mapping[str, str]],
        errors: Sequence[Mapping[str, Any]] = (),
    ) -> Said:
        from gateway.model import Message
        from gateway.model.response import Response
        from gateway.pipeline import Address, new_reference, produce

        said = {
            "outcome": outcome,
            "functional_reference_id": new_reference(),
            "issue_date_time": _now(),
            "declarations": list(declarations),
            "errors": list(errors) or None,
        }
        message = Message(response=Response.model_validate(said))
        address = Address(NAME, GATEWAY, datetime.now(UTC), new_reference())
        data = produce(message, self.answers, limits=limits(), address=address).data or b""
        media_type = adapter_for(self.answers.syntax).media_types[0]
        return Said(case, outcome, data, self.caller.submit(data, media_type))


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
