"""`/v1/translate`: a file in another format; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from gateway.api import openapi
from gateway.api.accepting import JSON, accepted
from gateway.api.answer import Json, attachment
from gateway.api.body import Body
from gateway.api.caller import Language, Sender
from gateway.api.headers import CORRELATED, Hint
from gateway.api.language import content_language
from gateway.api.problem import Problem
from gateway.api.producing import media_type_of
from gateway.api.state import GatewayOf
from gateway.api.validate import reported
from gateway.findings.telling import in_language
from gateway.formats import UnknownFormat
from gateway.service import Gateway

if TYPE_CHECKING:
    from gateway.pipeline import Inbound, Outbound

    Translated = list[tuple[Inbound, Outbound | None]]

router = APIRouter(tags=["engine"], dependencies=[CORRELATED])


class Wanted(BaseModel):
    """What is to be written; `report` asks for the JSON report whatever is accepted."""

    model_config = ConfigDict(extra="forbid")

    to: str = Field(pattern=r"^[A-Za-z0-9._/@-]{1,200}$")
    allowInvalid: bool = False
    report: bool = False


@router.post(
    "/v1/translate",
    response_class=Response,
    responses=openapi.PROBLEMS,
    openapi_extra=openapi.raw_body("X-Gateway-Format", "Content-Digest"),
)
def translate(
    request: Request,
    _sender: Sender,
    gateway: GatewayOf,
    hint: Hint,
    wanted: Annotated[Wanted, Query()],
    language: Language,
    body: Body,
) -> Response:
    """Each message in the format `to`: the bytes of a single one where accepted, else a JSON report."""
    offer = _media_type(gateway, wanted.to)
    chosen = accepted(request, list(dict.fromkeys([offer, JSON])))
    found = gateway.translate(body, to=wanted.to, format_hint=hint, allow_invalid=wanted.allowInvalid)
    inline = gateway.settings.findings_inline
    if not all(_written(inbound, outbound, wanted.allowInvalid) for inbound, outbound in found):
        raise _refused(found, wanted.to, inline)
    if len(found) == 1 and chosen == offer and not wanted.report:
        return _bytes(*found[0], wanted.to, offer)
    accepted(request, [JSON])
    reports = [_report(inbound, outbound, wanted.to, language) for inbound, outbound in found]
    return Json({"messages": reports}, headers=content_language(language))


def _media_type(gateway: Gateway, to: str) -> str:
    try:
        return media_type_of(gateway, to)
    except UnknownFormat as error:
        nearest = f"; nearest: {', '.join(error.nearest)}" if error.nearest else ""
        raise Problem("bad-parameter", f"to: there is no such format{nearest}") from None


def _written(inbound: Inbound, outbound: Outbound | None, allow_invalid: bool) -> bool:
    if outbound is None or outbound.data is None:
        return False
    return allow_invalid or (inbound.outcome == "valid" and outbound.ok)


def _refused(found: Translated, to: str, inline: int) -> Problem:
    """The findings of all messages, those of their own bytes before those of the target."""
    findings = [
        {"message": inbound.number, **finding.as_dict(), "target": target}
        for inbound, outbound in found
        for target, listed in ((None, inbound.findings), (to, outbound.findings if outbound else []))
        for finding in listed
    ]
    worst_first = sorted(findings, key=lambda finding: finding["severity"] != "error")
    return Problem(
        "not-translated",
        f"not every message can be written in {to}",
        findings=worst_first[:inline],
        findingsTotal=len(findings),
    )


def _bytes(inbound: Inbound, outbound: Outbound | None, to: str, media_type: str) -> Response:
    assert outbound is not None and outbound.data is not None
    total = len(inbound.findings) + len(outbound.findings)
    headers = {"X-Gateway-Findings": str(total), "X-Gateway-Lost": str(len(outbound.lost))}
    return attachment(outbound.data, media_type, f"translated-{to}", headers)


def _report(inbound: Inbound, outbound: Outbound | None, to: str, language: str) -> dict[str, Any]:
    assert outbound is not None and outbound.data is not None
    return {
        **reported(inbound, len(inbound.findings), language),
        "target": to,
        "ok": outbound.ok,
        "output": outbound.data.decode("utf-8", "backslashreplace"),
        "outputFindings": [in_language(finding, language).as_dict() for finding in outbound.findings],
        "lost": [lost.as_dict() for lost in outbound.lost],
        "counts": outbound.counts.as_dict() if outbound.counts is not None else None,
    }
