"""The envelope: who sent which kind of message to whom, what for, and by which rules."""

from __future__ import annotations

from typing import Literal

from gateway.model.base import Model, element
from gateway.model.value import DateTime

Intent = Literal["original", "amend", "replace", "cancel", "query", "acknowledge", "notify"]
Phase = Literal["prelodged", "lodged", "supplementary"]
Family = Literal["Declaration", "CargoReport", "ConveyanceReport", "Response", "LPCO", "Inquiry"]


class Participant(Model):
    """A sender or receiver of messages, as the interchange names it."""

    id: str | None = element(None, "Identifier in the interchange.")
    id_scheme: str | None = element(None, "Scheme of the identifier, as the interchange codes it.")
    name: str | None = element(None, "Name, where the interchange has one.")
    routing_address: str | None = element(None, "Address for forwarding inside the participant's house.")


class Envelope(Model):
    """What a message says about itself rather than about trade.

    Country, agency and versions tell whose customisation of which model the source follows.
    """

    family: Family | None = element(
        None,
        "Kind of message in the common model.",
        codes="Declaration, CargoReport, ConveyanceReport, Response, LPCO, Inquiry",
    )
    intent: Intent | None = element(
        None,
        "What the sender wants done with the document.",
        codes="original, amend, replace, cancel, query, acknowledge, notify",
    )
    phase: Phase | None = element(
        None,
        "Whether the document comes before, with or after the presentation of the goods.",
        codes="prelodged, lodged, supplementary",
    )
    native_id: str | None = element(None, "The source's own identifier of this message.")
    native_type: str | None = element(None, "The source's own name of its kind of message.")
    native_version: str | None = element(None, "The source's own version of its message definition.")
    interchange_id: str | None = element(None, "Control reference of the file or interchange around it.")
    correlation_id: str | None = element(None, "Identifier of the message that this one answers.")
    model_version: str | None = element(None, "Version of the reference data model that the source follows.")
    customization_code: str | None = element(None, "The agency's customisation, coded.")
    customization_version: str | None = element(None, "Version of the agency's customisation of it.")
    country: str | None = element(
        None, "Country whose customisation the source follows.", codes="ISO 3166-1 alpha-2"
    )
    agency: str | None = element(None, "Agency whose customisation the source follows.")
    sender: Participant | None = element(None, "Who sent it.")
    receiver: Participant | None = element(None, "Whom it is meant for.")
    prepared_date_time: DateTime | None = element(None, "When the sender made the message.")
    test_indicator: bool | None = element(None, "Whether it is a test without legal effect.")
    language: str | None = element(None, "Language of its free text.", codes="ISO 639-1")
