"""The flow, one way: bytes in, findings and the common model between, bytes out. Pure."""

from gateway.pipeline.address import REFERENCE_LENGTH, Address, is_addressed, new_reference
from gateway.pipeline.annotating import ANNOTATED, AnnotatedCopy, annotated_copy
from gateway.pipeline.answer import Answer, answer_to
from gateway.pipeline.collector import paused
from gateway.pipeline.equality import differences
from gateway.pipeline.inbound import Inbound, Outcome, receive, references
from gateway.pipeline.outbound import Outbound, produce
from gateway.pipeline.pointing import Original, Returned, Sent, pointed_back
from gateway.pipeline.relaying import as_written_in, relayed

__all__ = [
    "ANNOTATED",
    "REFERENCE_LENGTH",
    "Address",
    "AnnotatedCopy",
    "Answer",
    "Inbound",
    "Original",
    "Outbound",
    "Outcome",
    "Returned",
    "Sent",
    "annotated_copy",
    "answer_to",
    "as_written_in",
    "differences",
    "is_addressed",
    "new_reference",
    "paused",
    "pointed_back",
    "produce",
    "receive",
    "references",
    "relayed",
]
