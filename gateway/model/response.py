"""The response: what an authority or a receiving system says about a message that it was sent."""

from __future__ import annotations

from typing import Literal

from gateway.model.acknowledgement import Acknowledgement
from gateway.model.amendment import Amendment, Pointer
from gateway.model.base import Model, element
from gateway.model.declaration import Authentication, Declaration
from gateway.model.document import AdditionalDocument, AdditionalInformation
from gateway.model.location import GoodsLocation, Office
from gateway.model.party import Party
from gateway.model.qualified import (
    CodedLocation,
    DatedReference,
    Measurement,
    ProcessingIndicator,
    Remark,
    TypedAmount,
    TypedDateTime,
)
from gateway.model.transport import TransportEquipment, TransportMeans
from gateway.model.value import DateTime

Outcome = Literal[
    "received",
    "syntax_rejected",
    "accepted",
    "rejected",
    "documents_required",
    "under_control",
    "control_result",
    "released",
    "not_released",
    "cleared",
    "tax_due",
    "payment_problem",
    "amended",
    "amendment_refused",
    "cancelled",
    "cancellation_refused",
    "exited",
    "discharged",
    "recovery",
    "other",
]
"""What became of the message that is answered, one word for all formats."""


class SegmentPlace(Model):
    """Where a mistake stands in a message of segments, in the words of such an answer."""

    section_code: str | None = element(None, "Section of the message.", codes="UN/EDIFACT 1049")
    item_id: str | None = element(None, "Number of the item, as the answer writes it.")
    sub_item: int | None = element(None, "Number within the item.")
    segment_tag: str | None = element(None, "Tag of the segment.")
    segment_number: str | None = element(None, "Which one of its kind the segment is.")
    path: str | None = element(None, "The whole path at once, where the answer gives one.")


class ResponseError(Model):
    """One mistake that was found, and where in the message answered it stands."""

    sequence: int | None = element(None, "Position in the source's list.")
    code: str | None = element("377", "Kind of mistake, in the source's code.")
    rule: str | None = element(None, "Rule or condition that is broken, in the source's code.")
    severity: str | None = element(None, "How grave it is, in the source's code.")
    description: str | None = element("488", "The mistake in words.")
    original_value: str | None = element(None, "The value that was refused, where the source repeats it.")
    expected: str | None = element(None, "What should stand there, where the source says so.")
    reference_id: str | None = element(None, "Reference of the part of the message that it is about.")
    further_codes: list[str] | None = element(None, "Further kinds of mistake at the same place.")
    references: list[DatedReference] | None = element(None, "Other references of it.")
    remarks: list[Remark] | None = element(None, "Further words about it.")
    place: SegmentPlace | None = element(
        None, "Where it stands in terms of segments, as far as the pointers do not say it."
    )
    pointers: list[Pointer] | None = element(
        "97A", "Where it stands: one step of a path an entry, or the whole path at once."
    )


class Status(Model):
    """One state that the goods or the declaration are in, and since when."""

    sequence: int | None = element(None, "Position in the source's list.")
    name_code: str | None = element("379", "The state, coded.", codes="UN/EDIFACT 4405 or user codes")
    type_code: str | None = element(None, "What the state is about, coded.")
    description: str | None = element(None, "The state in words.")
    effective_date_time: DateTime | None = element("380", "Since when it holds.")
    release_date_time: DateTime | None = element("277", "When the goods were released.")
    pointers: list[Pointer] | None = element("97A", "The path of what it is about, one step an entry.")


class Bank(Model):
    """The account that is to be paid into."""

    id: str | None = element("372", "Number of the account.")
    reference_id: str | None = element("R069", "Code of the bank.")
    name: str | None = element(None, "Name of the bank.")


class Control(Model):
    """A control that is announced or ordered."""

    sequence: int | None = element(None, "Position in the source's list.")
    type_code: str | None = element(None, "Kind of control, coded.")
    description: str | None = element(None, "The control in words.")
    notification_date_time: DateTime | None = element(None, "When it was announced.")
    date_time: DateTime | None = element(None, "When it takes place.")
    location: GoodsLocation | None = element(None, "Where it takes place.")
    item_sequence: int | None = element(None, "Goods item that it is about.")


class ControlResult(Model):
    """What a control found."""

    sequence: int | None = element(None, "Position in the source's list.")
    code: str | None = element(None, "The result, coded.")
    date_time: DateTime | None = element(None, "When the control was made.")
    controlled_by: str | None = element(None, "Who made it.")
    description: str | None = element(None, "The result in words.")
    pointers: list[Pointer] | None = element("97A", "Where it differs from what was declared.")


class AnsweredDeclaration(Declaration):
    """What is said again of a declaration that is answered, and what is said about it alone."""

    document_type_code: str | None = element(
        None, "Kind of document that is answered, where it is no declaration.", codes="UN/EDIFACT 1001"
    )
    errors: list[ResponseError] | None = element("53A", "Mistakes found in it.")
    statuses: list[Status] | None = element("12B", "States that it is in.")
    document_id: str | None = element(
        None, "Number of the document that is answered, where the answer gives it beside the references."
    )
    references: list[DatedReference] | None = element(None, "Other references of it.")
    indicators: list[ProcessingIndicator] | None = element(None, "What becomes of it, coded.")
    date_times: list[TypedDateTime] | None = element(None, "Other dates of it.")
    amounts: list[TypedAmount] | None = element(None, "Values that duties were computed from.")
    measurements: list[Measurement] | None = element(None, "Measures of it.")


class Response(Model):
    """An answer: received or refused as a message, accepted, controlled, taxed, released, discharged."""

    outcome: Outcome | None = element(
        None,
        "What became of the message answered.",
        codes="received, syntax_rejected, accepted, rejected, documents_required, under_control, "
        "control_result, released, not_released, cleared, tax_due, payment_problem, amended, "
        "amendment_refused, cancelled, cancellation_refused, exited, discharged, recovery, other",
    )
    function_code: str | None = element("017", "The source's own code of what became of it.")
    function_list_code: str | None = element(
        None, "List that that code is of, where it is not the message's own.", codes="UN/EDIFACT 1131"
    )
    function_agency_code: str | None = element(None, "Who keeps that list.", codes="UN/EDIFACT 3055")
    process_code: str | None = element(None, "Process that that code is about.", codes="UN/EDIFACT 7187")
    message_function_code: str | None = element(
        None, "What the message is as a message: original, copy ...", codes="UN/EDIFACT 1225"
    )
    receipt_code: str | None = element(None, "Which answer to the answer is wanted.", codes="UN/EDIFACT 4343")
    type_code: str | None = element(None, "Kind of answer, coded.", codes="UN/EDIFACT 1001")
    id: str | None = element(None, "Number that the authority gave the answer.")
    functional_reference_id: str | None = element("D026", "Reference that the sender gave the answer.")
    issue_date_time: DateTime | None = element("D029", "When it was issued.")
    answered_message_type: str | None = element(
        None, "Kind of message that is answered, in the source's code."
    )
    authentication: Authentication | None = element("61B", "Proof of who made it.")
    parties: list[Party] | None = element(None, "Parties that it names beside the declarations.")
    offices: list[Office] | None = element(None, "Customs offices, each with its part.")
    locations: list[CodedLocation] | None = element(None, "Other places, each with what it is for.")
    banks: list[Bank] | None = element("14A", "Accounts that are to be paid into.")
    references: list[DatedReference] | None = element(None, "Other references.")
    date_times: list[TypedDateTime] | None = element(None, "Other dates.")
    indicators: list[ProcessingIndicator] | None = element(
        None, "What else becomes of the message answered, coded."
    )
    additional_informations: list[AdditionalInformation] | None = element("03A", "Remarks and limits.")
    amendments: list[Amendment] | None = element("06A", "Changes that the authority makes or asks for.")
    amended: Declaration | None = element(
        "42A", "New values of what the amendments change, at their places in a declaration."
    )
    errors: list[ResponseError] | None = element("53A", "Mistakes found in the message answered.")
    statuses: list[Status] | None = element("12B", "States that the goods or the declaration are in.")
    requested_documents: list[AdditionalDocument] | None = element(None, "Documents that are wanted.")
    controls: list[Control] | None = element(None, "Controls that are announced or ordered.")
    control_results: list[ControlResult] | None = element(None, "What controls found.")
    transport_means: list[TransportMeans] | None = element(None, "Means of transport that it is about.")
    transport_equipments: list[TransportEquipment] | None = element(
        None, "Equipment that it is about, such as a container to be examined."
    )
    acknowledgement: Acknowledgement | None = element(
        None, "What a receiving system says of an interchange as such."
    )
    declarations: list[AnsweredDeclaration] | None = element("42A", "What is answered.")
