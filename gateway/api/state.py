"""What the routes of one application share: the gateway and the metrics."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from gateway.api.measures import Measures
from gateway.service import Gateway


async def gateway_of(request: Request) -> Gateway:
    """The gateway behind the application."""
    gateway: Gateway = request.app.state.gateway
    return gateway


async def measures_of(request: Request) -> Measures:
    """The metrics of the application."""
    measures: Measures = request.app.state.measures
    return measures


GatewayOf = Annotated[Gateway, Depends(gateway_of)]
MeasuresOf = Annotated[Measures, Depends(measures_of)]
