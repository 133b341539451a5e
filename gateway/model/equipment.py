"""Equipment as a transport report tells of it: measures, temperatures, services, who answers for it."""

from __future__ import annotations

from gateway.model.base import element
from gateway.model.bill import GroupedReferences, ReeferSettings
from gateway.model.qualified import (
    CodedLocation,
    DatedReference,
    Dimension,
    Measurement,
    ProcessingIndicator,
    ReportParty,
    Temperature,
    TransportService,
)
from gateway.model.transport import TransportEquipment
from gateway.model.value import Measure


class ReportedEquipment(TransportEquipment):
    """A container or other unit of equipment on a conveyance."""

    type_code: str | None = element(None, "Kind of equipment.", codes="UN/EDIFACT 8053")
    id_list_code: str | None = element(None, "List that the identity is of.", codes="UN/EDIFACT 1131")
    id_agency_code: str | None = element(None, "Who gave the identity.", codes="UN/EDIFACT 3055")
    country_code: str | None = element(None, "Country of registration.", codes="ISO 3166-1 alpha-2")
    size_type_list_code: str | None = element(
        None, "List that size and type are of.", codes="UN/EDIFACT 1131"
    )
    size_type_agency_code: str | None = element(None, "Who keeps that list.", codes="UN/EDIFACT 3055")
    size_type: str | None = element(None, "Size and type in words.")
    status_code: str | None = element(None, "What it is moved for.", codes="UN/EDIFACT 8249")
    unit_quantity: int | None = element(None, "Number of such units, where they are not named singly.")
    unit_type_code: str | None = element(None, "What is counted.", codes="UN/EDIFACT 6353")
    tare_mass: Measure | None = element(None, "Mass of the empty unit.")
    services: list[TransportService] | None = element(None, "What is asked for it.")
    measurements: list[Measurement] | None = element(None, "Measures beside the mass.")
    dimensions: list[Dimension] | None = element(None, "How large it is.")
    temperatures: list[Temperature] | None = element(None, "At which temperature it is kept.")
    reefer_off_indicator: bool | None = element(None, "Whether it is a cooled unit that is not running.")
    reefer_settings: ReeferSettings | None = element(None, "How the air in it is kept.")
    marks: list[str] | None = element(None, "Marks of the goods in it.")
    references: list[DatedReference] | None = element(None, "References of the unit.")
    customs_references: list[GroupedReferences] | None = element(
        None, "Numbers of customs systems, kind by kind."
    )
    indicators: list[ProcessingIndicator] | None = element(None, "How authorities are to treat it.")
    parties: list[ReportParty] | None = element(None, "Who answers for it.")
    registration_location: CodedLocation | None = element(None, "Where it is registered.")
