"""`/v1/messages`: submit a file, and search for messages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from gateway.api import digest, openapi
from gateway.api.accepting import AnswersJson
from gateway.api.answer import Json, as_json
from gateway.api.body import Body
from gateway.api.caller import Language, Sender, Viewer
from gateway.api.headers import CORRELATED, ContentType, Correlation, Hint, Key
from gateway.api.language import content_language, told
from gateway.api.problem import Problem
from gateway.api.state import GatewayOf, MeasuresOf
from gateway.service import Item, Submission
from gateway.store import MessageRecord, Status, Verdict

router = APIRouter(tags=["messages"], dependencies=[CORRELATED])

PLACE = "/v1/messages"

_REFUSALS = {
    Verdict.REJECTED: ("message-rejected", "no message of the file was accepted"),
    Verdict.CONFLICT: ("conflict", "the sender's reference was used before for other content"),
    Verdict.FORBIDDEN: ("forbidden", "the message may not be sent with this API key"),
}


@router.post(
    PLACE,
    status_code=202,
    dependencies=[AnswersJson],
    responses=openapi.PROBLEMS,
    openapi_extra=openapi.raw_body(
        "Idempotency-Key", "X-Correlation-ID", "X-Gateway-Format", "Content-Digest"
    ),
)
def submit(
    partner: Sender,
    gateway: GatewayOf,
    measures: MeasuresOf,
    content_type: ContentType,
    key: Key,
    correlation: Correlation,
    hint: Hint,
    language: Language,
    body: Body,
) -> Response:
    """Take in a file. When 202 is answered everything is durable."""
    submission = gateway.submit(
        body,
        partner=partner,
        content_type=content_type,
        idempotency_key=key,
        correlation_id=correlation,
        format_hint=hint,
    )
    measures.submitted(submission)
    return _answer(submission, gateway.settings.findings_inline, language)


def _answer(submission: Submission, inline: int, language: str) -> Response:
    first = next(item for item in submission.items if item.verdict == submission.verdict)
    headers = {
        "Content-Digest": digest.of_hex(submission.digest),
        "X-Correlation-ID": submission.correlation_id,
    }
    content = {**_item(first, inline), "correlationId": submission.correlation_id}
    if len(submission.items) > 1:
        content["messages"] = [_item(item, inline) for item in submission.items]
    if submission.accepted:
        headers["Location"] = f"{PLACE}/{first.message.id}"
        return Json(told(content, language), 202, headers={**headers, **content_language(language)})
    kind, detail = _REFUSALS[submission.verdict]
    # `status` is the HTTP status in a problem; that of the message is told apart.
    content["messageStatus"] = content.pop("status")
    return Problem(kind, detail, headers=headers, **content).answer(language)


def _item(item: Item, inline: int) -> dict[str, Any]:
    """One message of a submission, with its first findings."""
    return {
        "messageId": item.message.id,
        "message": item.number,
        "verdict": item.verdict.value,
        "status": item.message.status,
        "outcome": item.message.outcome,
        "format": item.message.format,
        "receipt": item.receipt,
        "findings": item.findings[:inline],
        "findingsTotal": len(item.findings),
        "links": links(item.message),
    }


def links(message: MessageRecord) -> dict[str, str]:
    """Where a message and its parts are."""
    place = f"{PLACE}/{message.id}"
    parts = (
        "original",
        "model",
        "ledger",
        "findings",
        "events",
        "outputs",
        "deliveries",
        "answer",
        "answers",
    )
    return {"self": place, **{part: f"{place}/{part}" for part in parts}}


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("the moment is out of range") from None


Moment = Annotated[AwareDatetime, AfterValidator(_utc)]


class Search(BaseModel):
    """What is searched for; a parameter that there is not is refused."""

    model_config = ConfigDict(extra="forbid")

    reference: Annotated[str, Field(min_length=1, max_length=1000)] | None = None
    status: Status | None = None
    since: Moment | None = None
    until: Moment | None = None
    limit: int = Field(100, ge=1, le=500)
    cursor: Annotated[str, Field(pattern=r"^msg_[0-9a-f]{32}$")] | None = None


@router.get(PLACE, dependencies=[AnswersJson], responses=openapi.PROBLEMS)
def search(viewer: Viewer, gateway: GatewayOf, wanted: Annotated[Search, Query()]) -> Response:
    """Messages, newest first; `cursor` of one page asks for the next."""
    page = gateway.search(viewer, **dict(wanted))
    found = [shown(message) for message in page.items]
    return Json({"messages": found, "cursor": page.cursor})


def shown(message: MessageRecord) -> dict[str, Any]:
    """A message without its bodies, as it is answered."""
    return {**as_json(message), "links": links(message)}
