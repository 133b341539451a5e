"""The goods shipment: the trade in the goods, apart from their carriage."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.commodity import Origin
from gateway.model.consignment import Consignment
from gateway.model.document import (
    AdditionalDocument,
    AdditionalReference,
    Invoice,
    PreviousDocument,
    Ucr,
)
from gateway.model.item import Item
from gateway.model.location import Destination, ExportCountry, Warehouse
from gateway.model.party import Party
from gateway.model.trade_terms import TradeTerms
from gateway.model.valuation import CustomsValuation
from gateway.model.value import Amount, DateTime


class GoodsShipment(Model):
    """What is traded between whom, from where to where; the items, and their carriage."""

    id: str | None = element(None, "Sender's own number of the shipment.")
    exit_date_time: DateTime | None = element("024", "When the goods leave the territory.")
    transaction_nature_code: str | None = element("103", "Nature of the transaction.")
    export_country: ExportCountry | None = element("95B", "Where the goods were sent from.")
    origin: Origin | None = element("92A", "Origin of all goods, where items do not say another one.")
    destination: Destination | None = element("99B", "Where the goods are sent to.")
    trading_country_code: str | None = element(
        None, "Country of the trading partner.", codes="ISO 3166-1 alpha-2"
    )
    first_destination_country_code: str | None = element(
        None, "First country that they are sent to.", codes="ISO 3166-1 alpha-2"
    )
    parties: list[Party] | None = element(None, "Parties of the trade.")
    supply_chain_actors: list[Party] | None = element(
        "16C", "Trusted parties of the supply chain, each with its role code.", ids={"id": "R143"}
    )
    fiscal_references: list[Party] | None = element(
        "55B", "Tax registrations of parties, each with its role code.", ids={"id": "R119"}
    )
    ucr: Ucr | None = element("35B", "References of the trade.")
    trade_terms: TradeTerms | None = element("22B", "Terms of delivery.")
    invoices: list[Invoice] | None = element("78A", "Commercial invoices.")
    customs_value: Amount | None = element(None, "Customs value of all goods, where the source states it.")
    statistical_value: Amount | None = element(None, "Value of all goods for statistics.")
    fob: Amount | None = element(None, "Value of all goods free on board.")
    insured_value: Amount | None = element(None, "Sum that the goods are insured for.")
    carriage_value: Amount | None = element(None, "Value declared to the carrier, who is liable for it.")
    customs_valuation: CustomsValuation | None = element("41A", "Costs of the whole shipment.")
    warehouse: Warehouse | None = element("43B", "Warehouse that the goods go to or come from.")
    additional_documents: list[AdditionalDocument] | None = element(
        "02A", "Documents that go with the whole shipment."
    )
    additional_references: list[AdditionalReference] | None = element(None, "Other references.")
    previous_documents: list[PreviousDocument] | None = element(
        "99A", "What the whole shipment was under before."
    )
    consignment: Consignment | None = element("28A", "Carriage of the goods.")
    items: list[Item] | None = element("68A", "Goods items.")
