"""The bill of lading: the contract of carriage as its carrier writes it out."""

from __future__ import annotations

from decimal import Decimal

from gateway.model.base import Model, element
from gateway.model.document import TransportDocument
from gateway.model.qualified import CodedLocation
from gateway.model.value import Measure


class BillOfLading(TransportDocument):
    """A contract of carriage with what is said of the document itself."""

    version_id: str | None = element(None, "What tells issues of the same bill apart.")
    status_code: str | None = element(None, "State of the document, in the source's code.")
    instructions_id: str | None = element(None, "Shipping instructions that it was made from.")
    electronic_indicator: bool | None = element(None, "Whether it is an electronic document.")
    negotiable_indicator: bool | None = element(None, "Whether it is made out to order.")
    shipped_on_board_indicator: bool | None = element(
        None, "Whether it says more than that goods were received."
    )
    copies_with_charges: int | None = element(None, "Number of copies that show the charges.")
    copies_without_charges: int | None = element(None, "Number of copies that do not.")
    originals_with_charges: int | None = element(None, "Number of originals that show the charges.")
    originals_without_charges: int | None = element(None, "Number of originals that do not.")
    rider_pages: int | None = element(None, "Number of further pages.")
    issue_location: CodedLocation | None = element(None, "Where it was issued.")


class CarriageTerms(Model):
    """What shipper and carrier have agreed on."""

    service_contract_id: str | None = element(None, "Contract with the carrier.")
    quotation_id: str | None = element(None, "Agreement on the price.")
    receipt_type_code: str | None = element(
        None, "Where the carrier takes over: door, yard, freight station."
    )
    delivery_type_code: str | None = element(
        None, "Where the carrier hands over: door, yard, freight station."
    )
    origin_load_code: str | None = element(None, "Whether full containers or parts are taken over.")
    destination_load_code: str | None = element(None, "Whether full containers or parts are handed over.")
    payment_location: CodedLocation | None = element(None, "Where the freight is paid.")
    clauses: list[str] | None = element(None, "Clauses of the carrier.")
    conditions: str | None = element(None, "Terms and conditions, as printed.")


class GroupedReferences(Model):
    """References or codes of one kind."""

    type_code: str | None = element(None, "Kind of all of them.")
    country_code: str | None = element(None, "Country whose system they are of.", codes="ISO 3166-1 alpha-2")
    ids: list[str] | None = element(None, "The references.")


class ReeferSettings(Model):
    """How the air in a cooled container is kept, beside its temperature."""

    oxygen: Decimal | None = element(None, "Oxygen in the air, in percent.")
    carbon_dioxide: Decimal | None = element(None, "Carbon dioxide in the air, in percent.")
    humidity: Decimal | None = element(None, "Relative humidity, in percent.")
    air_exchange: Measure | None = element(None, "Fresh air let in per hour.")
    ventilation_open_indicator: bool | None = element(None, "Whether the vents are open.")
    drain_holes_open_indicator: bool | None = element(None, "Whether the drain holes are open.")
    bulb_mode_indicator: bool | None = element(None, "Whether it runs in the mode for bulbs.")
    cold_treatment_indicator: bool | None = element(None, "Whether cold treatment is asked for.")
    controlled_atmosphere_indicator: bool | None = element(
        None, "Whether a controlled atmosphere is asked for."
    )
