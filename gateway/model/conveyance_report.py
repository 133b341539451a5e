"""The conveyance report: what a carrier tells an authority about a means of transport and its voyage."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.conveyance import CallPurpose, Conveyance, PortCall
from gateway.model.declaration import Authentication
from gateway.model.document import AdditionalDocument
from gateway.model.equipment import ReportedEquipment
from gateway.model.location import Office
from gateway.model.qualified import (
    CodedLocation,
    DatedReference,
    Measurement,
    ProcessingIndicator,
    Remark,
    ReportParty,
    TypedDateTime,
    TypedQuantity,
)
from gateway.model.transport import BORDER_MEANS
from gateway.model.valuation import DutyTaxFee
from gateway.model.value import Amount, DateTime


class BankAccount(Model):
    """An account that charges are paid from or to."""

    role_code: str | None = element(None, "Part of its holder or bank.", codes="UN/EDIFACT 3035")
    id: str | None = element(None, "Number of the account.")
    holder_name: str | None = element(None, "Name of its holder.")
    currency: str | None = element(None, "Currency of the account.", codes="ISO 4217 alphabetic")
    bank_id: str | None = element(None, "Identifier of the bank.")
    bank_list_code: str | None = element(None, "List that the identifier is of.", codes="UN/EDIFACT 1131")
    bank_agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")
    bank_name: str | None = element(None, "Name of the bank.")
    branch_id: str | None = element(None, "Identifier of the branch.")
    branch_place: str | None = element(None, "Place of the branch.")
    country_code: str | None = element(None, "Country of the bank.", codes="ISO 3166-1 alpha-2")


class ConveyanceDue(Model):
    """A duty, tax or fee on the conveyance and how it is paid."""

    duty: DutyTaxFee | None = element("50A", "The duty, tax or fee.")
    function_code: str | None = element(None, "What is told of it.", codes="UN/EDIFACT 5283")
    type: str | None = element(None, "Kind of duty, tax or fee in words.")
    category_code: str | None = element(None, "Category of the duty.", codes="UN/EDIFACT 5305")
    assessment_basis: str | None = element(None, "What it is computed on, as text.")
    rate_code: str | None = element(None, "Its rate as a code.")
    authority_account_id: str | None = element(None, "Account of the authority.")
    tax_registration_id: str | None = element(None, "Tax number of who pays.")
    amount_type_code: str | None = element(None, "What the sum is.", codes="UN/EDIFACT 5025")
    amount: Amount | None = element(None, "The sum.")
    account: BankAccount | None = element(None, "Account that it is paid from.")
    location: CodedLocation | None = element(None, "Where it is paid.")
    reference: DatedReference | None = element(None, "Reference of the payment.")
    date_times: list[TypedDateTime] | None = element(None, "Dates of the payment.")
    indicator: ProcessingIndicator | None = element(None, "How it is to be treated.")


class ConveyanceDocument(AdditionalDocument):
    """A document of the conveyance: registry, safety, health, stores, crew and passenger lists."""

    list_code: str | None = element(None, "List that the kind is of.", codes="UN/EDIFACT 1131")
    agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")
    source: str | None = element(None, "Where it comes from.")
    version_id: str | None = element(None, "Version of the document.")
    revision_id: str | None = element(None, "Revision of the version.")
    reference: DatedReference | None = element(None, "Reference that belongs to it.")
    date_time: TypedDateTime | None = element(None, "Its date.")
    location: CodedLocation | None = element(None, "Place that belongs to it.")


class ConveyanceReport(Model):
    """Arrival or departure of a means of transport, its itinerary, and the arrival of a transit."""

    function_code: str | None = element("017", "The source's own code of what is to be done.")
    type: str | None = element("D013", "Kind of report.", codes="UN/EDIFACT 1001")
    type_list_code: str | None = element(None, "List that the kind is of.", codes="UN/EDIFACT 1131")
    type_agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")
    type_name: str | None = element(None, "Kind of report in words.")
    functional_reference_id: str | None = element("D026", "Reference that the sender gave.")
    id: str | None = element("D014", "Number that the authority gave.")
    version_id: str | None = element(None, "Version of the report.")
    revision_id: str | None = element(None, "Revision of the version.")
    response_type_code: str | None = element(None, "Which answer is wanted.", codes="UN/EDIFACT 4343")
    issue_date_time: DateTime | None = element("D011", "When the sender issued it.")
    actual_arrival_date_time: DateTime | None = element(None, "When the means arrived.")
    estimated_arrival_date_time: DateTime | None = element(None, "When the means is expected.")
    actual_departure_date_time: DateTime | None = element(None, "When the means left.")
    estimated_departure_date_time: DateTime | None = element(None, "When the means is to leave.")
    date_times: list[TypedDateTime] | None = element(None, "Other dates of the report.")
    crew_quantity: int | None = element(None, "Number of the crew.")
    passenger_quantity: int | None = element(None, "Number of passengers.")
    consignment_quantity: int | None = element(None, "Number of bills.")
    quantities: list[TypedQuantity] | None = element(None, "Other numbers.")
    reentry_indicator: bool | None = element(None, "Whether goods of the territory come back.")
    purposes: list[CallPurpose] | None = element(None, "Why the means calls.")
    remarks: list[Remark] | None = element(None, "Observations, remarks, reasons of a change.")
    measurements: list[Measurement] | None = element(None, "Tonnages and length of the means.")
    indicators: list[ProcessingIndicator] | None = element(None, "How authorities are to treat it.")
    references: list[DatedReference] | None = element(None, "References of the conveyance.")
    itinerary: list[PortCall] | None = element("81A", "The whole voyage, in its order.")
    documents: list[ConveyanceDocument] | None = element("02A", "Documents of the conveyance.")
    dues: list[ConveyanceDue] | None = element(None, "Charges on the conveyance.")
    parties: list[ReportParty] | None = element(None, "Parties to the report.")
    master: ReportParty | None = element(None, "Who is in command of the means.")
    offices: list[Office] | None = element(None, "Customs offices, each with its part.")
    conveyances: list[Conveyance] | None = element(
        "15A", "The means of transport, stage by stage.", ids=BORDER_MEANS
    )
    transport_equipments: list[ReportedEquipment] | None = element("31B", "Equipment on board.")
    authentication: Authentication | None = element("61B", "Proof of who made it.")
    authentication_date_times: list[TypedDateTime] | None = element(None, "When that was proven.")
