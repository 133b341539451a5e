"""Goods items: the lines of a declaration."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.commodity import Commodity, Origin
from gateway.model.document import (
    AdditionalDocument,
    AdditionalInformation,
    AdditionalReference,
    PreviousDocument,
    TransportDocument,
    Ucr,
)
from gateway.model.location import Destination, ExportCountry
from gateway.model.party import Party
from gateway.model.procedure import Procedure
from gateway.model.product import Indication, PriorControl
from gateway.model.transport import Freight, Packaging, TransportEquipment, TransportMeans
from gateway.model.treatment import Reexport, Treatment
from gateway.model.valuation import CustomsValuation, ExportCosts, PriorImport
from gateway.model.value import Amount


class Item(Model):
    """Goods of one kind under one procedure; what is stated here overrides the shipment."""

    sequence: int | None = element("006", "Number of the item, unique in the declaration.")
    house_sequence: int | None = element(None, "House consignment that the item belongs to.")
    house_item_number: int | None = element(None, "Number of the item within its house consignment.")
    declaration_type: str | None = element(None, "Kind of declaration, where items differ in it.")
    customs_value: Amount | None = element("108", "Customs value of the item.")
    statistical_value: Amount | None = element("114", "Value for statistics, in national currency.")
    intrinsic_value: Amount | None = element(None, "Value of the goods alone.")
    transport_insurance_cost: Amount | None = element(None, "Transport and insurance up to the destination.")
    fob: Amount | None = element(None, "Value free on board, where the source states it.")
    insured_value: Amount | None = element(None, "Sum that the goods are insured for.")
    carriage_value: Amount | None = element(None, "Value declared to the carrier, who is liable for it.")
    transaction_nature_code: str | None = element("103", "Nature of the transaction.")
    commodity: Commodity | None = element("23A", "The goods.")
    procedure: Procedure | None = element("70A", "Customs procedures.")
    origins: list[Origin] | None = element("92A", "Countries of origin.")
    packagings: list[Packaging] | None = element("93A", "Packages.")
    transport_equipments: list[TransportEquipment] | None = element(
        "31B", "Equipment that the goods are in; the shipment's list has the details."
    )
    border_transport_means: list[TransportMeans] | None = element(
        None, "Means that bring it over the border, where items differ in it."
    )
    additional_documents: list[AdditionalDocument] | None = element("02A", "Documents that go with it.")
    additional_references: list[AdditionalReference] | None = element(None, "Other references.")
    transport_documents: list[TransportDocument] | None = element(
        "30B", "Contracts of carriage.", ids={"id": "D023", "type_code": "D024"}
    )
    previous_documents: list[PreviousDocument] | None = element("99A", "What the goods were under before.")
    additional_informations: list[AdditionalInformation] | None = element("03A", "Remarks.")
    customs_valuation: CustomsValuation | None = element("41A", "How its customs value is reached.")
    parties: list[Party] | None = element(None, "Parties that differ from the shipment's.")
    supply_chain_actors: list[Party] | None = element(
        "16C", "Trusted parties of the supply chain, each with its role code.", ids={"id": "R143"}
    )
    fiscal_references: list[Party] | None = element(
        "55B", "Tax registrations of parties, each with its role code.", ids={"id": "R119"}
    )
    export_country: ExportCountry | None = element("95B", "Where the item was sent from.")
    destination: Destination | None = element("99B", "Where the item is sent to.")
    ucr: Ucr | None = element("35B", "References of the trade.")
    freight: Freight | None = element("62A", "Charge for its carriage.")
    treatments: list[Treatment] | None = element(None, "What was done to the goods.")
    prior_import: PriorImport | None = element(None, "Earlier import of the same goods.")
    export_costs: ExportCosts | None = element(
        None, "Costs and refunds of the way out, where goods come back."
    )
    controls: list[PriorControl] | None = element(None, "Controls that took place before.")
    answers: list[AdditionalInformation] | None = element(
        None, "Questions of further authorities, by their codes, and the answers."
    )
    indications: list[Indication] | None = element(None, "Answers that no other element holds.")
    transit_country_code: str | None = element(
        None, "Country that the item passed.", codes="ISO 3166-1 alpha-2"
    )
    reexport: Reexport | None = element(None, "What is certified of goods that came in before.")
