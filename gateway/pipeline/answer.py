"""The gateway's own answer to a message: received, or rejected with what was found wrong in it.

Acceptance, numbers and release are an agency's to give; the gateway relays them and never gives
them itself. Receipt and mistakes of the syntax are answered in the format that the sender's format
names for them (`syntax_answers_with`), rejections of the content in that of its answers
(`answers_with`), which serves all where there is just one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gateway.findings import Finding, Severity, Stage
from gateway.findings.language import ENGLISH
from gateway.findings.telling import in_language
from gateway.formats import Catalog, Format, UnknownFormat, recognise
from gateway.pipeline.acknowledgement import acknowledgement_of
from gateway.pipeline.inbound import Inbound
from gateway.pipeline.pointing import Original

if TYPE_CHECKING:
    from pydantic import BaseModel

    from gateway.model import Message
    from gateway.model.amendment import Pointer
    from gateway.model.response import Response, ResponseError

MOST_ERRORS = 999
"""mistakes that an answer lists; formats count them in three digits, and the findings have all"""
LONGEST_VALUE = 512
"""characters of a refused value that an answer repeats"""

_OF_SYNTAX = (Stage.RECEIVE, Stage.PARSE, Stage.VALIDATE)
_GRAVE = ("0", "1", "2")
"""first digits of codes: not readable, structure, value; code lists are no matter of syntax"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The gateway's answer in the common model, and the format to write it in.

    `format` is `None` where the sender's format names none: the model's own JSON.
    """

    message: Message
    format: Format | None


def answer_to(
    inbound: Inbound,
    catalog: Catalog,
    *,
    at: datetime,
    reference: str,
    findings: Sequence[Finding] | None = None,
    rejected: bool | None = None,
    language: str = ENGLISH,
) -> Answer:
    """What the gateway says of a message: received, syntax_rejected or rejected.

    `findings` and `rejected` are those of the service, where it knows more than the flow does;
    `reference` becomes the number of the answer. Mistakes are told in `language`.
    """
    found = list(inbound.findings if findings is None else findings)
    refused = inbound.outcome != "valid" if rejected is None else rejected
    format = inbound.format
    syntax = _syntax_format(inbound, catalog) if not refused or _of_syntax(found) else None
    outcome = "received" if not refused else "syntax_rejected" if syntax is not None else "rejected"
    written = syntax or _named(format.answered_with(outcome) if format is not None else None, catalog)
    told = [in_language(finding, language) for finding in found] if refused else []
    said = _message(inbound, told, outcome, at, reference, syntax=syntax is not None)
    return Answer(said, written)


def _message(
    inbound: Inbound,
    findings: Sequence[Finding],
    outcome: str,
    at: datetime,
    reference: str,
    *,
    syntax: bool,
) -> Message:
    from gateway.model import Envelope, Message
    from gateway.model.response import Response

    original = Original.of(inbound)
    said = (original.message.envelope if original is not None else None) or Envelope()
    errors = list(_errors(findings, original))
    response = Response.model_validate(
        {
            "outcome": outcome,
            "functional_reference_id": reference,
            "issue_date_time": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "errors": errors or None,
            "declarations": _answered(inbound),
            "acknowledgement": acknowledgement_of(inbound, findings) if syntax else None,
        }
    )
    about = Envelope(
        correlation_id=said.interchange_id or said.native_id,
        receiver=said.sender,
        test_indicator=said.test_indicator,
    )
    return Message(envelope=about if about != Envelope() else None, response=response)


def _answered(inbound: Inbound) -> list[dict[str, str]] | None:
    """The references by which the sender knows its declaration, as far as they could be read."""
    known = {
        "functional_reference_id": inbound.references.get("sender_reference"),
        "id": inbound.references.get("mrn"),
    }
    said = {name: value for name, value in known.items() if value}
    return [said] if said else None


def _errors(findings: Sequence[Finding], original: Original | None) -> Iterator[ResponseError]:
    from gateway.model.response import ResponseError

    errors = [finding for finding in findings if finding.severity is Severity.ERROR][:MOST_ERRORS]
    for number, finding in enumerate(errors, 1):
        yield ResponseError(
            sequence=number,
            code=finding.code.id,
            rule=finding.rule,
            severity=finding.severity.value,
            description=finding.message,
            original_value=finding.value[:LONGEST_VALUE] if finding.value else None,
            expected=finding.expected,
            pointers=_pointers(finding, original) or None,
        )


def _pointers(finding: Finding, original: Original | None) -> list[Pointer]:
    """Where a finding stands: its own native path, and the WCO classes that lead there if they are known."""
    from gateway.model.amendment import Pointer

    if finding.where.path is None:
        return []
    steps = original.pointers(original.spot(finding.where.path)) if original is not None else []
    if not steps:
        return [Pointer(path=finding.where.path)]
    steps[-1] = steps[-1].model_copy(update={"path": finding.where.path})
    return steps


def _of_syntax(findings: Sequence[Finding]) -> bool:
    """Whether mistakes of the syntax are among the errors: nothing else is then to be trusted."""
    return any(
        finding.severity is Severity.ERROR and finding.stage in _OF_SYNTAX and finding.code.id[3:4] in _GRAVE
        for finding in findings
    )


def _syntax_format(inbound: Inbound, catalog: Catalog) -> Format | None:
    """The format for mistakes of the syntax; of an unknown message that of its syntax, if all formats agree."""
    if inbound.format is not None:
        return _named(inbound.format.syntax_answers_with, catalog)
    adapter = recognise(inbound.data)
    if adapter is None:
        return None
    named = {
        format.syntax_answers_with
        for format in catalog
        if format.syntax == adapter.syntax and format.syntax_answers_with
    }
    return _named(named.pop(), catalog) if len(named) == 1 else None


def _named(id: str | None, catalog: Catalog) -> Format | None:
    """The format of that id, if there is one that can be written."""
    try:
        format = catalog.get(id) if id else None
    except UnknownFormat:
        return None
    return format if format is not None and format.mapping_dir is not None else None


def handed_back(answer: Message, original: Message) -> Message:
    """A receiver's answer as the sender of the original is to get it: addressed to it, in its references.

    Sender, receiver and references of the way between gateway and receiver say nothing to the
    sender of the original. What the answer does not say of the declaration is completed with what
    the original says: its reference. An acknowledgement of the gateway's own interchange becomes
    plain errors, and a refusal of its syntax a refusal.
    """
    from gateway.model import Envelope

    said, own = answer.envelope or Envelope(), original.envelope or Envelope()
    envelope = said.model_copy(
        update={
            "sender": None,
            "receiver": own.sender,
            "correlation_id": own.interchange_id or own.native_id,
            "interchange_id": None,
            "native_id": None,
            "prepared_date_time": None,
            "test_indicator": own.test_indicator,
        }
    )
    response = _without_acknowledgement(answer.response) if answer.response is not None else None
    document = original.declaration or original.cargo_report or original.conveyance_report
    if response is not None and document is not None and document.functional_reference_id:
        response = _with_reference(response, document.functional_reference_id)
    return answer.model_copy(update={"envelope": envelope, "response": response})


def _with_reference(response: Response, reference: str) -> Response:
    from gateway.model.response import AnsweredDeclaration

    declarations = response.declarations or [AnsweredDeclaration()]
    if len(declarations) > 1 or declarations[0].functional_reference_id is not None:
        return response
    named = declarations[0].model_copy(update={"functional_reference_id": reference})
    return response.model_copy(update={"declarations": [named]})


def _without_acknowledgement(response: Response) -> Response:
    from gateway.model.response import ResponseError

    outcome = "rejected" if response.outcome == "syntax_rejected" else response.outcome
    if response.acknowledgement is None:
        return response if outcome == response.outcome else response.model_copy(update={"outcome": outcome})
    codes = dict.fromkeys(_mistakes(response.acknowledgement))
    errors = [*(response.errors or []), *(ResponseError(code=code) for code in codes)]
    return response.model_copy(update={"outcome": outcome, "acknowledgement": None, "errors": errors or None})


def _mistakes(report: BaseModel) -> Iterator[str]:
    """The codes of all mistakes that an acknowledgement tells of."""
    for name in type(report).model_fields:
        value = getattr(report, name)
        if name in ("code", "error_code") and isinstance(value, str):
            yield value
        for entry in value if isinstance(value, list) else [value]:
            if hasattr(type(entry), "model_fields"):
                yield from _mistakes(entry)
