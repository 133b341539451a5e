"""`/v1/messages/{id}`: one message and its parts."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gateway.api import openapi
from gateway.api.accepting import AnswersJson, accepted
from gateway.api.answer import Json, as_json, attachment
from gateway.api.caller import Language, Viewer
from gateway.api.digest import of_hex
from gateway.api.headers import CORRELATED
from gateway.api.language import content_language, told
from gateway.api.messages import PLACE, shown
from gateway.api.producing import media_type_of
from gateway.api.state import GatewayOf
from gateway.service import NotFound

router = APIRouter(
    prefix=PLACE + "/{id}", tags=["messages"], dependencies=[CORRELATED], responses=openapi.PROBLEMS
)

_ID = re.compile(r"msg_[0-9a-f]{32}")
_FORMAT = re.compile(r"[A-Za-z0-9._/@-]{1,200}")


def message_id(id: str) -> str:
    """An id as the store makes them; any other text is unknown without asking."""
    if not _ID.fullmatch(id):
        raise NotFound("there is no such message")
    return id


Id = Annotated[str, Depends(message_id)]


class Findings(BaseModel):
    """Which findings are wanted."""

    model_config = ConfigDict(extra="forbid")

    offset: int = Field(0, ge=0, le=1_000_000_000)
    limit: int = Field(100, ge=1, le=500)


class Output(BaseModel):
    """Whose output is wanted, where each destination has its own."""

    model_config = ConfigDict(extra="forbid")

    destination: str | None = Field(None, pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")


class Target(BaseModel):
    """Which direction of the account is wanted."""

    model_config = ConfigDict(extra="forbid")

    target: str = Field("model", pattern=_FORMAT.pattern)


@router.get("", dependencies=[AnswersJson])
def message(viewer: Viewer, gateway: GatewayOf, id: Id) -> Response:
    """What is known of a message, without its bodies."""
    return Json(shown(gateway.message(viewer, id)))


@router.get("/original", response_class=Response)
def original(request: Request, viewer: Viewer, gateway: GatewayOf, id: Id) -> Response:
    """The bytes as they were received."""
    found = gateway.original(viewer, id)
    media_type = found.media_type or "application/octet-stream"
    accepted(request, [media_type.partition(";")[0].strip().lower(), "application/octet-stream"])
    return attachment(found.data, media_type, f"{id}-original")


@router.get("/model", dependencies=[AnswersJson])
def model(viewer: Viewer, gateway: GatewayOf, id: Id) -> Response:
    """The message as the common model's JSON."""
    return attachment(gateway.model(viewer, id), "application/json", f"{id}-model.json")


@router.get("/ledger", dependencies=[AnswersJson])
def ledger(viewer: Viewer, gateway: GatewayOf, id: Id, wanted: Annotated[Target, Query()]) -> Response:
    """What became of every value, on the way into the model or into a `target` format."""
    return Json(as_json(gateway.ledger(viewer, id, wanted.target)))


@router.get("/findings", dependencies=[AnswersJson])
def findings(
    viewer: Viewer, gateway: GatewayOf, id: Id, language: Language, wanted: Annotated[Findings, Query()]
) -> Response:
    """All that was found, page by page."""
    total = gateway.message(viewer, id).finding_count
    found = gateway.findings(viewer, id, offset=wanted.offset, limit=wanted.limit)
    content = {"findings": found, "findingsTotal": total, "offset": wanted.offset}
    return Json(told(content, language), headers=content_language(language))


@router.get("/events", dependencies=[AnswersJson])
def events(viewer: Viewer, gateway: GatewayOf, id: Id) -> Response:
    """What happened to a message, in time, with the decisions of the router."""
    return Json({"events": [as_json(event) for event in gateway.events(viewer, id)]})


@router.get("/outputs", dependencies=[AnswersJson])
def outputs(viewer: Viewer, gateway: GatewayOf, id: Id) -> Response:
    """What was written of a message for its receivers."""
    found = [
        {**as_json(output), "link": f"{PLACE}/{id}/outputs/{output.format}{_for(output.destination)}"}
        for output in gateway.outputs(viewer, id)
    ]
    return Json({"outputs": found})


def _for(destination: str) -> str:
    """The part of a link that names whom an output was written for."""
    return f"?destination={destination}" if destination else ""


@router.get("/outputs/{format:path}", response_class=Response)
def output(
    request: Request,
    viewer: Viewer,
    gateway: GatewayOf,
    id: Id,
    format: str,
    wanted: Annotated[Output, Query()],
) -> Response:
    """The bytes of a message in one format, or `model`; with a destination those written for it."""
    gateway.message(viewer, id)
    if not _FORMAT.fullmatch(format):
        raise NotFound("the message does not have this output")
    found = gateway.output(viewer, id, format, wanted.destination)
    media_type = found.media_type or "application/octet-stream"
    accepted(request, [media_type, "application/octet-stream"])
    known = hashlib.sha256(found.data).hexdigest()
    headers = {"X-Gateway-Format": format, "Content-Digest": of_hex(known)}
    return attachment(found.data, media_type, f"{id}-{format}", headers)


@router.get("/answer", response_class=Response)
def answer(request: Request, viewer: Viewer, gateway: GatewayOf, id: Id) -> Response:
    """The gateway's own answer: received or rejected, in the format of its sender's answers, or a marked copy."""
    found = gateway.answer(viewer, id)
    media_type = found.media_type or media_type_of(gateway, found.format)
    accepted(request, [media_type, "application/octet-stream"])
    headers = {"X-Gateway-Format": found.format}
    return attachment(found.data, media_type, f"{id}-answer", headers)


@router.get("/answers", dependencies=[AnswersJson])
def answers(viewer: Viewer, gateway: GatewayOf, id: Id) -> Response:
    """What answers a message, or what it answers, with links to what the caller may see."""
    found = [_linked(viewer, gateway, as_json(one)) for one in gateway.answers(viewer, id)]
    return Json({"answers": found})


def _linked(viewer: Viewer, gateway: GatewayOf, record: dict[str, Any]) -> dict[str, Any]:
    """An answer's record; ids of messages that are not the caller's are left out."""
    links = {}
    for name in ("originalId", "receivedId", "answerId"):
        id = record[name]
        if id is not None and _visible(viewer, gateway, id):
            links[name.removesuffix("Id")] = f"{PLACE}/{id}"
        else:
            record[name] = None
    return {**record, "links": links}


def _visible(viewer: Viewer, gateway: GatewayOf, id: str) -> bool:
    try:
        gateway.message(viewer, id)
    except NotFound:
        return False
    return True


@router.get("/deliveries", dependencies=[AnswersJson])
def deliveries(viewer: Viewer, gateway: GatewayOf, id: Id) -> Response:
    """The deliveries of a message, each with its attempts."""
    tries: dict[str, list[dict[str, Any]]] = {}
    for attempt in gateway.attempts(viewer, id):
        tries.setdefault(attempt.delivery_id, []).append(_without(as_json(attempt), "deliveryId", "owner"))
    found = [
        _without(as_json(delivery), "leaseOwner", "leaseUntil", "fence")
        | {"attempted": tries.get(delivery.id, [])}
        for delivery in gateway.deliveries(viewer, id)
    ]
    return Json({"deliveries": found})


def _without(record: dict[str, Any], *names: str) -> dict[str, Any]:
    """A record without what is the gateway's own business (its hosts and leases)."""
    return {name: value for name, value in record.items() if name not in names}
