"""Places: customs offices, countries, ports, and where the goods can be seen."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.party import Address, Communication, Contact
from gateway.model.value import DateTime

OFFICE_ROLES: dict[str, tuple[str | None, str]] = {
    "declaration": ("065", "where the declaration is lodged"),
    "presentation": ("G015", "where the goods are presented"),
    "supervising": ("G012", "which supervises the procedure"),
    "exit": ("G005", "where the goods leave the territory"),
    "entry": ("G004", "where the goods first enter the territory"),
    "subsequentEntry": (None, "which the means of transport calls at after that"),
    "export": (None, "where the export is handled"),
    "departure": (None, "where a transit begins"),
    "transit": (None, "which a transit passes"),
    "destination": (None, "where a transit ends"),
    "clearance": (None, "where the goods are cleared"),
    "appeal": ("G001", "where an appeal can be lodged"),
    "contact": ("G002", "which answers questions"),
    "exitForTransit": (None, "where goods under transit leave the territory"),
}
"""Office roles of the model: WCO id of the office's identifier, and meaning."""


class Office(Model):
    """A customs office and the part it plays."""

    role: str | None = element(None, "The part it plays.", codes="office roles of this model")
    sequence: int | None = element(None, "Position in the source's list.")
    id: str | None = element(None, "Reference number of the office; its WCO id depends on the role.")
    name: str | None = element(None, "Name of the office.")
    arrival_date_time: DateTime | None = element(None, "When the goods are expected there.")
    address: Address | None = element("04A", "Where it is.")
    communications: list[Communication] | None = element("25A", "How to reach it.")


class Location(Model):
    """A place by code, by name or both; WCO numbers the two by the use of the place."""

    id: str | None = element(None, "Code of the place.", codes="UN/LOCODE, or as the source codes it")
    id_scheme: str | None = element(None, "Scheme that the source names for the code.")
    name: str | None = element(None, "Name of the place.")
    language: str | None = element(None, "Language of the name.", codes="ISO 639-1")
    country_code: str | None = element(None, "Country of the place.", codes="ISO 3166-1 alpha-2")
    address: Address | None = element("04A", "Its address.")
    latitude: str | None = element(None, "Latitude, as written.")
    longitude: str | None = element(None, "Longitude, as written.")


class GoodsLocation(Model):
    """Where the goods can be examined: a kind of place, a way of naming it, and the name.

    The qualifier says which of the identities is filled: a code, an authorisation, an office, an
    operator, coordinates or an address.
    """

    type_code: str | None = element("L110", "Kind of place: designated, authorised, approved, other.")
    qualifier_code: str | None = element("410", "How the place is identified; the scheme of `code`.")
    code: str | None = element("L016", "Coded identity of the place; WCO keeps it in the place's name.")
    id: str | None = element("L017", "Further identifier of the place, or of a spot within it.")
    authorisation_id: str | None = element(None, "Authorisation that covers the place.")
    economic_operator_id: str | None = element(None, "Firm whose premises it is.")
    office: Office | None = element(None, "Customs office at which the goods are.")
    latitude: str | None = element(None, "Latitude, as written.")
    longitude: str | None = element(None, "Longitude, as written.")
    address: Address | None = element("04A", "Its address.")
    contacts: list[Contact] | None = element("34A", "Whom to ask there.")


class Warehouse(Model):
    """A warehouse under customs control."""

    id: str | None = element("L019", "Identifier of the warehouse.")
    type_code: str | None = element("L112", "Kind of warehouse.")


class ExportCountry(Model):
    """The country that the goods were sent from: of dispatch on entry, of export on leaving."""

    country_code: str | None = element("062", "The country.", codes="ISO 3166-1 alpha-2")
    country_name: str | None = element(None, "The country in words.")
    region_id: str | None = element(None, "Region of dispatch within it.")


class Destination(Model):
    """The country and region that the goods are sent to."""

    country_code: str | None = element("465", "The country.", codes="ISO 3166-1 alpha-2")
    country_name: str | None = element(None, "The country in words.")
    region_id: str | None = element("477", "Region within it.")
