"""Acknowledgements: what a receiving system says of an interchange, its groups and its messages.

Source: ISO 9735-4 (syntax and service report message, CONTRL).
"""

from __future__ import annotations

from gateway.model.base import Model, element
from gateway.model.envelope import Participant


class SyntaxMistake(Model):
    """One mistake in the syntax, and the places that it was found at, counted from one."""

    code: str | None = element(None, "Kind of mistake.", codes="UN/EDIFACT 0085")
    segment_tag: str | None = element(None, "Tag of the service segment that it is in.")
    segment_position: int | None = element(None, "Number of the segment; the head of the message is 1.")
    element_position: int | None = element(None, "Number of the element; the tag of the segment is 1.")
    component_position: int | None = element(None, "Number of the component in the element.")
    occurrence: int | None = element(None, "Which repetition of the element.")


class SegmentReport(Model):
    """A segment with mistakes."""

    position: int | None = element(None, "Number of the segment; the head of the message is 1.")
    error_code: str | None = element(None, "Mistake of the segment as a whole.", codes="UN/EDIFACT 0085")
    errors: list[SyntaxMistake] | None = element(None, "Mistakes in its elements.")


class Report(Model):
    """What is said of one level: its reference, what is done with it, and its mistake."""

    reference_id: str | None = element(None, "Control reference of what is answered.")
    action_code: str | None = element(
        None, "What is done with it: acknowledged, rejected, received.", codes="UN/EDIFACT 0083"
    )
    error: SyntaxMistake | None = element(None, "Mistake in the service segments of this level.")


class MessageReport(Report):
    """What is said of one message."""

    type_code: str | None = element(None, "Type of the message.", codes="UN/EDIFACT 0065")
    version: str | None = element(None, "Version of the message type.", codes="UN/EDIFACT 0052")
    release: str | None = element(None, "Release of the message type.", codes="UN/EDIFACT 0054")
    agency: str | None = element(None, "Agency that controls the type.", codes="UN/EDIFACT 0051")
    association_code: str | None = element(None, "Code that an association gave the type.")
    segments: list[SegmentReport] | None = element(None, "Segments with mistakes.")


class GroupReport(Report):
    """What is said of a group of messages."""

    sender: Participant | None = element(None, "Who sent the group.")
    receiver: Participant | None = element(None, "Whom the group was meant for.")
    messages: list[MessageReport] | None = element(None, "What is said of its messages.")


class Acknowledgement(Report):
    """What is said of an interchange; sender and receiver are those of the interchange answered."""

    sender: Participant | None = element(None, "Who sent the interchange.")
    receiver: Participant | None = element(None, "Whom the interchange was meant for.")
    groups: list[GroupReport] | None = element(None, "What is said of its groups.")
    messages: list[MessageReport] | None = element(None, "What is said of messages outside groups.")
