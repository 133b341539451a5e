"""`/v1/validate`: everything that is to be said about a file; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from gateway.api import openapi
from gateway.api.accepting import AnswersJson
from gateway.api.answer import Json
from gateway.api.body import Body
from gateway.api.caller import Language, Sender
from gateway.api.headers import CORRELATED, Hint
from gateway.api.language import content_language
from gateway.api.state import GatewayOf
from gateway.findings.language import ENGLISH
from gateway.findings.telling import in_language

if TYPE_CHECKING:
    from gateway.pipeline import Inbound

router = APIRouter(tags=["engine"], dependencies=[CORRELATED])


class Shown(BaseModel):
    """How much is shown of each message."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(500, ge=0, le=10_000)


@router.post(
    "/v1/validate",
    dependencies=[AnswersJson],
    responses=openapi.PROBLEMS,
    openapi_extra=openapi.raw_body("X-Gateway-Format", "Content-Digest"),
)
def validate(
    _sender: Sender,
    gateway: GatewayOf,
    hint: Hint,
    wanted: Annotated[Shown, Query()],
    language: Language,
    body: Body,
) -> Response:
    """The outcome and the findings of each message of a file."""
    found = gateway.validate(body, format_hint=hint)
    messages = [reported(inbound, wanted.limit, language) for inbound in found]
    content = {"valid": all(inbound.outcome == "valid" for inbound in found), "messages": messages}
    return Json(content, headers=content_language(language))


def reported(inbound: Inbound, limit: int, language: str = ENGLISH) -> dict[str, Any]:
    """What is said about one message."""
    return {
        "message": inbound.number,
        "format": inbound.format.id if inbound.format is not None else None,
        "candidates": list(inbound.candidates),
        "outcome": str(inbound.outcome),
        "findings": [in_language(finding, language).as_dict() for finding in inbound.findings[:limit]],
        "findingsTotal": len(inbound.findings),
    }
