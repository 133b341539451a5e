"""`/healthz`, `/readyz` and `/metrics`: for those who run the gateway, without an API key."""

from __future__ import annotations

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from gateway.api.answer import Json
from gateway.api.problem import Problem
from gateway.api.state import GatewayOf, MeasuresOf

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> Response:
    """Whether the process lives."""
    return Json({"status": "ok"})


@router.get("/readyz")
def readyz(gateway: GatewayOf) -> Response:
    """Whether messages can be taken in: the store can be reached."""
    try:
        gateway.ready()
    except Exception as error:
        # Whatever keeps the store away, the answer is the same; which it was stands in the log.
        gateway.log.warning(
            "store.unreachable", "the store cannot be reached", {"error.type": type(error).__name__}
        )
        raise Problem("unavailable", "the store cannot be reached", headers={"Retry-After": "5"}) from None
    return Json({"status": "ready"})


@router.get("/metrics", response_class=Response)
def metrics(measures: MeasuresOf) -> Response:
    """Metrics in the text format of Prometheus."""
    return Response(measures.exposed(), media_type=CONTENT_TYPE_LATEST)
