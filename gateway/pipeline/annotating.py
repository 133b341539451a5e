"""A rejection as a marked copy of the message itself, for formats whose senders look at a sheet and not at a response."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gateway.adapters.contract import Limits
from gateway.findings import Finding, Unreadable
from gateway.findings.language import ENGLISH
from gateway.findings.telling import in_language
from gateway.formats import adapter_for
from gateway.pipeline.inbound import Inbound

ANNOTATED = "annotated"
"""what `answers_with` of a manifest says in place of the id of a format"""


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """The bytes of the marked copy, and their media type."""

    data: bytes
    media_type: str


def annotated_copy(
    inbound: Inbound,
    findings: Sequence[Finding] | None = None,
    limits: Limits | None = None,
    language: str = ENGLISH,
) -> AnnotatedCopy | None:
    """The marked copy of a rejected message; None where its format does not ask for one, or nothing can be marked.

    `findings` are those of the service, where it knows more than the flow does; they are told in
    `language`.
    """
    format = inbound.format
    if format is None or format.answered_with("rejected") != ANNOTATED:
        return None
    adapter = adapter_for(format.syntax)
    mark: Callable[[bytes, Sequence[Finding], Limits, str], bytes] | None = getattr(adapter, "annotate", None)
    if mark is None:
        return None
    found = [in_language(one, language) for one in (inbound.findings if findings is None else findings)]
    try:
        return AnnotatedCopy(mark(inbound.data, found, limits or Limits(), language), adapter.media_types[-1])
    except Unreadable:
        return None
