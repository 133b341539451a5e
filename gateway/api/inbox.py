"""`/v1/inbox`: collect what waits for the caller, and acknowledge it."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gateway.api import openapi
from gateway.api.accepting import AnswersJson, accepted
from gateway.api.answer import Json, attachment
from gateway.api.caller import Receiver
from gateway.api.headers import CORRELATED
from gateway.api.state import GatewayOf
from gateway.service import NotFound
from gateway.store import DeliveryRecord

PLACE = "/v1/inbox"
_ID = r"dlv_[0-9a-f]{32}"

router = APIRouter(prefix=PLACE, tags=["inbox"], dependencies=[CORRELATED], responses=openapi.PROBLEMS)


class Wanted(BaseModel):
    """Which page is wanted."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(100, ge=1, le=500)
    cursor: Annotated[str, Field(pattern=f"^{_ID}$")] | None = None


def delivery_id(id: str) -> str:
    """An id as the store makes them; any other text is unknown without asking."""
    if not re.fullmatch(_ID, id):
        raise NotFound("there is no such delivery")
    return id


Id = Annotated[str, Depends(delivery_id)]


@router.get("", dependencies=[AnswersJson])
def waiting(partner: Receiver, gateway: GatewayOf, wanted: Annotated[Wanted, Query()]) -> Response:
    """What waits for the caller, the oldest first."""
    found = gateway.inbox.waiting(partner, limit=wanted.limit + 1, after=wanted.cursor)
    page = found[: wanted.limit]
    cursor = page[-1].id if len(found) > wanted.limit else None
    return Json({"deliveries": [_shown(delivery) for delivery in page], "cursor": cursor})


@router.get("/{id}", response_class=Response)
def collect(request: Request, partner: Receiver, gateway: GatewayOf, id: Id) -> Response:
    """The bytes of a delivery, with the headers that a push has."""
    delivery, body = gateway.inbox.collect(partner, id)
    media_type = body.media_type or "application/octet-stream"
    accepted(request, [media_type, "application/octet-stream"])
    headers = {
        "X-Gateway-Format": delivery.format,
        "X-Gateway-Message": delivery.message_id,
        "Idempotency-Key": delivery.key,
    }
    answered = gateway.answered_by(delivery.message_id)
    if answered is not None:
        headers["X-Gateway-Answers"] = answered
    return attachment(body.data, media_type, f"{delivery.message_id}-{delivery.format}", headers)


@router.delete("/{id}", status_code=204, response_class=Response)
def acknowledge(partner: Receiver, gateway: GatewayOf, id: Id) -> Response:
    """Take a delivery out of the inbox: it was received. Again is harmless."""
    gateway.inbox.acknowledge(partner, id)
    return Response(status_code=204)


def _shown(delivery: DeliveryRecord) -> dict[str, Any]:
    return {
        "id": delivery.id,
        "messageId": delivery.message_id,
        "format": delivery.format,
        "key": delivery.key,
        "createdAt": delivery.created_at.isoformat(),
        "link": f"{PLACE}/{delivery.id}",
    }
