"""The consignment: the goods as they are carried, apart from the trade in them."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.document import (
    AdditionalDocument,
    AdditionalInformation,
    AdditionalReference,
    PreviousDocument,
    TransportDocument,
    Ucr,
)
from gateway.model.item import Item
from gateway.model.location import Destination, ExportCountry, GoodsLocation, Location
from gateway.model.party import Party
from gateway.model.transport import (
    ARRIVAL_MEANS,
    BORDER_MEANS,
    DEPARTURE_MEANS,
    PASSIVE_MEANS,
    Freight,
    Itinerary,
    Packaging,
    TransportEquipment,
    TransportMeans,
)
from gateway.model.value import Measure


class ConsignmentItem(Model):
    """An item as it is carried, where the carriage of items differs."""

    sequence: int | None = element("006", "Number of the item.")
    parties: list[Party] | None = element(None, "Parties of its carriage.")
    freight: Freight | None = element("62A", "Charge for its carriage.")


class House(Model):
    """A house consignment: what one forwarder's customer has in the consignment."""

    sequence: int | None = element(None, "Number of the house consignment.")
    total_gross_mass: Measure | None = element("131", "Gross mass of its goods.", unit="kg")
    goods_type_code: str | None = element(None, "Kind of its goods, in the source's code.")
    ucr: Ucr | None = element("35B", "References of the trade.")
    export_country: ExportCountry | None = element("95B", "Where it was sent from.")
    destination: Destination | None = element("99B", "Where it is sent to.")
    parties: list[Party] | None = element(None, "Its parties.")
    supply_chain_actors: list[Party] | None = element(
        "16C", "Trusted parties of the supply chain, each with its role code.", ids={"id": "R143"}
    )
    departure_transport_means: list[TransportMeans] | None = element(
        "46A", "Means that it leaves on.", ids=DEPARTURE_MEANS
    )
    transport_documents: list[TransportDocument] | None = element(
        "30B", "Contracts of carriage.", ids={"id": "D023", "type_code": "D024"}
    )
    additional_documents: list[AdditionalDocument] | None = element("02A", "Documents that go with it.")
    additional_references: list[AdditionalReference] | None = element(None, "Other references.")
    previous_documents: list[PreviousDocument] | None = element("99A", "What it was under before.")
    additional_informations: list[AdditionalInformation] | None = element("03A", "Remarks.")
    freight: Freight | None = element("62A", "Charge for its carriage.")
    security_indicator: str | None = element(
        None, "Whether the export declaration of its goods includes safety and security data."
    )
    items: list[Item] | None = element(
        None, "Its goods items, where its number does not tell them apart in the shipment's list."
    )


class Consignment(Model):
    """Carriage: means, equipment, route, places, and who carries for whom."""

    id: str | None = element(None, "Sender's own number of the consignment.")
    goods_description: str | None = element(None, "All its goods in words.")
    total_volume: Measure | None = element(None, "Volume of all its goods.")
    container_indicator: bool | None = element("096", "Whether the goods cross the border in containers.")
    goods_type_code: str | None = element(None, "Kind of its goods, in the source's code.")
    inland_mode_code: str | None = element(
        None,
        "Mode of transport inland, where the source has it apart from the means.",
        codes="UN/ECE Recommendation 19 or national",
    )
    border_mode_code: str | None = element(
        None,
        "Mode of transport at the border, where the source has it apart from the means.",
        codes="UN/ECE Recommendation 19 or national",
    )
    parties: list[Party] | None = element(None, "Parties of the carriage.")
    border_transport_means: list[TransportMeans] | None = element(
        "15A", "Means that cross the border.", ids=BORDER_MEANS
    )
    departure_transport_means: list[TransportMeans] | None = element(
        "46A", "Means that the goods leave on, inland.", ids=DEPARTURE_MEANS
    )
    arrival_transport_means: list[TransportMeans] | None = element(
        "10A", "Means that the goods arrive on, inland.", ids=ARRIVAL_MEANS
    )
    passive_transport_means: list[TransportMeans] | None = element(
        "19C", "Means that are themselves carried.", ids=PASSIVE_MEANS
    )
    transport_equipments: list[TransportEquipment] | None = element("31B", "Containers and seals.")
    packagings: list[Packaging] | None = element(None, "Its packages, where items do not tell.")
    goods_location: GoodsLocation | None = element("64A", "Where the goods can be examined.")
    loading_location: Location | None = element(
        "83A", "Where they are loaded.", ids={"name": "L009", "id": "L010"}
    )
    unloading_location: Location | None = element(
        "38B", "Where they are unloaded.", ids={"name": "L012", "id": "L013"}
    )
    acceptance_place: Location | None = element(
        "01A", "Where the carrier takes them over.", ids={"name": "L011", "id": "L099"}
    )
    goods_receipt_place: Location | None = element(
        "66A", "Where they are delivered.", ids={"name": "L003", "id": "L004"}
    )
    itinerary: list[Itinerary] | None = element("81A", "Countries on the way.")
    freight: Freight | None = element("62A", "Charge for the carriage.")
    transport_documents: list[TransportDocument] | None = element(
        "30B", "Contracts of carriage.", ids={"id": "D023", "type_code": "D024"}
    )
    master_documents: list[TransportDocument] | None = element(
        "11A", "Master contracts of carriage above them.", ids={"id": "D008", "type_code": "D009"}
    )
    items: list[ConsignmentItem] | None = element("29A", "Items as carried, where their carriage differs.")
    houses: list[House] | None = element("21C", "House consignments.")
