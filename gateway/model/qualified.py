"""Values that say themselves what they are: a code of their kind beside the value.

Transport reports name most dates, sums, quantities and places by a code. Those that the model knows
have fields of their own; the others stand in lists of these classes.
"""

from __future__ import annotations

from decimal import Decimal

from gateway.model.base import Model, element
from gateway.model.document import AdditionalReference
from gateway.model.location import Location
from gateway.model.party import Party
from gateway.model.value import Amount, DateTime, Measure, Quantity


class TypedDateTime(Model):
    """A moment and what happens then."""

    type_code: str | None = element(None, "What happens then.", codes="UN/EDIFACT 2005")
    date_time: DateTime | None = element(None, "The moment.")


class TypedAmount(Model):
    """A sum of money and what it is."""

    type_code: str | None = element(None, "What the sum is.", codes="UN/EDIFACT 5025")
    amount: Amount | None = element(None, "The sum.")


class Remark(Model):
    """A text and its subject."""

    subject_code: str | None = element(None, "Subject of the text.", codes="UN/EDIFACT 4451")
    function_code: str | None = element(None, "What the text is used for.", codes="UN/EDIFACT 4453")
    code: str | None = element(None, "The text as a code.")
    list_code: str | None = element(None, "List that the code is of.", codes="UN/EDIFACT 1131")
    agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")
    text: str | None = element(None, "The text.")
    language: str | None = element(None, "Its language.", codes="ISO 639-1")


class TransportService(Model):
    """What a carrier is asked to do."""

    contract_code: str | None = element(None, "Condition of contract and carriage.", codes="UN/EDIFACT 4065")
    code: str | None = element(None, "The service.", codes="UN/EDIFACT 7273")
    further_code: str | None = element(None, "A second service.", codes="UN/EDIFACT 7273")
    priority_code: str | None = element(None, "How urgent it is.", codes="UN/EDIFACT 4219")
    cargo_nature_code: str | None = element(None, "Nature of the cargo.", codes="UN/EDIFACT 7085")


class TypedQuantity(Model):
    """A quantity and what is counted."""

    type_code: str | None = element(None, "What is counted.", codes="UN/EDIFACT 6063 or 6069")
    quantity: Quantity | None = element(None, "The quantity.")
    remarks: list[Remark] | None = element(None, "Why it is so.")


class Measurement(Model):
    """A measured value, what was measured, and what for."""

    purpose_code: str | None = element(None, "What it was measured for.", codes="UN/EDIFACT 6311")
    attribute_code: str | None = element(None, "What was measured.", codes="UN/EDIFACT 6313")
    significance_code: str | None = element(None, "How exact it is.", codes="UN/EDIFACT 6321")
    measure: Measure | None = element(None, "The measured value.")


class Dimension(Model):
    """Length, width and height of something, in one unit."""

    type_code: str | None = element(None, "What the dimensions are of.", codes="UN/EDIFACT 6145")
    unit: str | None = element(None, "Unit of all three.", codes="UN/ECE Recommendation 20")
    length: Decimal | None = element(None, "Length.")
    width: Decimal | None = element(None, "Width.")
    height: Decimal | None = element(None, "Height.")


class Temperature(Model):
    """A temperature that goods or equipment are kept at."""

    type_code: str | None = element(None, "What the temperature is of.", codes="UN/EDIFACT 6245")
    setting: Measure | None = element(None, "The temperature that is set.")
    range_type_code: str | None = element(None, "What the range is of.", codes="UN/EDIFACT 6167")
    range_unit: str | None = element(None, "Unit of the range.", codes="UN/ECE Recommendation 20")
    minimum: Decimal | None = element(None, "Lowest temperature allowed.")
    maximum: Decimal | None = element(None, "Highest temperature allowed.")


class ProcessingIndicator(Model):
    """A coded statement about how an authority is to treat something."""

    purpose_code: str | None = element(None, "Subject of the statement.", codes="UN/EDIFACT 9649")
    code: str | None = element(None, "The statement.", codes="UN/EDIFACT 7365 or the list named beside it")
    list_code: str | None = element(None, "List that the code is of.", codes="UN/EDIFACT 1131")
    agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")
    description: str | None = element(None, "The statement in words.")
    process_code: str | None = element(None, "Process that it belongs to.")


class ListedLocation(Location):
    """A place with the list that its code is of."""

    list_code: str | None = element(None, "List that the code is of.", codes="UN/EDIFACT 1131")
    agency_code: str | None = element(None, "Who keeps the list.", codes="UN/EDIFACT 3055")


class CodedLocation(ListedLocation):
    """A place with what it is for, and places that belong to it."""

    function_code: str | None = element(None, "What the place is for.", codes="UN/EDIFACT 3227")
    facility: ListedLocation | None = element(None, "Terminal, berth or other spot at the place.")
    area: ListedLocation | None = element(None, "Wider or further place that the source names beside it.")


class DatedReference(AdditionalReference):
    """A reference with its line and version."""

    line_id: str | None = element(None, "Line within what is referred to.")
    version_id: str | None = element(None, "Version of what is referred to.")
    revision_id: str | None = element(None, "Revision of what is referred to.")
    date_times: list[TypedDateTime] | None = element(None, "Its other dates.")


class ReportParty(Party):
    """A party of a transport report, with its own references and dates."""

    list_code: str | None = element(None, "List that the identifier is of.", codes="UN/EDIFACT 1131")
    birth_date_time: DateTime | None = element(None, "Day of birth, of a person.")
    references: list[DatedReference] | None = element(None, "References that the party uses.")
    date_times: list[TypedDateTime] | None = element(None, "Dates of the party.")
