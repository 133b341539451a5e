"""Means of transport, equipment with seals, route and packaging."""

from __future__ import annotations

from decimal import Decimal

from gateway.model.base import Model, element
from gateway.model.location import Office
from gateway.model.value import Amount, DateTime, Measure, Quantity


class Itinerary(Model):
    """One stage of a route."""

    sequence: int | None = element("006", "Position in the route.")
    routing_country_code: str | None = element("064", "Country passed.", codes="ISO 3166-1 alpha-2")
    routing_country_name: str | None = element(None, "Country passed, in words.")
    location_id: str | None = element(None, "Port or place of call.", codes="UN/LOCODE")


class MeansOfTransport(Model):
    """A vessel, vehicle, aircraft or train; WCO numbers its data by the use of the means."""

    sequence: int | None = element(None, "Position in the source's list.")
    id: str | None = element(None, "Identity: name, registration, flight or number, by its type.")
    identification_type_code: str | None = element(None, "What kind of identity it is.")
    name: str | None = element(None, "Name of the means.")
    language: str | None = element(None, "Language of the identity, where it is words.", codes="ISO 639-1")
    type_code: str | None = element(None, "Kind of means.", codes="UN/ECE Recommendation 28")
    registration_nationality_code: str | None = element(
        None, "Country of registration.", codes="ISO 3166-1 alpha-2"
    )
    mode_code: str | None = element(None, "Mode of transport.", codes="UN/ECE Recommendation 19 or national")
    journey_id: str | None = element("149", "Voyage, flight or trip number.")
    universal_journey_id: str | None = element(None, "Number of the voyage that all partners use.")
    part_code: str | None = element(None, "Its part where several carry the goods, in the source's code.")
    stay_id: str | None = element(None, "Reference of its call at a port.")
    office: Office | None = element(None, "Customs office that it passes.")
    estimated_arrival_date_time: DateTime | None = element(None, "When it is expected.")
    actual_arrival_date_time: DateTime | None = element(None, "When it arrived.")
    estimated_departure_date_time: DateTime | None = element(None, "When it is to leave.")
    actual_departure_date_time: DateTime | None = element(None, "When it left.")


class TransportMeans(MeansOfTransport):
    """A means of transport and its route."""

    stage_code: str | None = element(None, "Stage of the transport that it serves.", codes="UN/EDIFACT 8051")
    itinerary: list[Itinerary] | None = element("81A", "Its route.")


class Seal(Model):
    """A seal on a piece of equipment."""

    sequence: int | None = element("006", "Position among the seals.")
    id: str | None = element("165", "Mark of the seal.")
    language: str | None = element(None, "Language of the mark.", codes="ISO 639-1")
    role_code: str | None = element(None, "Who put it on.", codes="UN/EDIFACT 9303")
    issuer_name: str | None = element(None, "Who put it on, in words.")
    condition_code: str | None = element(None, "State of the seal.", codes="UN/EDIFACT 4517")


class GoodsReference(Model):
    """A link from equipment to a goods item."""

    sequence: int | None = element(None, "Position among the links.")
    item_sequence: int | None = element(None, "Sequence of the goods item in the declaration.")


class TransportEquipment(Model):
    """A container or other unit of equipment."""

    sequence: int | None = element("006", "Position in the source's list; items refer to it.")
    id: str | None = element("159", "Identity of the equipment.", codes="ISO 6346 for containers")
    type_code: str | None = element(None, "Kind of equipment.", codes="UN/EDIFACT 8053")
    size_type_code: str | None = element("152", "Size and type.", codes="ISO 6346")
    fullness_code: str | None = element("154", "How full it is.", codes="UN/EDIFACT 8169")
    load_sharing_code: str | None = element(None, "Whether consignments share it, in the source's code.")
    vehicle_id: str | None = element(None, "Road vehicle that carries it.")
    supplier_type_code: str | None = element("151", "Who supplied it.")
    seal_quantity: int | None = element("227", "Number of seals.")
    seals: list[Seal] | None = element("44B", "Its seals.")
    goods_references: list[GoodsReference] | None = element(None, "Items that it holds.")
    goods_description: str | None = element(None, "Goods that it holds, in words.")
    gross_mass: Measure | None = element(None, "Mass of the goods in it.")
    tare_mass: Measure | None = element(None, "Mass of the equipment itself.")


class Freight(Model):
    """The charge for carriage."""

    payment_method_code: str | None = element("098", "How the carriage is paid.", codes="UN/EDIFACT 4215")
    category_code: str | None = element(None, "Kind of charge.", codes="UN/EDIFACT 5237")
    arrangement_code: str | None = element(None, "Prepaid or to be collected.", codes="UN/EDIFACT 4237")
    amount: Amount | None = element(None, "The charge.")
    category: str | None = element(None, "Kind of charge in words.")
    basis: str | None = element(None, "What the price is for.")
    unit_price: Decimal | None = element(None, "Price of one such unit, in the currency of the charge.")
    quantity: Decimal | None = element(None, "Number of such units.")


class Packaging(Model):
    """Packages of one kind, with their marks."""

    sequence: int | None = element("006", "Position in the source's list.")
    type_code: str | None = element("141", "Kind of package.", codes="UN/ECE Recommendation 21")
    quantity: Quantity | None = element("144", "Number of packages; none for goods in bulk.")
    type: str | None = element(None, "Kind of package in words.")
    level_code: str | None = element(None, "Level of the packages: outer, inner ...", codes="UN/EDIFACT 7075")
    marks_numbers_id: str | None = element("142", "Marks and numbers on the packages.")
    language: str | None = element(None, "Language of marks and numbers.", codes="ISO 639-1")
    marking_instruction_code: str | None = element(None, "How they are marked.", codes="UN/EDIFACT 4233")
    dangerous_goods_code: str | None = element(None, "Kind of package under the rules for dangerous goods.")
    wood_code: str | None = element(None, "How wood of the packages was treated, in the source's code.")
    material_description: str | None = element("344", "What the packages are made of.")
    length: Measure | None = element("367", "Length of a package.")
    width: Measure | None = element("368", "Width of a package.")
    height: Measure | None = element("402", "Height of a package.")
    volume: Measure | None = element("395", "Volume of a package.")


BORDER_MEANS = {
    "name": "T005",
    "id": "T006",
    "identification_type_code": "T018",
    "type_code": "T010",
    "registration_nationality_code": "T014",
    "mode_code": "T022",
}
ARRIVAL_MEANS = {
    "name": "T001",
    "id": "T002",
    "identification_type_code": "T034",
    "type_code": "T008",
    "mode_code": "T020",
}
DEPARTURE_MEANS = {
    "name": "T003",
    "id": "T004",
    "identification_type_code": "T029",
    "type_code": "T009",
    "mode_code": "T021",
}
PASSIVE_MEANS = {
    "id": "T026",
    "identification_type_code": "T027",
    "registration_nationality_code": "T028",
}
