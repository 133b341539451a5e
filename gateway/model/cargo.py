"""Cargo as it is carried: items, house consignments and consignments of a cargo report."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.bill import BillOfLading, CarriageTerms, GroupedReferences
from gateway.model.commodity import Commodity, DangerousGoods
from gateway.model.conveyance import Conveyance
from gateway.model.document import (
    AdditionalDocument,
    AdditionalInformation,
    CurrencyExchange,
    PreviousDocument,
    TransportDocument,
    Ucr,
)
from gateway.model.location import Office
from gateway.model.qualified import (
    CodedLocation,
    DatedReference,
    Measurement,
    ProcessingIndicator,
    Remark,
    ReportParty,
    TypedAmount,
    TypedDateTime,
    TypedQuantity,
)
from gateway.model.transport import Freight, Itinerary, Packaging, Seal, TransportEquipment
from gateway.model.value import Amount, DateTime, Measure, Quantity


class CargoPlacement(Model):
    """How much of an item is in which piece of equipment; several where the goods are split."""

    equipment_id: str | None = element("159", "Identity of the equipment.", codes="ISO 6346 for containers")
    package_quantity: Quantity | None = element(None, "Number of packages of the item in it.")
    gross_mass: Measure | None = element(None, "Mass of the goods of the item in it.")
    net_mass: Measure | None = element(None, "Mass of the goods of the item in it without packaging.")
    volume: Measure | None = element(None, "Volume of the goods of the item in it.")
    net_volume: Measure | None = element(None, "Volume of the goods of the item in it without packaging.")
    packaging: Packaging | None = element(None, "Packages in it, where the source tells their kind here.")
    dangerous_goods: list[DangerousGoods] | None = element(
        "12C", "Hazards in it, where the source tells them here."
    )
    national_codes: list[GroupedReferences] | None = element(
        None, "Codes of national nomenclatures, kind by kind."
    )
    customs_references: list[GroupedReferences] | None = element(
        None, "Numbers of customs systems, kind by kind."
    )
    additional_documents: list[AdditionalDocument] | None = element("02A", "Documents for what is in it.")


class HandlingInstruction(Model):
    """How goods must be handled."""

    code: str | None = element(None, "The instruction.", codes="UN/EDIFACT 4079")
    description: str | None = element(None, "The instruction in words.")
    hazard_class: str | None = element(None, "Hazard that it is about.")


class Requirement(Model):
    """What another authority asks for before the goods move on."""

    indicator: ProcessingIndicator | None = element(None, "The requirement.")
    date_times: list[TypedDateTime] | None = element(None, "Dates of the requirement.")
    documents: list[AdditionalDocument] | None = element("02A", "Documents that it asks for.")
    packagings: list[Packaging] | None = element(None, "Packages that move on.")
    measurements: list[Measurement] | None = element(None, "Masses of what moves on.")


class CargoItem(Model):
    """Goods of one kind within a consignment, as they are carried."""

    sequence: int | None = element("006", "Number of the item.")
    commodity: Commodity | None = element("23A", "The goods.")
    packagings: list[Packaging] | None = element(
        None, "Packages, the outer ones first.", ids={"type_code": "141", "marks_numbers_id": "142"}
    )
    package_levels: list[Packaging] | None = element(
        None, "Packages level by level, where the source tells them apart from the count."
    )
    further_marks: list[Remark] | None = element(None, "Marks and numbers beside those of the packages.")
    placements: list[CargoPlacement] | None = element("31B", "Equipment that the goods are in.")
    booking_id: str | None = element(None, "The carrier's booking that they are carried under.")
    movement_type_code: str | None = element(None, "How they move.", codes="UN/EDIFACT 8335")
    handling_instructions: list[HandlingInstruction] | None = element(None, "How to handle the goods.")
    remarks: list[Remark] | None = element(None, "Texts that are not the description.")
    measurements: list[Measurement] | None = element(None, "Measures beside gross and net mass.")
    amounts: list[TypedAmount] | None = element(None, "Values of the item.")
    quantities: list[TypedQuantity] | None = element(None, "Quantities manifested and landed.")
    locations: list[CodedLocation] | None = element(None, "Where the goods are stowed.")
    requirements: list[Requirement] | None = element(None, "What other authorities ask for.")
    parties: list[ReportParty] | None = element(None, "Parties that differ from the consignment's.")
    loading_location: CodedLocation | None = element(
        None, "Where they are loaded.", ids={"name": "L009", "id": "L010"}
    )
    unloading_location: CodedLocation | None = element(
        None, "Where they are unloaded.", ids={"name": "L012", "id": "L013"}
    )
    border_transport_means: list[Conveyance] | None = element(
        None, "Means that bring them over the border, where items differ in it."
    )
    additional_documents: list[AdditionalDocument] | None = element("02A", "Documents that go with it.")
    additional_references: list[DatedReference] | None = element(None, "Other references.")
    grouped_references: list[GroupedReferences] | None = element(None, "Other references, kind by kind.")
    customs_references: list[GroupedReferences] | None = element(
        None, "Numbers of customs systems, kind by kind."
    )
    national_codes: list[GroupedReferences] | None = element(
        None, "Codes of national nomenclatures, kind by kind."
    )
    transport_documents: list[TransportDocument] | None = element(
        "30B", "Contracts of carriage.", ids={"id": "D023", "type_code": "D024"}
    )
    previous_documents: list[PreviousDocument] | None = element("99A", "What the goods were under before.")
    additional_informations: list[AdditionalInformation] | None = element("03A", "Remarks for customs.")
    ucr: Ucr | None = element("35B", "References of the trade.")
    freight: Freight | None = element("62A", "Charge for its carriage.")


class CargoHouse(Model):
    """One bill: what a carrier or forwarder carries for one customer."""

    sequence: int | None = element(None, "Number of the consignment in its list.")
    load_sequence: int | None = element(None, "Position in the order of loading.")
    nature_code: str | None = element(
        None, "Export, import, transit or transhipment.", codes="UN/EDIFACT 7365: 22, 23, 24, 28"
    )
    container_indicator: bool | None = element(None, "Whether the goods are in containers.")
    split_indicator: bool | None = element(None, "Whether the consignment arrives in parts.")
    goods_type_code: str | None = element(None, "Kind of goods, in the source's code.")
    receptacle_ids: list[str] | None = element(None, "Postal receptacles that hold it.")
    total_package_quantity: Quantity | None = element(None, "Number of its packages.")
    total_gross_mass: Measure | None = element("131", "Gross mass of its goods.")
    total_volume: Measure | None = element(None, "Volume of its goods.")
    totals: list[TypedQuantity] | None = element(None, "Other totals of the bill.")
    transport_documents: list[BillOfLading] | None = element(
        "30B", "Contracts of carriage.", ids={"id": "D023", "type_code": "D024"}
    )
    parties: list[ReportParty] | None = element(None, "Its parties.")
    offices: list[Office] | None = element(None, "Customs offices, each with its part.")
    loading_location: CodedLocation | None = element(
        "83A", "Where the goods are loaded.", ids={"name": "L009", "id": "L010"}
    )
    unloading_location: CodedLocation | None = element(
        "38B", "Where they are unloaded.", ids={"name": "L012", "id": "L013"}
    )
    acceptance_place: CodedLocation | None = element(
        "01A", "Where the carrier takes them over.", ids={"name": "L011", "id": "L099"}
    )
    goods_receipt_place: CodedLocation | None = element(
        "66A", "Where they are delivered.", ids={"name": "L003", "id": "L004"}
    )
    transhipment_location: CodedLocation | None = element(None, "Where they change the means.")
    destination_location: CodedLocation | None = element(None, "Where they go to in the end.")
    locations: list[CodedLocation] | None = element(None, "Other places.")
    itinerary: list[Itinerary] | None = element("81A", "Countries on the way.")
    carriage_terms: CarriageTerms | None = element(None, "What shipper and carrier have agreed on.")
    pre_carriages: list[Conveyance] | None = element(
        None, "Means that bring the goods to where they are loaded."
    )
    onward_carriages: list[Conveyance] | None = element(None, "Means that carry the goods on.")
    freight: Freight | None = element("62A", "Charge for the carriage.")
    further_freights: list[Freight] | None = element(None, "Further charges for the carriage.")
    customs_value: Amount | None = element(None, "Value declared for customs.")
    carriage_value: Amount | None = element(None, "Value declared for the carriage.")
    amounts: list[TypedAmount] | None = element(None, "Other sums of money.")
    currency_exchanges: list[CurrencyExchange] | None = element("40A", "Currency of the bill.")
    indicators: list[ProcessingIndicator] | None = element(None, "How authorities are to treat it.")
    quantities: list[TypedQuantity] | None = element(None, "Quantities manifested and landed.")
    ucr: Ucr | None = element("35B", "References of the trade.")
    additional_documents: list[AdditionalDocument] | None = element("02A", "Documents that go with it.")
    additional_references: list[DatedReference] | None = element(None, "Other references.")
    customs_references: list[GroupedReferences] | None = element(
        None, "Numbers of customs systems, kind by kind."
    )
    previous_documents: list[PreviousDocument] | None = element("99A", "What it was under before.")
    additional_informations: list[AdditionalInformation] | None = element("03A", "Remarks for customs.")
    remarks: list[Remark] | None = element(None, "Clauses and other texts.")
    accepted_date_time: DateTime | None = element(None, "When the carrier received the goods.")
    shipped_date_time: DateTime | None = element(None, "When they were on board.")
    estimated_departure_date_time: DateTime | None = element(
        None, "When they are to leave where they are loaded."
    )
    estimated_arrival_date_time: DateTime | None = element(
        None, "When they are to reach where they are unloaded."
    )
    items: list[CargoItem] | None = element("29A", "Goods items.")


class CargoConsignment(CargoHouse):
    """A consignment of a cargo report: a master or straight bill, and the house bills below it."""

    house_totals: list[TypedQuantity] | None = element(None, "Number of house bills and other totals of all.")
    master_documents: list[TransportDocument] | None = element(
        "11A", "Master contracts of carriage above it.", ids={"id": "D008", "type_code": "D009"}
    )
    transport_equipments: list[TransportEquipment] | None = element(
        "31B", "Equipment, where the source names it at each consignment."
    )
    seals: list[Seal] | None = element("44B", "Seals that the source puts on no equipment.")
    houses: list[CargoHouse] | None = element("21C", "House consignments.")
