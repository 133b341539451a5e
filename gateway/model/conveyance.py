"""The conveyance: a means of transport on its voyage, and where it calls."""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.qualified import (
    CodedLocation,
    DatedReference,
    Measurement,
    Remark,
    ReportParty,
    TransportService,
    TypedDateTime,
    TypedQuantity,
)
from gateway.model.transport import MeansOfTransport
from gateway.model.value import DateTime


class CallPurpose(Model):
    """Why a means of transport calls."""

    code: str | None = element(None, "The purpose.", codes="UN/EDIFACT 8025")
    list_code: str | None = element(None, "List that the code is of.", codes="UN/EDIFACT 1131")
    agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")
    description: str | None = element(None, "The purpose in words.")


class StatusReason(Model):
    """Why a state is as it is."""

    code: str | None = element(None, "The reason.", codes="UN/EDIFACT 9013")
    list_code: str | None = element(None, "List that the code is of.", codes="UN/EDIFACT 1131")
    agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")
    description: str | None = element(None, "The reason in words.")


class CallStatus(Model):
    """A state of the means or its cargo at a place."""

    category_code: str | None = element(None, "Kind of state.", codes="UN/EDIFACT 9015")
    code: str | None = element(None, "The state.", codes="UN/EDIFACT 4405")
    description: str | None = element(None, "The state in words.")
    reasons: list[StatusReason] | None = element(None, "Why it is so.")


class PortCall(Model):
    """A place on the way of a means of transport, and what happens there."""

    sequence: int | None = element("006", "Position on the way.")
    routing_country_code: str | None = element("064", "Country passed.", codes="ISO 3166-1 alpha-2")
    location: CodedLocation | None = element(None, "The place.")
    estimated_arrival_date_time: DateTime | None = element(None, "When it is expected there.")
    actual_arrival_date_time: DateTime | None = element(None, "When it arrived there.")
    estimated_departure_date_time: DateTime | None = element(None, "When it is to leave.")
    actual_departure_date_time: DateTime | None = element(None, "When it left.")
    date_times: list[TypedDateTime] | None = element(None, "Other dates of the call.")
    purposes: list[CallPurpose] | None = element(None, "Why it calls there.")
    quantities: list[TypedQuantity] | None = element(None, "What is loaded and unloaded there.")
    measurements: list[Measurement] | None = element(None, "Draughts and other measures there.")
    parties: list[ReportParty] | None = element(None, "Agents and partners there.")
    statuses: list[CallStatus] | None = element(None, "States of the means there.")
    remarks: list[Remark] | None = element(None, "Remarks on the call.")


class Booking(DatedReference):
    """A booking or control number of a stage, and what is asked for it."""

    services: list[TransportService] | None = element(None, "What the carrier is asked to do.")


class Conveyance(MeansOfTransport):
    """A means of transport on one stage of its voyage, as it is reported."""

    stage_code: str | None = element(None, "Stage of the transport.", codes="UN/EDIFACT 8051")
    mode: str | None = element(None, "Mode of transport in words.")
    type: str | None = element(None, "Kind of means in words.")
    identification_agency_code: str | None = element(None, "Who gave the identity.", codes="UN/EDIFACT 3055")
    transit_direction_code: str | None = element(None, "Direction of a transit.", codes="UN/EDIFACT 8101")
    ownership_code: str | None = element(None, "Whose means it is.", codes="UN/EDIFACT 8281")
    carrier: ReportParty | None = element("18A", "Who carries.", ids={"name": "R011", "id": "R012"})
    master: ReportParty | None = element(None, "Who is in command.")
    placement: MeansOfTransport | None = element(None, "Means that it is carried on or in.")
    date_times: list[TypedDateTime] | None = element(None, "Other dates of the stage.")
    measurements: list[Measurement] | None = element(None, "Tonnages and dimensions of the means.")
    bookings: list[Booking] | None = element(None, "Control and booking numbers of the stage.")
    calls: list[PortCall] | None = element("81A", "Places of the stage, in their order.")
