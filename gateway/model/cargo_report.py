"""The cargo report: what a carrier tells an authority about the cargo of one conveyance."""

from __future__ import annotations

from gateway.model.amendment import Amendment
from gateway.model.base import Model, element
from gateway.model.cargo import CargoConsignment
from gateway.model.conveyance import Conveyance
from gateway.model.declaration import Authentication
from gateway.model.document import AdditionalDocument, AdditionalInformation
from gateway.model.equipment import ReportedEquipment
from gateway.model.location import Office
from gateway.model.qualified import (
    CodedLocation,
    DatedReference,
    ProcessingIndicator,
    Remark,
    ReportParty,
    TypedDateTime,
    TypedQuantity,
)
from gateway.model.transport import BORDER_MEANS
from gateway.model.value import DateTime, Measure, Quantity


class CargoReport(Model):
    """A manifest, entry or exit summary, temporary storage declaration or bill of lading."""

    function_code: str | None = element("017", "The source's own code of what is to be done.")
    type: str | None = element(
        "D013", "Kind of report: manifest, arrival, departure ...", codes="UN/EDIFACT 1001"
    )
    type_list_code: str | None = element(None, "List that the kind is of.", codes="UN/EDIFACT 1131")
    type_agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")
    type_name: str | None = element(None, "Kind of report in words.")
    nature_code: str | None = element(
        None, "Export, import, transit or transhipment.", codes="UN/EDIFACT 7365: 22, 23, 24, 28"
    )
    functional_reference_id: str | None = element("D026", "Reference that the sender gave.")
    id: str | None = element("D014", "Number that the authority gave.")
    version_id: str | None = element(None, "Version of the report.")
    revision_id: str | None = element(None, "Revision of the version.")
    response_type_code: str | None = element(None, "Which answer is wanted.", codes="UN/EDIFACT 4343")
    issue_date_time: DateTime | None = element("D011", "When the sender issued it.")
    date_times: list[TypedDateTime] | None = element(None, "Other dates of the report.")
    issue_location_id: str | None = element("D012", "Where it was issued.", codes="UN/LOCODE")
    issue_location_name: str | None = element(None, "Where it was issued, in words.")
    issue_location_language: str | None = element(None, "Language of those words.", codes="ISO 639-1")
    report_locations: list[CodedLocation] | None = element(None, "Where it is reported.")
    specific_circumstances_code: str | None = element("504", "Reduced or special data set.")
    reentry_indicator: bool | None = element(None, "Whether goods of the territory come back.")
    goods_item_quantity: int | None = element("228", "Number of goods items.")
    consignment_quantity: int | None = element(None, "Number of consignments.")
    equipment_quantity: int | None = element(None, "Number of pieces of equipment.")
    total_package_quantity: Quantity | None = element("146", "Number of packages.")
    total_gross_mass: Measure | None = element("131", "Gross mass of all goods.")
    totals: list[TypedQuantity] | None = element(None, "Other totals.")
    quantities: list[TypedQuantity] | None = element(None, "Persons on board and other numbers.")
    authentication: Authentication | None = element("61B", "Proof of who made it.")
    authentication_date_times: list[TypedDateTime] | None = element(None, "When that was proven.")
    authentication_references: list[DatedReference] | None = element(None, "References of the proof.")
    parties: list[ReportParty] | None = element(None, "Parties to the report; the crew.")
    offices: list[Office] | None = element(None, "Customs offices, each with its part.")
    references: list[DatedReference] | None = element(None, "Manifest number and other references.")
    additional_documents: list[AdditionalDocument] | None = element("02A", "Documents.")
    additional_informations: list[AdditionalInformation] | None = element("03A", "Remarks for customs.")
    amendments: list[Amendment] | None = element("06A", "Changes to an existing report.")
    remarks: list[Remark] | None = element(None, "Reasons of a change and other texts.")
    indicators: list[ProcessingIndicator] | None = element(None, "How authorities are to treat it.")
    conveyances: list[Conveyance] | None = element(
        "15A", "Means that carry the cargo, stage by stage.", ids=BORDER_MEANS
    )
    transport_equipments: list[ReportedEquipment] | None = element("31B", "Containers and seals.")
    consignments: list[CargoConsignment] | None = element("28A", "The cargo, bill by bill.")
