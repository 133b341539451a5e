"""Parties: one class with a role, where WCO has one class a role.

The role carries what WCO puts into the class name; [ROLES][] gives each role its WCO class and the
WCO ids of its name and identifier.
"""

from __future__ import annotations

from dataclasses import dataclass

from gateway.model.base import Model, element


class Communication(Model):
    """A telephone number, mail address or other channel."""

    id: str | None = element("240", "The number or address.")
    type_code: str | None = element("253", "Kind of channel.", codes="UN/EDIFACT 3155")


class PartyId(Model):
    """An identifier of a party beside its first one, or a tax number."""

    id: str | None = element(None, "The identifier.")
    scheme: str | None = element(None, "Register or provider of the code list.")
    list_name: str | None = element(None, "Name of the code list.")
    country_code: str | None = element(None, "Country of the register.", codes="ISO 3166-1 alpha-2")


class Contact(Model):
    """A person or department to ask."""

    name: str | None = element("246", "Name of the person or department.")
    function_code: str | None = element(None, "What the contact is for.", codes="UN/EDIFACT 3139")
    communications: list[Communication] | None = element("25A", "How to reach the contact.")


class Address(Model):
    """A postal address; what a source does not separate stays together in `line`."""

    type_code: str | None = element("410", "Kind of address, or how the place is identified.")
    line: str | None = element("239", "Street and number, or the address lines as one text.")
    street: str | None = element(None, "Street alone, where the source separates it.")
    street_additional: str | None = element(None, "Second street line, where the source separates it.")
    number: str | None = element(None, "House number alone, where the source separates it.")
    floor: str | None = element(None, "Floor or unit, where the source separates it.")
    po_box: str | None = element(None, "Post office box.")
    postcode_id: str | None = element("245", "Postal code.")
    city_name: str | None = element("241", "Town or city.")
    country_sub_division_code: str | None = element("244", "State, province or region, coded.")
    country_sub_division_name: str | None = element("243", "State, province or region, as a name.")
    country_code: str | None = element("242", "Country.", codes="ISO 3166-1 alpha-2")
    location_id: str | None = element(None, "Code of the place.", codes="UN/LOCODE")


class Party(Model):
    """A person or firm with the part it plays at this level of the message."""

    role: str | None = element(None, "The part it plays.", codes="party roles of this model")
    role_code: str | None = element(
        "R005", "Finer code of the part, within lists whose entries share a role.", codes="UN/EDIFACT 3035"
    )
    sequence: int | None = element(None, "Position in the source's list.")
    id: str | None = element(None, "Registered identifier; its WCO id depends on the role.")
    id_scheme: str | None = element(None, "Register that gave the identifier.")
    id_list_name: str | None = element(None, "Name of the code list that the identifier is of.")
    further_ids: list[PartyId] | None = element(None, "Further identifiers.")
    tax_ids: list[PartyId] | None = element(
        None, "Numbers of tax and other authorities; the scheme is their kind."
    )
    reference_id: str | None = element(None, "The party's own number of the business.")
    branch_id: str | None = element(None, "Registered branch or premises of the party.")
    order_ids: list[str] | None = element(None, "Numbers of the party's orders.")
    person_type_code: str | None = element(
        None, "Natural person, firm or association, in the source's words."
    )
    platform_code: str | None = element(None, "Platform on which the party holds electronic documents.")
    notify_indicator: bool | None = element(None, "Whether the party is to be told of the arrival too.")
    name: str | None = element(None, "Name; its WCO id depends on the role.")
    name_and_address: str | None = element(
        None, "Name and address as one text, where the source does not separate them."
    )
    language: str | None = element(None, "Language of name and address.", codes="ISO 639-1")
    function_code: str | None = element(
        "102", "How an agent represents: in another's name or in its own.", codes="2 direct, 3 indirect"
    )
    tir_holder_id: str | None = element(None, "Identifier as holder of a TIR carnet.")
    address: Address | None = element("04A", "Where it is.")
    contacts: list[Contact] | None = element("34A", "Whom to ask there.")
    communications: list[Communication] | None = element("25A", "How to reach it.")


@dataclass(frozen=True, slots=True)
class PartyRole:
    """A role: its WCO class, the ids of its name and identifier, its meaning and usual levels."""

    wco_class: str | None
    name_id: str | None
    id_id: str | None
    meaning: str
    levels: tuple[str, ...]


_D, _G, _C, _I, _CI = "Declaration", "GoodsShipment", "Consignment", "Item", "ConsignmentItem"

ROLES: dict[str, PartyRole] = {
    "declarant": PartyRole("57B", "R124", "R123", "makes the declaration", (_D,)),
    "agent": PartyRole("05A", "R003", "R004", "represents another before customs", (_D,)),
    "submitter": PartyRole("17B", "R058", "R059", "transmits the message", (_D,)),
    "exporter": PartyRole("57A", "R031", "R032", "sends the goods abroad", (_D, _I)),
    "importer": PartyRole("74A", "R037", "R038", "brings the goods in", (_G, _I)),
    "buyer": PartyRole("16A", "R009", "R010", "buys the goods", (_G, _I)),
    "seller": PartyRole("09B", "R050", "R051", "sells the goods", (_G, _I)),
    "consignor": PartyRole("30A", "R020", "R021", "hands the goods over for transport", (_G, _C, _I, _CI)),
    "consignee": PartyRole("27A", "R014", "R015", "receives the goods", (_G, _C, _I, _CI)),
    "payer": PartyRole("56B", "R120", "R121", "pays duties and taxes", (_G,)),
    "surety": PartyRole("19B", "R054", "R055", "stands security for the debt", (_G,)),
    "carrier": PartyRole("18A", "R011", "R012", "carries the goods", (_C,)),
    "notifyParty": PartyRole("89A", "R045", "R046", "is told of the arrival", (_C,)),
    "supplementaryDeclarant": PartyRole("18C", None, "R146", "files the part that another holds", (_C,)),
    "principalOfConsignor": PartyRole(None, None, None, "for whom the consignor acts", (_C,)),
    "principalOfConsignee": PartyRole(None, None, None, "for whom the consignee acts", (_C,)),
    "broker": PartyRole(None, None, None, "brings buyer and seller together", (_G,)),
    "thirdParty": PartyRole(None, None, None, "pays or is invoiced beside buyer and seller", (_G,)),
    "priorBuyer": PartyRole(None, None, None, "bought and sold the goods on their way", (_G,)),
    "manufacturer": PartyRole(None, None, None, "makes, grows or produces the goods", (_I,)),
    "endorsee": PartyRole(None, None, None, "to whom the title to the goods passes", (_C,)),
    "issuer": PartyRole(None, None, None, "issues the contract of carriage", (_C,)),
    "carrierAgent": PartyRole(None, None, None, "acts for the carrier where the goods arrive", (_C,)),
    "additionalParty": PartyRole(None, None, None, "has a further part, which its role code tells", (_C,)),
    "transitHolder": PartyRole(None, None, None, "answers for a transit procedure", (_D,)),
    "personNotifyingArrival": PartyRole(None, None, None, "tells customs of the arrival", (_D,)),
}
"""Party roles of the model, by the name that `role` has."""
